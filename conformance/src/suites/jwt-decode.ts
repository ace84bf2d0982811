import {
  base64url,
  ExpiredSignatureError,
  InvalidAudienceError,
  InvalidIssuerError,
  InvalidSignatureError,
  InvalidTokenError,
  JOSEError,
  JWTClaimsError,
  JWTError,
} from '@jose/core'
import { equal, ok, type Refusal, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { craft, flipped, octetsOf, replaced, secret } from './craft.ts'

const algorithms = ['HS256']
const jwk = { kty: 'oct', k: base64url.encode(secret), alg: 'HS256' }
const other = { kty: 'oct', k: base64url.encode(`${secret}!`), alg: 'HS256' }
const badSignature: Refusal = {
  is: InvalidSignatureError,
  code: 'ERR_JWT_SIGNATURE',
  message: 'Signature verification failed',
}

/** What `decode` answers, and in which order it looks. */
export const jwtDecode: Suite = (o, it) => {
  it('a token gives back its claims', async () => {
    const token = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhIjoiYiJ9.jiMyrsmD8AoHWeQgmxZ5yq8z0lXS67_QGs52AzC8Ru8'
    equal(await o.decode(token, 'secret', { algorithms }), { a: 'b' })
  })
  it('a token may be given as bytes', async () => {
    const token = base64url.decode(base64url.encode(await craft(o, { alg: 'HS256' }, { a: 'b' })))
    equal(await o.decode(token, secret, { algorithms }), { a: 'b' })
    const decoded = await o.decodeComplete(token, secret, { algorithms })
    equal([decoded.header, decoded.claims], [{ alg: 'HS256' }, { a: 'b' }])
    const verify = o.createVerifier(secret, { algorithms, cache: true })
    equal([await verify(token), await verify(token)], [{ a: 'b' }, { a: 'b' }])
    equal(o.jose.jwt.getUnverifiedClaims(token), { a: 'b' })
    await refuses(() => o.decode(Uint8Array.of(...token, 0x80), secret, { algorithms }), { is: InvalidTokenError })
  })
  it('decodeComplete gives header, claims and the key that verified', async () => {
    const token = await craft(o, { alg: 'HS256', kid: 'k', x: [1] }, { a: 'b' })
    const { header, claims, key } = await o.decodeComplete(token, [other, jwk], { algorithms })
    equal([header, claims], [{ alg: 'HS256', kid: 'k', x: [1] }, { a: 'b' }])
    equal([key?.kty, key?.algorithm, key?.bits], ['oct', 'HS256', secret.length * 8])
    equal((await o.decodeComplete(token, secret, { options: { verifySignature: false } })).key, undefined)
  })
  it('a header that a caller changes, or tries to, is right the next time', async () => {
    const token = await craft(o, { alg: 'HS256', x: { list: [1] } }, {})
    const { header } = await o.decodeComplete(token, secret, { algorithms })
    try {
      const open = header as { alg: string; x: { list: unknown[] } }
      open.x.list.push(2)
      open.alg = 'none'
    } catch (error) {
      ok(error instanceof TypeError, 'a frozen header')
    }
    equal((await o.decodeComplete(token, secret, { algorithms })).header, { alg: 'HS256', x: { list: [1] } })
  })
  it('claims that a caller changes are right the next time', async () => {
    const token = await craft(o, { alg: 'HS256' }, { list: [1] })
    ;(await o.decode(token, secret, { algorithms })).list.push(2)
    equal(await o.decode(token, secret, { algorithms }), { list: [1] })
  })
  it('the order: signature, JSON object, required, iat, nbf, exp, aud, iss, sub, jti, at_hash', async () => {
    const claims: { [claim: string]: unknown } = {
      ...{ iat: 'x', nbf: 2_000, exp: 1, aud: 'b', iss: 'b', sub: 1, jti: 1, at_hash: 'x' },
    }
    const options = { require: ['own'] }
    const checks = { algorithms, clock: () => 1_000, audience: 'a', issuer: 'a', accessToken: 'x', options }
    const refused = async (payload: object | string, error: Refusal): Promise<void> => {
      await refuses(async () => o.decode(await craft(o, { alg: 'HS256' }, payload), secret, checks), error)
    }
    const forged = await craft(o, { alg: 'HS256' }, '[]', `${secret}!`)
    await refuses(() => o.decode(forged, secret, checks), badSignature)
    await refused('[]', { is: InvalidTokenError, code: 'ERR_JWT_INVALID' })
    const steps: readonly (readonly [string, unknown, Refusal])[] = [
      ['own', 1, { is: JWTClaimsError, claim: 'own', reason: 'missing' }],
      ['iat', 1, { is: JWTClaimsError, claim: 'iat', reason: 'invalid' }],
      ['nbf', 1, { is: JWTClaimsError, claim: 'nbf', reason: 'not_yet' }],
      ['exp', 2_000, { is: ExpiredSignatureError }],
      ['aud', 'a', { is: InvalidAudienceError, reason: 'mismatch' }],
      ['iss', 'a', { is: InvalidIssuerError, reason: 'mismatch' }],
      ['sub', 'x', { is: JWTClaimsError, claim: 'sub', reason: 'invalid' }],
      ['jti', 'x', { is: JWTClaimsError, claim: 'jti', reason: 'invalid' }],
      ['at_hash', 'x', { is: JWTClaimsError, claim: 'at_hash', reason: 'mismatch' }],
    ]
    for (const [claim, good, error] of steps) {
      await refused(claims, error)
      claims[claim] = good
    }
  })
  it('a changed octet in any segment is refused', async () => {
    const token = await craft(o, { alg: 'HS256', kid: 'k' }, { a: 'b' })
    for (const index of [0, 1, 2])
      for (let at = 0; at < (octetsOf(token)[index] as Uint8Array).length; at++) {
        const changed = replaced(token, index, flipped(octetsOf(token)[index] as Uint8Array, at))
        await refuses(() => o.decode(changed, secret, { algorithms }), { is: JWTError })
      }
  })
  it('a signature of any other length is refused', async () => {
    const token = await craft(o, { alg: 'HS256' }, {})
    const signature = octetsOf(token)[2] as Uint8Array
    for (const octets of [signature.subarray(0, 0), signature.subarray(0, 31), Uint8Array.of(...signature, 0)])
      await refuses(() => o.decode(replaced(token, 2, octets), secret, { algorithms }), badSignature)
  })
  it('an HS256 key does not verify HS512', async () => {
    const token = await craft(o, { alg: 'HS512' }, {}, secret, 'HS512')
    equal(await o.decode(token, secret, { algorithms: ['HS256', 'HS512'] }), {})
    const error = { is: JWTError, code: 'ERR_KEY_UNFIT' }
    await refuses(() => o.decode(token, jwk, { algorithms: ['HS256', 'HS512'] }), error)
    await refuses(() => o.decode(token, jwk, { algorithms: ['HS512'] }), { is: JOSEError })
    await refuses(() => o.decode(token, jwk), { is: JWTError, code: 'ERR_ALGORITHM_NOT_ALLOWED' })
  })
}
