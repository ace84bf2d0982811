import type { BackendKey, Bytes, Kty, PublicMaterial } from '../backend.ts'
import { bitLength } from '../encoding/bytes.ts'
import type { Engine, Engines } from '../engine.ts'
import type { Encrypted } from '../jwe/content.ts'
import { promised, settled } from '../maybe.ts'
import { mlDsaPublicBytes } from './check.ts'
import { ecCurves, okpCurves } from './curves.ts'
import type { ExportOptions } from './export.ts'
import type { DerOptions } from './export-der.ts'
import type { JWK, KeyAttributes } from './jwk.ts'
import { abilitiesOf } from './key-from.ts'
import { publicHalf } from './operations.ts'
import { partsOf, setParts } from './parts.ts'

const brand: unique symbol = /* @__PURE__ */ Symbol.for('jose.key') as never

/** A key ready for use: checked, imported by its backend, with what its owner lets it do. Made by `jwk.construct` and `jwk.generate`. */
export class Key {
  readonly kty: Kty
  readonly type: 'secret' | 'public' | 'private'
  /** The one algorithm the key is for, where it names one. */
  readonly algorithm: string | undefined
  readonly kid: string | undefined
  readonly use: string | undefined
  readonly keyOps: readonly string[] | undefined
  readonly crv: string | undefined
  /** Bits of the RSA modulus, the curve, the secret, or the ML-DSA public key. */
  readonly bits: number

  constructor(engines: Engines, held: BackendKey, attributes: KeyAttributes) {
    const { material } = held
    this.kty = material.kty
    this.type = held.type
    this.algorithm = material.kty === 'AKP' ? material.alg : attributes.algorithm
    this.kid = attributes.kid
    this.use = attributes.use
    this.keyOps = attributes.keyOps
    this.crv = 'crv' in material ? material.crv : undefined
    this.bits = bitsOf(material)
    Object.defineProperty(this, brand, { value: true })
    setParts(this, { engines, held, fits: {} })
    Object.freeze(this)
  }

  /** The signature of `data` (a string stands for its UTF-8 octets) by the key's own algorithm. Throws `InvalidKeyError`. */
  sign(data: string | Bytes): Promise<Bytes> {
    return promised(() => abilitiesOf(asyncOf(this)).signOwn(asyncOf(this), this, data))
  }

  /** Whether `signature` is the key's over `data`, by the key's own algorithm. Throws `InvalidKeyError`. */
  verify(data: string | Bytes, signature: Bytes): Promise<boolean> {
    return promised(() => abilitiesOf(asyncOf(this)).verifyOwn(asyncOf(this), this, data, signature))
  }

  /** Encrypt by the content encryption that the key names (`alg` is an `enc`), under a fresh IV. Throws `InvalidKeyError`. */
  encrypt(plaintext: string | Bytes, additional?: Bytes): Promise<Encrypted> {
    return promised(() => abilitiesOf(asyncOf(this)).encryptOwn(asyncOf(this), this, plaintext, additional))
  }

  /** The plaintext. Throws `JWEInvalidAuth` for whatever does not fit, `InvalidKeyError`. */
  decrypt(ciphertext: Bytes, iv: Bytes, additional?: Bytes, tag?: Bytes): Promise<Bytes> {
    return promised(() => abilitiesOf(asyncOf(this)).decryptOwn(asyncOf(this), this, ciphertext, iv, additional, tag))
  }

  /** The octets of a content key, wrapped by the key management algorithm that the key names. Throws `InvalidKeyError`. */
  wrapKey(octets: Bytes): Promise<Bytes> {
    return promised(() => abilitiesOf(asyncOf(this)).wrapByOwn(asyncOf(this), this, octets))
  }

  /** The octets again. Throws `JWEInvalidAuth` for whatever does not unwrap, `InvalidKeyError`. */
  unwrapKey(wrapped: Bytes): Promise<Bytes> {
    return promised(() => abilitiesOf(asyncOf(this)).unwrapByOwn(asyncOf(this), this, wrapped))
  }

  /** The public half. Throws `JWKError` for a secret, which has none. */
  publicKey(): Promise<Key> {
    return promised(() => publicHalf(asyncOf(this), this))
  }

  /** As a JWK (RFC 7517): the public half, unless `private` asks for all. Throws `JWKError`. */
  toJwk(options?: ExportOptions): Promise<JWK> {
    return promised(() => abilitiesOf(asyncOf(this)).exportJwk(asyncOf(this), this, options))
  }

  /** As PEM (RFC 7468): the public half, unless `private` asks for all. Throws `JWKError`, `TypeError` for options, `InvalidKeyError` for a passphrase that the policy refuses. */
  toPem(options?: DerOptions): Promise<string> {
    return promised(() => abilitiesOf(asyncOf(this)).exportPem(asyncOf(this), this, options))
  }

  /** As DER: the public half, unless `private` asks for all. Throws as `toPem`. */
  toDer(options?: DerOptions): Promise<Bytes> {
    return promised(() => abilitiesOf(asyncOf(this)).exportDer(asyncOf(this), this, options))
  }
}

/** A `Key` of a backend that can answer at once: every method has its sync twin. */
export class SyncKey extends Key {
  override publicKey(): Promise<SyncKey> {
    return super.publicKey() as Promise<SyncKey>
  }

  signSync(data: string | Bytes): Bytes {
    return settled(abilitiesOf(syncOf(this)).signOwn(syncOf(this), this, data))
  }

  verifySync(data: string | Bytes, signature: Bytes): boolean {
    return settled(abilitiesOf(syncOf(this)).verifyOwn(syncOf(this), this, data, signature))
  }

  encryptSync(plaintext: string | Bytes, additional?: Bytes): Encrypted {
    return settled(abilitiesOf(syncOf(this)).encryptOwn(syncOf(this), this, plaintext, additional))
  }

  decryptSync(ciphertext: Bytes, iv: Bytes, additional?: Bytes, tag?: Bytes): Bytes {
    return settled(abilitiesOf(syncOf(this)).decryptOwn(syncOf(this), this, ciphertext, iv, additional, tag))
  }

  wrapKeySync(octets: Bytes): Bytes {
    return settled(abilitiesOf(syncOf(this)).wrapByOwn(syncOf(this), this, octets))
  }

  unwrapKeySync(wrapped: Bytes): Bytes {
    return settled(abilitiesOf(syncOf(this)).unwrapByOwn(syncOf(this), this, wrapped))
  }

  publicKeySync(): SyncKey {
    return settled(publicHalf(syncOf(this), this)) as SyncKey
  }

  toJwkSync(options?: ExportOptions): JWK {
    return settled(abilitiesOf(syncOf(this)).exportJwk(syncOf(this), this, options))
  }

  toPemSync(options?: DerOptions): string {
    return settled(abilitiesOf(syncOf(this)).exportPem(syncOf(this), this, options))
  }

  toDerSync(options?: DerOptions): Bytes {
    return settled(abilitiesOf(syncOf(this)).exportDer(syncOf(this), this, options))
  }
}

/** Whether the value is a `Key`, of this copy of the library or of another. */
export function isKey(value: object): value is Key {
  return brand in value
}

function asyncOf(key: Key): Engine {
  return partsOf(key).engines.async
}

function syncOf(key: SyncKey): Engine {
  return partsOf(key).engines.sync as Engine
}

function bitsOf(material: PublicMaterial): number {
  switch (material.kty) {
    case 'oct':
      return material.bits
    case 'RSA':
      return 'bits' in material ? material.bits : bitLength(material.n)
    case 'EC':
      return ecCurves[material.crv].bits
    case 'OKP':
      return okpCurves[material.crv].bits
    case 'AKP':
      return mlDsaPublicBytes[material.alg] * 8
  }
}
