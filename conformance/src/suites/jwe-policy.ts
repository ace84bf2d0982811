import { InvalidKeyError, type JWK, policies } from '@jose/core'
import { equal, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { agreementKeys, password } from './jwe-recipes.ts'
import { needAlgorithms, skipLacking, testKeys } from './test-keys.ts'
import { rsaExponent3 } from './weak-keys.ts'

const unfit = { is: InvalidKeyError, code: 'ERR_KEY_UNFIT' }
const { n = '', e = '' } = rsaExponent3
const halfExponent3: JWK = { kty: 'RSA', n, e }

/** What the policies say of keys binds encryption as it binds signatures. */
export const jwePolicy: Suite = (o, it) => {
  for (const algorithm of ['RSA-OAEP', 'RSA-OAEP-256', 'RSA-OAEP-384', 'RSA-OAEP-512']) {
    it(`${algorithm} with the exponent 3: by default, neither under strict nor under fips`, async () => {
      needAlgorithms(o, algorithm)
      const token = await o.encrypt('x', halfExponent3, { algorithm })
      equal((await o.decrypt(token, rsaExponent3)).text(), 'x')
      for (const policy of ['strict', 'fips'] as const) {
        const p = o.with({ policy })
        for (const jwk of [halfExponent3, rsaExponent3]) {
          const error = await refuses(() => p.encrypt('x', jwk, { algorithm }), unfit)
          equal(error.message, `The policy '${policy}' wants an RSA exponent of 65537 or more`)
          await refuses(() => p.encryptFlattened('x', { key: jwk, algorithm }), unfit)
          await refuses(() => p.encryptGeneral('x', [{ key: jwk, algorithm }]), unfit)
          await refuses(async () => (await p.construct(jwk, algorithm)).wrapKey(new Uint8Array(16)), unfit)
          await refuses(() => p.encryptJwt({}, jwk, { algorithm }), unfit)
        }
        await refuses(() => p.decrypt(token, rsaExponent3), unfit)
        await refuses(() => p.decrypt(token, { keys: [rsaExponent3] }), { code: 'ERR_KEY_NOT_FOUND' })
        await refuses(async () => (await p.construct(rsaExponent3, algorithm)).unwrapKey(new Uint8Array(256)), unfit)
        // A key with the usual exponent does.
        const { private: read, public: write } = testKeys.RS256
        equal((await p.decrypt(await p.encrypt('x', write, { algorithm }), read)).text(), 'x')
      }
    })
  }
  it('a policy object: sizes of RSA keys, passwords and salts', async () => {
    const { private: read, public: write } = testKeys.RS256
    const larger = o.with({
      policy: { ...policies.default, name: 'ours', minimumRsaBits: 3072, minimumPasswordBytes: 29 },
    })
    const token = await o.encrypt('x', write, { algorithm: 'RSA-OAEP' })
    await refuses(() => larger.encrypt('x', write, { algorithm: 'RSA-OAEP' }), { ...unfit, message: "'ours'" })
    await refuses(() => larger.decrypt(token, read), { ...unfit, message: "'ours'" })
    const pbes2 = { algorithm: 'PBES2-HS256+A128KW', p2c: 1000 }
    const accept = { algorithms: [pbes2.algorithm] }
    const sealed = await o.encrypt('x', password, pbes2)
    equal(password.length, 28)
    await refuses(() => larger.encrypt('x', password, pbes2), { ...unfit, message: "'ours'" })
    await refuses(() => larger.decrypt(sealed, password, accept), { ...unfit, message: "'ours'" })
    const longer = `${password}.`
    equal((await larger.decrypt(await larger.encrypt('x', longer, pbes2), longer, accept)).text(), 'x')
    const salted = o.with({ policy: { ...policies.default, name: 'ours', minimumSaltBytes: 17 } })
    await refuses(() => salted.decrypt(sealed, password, accept), { code: 'ERR_JWE_INVALID', message: '17 bytes' })
  })
  it('a policy object: refused algorithms, encryptions and curves', async () => {
    const p = o.with({ policy: { ...policies.default, name: 'ours', refused: ['A128KW', 'A128GCM', 'P-256'] } })
    const { private: read, public: write } = agreementKeys['P-256'] as typeof testKeys.ES256
    const [short, long] = [new Uint8Array(16).fill(1), new Uint8Array(32).fill(1)]
    const calls: readonly (readonly [write: unknown, read: unknown, options: { readonly algorithm?: string }])[] = [
      [short, short, { algorithm: 'A128KW' }],
      [short, short, { encryption: 'A128GCM' } as object],
      [long, long, { algorithm: 'A256KW', encryption: 'A128GCM' } as object],
      [write, read, { algorithm: 'ECDH-ES' }],
      [write, read, { algorithm: 'ECDH-ES+A256KW' }],
    ]
    for (const [to, from, options] of calls) {
      const token = await o.encrypt('x', to, options)
      await refuses(() => p.encrypt('x', to, options), { ...unfit, message: "refused by the policy 'ours'" })
      await refuses(() => p.decrypt(token, from, { algorithms: [options.algorithm ?? 'dir'] }), {
        ...unfit,
        message: "refused by the policy 'ours'",
      })
    }
    equal((await p.decrypt(await p.encrypt('x', long, { algorithm: 'A256KW' }), long)).text(), 'x')
  })
  for (const curve of ['X25519', 'X448']) {
    it(`fips refuses agreements on ${curve}`, async () => {
      if (!o.jose.supports('ECDH-ES', { curve })) skipLacking(o, `ECDH-ES on ${curve}`)
      const { private: read, public: write } = agreementKeys[curve] as typeof testKeys.ES256
      const [fips, strict] = [o.with({ policy: 'fips' }), o.with({ policy: 'strict' })]
      for (const algorithm of ['ECDH-ES', 'ECDH-ES+A128KW']) {
        const token = await strict.encrypt('x', write, { algorithm })
        equal((await strict.decrypt(token, read)).text(), 'x')
        await refuses(() => fips.encrypt('x', write, { algorithm }), { ...unfit, message: 'policy' })
        await refuses(() => fips.decrypt(token, read), { ...unfit, message: 'policy' })
      }
    })
  }
}
