import type { JWK } from '@jose/core'
import json from '../../vectors/keys.json' with { type: 'json' }
import { type Refusal, refuses } from '../assert.ts'
import type { Operations } from '../modes.ts'

/** A key of `vectors/keys.json`; a secret has no public half. */
export interface KeyPair {
  readonly private: JWK
  readonly public: JWK
  readonly privatePem: string
  readonly publicPem: string
}

export type KeyName = Exclude<keyof typeof json, 'comment' | 'script'>

/** The test keys, by the algorithm each was made for. */
export const testKeys: { readonly [name in KeyName]: KeyPair } = json as unknown as {
  readonly [name in KeyName]: KeyPair
}

/** Every signature algorithm, with each test key that fits it. `EdDSA` has two. */
export const signers: readonly (readonly [algorithm: string, key: KeyName])[] = [
  ['HS256', 'HS256'],
  ['HS384', 'HS384'],
  ['HS512', 'HS512'],
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'].map((name) => [name, 'RS256'] as const),
  ['ES256', 'ES256'],
  ['ES384', 'ES384'],
  ['ES512', 'ES512'],
  ['ES256K', 'ES256K'],
  ['EdDSA', 'Ed25519'],
  ['EdDSA', 'Ed448'],
  ['Ed25519', 'Ed25519'],
  ['Ed448', 'Ed448'],
  ['ML-DSA-44', 'ML-DSA-44'],
  ['ML-DSA-65', 'ML-DSA-65'],
  ['ML-DSA-87', 'ML-DSA-87'],
]

/** Asymmetric test keys. */
export const pairNames: readonly KeyName[] = (Object.keys(json) as KeyName[]).filter(
  (name) => testKeys[name].publicPem !== undefined,
)

/** What verifies: the public half, or the secret. */
export function verifierOf(name: KeyName): JWK {
  return testKeys[name].public ?? testKeys[name].private
}

/** Whether the backend can use the key at all. */
export function hasKey(o: Operations, name: KeyName): boolean {
  const { crv } = testKeys[name].private
  const algorithm = name === 'RS256' || name.startsWith('ES') || name.startsWith('HS') ? name : undefined
  return o.jose.supports(algorithm ?? (crv === undefined ? name : 'EdDSA'), crv === undefined ? {} : { curve: crv })
}

/** Whether the backend has the algorithm for that key. */
export function hasSigner(o: Operations, algorithm: string, name: KeyName): boolean {
  const { crv } = testKeys[name].private
  return o.jose.supports(algorithm, crv === undefined ? {} : { curve: crv })
}

/** What must come of using an algorithm that the backend does not have. */
export const unsupported = (o: Operations, algorithm: string): Refusal & { algorithm: string; backend: string } => ({
  code: 'ERR_ALGORITHM_UNSUPPORTED',
  algorithm,
  backend: o.backend.name,
})

/**
 * A case that needs an algorithm with a key. Where the backend lacks it, the case is there all the same under a
 * title that says so, and checks that `use` ends in `UnsupportedAlgorithmError`.
 */
export function needing(
  o: Operations,
  it: (title: string, body: () => Promise<void>) => void,
  [algorithm, name]: readonly [algorithm: string, key: KeyName],
  title: string,
  body: () => Promise<void>,
  use: () => unknown = body,
): void {
  if (hasSigner(o, algorithm, name)) it(title, body)
  else
    it(`${title} (not supported here)`, async () => {
      await refuses(use, unsupported(o, algorithm))
    })
}
