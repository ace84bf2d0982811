import { base64url, JOSEError, JWTError } from '@jose/core'
import { equal, ok, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { craft, octetsOf, secret } from './craft.ts'

const algorithms = ['HS256']
const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', 'toJSON', 'then']
const own = (value: object, name: string): unknown => Object.getOwnPropertyDescriptor(value, name)?.value

/** Names that JavaScript gives a meaning are plain data in claims and headers. */
export const jwtNames: Suite = (o, it) => {
  for (const name of names) {
    it(`a claim named ${name} is plain data, there and back`, async () => {
      const text = `{"a":1,"${name}":{"admin":true},"z":[{"${name}":2}]}`
      const token = await o.encode(JSON.parse(text), secret)
      equal(String.fromCharCode(...(octetsOf(token)[1] as Uint8Array)), text)
      for (const claims of [
        await o.decode(token, secret, { algorithms }),
        o.jose.jwt.getUnverifiedClaims(token),
        (await o.decodeComplete(token, secret, { algorithms })).claims,
        await o.createVerifier(secret, { algorithms, cache: true })(token),
      ]) {
        equal(JSON.stringify(claims), text)
        equal(own(claims, name), { admin: true })
        equal(Object.getPrototypeOf(claims) === Object.prototype || Object.getPrototypeOf(claims) === null, true)
        ok((claims as { admin?: unknown }).admin === undefined, 'no inherited member')
      }
    })
    it(`a header member named ${name} is plain data, there and back`, async () => {
      const headers = JSON.parse(`{"${name}":{"kid":"x","crit":["x"]}}`)
      const token = await o.encode({}, secret, { headers })
      const { header } = await o.decodeComplete(token, secret, { algorithms })
      equal(own(header, name), { kid: 'x', crit: ['x'] })
      equal(own(o.jose.jwt.getUnverifiedHeader(token), name), { kid: 'x', crit: ['x'] })
      equal(header.kid, undefined)
    })
  }
  it('a time or an at_hash that is added leaves a claim named __proto__ as it is', async () => {
    const claims = JSON.parse('{"__proto__":{"x":1},"a":1}')
    claims.exp = new Date(5_000)
    const token = await o.encode(claims, secret, { accessToken: 'x' })
    const text = String.fromCharCode(...(octetsOf(token)[1] as Uint8Array))
    ok(text.startsWith('{"__proto__":{"x":1},"a":1,"exp":5,"at_hash":"'), 'all claims as they were')
  })
}

const time = 2_000_000_000

/** Run the body while every object inherits the members. */
async function polluted(members: { readonly [name: string]: unknown }, body: () => Promise<void>): Promise<void> {
  const prototype = Object.prototype as unknown as { [name: string]: unknown }
  try {
    Object.assign(prototype, members)
    await body()
  } finally {
    for (const name of Object.keys(members)) delete prototype[name]
  }
}

/** A polluted `Object.prototype` changes no verdict. */
export const jwtPollution: Suite = (o, it) => {
  it('inherited header members are not the token’s', async () => {
    const token = await craft(o, { alg: 'HS256' }, { a: 'b' })
    const bare = await craft(o, {}, {})
    const critical = await craft(o, { alg: 'HS256', crit: ['extension'] }, {})
    await polluted({ alg: 'HS256', extension: 1 }, async () => {
      await refuses(() => o.decode(bare, secret, { algorithms }), { is: JWTError })
      await refuses(() => o.decode(critical, secret, { algorithms, crit: ['extension'] }), { is: JWTError })
    })
    await polluted({ kid: 1, cty: 1, b64: false }, async () => {
      equal(JSON.stringify(await o.decode(token, secret, { algorithms })), '{"a":"b"}')
    })
  })
  it('inherited claims are not the token’s', async () => {
    const token = await craft(o, { alg: 'HS256' }, { a: 'b' })
    const inherited = { exp: 1, nbf: time * 2, iat: 'x', aud: 'x', iss: 1, sub: 1, jti: 1, at_hash: 1 }
    await polluted(inherited, async () => {
      equal(JSON.stringify(await o.decode(token, secret, { algorithms })), '{"a":"b"}')
      equal(JSON.stringify(await o.createVerifier(secret, { algorithms, cache: true })(token)), '{"a":"b"}')
    })
    await polluted({ exp: time * 2, sub: 'me', aud: 'a', iss: 'i', jti: 'j', custom: 1 }, async () => {
      for (const name of ['exp', 'sub', 'jti', 'custom'])
        await refuses(() => o.decode(token, secret, { algorithms, options: { require: [name] } }), {
          code: 'ERR_JWT_CLAIM_MISSING',
        })
      await refuses(() => o.decode(token, secret, { algorithms, options: { requireSub: true } }), { is: JWTError })
    })
  })
  it('inherited times are not written', async () => {
    const token = await o.encode({ a: 'b' }, secret)
    for (const exp of [time, new Date(0), new Date(Number.NaN), 'x'])
      await polluted({ exp, nbf: exp }, async () => {
        equal(await o.encode({ a: 'b' }, secret), token)
      })
  })
  for (const inherited of [
    { options: { verifySignature: false } },
    { verifySignature: false },
    { algorithms: ['none', 'HS256', 'HS512'] },
    { leeway: time },
    { clock: () => 1 },
    { verifyExp: false, verifyAud: false },
    { cache: true },
    { requireAud: false },
    { crit: ['x'] },
  ]) {
    it(`an inherited option ${Object.keys(inherited)} weakens nothing`, async () => {
      const forged = await craft(o, { alg: 'HS256' }, {}, `${secret}!`)
      const expired = await craft(o, { alg: 'HS256' }, { exp: 1_000 })
      const other = await craft(o, { alg: 'HS512' }, {}, secret, 'HS512')
      const audience = await craft(o, { alg: 'HS256' }, { aud: 'x' })
      const without = await craft(o, { alg: 'HS256' }, {})
      const critical = await craft(o, { alg: 'HS256', crit: ['x'], x: 1 }, {})
      await polluted(inherited, async () => {
        for (const token of [forged, expired, other, audience, critical]) {
          await refuses(() => o.decode(token, secret, { algorithms: ['HS256'] }), {})
          await refuses(() => o.decode(token, secret, { algorithms: ['HS256'], options: {} }), {})
        }
        await refuses(() => o.decode(without, secret, { algorithms: ['HS256'], audience: 'a', options: {} }), {})
      })
    })
  }
  it('inherited members of a key are not the key’s', async () => {
    const token = await craft(o, { alg: 'HS256' }, {})
    await polluted({ kty: 'oct', k: 'AAAA' }, async () => {
      await refuses(() => o.decode(token, {}, { algorithms }), { is: JOSEError })
      await refuses(() => o.decode(token, { kid: 'x' }, { algorithms }), { is: JOSEError })
    })
    await polluted({ keys: ['x'], alg: 'HS512', use: 'enc', key_ops: [] }, async () => {
      equal(JSON.stringify(await o.decode(token, { kty: 'oct', k: base64url.encode(secret) }, { algorithms })), '{}')
    })
  })
}
