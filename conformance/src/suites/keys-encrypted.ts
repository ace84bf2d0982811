import { InvalidKeyError, JWKError, UnsupportedAlgorithmError } from '@jose/core'
import { equal, ok, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { altered } from './altered.ts'
import { flipped, utf8 } from './craft.ts'
import { armoured, der, fromHex, unarmoured } from './der.ts'
import { needPbes2 } from './need-pbes2.ts'
import { needKey, pairNames, testKeys } from './test-keys.ts'

const passphrase = 'correct horse'
const wrong = { is: InvalidKeyError, code: 'ERR_KEY_PASSPHRASE', message: 'does not decrypt' }
const quick = { private: true, passphrase, iterations: 1000 } as const

/** Private keys encrypted with a passphrase: PKCS#8 with PBES2 (RFC 5958 §3, RFC 8018 §6.2). */
export const keysEncrypted: Suite = (o, it) => {
  for (const name of pairNames) {
    it(`${name}: there and back, PEM and DER`, async () => {
      needKey(o, name)
      await needPbes2(o)
      const { private: jwk } = testKeys[name]
      const key = await o.construct(jwk)
      const pem = await key.toPem(quick)
      ok(pem.startsWith('-----BEGIN ENCRYPTED PRIVATE KEY-----\n'), 'the label')
      const octets = await key.toDer(quick)
      for (const material of [pem, utf8(pem), { der: octets }, armoured('ENCRYPTED PRIVATE KEY', octets)]) {
        const read = await o.construct(material, undefined, { passphrase })
        const { kid: _, ...members } = jwk
        equal(await read.toJwk({ private: true }), members)
      }
    })
  }
  it('without iterations there are 310,000, and every export has its own salt and IV', async () => {
    await needPbes2(o)
    const key = await o.construct(testKeys.ES256.private)
    const [one, other] = [
      await key.toDer({ private: true, passphrase }),
      await key.toDer({ private: true, passphrase }),
    ]
    ok(has(one, der(2, fromHex('04baf0'))), 'the number of iterations')
    equal((await o.construct({ der: one }, 'ES256', { passphrase })).key.type, 'private')
    // What differs are 16 octets of salt, 16 of IV and the ciphertext.
    const same = one.filter((octet, index) => octet === other[index]).length
    ok(one.length === other.length && same < one.length - 100, 'another salt and IV each time')
  })
  it('a passphrase is text, for its UTF-8, or octets', async () => {
    await needPbes2(o)
    const key = await o.construct(testKeys.ES256.private)
    for (const text of ['Zoë 日本 🎉', ' ', 'x'.repeat(200), '\u0000']) {
      const pem = await key.toPem({ ...quick, passphrase: text })
      for (const given of [text, utf8(text)])
        equal((await o.construct(pem, undefined, { passphrase: given })).key.kty, 'EC')
      const back = await key.toPem({ ...quick, passphrase: utf8(text) })
      equal((await o.construct(back, undefined, { passphrase: text })).key.kty, 'EC')
    }
    const octets = Uint8Array.of(0xff, 0, 0xfe)
    const pending = key.toPem({ ...quick, passphrase: octets })
    if (o.mode === 'async') octets.fill(1)
    equal((await o.construct(await pending, undefined, { passphrase: Uint8Array.of(0xff, 0, 0xfe) })).key.kty, 'EC')
  })
  it('a passphrase that is missing, and a wrong one, have a code of their own', async () => {
    await needPbes2(o)
    const pem = await (await o.construct(testKeys.ES256.private)).toPem(quick)
    const missing = { is: InvalidKeyError, code: 'ERR_KEY_PASSPHRASE', message: '{ passphrase }' }
    for (const options of [undefined, {}, { passphrase: undefined as unknown as string }])
      await refuses(() => o.construct(pem, 'ES256', options), missing)
    await refuses(() => o.sign('x', pem, { algorithm: 'ES256' }), missing)
    const messages = new Set<string>()
    // Enough of them that some end in octets that look like padding.
    for (let count = 0; count < 300; count++) {
      const error = await refuses(() => o.construct(pem, 'ES256', { passphrase: `wrong ${count}` }), wrong)
      messages.add(error.message)
    }
    equal(messages.size, 1, 'messages')
  })
  it('whatever of the ciphertext is changed, the one error', async () => {
    await needPbes2(o)
    const octets = await (await o.construct(testKeys.ES256.private)).toDer(quick)
    const own = await (await o.construct(testKeys.ES256.private)).toPem()
    const length = octets.length - 144
    for (let index = length; index < octets.length; index++) {
      const read = o.construct({ der: flipped(octets, index) }, undefined, { passphrase })
      // An octet of the header that nobody reads may be another and the key the same.
      const pem = await read.then((key) => key.toPem()).catch((error: Error & { code: string }) => error.code)
      ok(pem === own || pem === 'ERR_KEY_PASSPHRASE' || pem === 'ERR_KEY_INVALID', 'a refusal or the same key')
    }
    const last = flipped(octets)
    await refuses(() => o.construct({ der: last }, undefined, { passphrase }), wrong)
  })
  it('a passphrase for a key that is not encrypted is not asked for', async () => {
    const { privatePem, public: jwk } = testKeys.ES256
    for (const material of [privatePem, jwk, { der: unarmoured(privatePem) }, JSON.stringify(jwk)])
      equal((await o.construct(material, 'ES256', { passphrase })).key.kty, 'EC')
  })

  it('options are checked', async () => {
    const { privatePem } = testKeys.ES256
    for (const each of ['', new Uint8Array(0), null, 5, {}, ['x'], 'lone \ud800', new Uint16Array(4)]) {
      const options = { passphrase: each as string }
      await refuses(() => o.construct(privatePem, undefined, options), { is: TypeError, message: 'passphrase' })
      const key = await o.construct(privatePem)
      await refuses(() => key.toPem({ private: true, ...options }), { is: TypeError, message: 'passphrase' })
    }
    for (const options of [{ password: 'x' }, 'x', null, 5, [], { passphrase, iterations: 5 }])
      await refuses(() => o.construct(privatePem, undefined, options as object), { is: TypeError })
    const key = await o.construct(privatePem)
    // What would leave the private key in the clear is an error, not a default.
    await refuses(() => key.toPem({ private: true, passphrase: undefined as unknown as string }), { is: TypeError })
    for (const options of [
      { passphrase },
      { private: false, passphrase },
      { private: true, passphrase, format: 'sec1' },
      { private: true, iterations: 2000 },
      ...[0, 1, 999, 1000.5, -1, Number.NaN, '2000', 1_200_001, Number.POSITIVE_INFINITY].map((iterations) => ({
        private: true,
        passphrase,
        iterations,
      })),
    ]) {
      await refuses(() => key.toPem(options as object), { is: TypeError })
      await refuses(() => key.toDer(options as object), { is: TypeError })
    }
    const rsa = await o.construct(testKeys.RS256.private)
    await refuses(() => rsa.toPem({ ...quick, format: 'pkcs1' }), { is: TypeError })
    const secret = await o.construct('secret', 'HS256')
    await refuses(() => secret.toPem(quick), { is: JWKError })
  })
  it('a backend without PBKDF2 or AES-CBC says so', async () => {
    await needPbes2(o)
    const pem = await (await o.construct(testKeys.ES256.private)).toPem(quick)
    for (const name of ['PBKDF2', 'AES-CBC']) {
      const core = altered(o, {
        supports: (primitive) => primitive.name !== name && o.backend.supports(primitive),
      })
      const refusal = { is: UnsupportedAlgorithmError, code: 'ERR_ALGORITHM_UNSUPPORTED', message: 'PBES2' }
      await refuses(() => core.construct(pem, 'ES256', { passphrase }), refusal)
      const key = await core.construct(testKeys.ES256.private)
      await refuses(() => key.toPem(quick), refusal)
      ok((await key.toPem({ private: true })).includes('PRIVATE KEY'), 'in the clear it can be written')
    }
  })
}

function has(octets: Uint8Array, part: Uint8Array): boolean {
  return Array.from(octets).join().includes(Array.from(part).join())
}
