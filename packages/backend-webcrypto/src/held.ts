import {
  type BackendKey,
  InvalidKeyError,
  type KeyMaterial,
  type Primitive,
  UnsupportedAlgorithmError,
} from '@jose/core'
import { backendName, isRefusal, refusalOf } from './failure.ts'
import { algorithmFor, keyData, usagesFor } from './key-forms.ts'
import type { CryptoKeyLike, Source } from './platform.ts'

/**
 * What stands behind a handle: the numbers of a key, or a `CryptoKey` of the caller's. A `CryptoKey` is bound to one
 * algorithm and hash, so one is made of the numbers for each use, and kept: first as a promise, then itself.
 */
export interface Held {
  /** The WebCrypto whose `CryptoKey`s these are. */
  readonly source: Source
  readonly material?: KeyMaterial
  readonly native?: CryptoKeyLike
  readonly cryptoKeys: Map<string, CryptoKeyLike | Promise<CryptoKeyLike>>
}

// Out of reach of inspection, serialization and of code that holds only the key.
const slots = /* @__PURE__ */ new WeakMap<object, Slot>()

interface Slot extends Held {
  readonly key: BackendKey
}

/** A key with a new handle: an object of which nothing shows. */
export function createKey(held: Held, shown: Omit<BackendKey, 'handle'>): BackendKey {
  const handle = Object.freeze({})
  const key = Object.freeze({ handle, ...shown })
  slots.set(handle, { ...held, key })
  return key
}

/** What stands behind a handle of this package; `undefined` for any other value. */
export function slotBehind(handle: unknown): Slot | undefined {
  return slots.get(handle as object)
}

export function heldOf({ handle }: BackendKey): Held {
  const held = slotBehind(handle)
  if (held === undefined) throw new InvalidKeyError('The key is of another backend: pass it as a JWK')
  return held
}

/** A primitive that takes a key. */
export type KeyPrimitive = Exclude<Primitive, { name: 'digest' | 'PBKDF2' | 'DEFLATE' }>

/** The `CryptoKey` for a primitive: at once where it is ready. Throws `InvalidKeyError`. */
export function cryptoKeyFor(
  source: Source,
  key: BackendKey,
  primitive: KeyPrimitive,
): CryptoKeyLike | Promise<CryptoKeyLike> {
  const { material, native, cryptoKeys } = heldOf(key)
  if (native !== undefined) return native
  const use = useOf(primitive)
  const known = cryptoKeys.get(use)
  if (known !== undefined) return known
  const algorithm = algorithmFor(material as KeyMaterial, primitive)
  const making = source
    .subtle()
    .importKey(...keyData(material as KeyMaterial), algorithm, false, usagesFor(primitive.name, key.type))
    .then(
      (made) => {
        cryptoKeys.set(use, made)
        return made
      },
      (error: unknown) => {
        cryptoKeys.delete(use)
        // Of a size that core has checked: it is the platform that lacks it, by whatever error it says so.
        if ('bits' in primitive && primitive.bits === 192)
          throw new UnsupportedAlgorithmError(`${primitive.name} of 192 bits`, backendName)
        throw refusalOf(error, primitive)
      },
    )
  cryptoKeys.set(use, making)
  return making
}

/** What a `CryptoKey` is bound to, as text. An ECDSA or AES key does not depend on the hash or the size. */
export function useOf(primitive: KeyPrimitive): string {
  return 'hash' in primitive && primitive.name !== 'ECDSA' ? `${primitive.name} ${primitive.hash}` : primitive.name
}

/**
 * An operation with the `CryptoKey`. The octets may be changed after the call, so they are copied where the key is not
 * ready; but for those that are core's own (`lasting`). WebCrypto itself copies what it is given.
 */
export function withKey<T>(
  source: Source,
  key: BackendKey,
  primitive: KeyPrimitive,
  given: Uint8Array,
  run: (cryptoKey: CryptoKeyLike, octets: Uint8Array) => Promise<T>,
  lasting = false,
): Promise<T> {
  const cryptoKey = cryptoKeyFor(source, key, primitive)
  if (!('then' in cryptoKey)) return run(cryptoKey, given)
  const copy = lasting ? given : Uint8Array.from(given)
  return cryptoKey.then((ready) => run(ready, copy))
}

/** For a promise that fails: throw where key or algorithm were refused, else answer `no`. */
export function orElse<T>(no: T, key: BackendKey, primitive: Primitive): (error: unknown) => T {
  return (error) => {
    if (isRefusal(error, heldOf(key).native !== undefined)) throw refusalOf(error, primitive)
    return no
  }
}

/** For a promise that fails where it must not. */
export function orThrow(primitive: Primitive): (error: unknown) => never {
  return (error) => {
    throw refusalOf(error, primitive)
  }
}
