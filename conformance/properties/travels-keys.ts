import type { DerOptions, JWK } from '@jose/core'
import fc from 'fast-check'
import { hasKey, type KeyName, pairNames, testKeys } from '../src/suites/test-keys.ts'
import encryptionKeys from '../vectors/encryption-keys.json' with { type: 'json' }
import { shownTravel, type Travel } from './travel.ts'

const passphrase = 'correct horse battery staple'
const agreement = ['X25519', 'X448'] as const
const pairs: readonly (readonly [name: string, jwk: JWK])[] = [
  ...pairNames.map((name) => [name, testKeys[name].private] as const),
  ...agreement.map((name) => [name, encryptionKeys[name].private as JWK] as const),
]

const forms = ['JWK', 'text of a JWK', 'PEM', 'DER', 'PKCS#1', 'SEC1', 'encrypted PEM'] as const

/** A key in every format, whole and its public half: the same numbers, and the same thumbprint. */
export const keyTravel: fc.Arbitrary<Travel> = fc
  .tuple(fc.constantFrom(...pairs), fc.constantFrom(...forms), fc.boolean())
  .map(([[name, jwk], form, isWhole]) => {
    const whole = isWhole || form === 'SEC1' || form === 'encrypted PEM'
    const { kid: _, ...bare } = jwk
    const options: DerOptions = {
      private: whole,
      ...(form === 'PKCS#1' && jwk.kty === 'RSA' && { format: 'pkcs1' as const }),
      ...(form === 'SEC1' && jwk.kty === 'EC' && { format: 'sec1' as const }),
      ...(form === 'encrypted PEM' && { passphrase, iterations: 1000 }),
    }
    const half = Object.fromEntries(
      Object.entries(bare).filter(([member]) => !['d', 'p', 'q', 'dp', 'dq', 'qi', 'priv'].includes(member)),
    )
    return shownTravel({
      kind: `a key as ${form}`,
      input: { name, form, whole },
      isAble: (o) =>
        jwk.crv?.startsWith('X') === true ? o.jose.supports('ECDH-ES', { curve: jwk.crv }) : hasKey(o, name as KeyName),
      write: async (o) => {
        const key = await o.construct(bare)
        const print = await o.thumbprint(jwk)
        if (form === 'JWK') return [await key.toJwk({ private: whole }), print]
        if (form === 'text of a JWK') return [JSON.stringify(await key.toJwk({ private: whole })), print]
        return [form === 'DER' ? { der: await key.toDer(options) } : await key.toPem(options), print]
      },
      read: async (o, [material, print]: readonly [unknown, string]) => {
        const key = await o.construct(material, undefined, form === 'encrypted PEM' ? { passphrase } : {})
        return [sorted(await key.toJwk({ private: whole })), (await o.thumbprint(key.key)) === print]
      },
      expected: [sorted(whole ? bare : half), true],
    })
  })

function sorted(jwk: object): object {
  return Object.fromEntries(Object.entries(jwk).sort(([one], [other]) => (one < other ? -1 : 1)))
}
