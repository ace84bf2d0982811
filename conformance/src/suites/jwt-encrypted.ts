import { base64url, InvalidKeyError, InvalidTokenError, JWEError, JWSError, JWTClaimsError, JWTError } from '@jose/core'
import { equal, ok, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { flipped, octetsOf, replaced, secret, utf8 } from './craft.ts'
import { craftJwe, secretOf } from './jwe-craft.ts'
import { needDeflate } from './test-keys.ts'

const key = secretOf(32)
const is = JWTError
const header = { alg: 'dir', enc: 'A256GCM' }

/** Encrypted JWTs, alone and around signed ones (RFC 7519 §7, §11.2). */
export const jwtEncrypted: Suite = (o, it) => {
  const claims = { sub: 'me', aud: 'you', n: 1 }
  const audience = 'you'
  const verify = { key: secret, algorithms: ['HS256'] }
  const sealed = async (plaintext: string | Uint8Array, members: object = {}) =>
    craftJwe(o, { header: { ...header, ...members }, plaintext })

  it('claims come back as they were, with the header and the key', async () => {
    const token = await o.encryptJwt(claims, key, { kid: 'k' })
    equal(await o.decryptJwt(token, key, { audience }), claims)
    equal(await o.decryptJwt(utf8(token), key, { audience }), claims)
    const complete = await o.decryptJwtComplete(token, key, { audience })
    equal([complete.header, complete.claims, complete.signed], [{ ...header, kid: 'k', typ: 'JWT' }, claims, undefined])
    ok(complete.key.type === 'secret', 'the key')
    equal(o.jose.jwt.getUnverifiedHeader(token).typ, 'JWT')
    equal(claims, { sub: 'me', aud: 'you', n: 1 }, "the caller's claims")
  })
  it('typ is the caller’s; times may be dates', async () => {
    const token = await o.encryptJwt({ exp: new Date(2e12), iat: new Date(1e12) }, key, { headers: { typ: 'at+jwt' } })
    equal(await o.decryptJwt(token, key, { typ: 'application/at+jwt' }), { exp: 2e9, iat: 1e9 })
    await refuses(() => o.decryptJwt(token, key, { typ: 'JWT' }), { is })
    const none = await o.encryptJwt({}, key, { headers: { typ: undefined } })
    equal(o.jose.jwt.getUnverifiedHeader(none).typ, undefined)
    await refuses(() => o.decryptJwt(none, key, { typ: 'JWT' }), { is })
    for (const bad of [[], 'x', null, 5, new Map()]) await refuses(() => o.encryptJwt(bad as never, key), { is: Error })
    await refuses(() => o.encryptJwt({ exp: '1' }, key), { is: Error })
  })
  it('every claim is checked, as decode checks it', async () => {
    const now = 1_000_000_000
    const clock = () => now
    const token = async (members: object) => o.encryptJwt(members, key)
    const cases = [
      [{ exp: now }, {}, 'Signature has expired'],
      [{ nbf: now + 1 }, {}, 'nbf'],
      [{ iat: now - 11 }, { maxAge: 10 }, 'expired'],
      [{ aud: 'x' }, {}, 'Invalid audience'],
      [{ aud: 'x' }, { audience: 'y' }, 'Invalid audience'],
      [{}, { audience: 'y' }, 'aud'],
      [{ iss: 'x' }, { issuer: 'y' }, 'Invalid issuer'],
      [{ sub: 'x' }, { subject: 'y' }, 'sub'],
      [{}, { options: { requireExp: true } }, 'exp'],
      [{}, { options: { require: ['x'] } }, 'x'],
    ] as const
    for (const [members, options, message] of cases)
      await refuses(async () => o.decryptJwt(await token(members), key, { clock, ...options }), { is, message })
    for (const text of [
      '{"exp":"9999999999"}',
      '{"exp":null}',
      '{"exp":1e400}',
      '{"nbf":{}}',
      '{"sub":5}',
      '{"jti":[]}',
    ])
      await refuses(async () => o.decryptJwt(await sealed(text), key), { is: JWTClaimsError })
    equal(await o.decryptJwt(await token({ exp: now + 1, nbf: now, iat: now - 10 }), key, { clock, maxAge: 10 }), {
      exp: now + 1,
      nbf: now,
      iat: now - 10,
    })
  })
  it('content that is no object of claims', async () => {
    for (const text of [
      '',
      'x',
      '[]',
      'null',
      '"x"',
      '5',
      '{',
      '{"a":1,"a":2}',
      '\ufeff{}',
      '{"a":"\\ud800"}',
      '{}x',
      'a.b.c',
    ])
      await refuses(async () => o.decryptJwt(await sealed(text), key), { is: InvalidTokenError })
    for (const octets of [[0xff], [0x7b, 0xc3, 0x28, 0x7d]])
      await refuses(async () => o.decryptJwt(await sealed(Uint8Array.from(octets)), key), { is })
  })
  it('names like __proto__ are claims like any other', async () => {
    const text = '{"__proto__":{"admin":true},"constructor":1}'
    const read = await o.decryptJwt(await sealed(text), key)
    equal(
      [Object.keys(read), read.admin, Object.getPrototypeOf(read) === Object.prototype],
      [['__proto__', 'constructor'], undefined, true],
    )
  })
  it('whatever the token causes is a JWTError, with the inner error as its cause', async () => {
    const token = await o.encryptJwt(claims, key)
    const bad = [
      '',
      'x',
      '....',
      `${token}.`,
      token.slice(0, -1),
      replaced(token, 4, flipped(octetsOf(token)[4] as Uint8Array)),
      await sealed('{}', { alg: 'foo' }),
      await sealed('{}', { alg: 'RSA1_5' }),
      await sealed('{}', { crit: ['x'] }),
      'A'.repeat(256 * 1024 + 1),
    ]
    for (const each of bad) {
      const error = await refuses(() => o.decryptJwt(each, key), { is })
      ok(causeOf(error) instanceof JWEError, 'the cause')
    }
    for (const each of [undefined, null, 5, {}, [], { protected: '' }])
      await refuses(() => o.decryptJwt(each, key), { is: InvalidTokenError })
    const failed = await refuses(() => o.decryptJwt(bad[5], key), {
      is,
      code: 'ERR_JWE_DECRYPTION',
      message: 'Decryption failed',
    })
    equal(failed.message, 'Decryption failed')
    const nested = await o.encryptJwt(claims, key, { sign: { key: `${secret}?` } })
    ok(causeOf(await refuses(() => o.decryptJwt(nested, key, { verify }), { is })) instanceof JWSError, 'the cause')
    const named = await o.encryptJwt(claims, key, { kid: 'a' })
    const other = { keys: [{ kty: 'oct', kid: 'b', k: base64url.encode(key) }] }
    await refuses(() => o.decryptJwt(named, other, { audience }), { is, code: 'ERR_KEY_NOT_FOUND' })
    await refuses(() => o.decryptJwt(named, () => undefined, { audience }), { is, code: 'ERR_KEY_NOT_FOUND' })
    await refuses(() => o.decryptJwt(named, secretOf(16), { algorithms: ['dir'] }), { is: InvalidKeyError })
    await refuses(() => o.decryptJwt(named, undefined), { is: InvalidKeyError })
  })
  it('options are decided before the token is looked at', async () => {
    const bad = [
      { algorithms: undefined },
      { algorithms: [] },
      { algorithms: ['HS256'] },
      { encryptions: [] },
      { encryptions: undefined },
      { audience: undefined },
      { issuer: undefined },
      { audience: [] },
      { verify: undefined },
      { verify: {} },
      { verify: { key: secret } },
      { verify: { key: secret, algorithms: [] } },
      { verify: { key: secret, algorithms: ['dir'] } },
      { foo: 1 },
      { leeway: -1 },
      { options: { verifyFoo: true } },
      { typ: 5 },
    ]
    for (const options of bad)
      for (const token of ['', 'x.y'])
        await refuses(() => o.decryptJwt(token, key, options as never), { is: TypeError })
    for (const options of [
      { sign: {} },
      { sign: { key: secret, algorithm: 'foo' } },
      { alg: 'dir' },
      { algorithm: 'HS256' },
      { algorithm: 'none' },
      { sign: { key: secret, foo: 1 } },
    ])
      await refuses(() => o.encryptJwt({}, key, options as never), { is: Error })
    for (const value of ['x', 5, [], null])
      await refuses(() => o.decryptJwt('', key, { verify: value } as never), { is: TypeError })
  })
  it('256 KiB at most, read and written', async () => {
    needDeflate(o)
    const [large, text] = [{ x: 'x'.repeat(256 * 1024) }, 'x'.repeat(190 * 1024)]
    await refuses(() => o.encryptJwt(large, key), { is, code: 'ERR_LIMIT' })
    equal((await o.decryptJwt(await o.encryptJwt({ text }, key), key)).text, text)
    await refuses(async () => o.decryptJwt(await o.encrypt(large, key), key), { is, code: 'ERR_LIMIT' })
    const token = await o.encryptJwt({}, key)
    await refuses(() => o.with({ limits: { jwt: token.length - 1 } }).decryptJwt(token, key), { is, code: 'ERR_LIMIT' })
    const generous = o.with({ limits: { inflated: 300_000 } })
    const bomb = await generous.encrypt({ x: 'x'.repeat(256_000) }, key, { zip: 'DEF' })
    await refuses(() => o.decryptJwt(bomb, key), { is, code: 'ERR_LIMIT' })
  })
}

function causeOf(error: Error): unknown {
  return (error as { readonly cause?: unknown }).cause
}
