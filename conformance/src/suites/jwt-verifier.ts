import {
  base64url,
  ExpiredSignatureError,
  InvalidKeyError,
  InvalidSignatureError,
  JOSEError,
  JWTClaimsError,
  JWTError,
} from '@jose/core'
import { equal, ok, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { craft, secret } from './craft.ts'

const algorithms = ['HS256']
const jwkOf = (text: string): { kty: string; k: string } => ({ kty: 'oct', k: base64url.encode(text) })
const bytesOf = (text: string): Uint8Array => base64url.decode(base64url.encode(text))

/** `createSigner`: `encode` with the key and the options looked at once. */
export const jwtSigner: Suite = (o, it) => {
  it('a signer writes what encode writes', async () => {
    for (const options of [{}, { algorithm: 'HS512', headers: { kid: 'k' }, accessToken: 'x' }]) {
      const sign = o.createSigner(secret, options)
      for (const claims of [{ a: 'b' }, { exp: new Date(1_500), list: [1] }])
        equal(await sign(claims), await o.encode(claims, secret, options))
    }
  })
  it('a signer’s key and options are its own', async () => {
    const headers = { kid: 'k' }
    const options = { algorithm: 'HS256', headers }
    const [jwk, octets, list] = [jwkOf(secret), bytesOf(secret), [jwkOf(secret)]]
    const expected = await o.encode({}, secret, { algorithm: 'HS256', headers: { kid: 'k' } })
    const signers = [jwk, octets, list].map((key) => o.createSigner(key, options))
    jwk.k = jwkOf('another secret').k
    octets.fill(1)
    list[0] = jwkOf('another secret')
    headers.kid = 'other'
    options.algorithm = 'HS512'
    for (const sign of signers) equal(await sign({}), expected)
  })
  it('wrong options are a TypeError when the signer is made', async () => {
    for (const options of [null, 'HS256', { algorithms }, { algorithm: 'HS255' }, { headers: [] }, { accessToken: 1 }])
      await refuses(() => o.createSigner(secret, options as object), { is: TypeError })
  })
  it('a signer refuses what encode refuses', async () => {
    const sign = o.createSigner(secret)
    await refuses(() => sign([]), { is: JWTError })
    await refuses(() => sign({ exp: 'x' }), { is: JWTClaimsError, claim: 'exp' })
    equal(await sign({ a: 'b' }), await o.encode({ a: 'b' }, secret))
    await refuses(async () => o.createSigner('')({}), { is: InvalidKeyError })
    await refuses(async () => o.createSigner(secret, { headers: { kid: 1 } } as object)({}), { is: JWTError })
  })
  it('a signer’s resolver is asked each time', async () => {
    let key = secret
    const sign = o.createSigner(() => key)
    equal(await sign({}), await o.encode({}, secret))
    key = `${secret}!`
    equal(await sign({}), await o.encode({}, `${secret}!`))
  })
}

/** `createVerifier`: `decode` with the key and the options looked at once; nearly all holds with a cache too. */
export const jwtVerifier: Suite = (o, it) => {
  for (const cache of [false, true]) {
    const how = cache ? 'with a cache' : 'without a cache'
    it(`a verifier answers as decode, ${how}`, async () => {
      const options = { algorithms, audience: 'a', issuer: 'i', subject: 's', typ: 'JWT', maxAge: 60, leeway: 5 }
      const checks = { ...options, clock: () => 1_000, options: { requireJti: true } }
      const good = { aud: 'a', iss: 'i', sub: 's', jti: 'j', iat: 990 }
      const verify = o.createVerifier(secret, { ...checks, cache })
      const wrong = [{ aud: 'b' }, { iss: 'j' }, { sub: 't' }, { jti: 1 }, { iat: 900 }, { exp: 995 }, { nbf: 1_006 }]
      const tokens = await Promise.all(
        [{}, { exp: 996 }, { nbf: 1_005 }, ...wrong].map((more) =>
          craft(o, { alg: 'HS256', typ: 'JWT' }, { ...good, ...more }),
        ),
      )
      tokens.push(
        'garbage',
        `${tokens[0]}A`,
        await craft(o, { alg: 'HS256' }, good),
        await craft(o, { alg: 'none' }, good),
      )
      const outcome = (call: Promise<unknown>): Promise<unknown> =>
        call.then(
          (claims) => claims,
          (error) => [error.name, error.code, error.message, error.claim, error.reason],
        )
      for (const token of [...tokens, ...tokens, ...tokens])
        equal(await outcome(verify(token)), await outcome(o.decode(token, secret, checks)))
      equal(await verify(tokens[0]), good)
    })
    it(`a verifier’s key and options are its own, ${how}`, async () => {
      const token = await craft(o, { alg: 'HS256' }, { aud: 'a' })
      const forged = await craft(o, { alg: 'HS256' }, { aud: 'a' }, 'another secret')
      const [jwk, octets, list, set] = [jwkOf(secret), bytesOf(secret), [jwkOf(secret)], { keys: [jwkOf(secret)] }]
      const audience = ['a']
      const options = { algorithms: ['HS256'], audience, cache, options: { verifyAud: true } }
      const verifiers = [jwk, octets, list, set].map((key) => o.createVerifier(key, options))
      for (const verify of verifiers.slice(0, 2)) equal(await verify(token), { aud: 'a' })
      jwk.k = jwkOf('another secret').k
      octets.set(bytesOf('another secret'))
      list[0] = jwkOf('another secret')
      set.keys[0] = jwkOf('another secret')
      audience[0] = 'b'
      options.algorithms[0] = 'HS512'
      options.options.verifyAud = false
      for (const verify of verifiers) {
        equal(await verify(token), { aud: 'a' })
        await refuses(() => verify(forged), { is: InvalidSignatureError })
        await refuses(async () => verify(await craft(o, { alg: 'HS512' }, { aud: 'a' }, secret, 'HS512')), {
          is: JWTError,
        })
      }
    })
    it(`a list of crit names changed later changes nothing, ${how}`, async () => {
      const crit: string[] = []
      const verify = o.createVerifier(secret, { algorithms, crit, cache })
      crit.push('x')
      const token = await craft(o, { alg: 'HS256', crit: ['x'], x: 1 }, {})
      await refuses(() => verify(token), { is: JWTError, code: 'ERR_CRIT' })
    })
    it(`a resolver is asked for each token, and what it throws passes unchanged, ${how}`, async () => {
      const token = await craft(o, { alg: 'HS256' }, { a: 'b' })
      let answer: () => unknown = () => secret
      const verify = o.createVerifier(() => answer(), { algorithms, cache })
      for (const key of [secret, bytesOf(secret), jwkOf(secret), [jwkOf('another'), secret]]) {
        answer = () => key
        equal([await verify(token), await verify(token)], [{ a: 'b' }, { a: 'b' }])
      }
      for (const none of [null, undefined]) {
        answer = () => none
        await refuses(() => verify(token), { is: JWTError, code: 'ERR_KEY_NOT_FOUND' })
      }
      answer = () => 'another secret'
      await refuses(() => verify(token), { is: InvalidSignatureError })
      answer = () => ''
      await refuses(() => verify(token), { is: InvalidKeyError })
      for (const thrown of [new RangeError('mine'), new JOSEError('mine')]) {
        answer = () => {
          throw thrown
        }
        ok((await refuses(() => verify(token), {})) === thrown, 'the very same error')
      }
      answer = () => secret
      equal(await verify(token), { a: 'b' })
    })
    it(`key material that a resolver’s object changes under it counts, ${how}`, async () => {
      const token = await craft(o, { alg: 'HS256' }, {})
      for (const [key, change] of [
        [jwkOf(secret), (key: { k: string }) => Object.assign(key, jwkOf('another secret'))],
        [bytesOf(secret), (key: Uint8Array) => key.fill(1)],
        [[secret], (key: string[]) => key.splice(0, 1, 'another secret')],
        [{ keys: [jwkOf(secret)] }, (key: { keys: unknown[] }) => key.keys.splice(0, 1, jwkOf('another secret'))],
      ] as readonly (readonly [object, (key: never) => unknown])[]) {
        const verify = o.createVerifier(() => key, { algorithms, cache })
        equal([await verify(token), await verify(token)], [{}, {}])
        change(key as never)
        await refuses(() => verify(token), { is: InvalidSignatureError })
      }
    })
    it(`times are checked at each call, ${how}`, async () => {
      let now = 1_000
      const verify = o.createVerifier(secret, { algorithms, maxAge: 500, clock: () => now, cache })
      const claims = { iat: 1_000, nbf: 1_000, exp: 1_100 }
      const token = await craft(o, { alg: 'HS256' }, claims)
      equal([await verify(token), await verify(token)], [claims, claims])
      now = 1_099
      equal(await verify(token), claims)
      now = 1_100
      await refuses(() => verify(token), { is: ExpiredSignatureError })
      now = 999
      await refuses(() => verify(token), { is: JWTClaimsError })
      const old = await craft(o, { alg: 'HS256' }, { iat: 1_000 })
      now = 1_500
      equal(await verify(old), { iat: 1_000 })
      now = 1_501
      await refuses(() => verify(old), { is: ExpiredSignatureError })
      now = Number.NaN
      await refuses(() => verify(old), { is: TypeError })
    })
    it(`a result that the caller changes is right the next time, ${how}`, async () => {
      const payload = '{"list":[{"a":1}],"sub":"me","__proto__":{"x":1}}'
      for (const text of [payload, '{"sub":"me","a":null}']) {
        const token = await craft(o, { alg: 'HS256' }, text)
        const verify = o.createVerifier(secret, { algorithms, cache })
        for (let round = 0; round < 4; round++) {
          const claims = (await verify(token)) as { sub?: unknown; list?: { a: number }[]; admin?: boolean }
          equal(JSON.stringify(claims), text)
          claims.sub = 'you'
          claims.admin = true
          if (claims.list) Object.assign(claims.list[0] as object, { a: 2 })
          claims.list?.push({ a: 3 })
        }
      }
    })
  }
}
