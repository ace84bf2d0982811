import { base64url, InvalidKeyError, JWEError, type JWK, JWKError } from '@jose/core'
import { equal, ok, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { secretOf } from './jwe-craft.ts'
import { agreementKeys } from './jwe-recipes.ts'
import { needAlgorithms, testKeys } from './test-keys.ts'

const key = secretOf(32)
const oct = (members: object = {}, octets = key): JWK => ({ kty: 'oct', k: base64url.encode(octets), ...members })

/** Which keys encrypt and decrypt, and which of several (RFC 7517 §4). */
export const jweKeys: Suite = (o, it) => {
  it('an array, a JWKS, a Key, a resolver: the one that fits is found, whatever stands before it', async () => {
    const token = await o.encrypt('x', key)
    const others = [
      testKeys.RS256.private,
      testKeys.ES256.public,
      { kty: 'odd' },
      { kty: 'oct' },
      { kty: 'RSA', n: 'AQ' },
      oct({}, secretOf(31)),
    ]
    const resolver = o.mode === 'sync' ? () => oct() : async () => oct()
    const made = (await o.construct(key)).key
    const inputs = [
      oct(),
      made,
      [made],
      { keys: [oct()] },
      resolver,
      () => ({ keys: [...others, oct()] }),
      [...others, oct()],
      [oct({}, secretOf(32).reverse()), key],
      { keys: [oct({ use: 'sig' }), oct({ key_ops: ['sign'] }), oct()] },
    ]
    for (const input of inputs) equal((await o.decrypt(token, input)).text(), 'x')
  })
  it('kid excludes keys that bear another, and puts those that bear it first', async () => {
    const wrong = secretOf(32).reverse()
    const token = await o.encrypt('x', key, { kid: 'a' })
    equal((await o.decrypt(token, { keys: [oct({}, wrong), oct({ kid: 'a' })] })).key.kid, 'a')
    equal((await o.decrypt(token, { keys: [oct({ kid: 'b' }, wrong), oct()] })).text(), 'x')
    equal((await o.decrypt(token, oct({ kid: 'b' }))).text(), 'x')
    await refuses(() => o.decrypt(token, { keys: [oct({ kid: 'b' }), oct({ kid: 'A' })] }), {
      is: JWEError,
      code: 'ERR_KEY_NOT_FOUND',
    })
    for (const kid of ['__proto__', 'constructor', '../x'])
      await refuses(async () => o.decrypt(await o.encrypt('x', key, { kid }), { keys: [oct({ kid: 'b' })] }), {
        code: 'ERR_KEY_NOT_FOUND',
      })
  })
  it('encrypting takes the first that fits, by its kid where the header has one', async () => {
    const other = secretOf(32).reverse()
    const set = { keys: [testKeys.ES256.public, oct({ kid: 'b' }, other), oct({ kid: 'a' })] }
    equal((await o.decrypt(await o.encrypt('x', set, { kid: 'a' }), key)).text(), 'x')
    equal((await o.decrypt(await o.encrypt('x', set), other)).text(), 'x')
    await refuses(() => o.encrypt('x', { keys: [testKeys.ES256.public] }), { is: InvalidKeyError })
    await refuses(() => o.encrypt('x', { keys: [] }), { is: InvalidKeyError })
  })
  it('no key', async () => {
    const token = await o.encrypt('x', key)
    for (const none of [undefined, null, '', new Uint8Array(0), oct({}, new Uint8Array(0)), []]) {
      await refuses(() => o.encrypt('x', none), { is: InvalidKeyError })
      await refuses(() => o.decrypt(token, none), {
        is: none === undefined || none === null || !Array.isArray(none) ? InvalidKeyError : JWEError,
      })
    }
    for (const none of [undefined, null]) {
      await refuses(() => o.decrypt(token, () => none), { is: JWEError, code: 'ERR_KEY_NOT_FOUND' })
      await refuses(() => o.encrypt('x', () => none), { is: JWEError, code: 'ERR_KEY_NOT_FOUND' })
    }
    const own = new RangeError('mine')
    const throws = () => {
      throw own
    }
    equal((await refuses(() => o.decrypt(token, throws), { is: RangeError })) === own, true)
    equal((await refuses(() => o.encrypt('x', throws), { is: RangeError })) === own, true)
  })
  it('a resolver is given the header, all of it', async () => {
    const seen: unknown[] = []
    const token = await o.encryptFlattened(
      'x',
      { key, header: { kid: 'a' } },
      { unprotected: { jku: 'u' }, protected: { x: 1 } },
    )
    const find = (header: unknown) => {
      seen.push(header)
      return key
    }
    await o.decrypt(token, find)
    equal(seen, [{ alg: 'dir', enc: 'A256GCM', x: 1, jku: 'u', kid: 'a' }])
  })
  it('sizes: exactly those of the algorithm', async () => {
    for (const length of [1, 15, 16, 24, 31, 33, 48, 64]) {
      for (const algorithm of ['dir', 'A256KW', 'A256GCMKW']) {
        if (!o.jose.supports(algorithm)) continue
        await refuses(() => o.encrypt('x', secretOf(length), { algorithm }), {
          is: InvalidKeyError,
          message: '256 bits',
        })
      }
    }
    for (const [enc, length] of [
      ['A128CBC-HS256', 16],
      ['A256CBC-HS512', 32],
      ['A128GCM', 32],
    ] as const)
      await refuses(() => o.encrypt('x', secretOf(length), { encryption: enc }), { is: InvalidKeyError })
  })
  it('alg, use, key_ops of a key decide what it may do', async () => {
    needAlgorithms(o, 'A256KW')
    const wrapping = { algorithm: 'A256KW' }
    const token = await o.encrypt('x', key)
    const wrappedToken = await o.encrypt('x', key, wrapping)
    for (const members of [
      { alg: 'A256GCM' },
      { alg: 'dir' },
      { use: 'enc' },
      { key_ops: ['encrypt', 'decrypt'] },
      { key_ops: ['decrypt'] },
    ])
      equal((await o.decrypt(token, oct(members))).text(), 'x')
    for (const members of [
      { alg: 'A256KW' },
      { alg: 'HS256' },
      { alg: 'A128GCM' },
      { use: 'sig' },
      { key_ops: ['encrypt'] },
      { key_ops: [] },
      { key_ops: ['unwrapKey'] },
      { key_ops: ['verify'] },
    ])
      await refuses(() => o.decrypt(token, oct(members), { algorithms: ['dir'] }), { is: JWKError })
    for (const members of [{ alg: 'A256KW' }, { key_ops: ['unwrapKey'] }, { key_ops: ['decrypt'] }])
      equal((await o.decrypt(wrappedToken, oct(members))).text(), 'x')
    for (const members of [
      { alg: 'dir' },
      { alg: 'A256GCM' },
      { use: 'sig' },
      { key_ops: ['wrapKey'] },
      { key_ops: ['deriveKey'] },
    ])
      await refuses(() => o.decrypt(wrappedToken, oct(members), { algorithms: ['A256KW'] }), { is: JWKError })
    for (const members of [{ use: 'sig' }, { key_ops: ['decrypt'] }, { key_ops: ['wrapKey'] }, { alg: 'A256KW' }])
      await refuses(() => o.encrypt('x', oct(members), { algorithm: 'dir' }), { is: InvalidKeyError })
    for (const members of [{ key_ops: ['wrapKey'] }, { key_ops: ['encrypt'] }, { use: 'enc', alg: 'A256KW' }])
      ok(await o.encrypt('x', oct(members), wrapping), 'a token')
    for (const members of [{ key_ops: ['unwrapKey'] }, { key_ops: ['decrypt'] }])
      await refuses(() => o.encrypt('x', oct(members), wrapping), { is: InvalidKeyError })
  })
  it('RSA: either half encrypts, the private one decrypts, and key_ops map', async () => {
    needAlgorithms(o, 'RSA-OAEP')
    const { private: read, public: write } = testKeys.RS256
    const algorithm = 'RSA-OAEP'
    const allowed = [
      write,
      read,
      { ...write, key_ops: ['wrapKey'] },
      { ...write, key_ops: ['encrypt'], use: 'enc' },
      { ...read, key_ops: ['unwrapKey'] },
      { ...read, key_ops: ['decrypt'] },
      testKeys.RS256.publicPem,
      testKeys.RS256.privatePem,
    ]
    for (const each of allowed) equal((await o.decrypt(await o.encrypt('x', each, { algorithm }), read)).text(), 'x')
    for (const members of [
      { use: 'sig' },
      { key_ops: ['verify'] },
      { key_ops: [] },
      { alg: 'RS256' },
      { alg: 'RSA-OAEP-256' },
      { key_ops: ['unwrapKey'] },
    ])
      await refuses(() => o.encrypt('x', { ...write, ...members }, { algorithm }), { is: InvalidKeyError })
    const token = await o.encrypt('x', write, { algorithm })
    for (const each of [
      write,
      testKeys.RS256.publicPem,
      { ...read, key_ops: ['sign'] },
      { ...read, key_ops: ['wrapKey'] },
      { ...read, use: 'sig' },
      { ...read, alg: 'RS256' },
    ])
      await refuses(() => o.decrypt(token, each, { algorithms: [algorithm] }), { is: JWKError })
    equal((await o.decrypt(token, { keys: [write, { ...read, use: 'sig' }, read] })).text(), 'x')
    await refuses(() => o.encrypt('x', testKeys.ES256.public, { algorithm }), { is: InvalidKeyError })
    await refuses(() => o.encrypt('x', key, { algorithm }), { is: InvalidKeyError })
  })
  it('ECDH: a public key with an empty or a deriving key_ops is one to encrypt for; a private key of another curve decrypts nothing', async () => {
    needAlgorithms(o, 'A256KW')
    const { private: read, public: write } = agreementKeys['P-256'] as typeof testKeys.ES256
    if (!o.jose.supports('ECDH-ES', { curve: 'P-256' })) return
    for (const members of [{}, { key_ops: [] }, { key_ops: ['deriveBits'] }, { key_ops: ['deriveKey'], use: 'enc' }]) {
      const token = await o.encrypt('x', { ...write, ...members }, { algorithm: 'ECDH-ES' })
      equal((await o.decrypt(token, { ...read, key_ops: ['deriveBits'] })).text(), 'x')
    }
    for (const members of [{ key_ops: ['verify'] }, { use: 'sig' }, { alg: 'ES256' }, { alg: 'ECDH-ES+A128KW' }])
      await refuses(() => o.encrypt('x', { ...write, ...members }, { algorithm: 'ECDH-ES' }), { is: InvalidKeyError })
    const token = await o.encrypt('x', write, { algorithm: 'ECDH-ES' })
    for (const members of [{ key_ops: [] }, { key_ops: ['sign'] }, { use: 'sig' }, { alg: 'ES256' }])
      await refuses(() => o.decrypt(token, { ...read, ...members }, { algorithms: ['ECDH-ES'] }), { is: JWKError })
    await refuses(() => o.decrypt(token, write, { algorithms: ['ECDH-ES'] }), { is: InvalidKeyError })
    await refuses(() => o.encrypt('x', testKeys.Ed25519.public, { algorithm: 'ECDH-ES' }), { is: Error })
    for (const [curve, { private: other }] of Object.entries(agreementKeys))
      if (curve !== 'P-256' && o.jose.supports('ECDH-ES', { curve }))
        await refuses(() => o.decrypt(token, other), { is: JWEError })
  })
  it('a secret that is a public key in disguise is none', async () => {
    for (const text of [testKeys.RS256.publicPem, JSON.stringify(testKeys.RS256.public)])
      await refuses(() => o.encrypt('x', text, { algorithm: 'PBES2-HS256+A128KW', p2c: 1000 }), { is: JWKError })
  })
  it('at most sixteen keys are tried', async () => {
    const token = await o.encrypt('x', key)
    const wrong = Array.from({ length: 16 }, (_, index) => oct({}, secretOf(32).fill(index)))
    equal((await o.decrypt(token, [...wrong.slice(1), oct()])).text(), 'x')
    await refuses(() => o.decrypt(token, [...wrong, oct()]), { code: 'ERR_JWE_DECRYPTION' })
  })
}
