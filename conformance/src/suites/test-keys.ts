import type { JWK } from '@jose/core'
import json from '../../vectors/keys.json' with { type: 'json' }
import { type Refusal, refuses } from '../assert.ts'
import type { Operations } from '../modes.ts'
import { skip } from '../skip.ts'
import type { It } from '../suite.ts'

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
 * A case that needs an algorithm with a key. Where the backend lacks it, the case checks that `use` ends in
 * `UnsupportedAlgorithmError`, and is skipped.
 */
export function needing(
  o: Operations,
  it: It,
  [algorithm, name]: readonly [algorithm: string, key: KeyName],
  title: string,
  body: () => Promise<void>,
  use: () => unknown = body,
): void {
  it(title, async () => {
    if (hasSigner(o, algorithm, name)) return body()
    await refuses(use, unsupported(o, algorithm))
    skipLacking(o, algorithm === 'EdDSA' ? name : algorithm)
  })
}

/** Ends the running case where the backend cannot use the key. */
export function needKey(o: Operations, name: KeyName): void {
  if (!hasKey(o, name)) skipLacking(o, name)
}

/** Ends the running case where the backend lacks one of the algorithms. */
export function needAlgorithms(o: Operations, ...algorithms: readonly string[]): void {
  for (const algorithm of algorithms) {
    if (!o.jose.supports(algorithm)) skipLacking(o, algorithm)
  }
}

/** Ends the running case where the backend lacks compression. */
export function needDeflate(o: Operations): void {
  if (!o.backend.supports({ name: 'DEFLATE' })) skipLacking(o, 'DEFLATE')
}

export function skipLacking(o: Operations, what: string): never {
  skip(`${o.backend.name} has no ${what}`)
}
