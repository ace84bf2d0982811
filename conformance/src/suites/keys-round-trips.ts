import { base64url, type DerOptions, type JWK } from '@jose/core'
import encryptionKeys from '../../vectors/encryption-keys.json' with { type: 'json' }
import { equal, ok } from '../assert.ts'
import type { Operations } from '../modes.ts'
import type { Suite } from '../suite.ts'
import { utf8 } from './craft.ts'
import { needPbes2 } from './need-pbes2.ts'
import { type KeyName, needKey, skipLacking, testKeys } from './test-keys.ts'

/** Keys of every kind, by a name: those that sign, and those that agree only. */
const pairs: readonly (readonly [name: string, jwk: JWK])[] = [
  ...(
    ['RS256', 'ES256', 'ES384', 'ES512', 'ES256K', 'Ed25519', 'Ed448', 'ML-DSA-44', 'ML-DSA-65', 'ML-DSA-87'] as const
  ).map((name) => [name, testKeys[name].private] as const),
  ...(['X25519', 'X448'] as const).map((name) => [name, encryptionKeys[name].private as JWK] as const),
]

const passphrase = 'correct horse'

/** Into every form and back: the same key, to the octet, over and over. */
export const keysRoundTrips: Suite = (o, it) => {
  for (const [name, jwk] of pairs) {
    const { kid: _, ...bare } = jwk
    const formats: readonly DerOptions[] = [
      {},
      { private: true },
      { private: true, passphrase, iterations: 1000 },
      ...(jwk.kty === 'RSA' ? ([{ format: 'pkcs1' }, { private: true, format: 'pkcs1' }] as const) : []),
      ...(jwk.kty === 'EC' ? ([{ private: true, format: 'sec1' }] as const) : []),
    ]
    for (const options of formats) {
      const { private: whole = false, format = whole ? 'pkcs8' : 'spki', passphrase: secret } = options
      it(`${name}: ${secret === undefined ? '' : 'encrypted '}${format}${whole ? ', private' : ''}`, async () => {
        needPair(o, name, jwk)
        if (secret !== undefined) await needPbes2(o)
        const key = await o.construct(jwk)
        const wanted = whole ? bare : await (await o.construct(bare)).toJwk()
        const [pem, der] = [await key.toPem(options), await key.toDer(options)]
        const read = secret === undefined ? {} : { passphrase: secret }
        for (const material of [pem, utf8(pem), { der }]) {
          const again = await o.construct(material, undefined, read)
          equal(await again.toJwk({ private: whole }), wanted)
          equal([again.key.type, again.key.bits], [whole ? 'private' : 'public', key.key.bits])
          if (secret !== undefined) continue
          equal(await again.toPem(options), pem)
          equal(Array.from(await again.toDer(options)), Array.from(der))
        }
        if (!whole) equal(await (await key.publicKey()).toPem(options), pem)
      })
    }
    it(`${name}: JWK, object and JSON`, async () => {
      needPair(o, name, jwk)
      const full = { ...jwk, use: jwk.crv?.startsWith('X') ? 'enc' : 'sig', key_ops: ['verify'] }
      for (const material of [full, JSON.stringify(full), utf8(JSON.stringify(full))]) {
        const key = await o.construct(material)
        equal(await key.toJwk({ private: true }), full)
        const half = await key.toJwk()
        equal(await (await o.construct(half)).toJwk(), half)
        ok(!('d' in half) && !('priv' in half) && half.kid === jwk.kid, 'the public half, by the same name')
      }
    })
    it(`${name}: one thumbprint in every form`, async () => {
      needPair(o, name, jwk)
      const key = await o.construct(jwk)
      const print = await o.thumbprint(jwk)
      equal(base64url.decode(print).length, 32)
      const forms = [key.key, await key.toJwk(), await key.toPem(), await key.toPem({ private: true })]
      for (const form of [...forms, { der: await key.toDer() }, JSON.stringify(jwk)])
        equal(await o.thumbprint(form), print)
      equal(await o.thumbprintUri(jwk), `urn:ietf:params:oauth:jwk-thumbprint:sha-256:${print}`)
    })
  }
}

/** Ends the running case where the backend cannot use the key. */
function needPair(o: Operations, name: string, { crv }: JWK): void {
  if (crv === undefined || !crv.startsWith('X')) needKey(o, name as KeyName)
  else if (!o.jose.supports('ECDH-ES', { curve: crv })) skipLacking(o, name)
}
