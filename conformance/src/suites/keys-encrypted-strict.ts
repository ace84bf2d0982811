import { InvalidKeyError, policies } from '@jose/core'
import { equal, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { armoured, der, fromHex, joined } from './der.ts'
import { needPbes2 } from './need-pbes2.ts'
import { testKeys } from './test-keys.ts'

const passphrase = 'correct horse'
const wrong = { is: InvalidKeyError, code: 'ERR_KEY_PASSPHRASE', message: 'does not decrypt' }
const malformed = { is: InvalidKeyError, code: 'ERR_KEY_INVALID' }
const quick = { private: true, passphrase, iterations: 1000 } as const

/** Encrypted private keys that are not exactly what RFC 5958 §3 and RFC 8018 appendix A have, or ask for too much. */
export const keysEncryptedStrict: Suite = (o, it) => {
  it('iterations are limited, before any work', async () => {
    await needPbes2(o)
    const few = o.with({ limits: { p2c: 1500 } })
    const key = await few.construct(testKeys.ES256.private)
    const pem = await key.toPem({ ...quick, iterations: 1500 })
    equal((await few.construct(pem, undefined, { passphrase })).key.kty, 'EC')
    await refuses(() => key.toPem({ ...quick, iterations: 1501 }), { is: TypeError, message: '1500' })
    await refuses(() => key.toPem({ private: true, passphrase }), { is: TypeError, message: '1500' })
    const more = await (await o.construct(testKeys.ES256.private)).toPem({ ...quick, iterations: 1501 })
    await refuses(() => few.construct(more, undefined, { passphrase }), { is: InvalidKeyError, code: 'ERR_LIMIT' })
    for (const count of ['1e8480', '7fffffff', '00ffffffffffffffffffff']) {
      const hostile = encrypted({ iterations: der(2, fromHex(count)) })
      await refuses(() => o.construct({ der: hostile }, undefined, { passphrase }), { code: 'ERR_LIMIT' })
    }
  })
  it('a policy decides on salts, iterations and passphrases', async () => {
    await needPbes2(o)
    const fips = o.with({ policy: policies.fips })
    const key = await fips.construct(testKeys.ES256.private)
    await refuses(() => key.toPem({ ...quick, passphrase: 'x'.repeat(7) }), { code: 'ERR_KEY_UNFIT' })
    const pem = await key.toPem(quick)
    equal((await fips.construct(pem, undefined, { passphrase })).key.kty, 'EC')
    const short = encrypted({ salt: new Uint8Array(8) })
    await refuses(() => fips.construct({ der: short }, undefined, { passphrase }), {
      code: 'ERR_KEY_UNFIT',
      message: 'salt',
    })
    const [few, enough] = ['03e7', '03e8'].map((count) => encrypted({ iterations: der(2, fromHex(count)) }))
    const refusal = { code: 'ERR_KEY_UNFIT', message: '1000 iterations' }
    await refuses(() => fips.construct({ der: few }, undefined, { passphrase }), refusal)
    await refuses(() => fips.construct({ der: enough }, undefined, { passphrase }), wrong)
    await refuses(() => o.construct({ der: short }, undefined, { passphrase }), wrong)
  })
  it('what is not exactly such a structure is refused', async () => {
    await needPbes2(o)
    equal(await codeOf(encrypted({})), 'ERR_KEY_PASSPHRASE')
    // The default may be spelt out, and the parameters of an HMAC left out: some writers do.
    const sha1 = fromHex('2a864886f70d0207')
    for (const prf of [der(0x30, der(6, sha1), der(5)), der(0x30, der(6, sha1)), new Uint8Array(0)])
      equal(await codeOf(encrypted({ prf })), 'ERR_KEY_PASSPHRASE')
    for (const length of [der(2, [32]), new Uint8Array(0)])
      equal(await codeOf(encrypted({ length })), 'ERR_KEY_PASSPHRASE')
    const changes: readonly Partial<Parts>[] = [
      { length: der(2, [16]) },
      { length: der(2, [0]) },
      { length: joined(der(2, [32]), der(2, [32])) },
      { iterations: der(2, [0]) },
      { iterations: der(2, [0x80]) },
      { iterations: der(2, [0, 1]) },
      { iterations: der(2) },
      { iterations: der(4, [16]) },
      { iterations: new Uint8Array(0) },
      { salt: der(0x30, der(6, sha1)) },
      { prf: der(0x30, der(6, sha1), der(5), der(5)) },
      { prf: der(0x30, der(6, sha1), der(5, [0])) },
      { prf: der(0x30, der(6, sha1), der(4)) },
      { prf: der(0x30, der(6, [...sha1.slice(0, -1), 12])) },
      { prf: der(0x30) },
      { prf: joined(der(0x30, der(6, sha1)), der(5)) },
      { iv: new Uint8Array(15) },
      { iv: new Uint8Array(17) },
      { iv: new Uint8Array(0) },
      { ciphertext: new Uint8Array(0) },
      { ciphertext: new Uint8Array(31) },
      { cipher: fromHex('608648016503040106') },
      { cipher: fromHex('60864801650304012e') },
      { cipher: fromHex('2a864886f70d0307') },
      { kdf: fromHex('2b06010401da47040b') },
      { kdf: fromHex('2a864886f70d01050d') },
      { scheme: fromHex('2a864886f70d010503') },
      { scheme: fromHex('2a864886f70d010c0103') },
      { scheme: fromHex('2a864886f70d01050c') },
    ]
    for (const change of changes) {
      // A salt that is no OCTET STRING stands where one would.
      const octets = change.salt?.[0] === 0x30 ? encrypted({}, change.salt) : encrypted(change)
      for (const options of [{ passphrase }, {}])
        await refuses(() => o.construct({ der: octets }, undefined, options), malformed)
    }
    const whole = encrypted({})
    for (let length = 0; length < whole.length; length++)
      await refuses(() => o.construct({ der: whole.slice(0, length) }, undefined, { passphrase }), malformed)
    const body = whole.slice(whole.length < 0x82 ? 2 : 3)
    const bad = [joined(whole, [0]), der(0x30, body, der(5)), der(0x30, body, der(4)), der(0x30, der(2, [0]), body)]
    for (const octets of bad) {
      for (const material of [{ der: octets }, armoured('ENCRYPTED PRIVATE KEY', octets)])
        await refuses(() => o.construct(material, undefined, { passphrase }), malformed)
    }
    const { privatePem } = testKeys.ES256
    const mislabelled = privatePem.replace(/PRIVATE/g, 'ENCRYPTED PRIVATE')
    await refuses(() => o.construct(mislabelled, undefined, { passphrase }), malformed)
    await refuses(() => o.construct(armoured('PRIVATE KEY', whole), undefined, { passphrase }), malformed)
  })

  const codeOf = async (octets: Uint8Array): Promise<string | undefined> =>
    (await refuses(() => o.construct({ der: octets }, undefined, { passphrase }), {})).code
}

interface Parts {
  readonly scheme: Uint8Array
  readonly kdf: Uint8Array
  readonly salt: Uint8Array
  readonly iterations: Uint8Array
  readonly length: Uint8Array
  readonly prf: Uint8Array
  readonly cipher: Uint8Array
  readonly iv: Uint8Array
  readonly ciphertext: Uint8Array
}

/** An encrypted private key that no passphrase opens; `salt` in place of the OCTET STRING. */
function encrypted(changes: Partial<Parts>, salt?: Uint8Array): Uint8Array {
  const parts: Parts = {
    scheme: fromHex('2a864886f70d01050d'),
    kdf: fromHex('2a864886f70d01050c'),
    salt: new Uint8Array(16),
    iterations: der(2, [16]),
    length: new Uint8Array(0),
    prf: der(0x30, der(6, fromHex('2a864886f70d0209')), der(5)),
    cipher: fromHex('60864801650304012a'),
    iv: new Uint8Array(16),
    ciphertext: new Uint8Array(32),
    ...changes,
  }
  const derivation = der(0x30, salt ?? der(4, parts.salt), parts.iterations, parts.length, parts.prf)
  const parameters = der(
    0x30,
    der(0x30, der(6, parts.kdf), derivation),
    der(0x30, der(6, parts.cipher), der(4, parts.iv)),
  )
  return der(0x30, der(0x30, der(6, parts.scheme), parameters), der(4, parts.ciphertext))
}
