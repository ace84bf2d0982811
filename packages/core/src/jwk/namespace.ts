import type { Hash } from '../backend.ts'
import type { Engines } from '../engine.ts'
import { InvalidKeyError, JWKError } from '../errors.ts'
import { promised, settled } from '../maybe.ts'
import type { AlgorithmName } from '../registry/names.ts'
import { type CertificateHash, certificateThumbprint } from './certificate.ts'
import { type ConstructOptions, constructKey } from './construct.ts'
import { type GenerateOptions, generateKey } from './generate.ts'
import type { Key, SyncKey } from './key.ts'
import type { DerKey, KeyMaterialInput } from './key-from.ts'
import { createKeyRing, type KeyRing, type KeyRingOptions, type SyncKeyRing } from './key-ring.ts'
import { thumbprint, thumbprintUri } from './thumbprint.ts'

/** JSON Web Keys (RFC 7517). `K` is `Key`, or `SyncKey` on a backend that can answer at once. */
export interface Jwk<K extends Key = Key> {
  /**
   * A key from whatever it comes in: a JWK or its JSON; PEM or DER of SPKI, PKCS#8 (encrypted too), PKCS#1, SEC1 or an
   * X.509 certificate; an OpenSSH public or unencrypted private key; a secret; a key of the platform. What it is, its
   * content says. Throws `JWKError`: mostly `InvalidKeyError`, with the code `ERR_KEY_PASSPHRASE` where an encrypted key
   * comes without its passphrase or with another.
   *
   * @example
   * const key = await jwk.construct(pem, 'RS256')
   * const locked = await key.toPem({ private: true, passphrase: 'correct horse' })
   * const same = await jwk.construct(locked, 'RS256', { passphrase: 'correct horse' })
   */
  construct(material: KeyMaterialInput, algorithm?: AlgorithmName, options?: ConstructOptions): Promise<K>
  /** A fresh secret or private key for an algorithm. */
  generate(algorithm: AlgorithmName, options?: GenerateOptions): Promise<K>
  /** base64url of the hash of the key's identifying members (RFC 7638). */
  thumbprint(key: KeyMaterialInput, hash?: Hash): Promise<string>
  /** The thumbprint as a URI (RFC 9278). */
  thumbprintUri(key: KeyMaterialInput, hash?: Hash): Promise<string>
  /** base64url of the hash of an X.509 certificate in PEM or DER: `x5t#S256`, or with SHA-1 `x5t` (RFC 7515 §4.1.7, §4.1.8). Throws `InvalidKeyError`. */
  certificateThumbprint(certificate: string | DerKey, hash?: CertificateHash): Promise<string>
  /**
   * Keys that take turns, to be given as the key: tokens are signed by the current one, under its `kid`, and verified by all.
   *
   * @example
   * const ring = await jwk.createKeyRing({ current: await jwk.generate('ES256'), retireAfter: 3600 })
   * const token = await jwt.encode({ sub: 'alice' }, ring)
   * await ring.rotate(await jwk.generate('ES256'))
   * const { sub } = await jwt.decode(token, ring)
   */
  createKeyRing(options: KeyRingOptions): Promise<KeyRing<K>>

  readonly JWKError: typeof JWKError
  readonly InvalidKeyError: typeof InvalidKeyError
}

/** `Jwk` with the sync twin of each operation. */
export interface SyncJwk extends Jwk<SyncKey> {
  createKeyRing(options: KeyRingOptions): Promise<SyncKeyRing>
  createKeyRingSync(options: KeyRingOptions): SyncKeyRing
  constructSync(material: KeyMaterialInput, algorithm?: AlgorithmName, options?: ConstructOptions): SyncKey
  generateSync(algorithm: AlgorithmName, options?: GenerateOptions): SyncKey
  thumbprintSync(key: KeyMaterialInput, hash?: Hash): string
  thumbprintUriSync(key: KeyMaterialInput, hash?: Hash): string
  certificateThumbprintSync(certificate: string | DerKey, hash?: CertificateHash): string
}

/** The operations on keys, bound to a backend; the sync twins are there where the backend is sync. */
export function bindJwk(engines: Required<Engines>): SyncJwk
export function bindJwk(engines: Engines): Jwk
export function bindJwk(engines: Engines): Jwk {
  const { async: engine, sync } = engines
  const operations: Jwk = {
    construct: (material, algorithm, options) => promised(() => constructKey(engine, material, algorithm, options)),
    generate: (algorithm, options) => promised(() => generateKey(engine, algorithm, options)),
    thumbprint: (key, hash) => promised(() => thumbprint(engine, key, hash)),
    thumbprintUri: (key, hash) => promised(() => thumbprintUri(engine, key, hash)),
    createKeyRing: (options) => promised(() => createKeyRing(engines, 'async', options)),
    certificateThumbprint: (certificate, hash) => promised(() => certificateThumbprint(engine, certificate, hash)),
    JWKError,
    InvalidKeyError,
  }
  if (sync === undefined) return Object.freeze(operations)
  const twins: SyncJwk = {
    ...(operations as Jwk<SyncKey> & Pick<SyncJwk, 'createKeyRing'>),
    constructSync: (material, algorithm, options) =>
      settled(constructKey(sync, material, algorithm, options)) as SyncKey,
    generateSync: (algorithm, options) => settled(generateKey(sync, algorithm, options)) as SyncKey,
    thumbprintSync: (key, hash) => settled(thumbprint(sync, key, hash)),
    thumbprintUriSync: (key, hash) => settled(thumbprintUri(sync, key, hash)),
    createKeyRingSync: (options) => settled(createKeyRing(engines, 'sync', options)) as SyncKeyRing,
    certificateThumbprintSync: (certificate, hash) => settled(certificateThumbprint(sync, certificate, hash)),
  }
  return Object.freeze(twins)
}
