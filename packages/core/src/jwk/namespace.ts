import type { Hash } from '../backend.ts'
import type { Engines } from '../engine.ts'
import { InvalidKeyError, JWKError } from '../errors.ts'
import { promised, settled } from '../maybe.ts'
import { constructKey } from './construct.ts'
import { type GenerateOptions, generateKey } from './generate.ts'
import type { Key, SyncKey } from './key.ts'
import type { KeyMaterialInput } from './key-from.ts'
import { thumbprint, thumbprintUri } from './thumbprint.ts'

/** JSON Web Keys (RFC 7517). `K` is `Key`, or `SyncKey` on a backend that can answer at once. */
export interface Jwk<K extends Key = Key> {
  /**
   * A key from whatever it comes in: JWK, PEM, DER, a secret, a key of the platform.
   *
   * @example
   * const key = await jwk.construct(pem, 'RS256')
   */
  construct(material: KeyMaterialInput, algorithm?: string): Promise<K>
  /** A fresh secret or private key for an algorithm. */
  generate(algorithm: string, options?: GenerateOptions): Promise<K>
  /** base64url of the hash of the key's identifying members (RFC 7638). */
  thumbprint(key: KeyMaterialInput, hash?: Hash): Promise<string>
  /** The thumbprint as a URI (RFC 9278). */
  thumbprintUri(key: KeyMaterialInput, hash?: Hash): Promise<string>

  readonly JWKError: typeof JWKError
  readonly InvalidKeyError: typeof InvalidKeyError
}

/** `Jwk` with the sync twin of each operation. */
export interface SyncJwk extends Jwk<SyncKey> {
  constructSync(material: KeyMaterialInput, algorithm?: string): SyncKey
  generateSync(algorithm: string, options?: GenerateOptions): SyncKey
  thumbprintSync(key: KeyMaterialInput, hash?: Hash): string
  thumbprintUriSync(key: KeyMaterialInput, hash?: Hash): string
}

/** The operations on keys, bound to a backend; the sync twins are there where the backend is sync. */
export function bindJwk(engines: Required<Engines>): SyncJwk
export function bindJwk(engines: Engines): Jwk
export function bindJwk({ async: engine, sync }: Engines): Jwk {
  const operations: Jwk = {
    construct: (material, algorithm, ...more: readonly unknown[]) =>
      promised(() => constructKey(engine, material, algorithm, more)),
    generate: (algorithm, options) => promised(() => generateKey(engine, algorithm, options)),
    thumbprint: (key, hash) => promised(() => thumbprint(engine, key, hash)),
    thumbprintUri: (key, hash) => promised(() => thumbprintUri(engine, key, hash)),
    JWKError,
    InvalidKeyError,
  }
  if (sync === undefined) return Object.freeze(operations)
  const twins: SyncJwk = {
    ...(operations as Jwk<SyncKey>),
    constructSync: (material, algorithm, ...more: readonly unknown[]) =>
      settled(constructKey(sync, material, algorithm, more)) as SyncKey,
    generateSync: (algorithm, options) => settled(generateKey(sync, algorithm, options)) as SyncKey,
    thumbprintSync: (key, hash) => settled(thumbprint(sync, key, hash)),
    thumbprintUriSync: (key, hash) => settled(thumbprintUri(sync, key, hash)),
  }
  return Object.freeze(twins)
}
