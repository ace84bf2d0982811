import type { DecryptOptions, EncryptOptions, JWK } from '@jose/core'
import rfc8037 from '../../vectors/rfc/rfc8037.json' with { type: 'json' }
import type { Operations } from '../modes.ts'
import { cekBytes, secretOf } from './jwe-craft.ts'
import { type KeyName, skipLacking, testKeys } from './test-keys.ts'

/** A key management algorithm with one kind of key. */
export interface Recipe {
  readonly algorithm: string
  /** What the key is, for titles. */
  readonly kind: string
  readonly curve?: string
  /** What encrypts, and what decrypts. */
  keys(enc: string): { readonly write: unknown; readonly read: unknown }
  readonly options: EncryptOptions
  /** What a reader must say for the algorithm. */
  readonly accept: DecryptOptions
}

const [x25519, x448] = rfc8037.ecdh as readonly { readonly private: JWK; readonly public: JWK }[] as [
  { readonly private: JWK; readonly public: JWK },
  { readonly private: JWK; readonly public: JWK },
]

/** Keys to agree with, by their curve. */
export const agreementKeys: { readonly [curve: string]: { readonly private: JWK; readonly public: JWK } } = {
  'P-256': testKeys.ES256,
  'P-384': testKeys.ES384,
  'P-521': testKeys.ES512,
  X25519: x25519,
  X448: x448,
}

export const password = 'correct horse battery staple'

/** Every key management algorithm, with each kind of key that fits it. */
export const recipes: readonly Recipe[] = [
  recipe('dir', 'a secret', (enc) => secretOf(cekBytes(enc))),
  ...[128, 192, 256].flatMap((bits) =>
    [`A${bits}KW`, `A${bits}GCMKW`].map((name) => recipe(name, `a secret of ${bits} bits`, () => secretOf(bits / 8))),
  ),
  ...['RSA-OAEP', 'RSA-OAEP-256', 'RSA-OAEP-384', 'RSA-OAEP-512', 'RSA1_5'].map((name) => pair(name, 'RSA', 'RS256')),
  ...['ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A192KW', 'ECDH-ES+A256KW'].flatMap((name) =>
    Object.entries(agreementKeys).map(([curve, keys]) => ({
      ...recipe(name, curve, () => undefined),
      curve,
      keys: () => ({ write: keys.public, read: keys.private }),
    })),
  ),
  ...['PBES2-HS256+A128KW', 'PBES2-HS384+A192KW', 'PBES2-HS512+A256KW'].map((name) =>
    recipe(name, 'a password', () => password),
  ),
]

/** Ends the running case where the backend lacks the algorithm, on that curve, or the encryption. */
export function needRecipe(o: Operations, { algorithm, curve }: Recipe, enc: string): void {
  if (!hasRecipe(o, { algorithm, curve })) skipLacking(o, curve === undefined ? algorithm : `${algorithm} on ${curve}`)
  if (!o.jose.supports(enc)) skipLacking(o, enc)
}

export function hasRecipe(
  o: Operations,
  { algorithm, curve }: { readonly algorithm: string; readonly curve?: string | undefined },
): boolean {
  return o.jose.supports(algorithm, curve === undefined ? {} : { curve })
}

function recipe(algorithm: string, kind: string, key: (enc: string) => unknown): Recipe {
  const isAsked = algorithm === 'RSA1_5' || algorithm.startsWith('PBES2')
  return {
    algorithm,
    kind,
    keys: (enc) => ({ write: key(enc), read: key(enc) }),
    options: { algorithm, ...(algorithm.startsWith('PBES2') && { p2c: 1000 }) },
    accept: isAsked ? { algorithms: [algorithm] } : {},
  }
}

function pair(algorithm: string, kind: string, name: KeyName): Recipe {
  const { private: read, public: write } = testKeys[name]
  return { ...recipe(algorithm, kind, () => undefined), keys: () => ({ write, read }) }
}
