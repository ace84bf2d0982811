import {
  ExpiredSignatureError,
  InvalidAudienceError,
  InvalidIssuerError,
  InvalidTokenError,
  JWTClaimsError,
  JWTError,
} from '@jose/core'
import { equal, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { craft, replaced, segment } from './craft.ts'

/** `verifySignature: false`, and what can be read without any verification. */
export const jwtUnverified: Suite = (o, it) => {
  const unverified = { options: { verifySignature: false } }
  it('verifySignature: false needs neither key nor algorithms', async () => {
    const token = replaced(await craft(o, { alg: 'HS256' }, { a: 'b' }), 2, new Uint8Array(3))
    equal(await o.decode(token, undefined, unverified), { a: 'b' })
    equal(await o.decode(token, 'other', { algorithms: ['HS512'], ...unverified }), { a: 'b' })
  })
  it('verifySignature: false still validates claims', async () => {
    const decode = async (claims: object, checks: object = {}): Promise<unknown> =>
      o.decode(`${segment({ alg: 'HS256' })}.${segment(claims)}.`, null, { ...unverified, clock: () => 5, ...checks })
    await refuses(() => decode({ exp: 5 }), { is: ExpiredSignatureError })
    await refuses(() => decode({ nbf: 6 }), { is: JWTClaimsError, claim: 'nbf' })
    await refuses(() => decode({ aud: 'a' }), { is: InvalidAudienceError })
    await refuses(() => decode({}, { issuer: 'a' }), { is: InvalidIssuerError })
    await refuses(() => decode({}, { typ: 'JWT' }), { is: JWTError, code: 'ERR_JWT_TYP' })
    await refuses(() => decode({ at_hash: 'x' }, { accessToken: 'y' }), { is: JWTClaimsError, claim: 'at_hash' })
  })
  it('verifySignature: false still wants a well-formed token', async () => {
    const [header, payload] = [segment({ alg: 'HS256' }), segment({})]
    const critical = segment({ alg: 'HS256', crit: ['x'], x: 1 })
    for (const token of ['', header, `${header}.${payload}.=`, `${header}.[].`, `${header}.${segment('[]')}.`])
      await refuses(() => o.decode(token, null, unverified), { is: InvalidTokenError })
    await refuses(() => o.decode(`${critical}.${payload}.`, null, unverified), { is: JWTError, code: 'ERR_CRIT' })
  })
  for (const name of ['getUnverifiedHeader', 'getUnverifiedHeaders'] as const) {
    it(`${name} reads the header at once, whoever signed`, async () => {
      const token = await craft(o, { alg: 'RS256', kid: 'k', typ: 'JWT' }, { a: 'b' })
      equal(o.jose.jwt[name](token), { alg: 'RS256', kid: 'k', typ: 'JWT' })
      equal(o.jose.jwt[name](`${token}.a.b`), { alg: 'RS256', kid: 'k', typ: 'JWT' }, 'a JWE has a header too')
    })
  }
  it('getUnverifiedClaims reads the claims at once, whoever signed', async () => {
    const token = await craft(o, { alg: 'RS256' }, { a: 'b', exp: 1 })
    equal(o.jose.jwt.getUnverifiedClaims(token), { a: 'b', exp: 1 })
  })
  it('what cannot be read is an InvalidTokenError', async () => {
    const { jwt } = o.jose
    const token = await craft(o, { alg: 'HS256' }, { a: 'b' })
    const [header, payload, signature] = token.split('.') as [string, string, string]
    const tokens = ['', 'a', 'a.b', header, `${header}.${payload}`, `${token}.a`, `=${token}`, undefined, null, {}, 1]
    for (const bad of [...tokens, `${segment('[]')}.${payload}.`, `${segment('{"a":1,"a":2}')}.${payload}.`])
      await refuses(() => jwt.getUnverifiedHeader(bad as string), { is: InvalidTokenError })
    for (const part of [segment('[]'), segment('{"a":1,"a":2}'), `${payload}=`, segment('\ufeff{}'), ''])
      await refuses(() => jwt.getUnverifiedClaims(`${header}.${part}.${signature}`), { is: InvalidTokenError })
    for (const bad of tokens) await refuses(() => jwt.getUnverifiedClaims(bad as string), { is: InvalidTokenError })
    await refuses(() => jwt.getUnverifiedHeader('x'.repeat(300_000)), { is: InvalidTokenError, code: 'ERR_LIMIT' })
    await refuses(() => jwt.getUnverifiedClaims('x'.repeat(300_000)), { is: InvalidTokenError, code: 'ERR_LIMIT' })
  })
}
