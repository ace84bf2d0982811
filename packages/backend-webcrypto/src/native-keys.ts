import {
  type Backend,
  type BackendKey,
  type Binding,
  type Hash,
  InvalidKeyError,
  type PublicMaterial,
} from '@jose/core'
import { backendKey } from './backend-key.ts'
import { createKey, slotBehind } from './held.ts'
import { curveNames } from './key-forms.ts'
import type { CryptoKeyLike, Source } from './platform.ts'

/** Takes the caller's `CryptoKey`, and handles of this package, those of another WebCrypto's backend too. */
export function createAdopt(source: Source): Backend['adopt'] {
  return (value) => {
    if (typeof value !== 'object' || value === null) return undefined
    const slot = slotBehind(value)
    if (slot === undefined) return isCryptoKey(value) ? adoptCryptoKey(source, value) : undefined
    if (slot.source === source) return slot.key
    return slot.material === undefined ? undefined : backendKey(source, slot.material)
  }
}

/** Whether it is of this WebCrypto or of another, only using it tells. Throws `InvalidKeyError` for one that JOSE has no use for. */
function adoptCryptoKey(source: Source, native: CryptoKeyLike): BackendKey {
  const { type, algorithm, usages } = native
  const { material, bound } = seenOf(algorithm)
  const binding: Binding = { ...bound, operations: Object.freeze(Array.from(usages)) }
  return createKey({ source, native, cryptoKeys: new Map() }, { type, material, bound: binding })
}

/** By what it says it is and what it has: it may come from another realm, or from an implementation in JavaScript. */
function isCryptoKey(value: object): value is CryptoKeyLike {
  const { CryptoKey } = globalThis as { readonly CryptoKey?: new () => object }
  const named = Object.prototype.toString.call(value) === '[object CryptoKey]'
  if (!named && !(typeof CryptoKey === 'function' && value instanceof CryptoKey)) return false
  const { type, extractable, algorithm, usages } = shownBy(value as CryptoKeyLike)
  return (
    isTypeItsOwn(value) &&
    isClonedAsKey(value) &&
    ['secret', 'public', 'private'].includes(String(type)) &&
    typeof extractable === 'boolean' &&
    typeof algorithm === 'object' &&
    algorithm !== null &&
    typeof algorithm.name === 'string' &&
    Array.isArray(usages)
  )
}

/** A key has its members itself, or by getters that look at who asks. What inherits from a key is none. */
function isTypeItsOwn(value: object): boolean {
  let holder: object | null = value
  while (holder !== null && !Object.prototype.hasOwnProperty.call(holder, 'type'))
    holder = Object.getPrototypeOf(holder)
  if (holder === null) return false
  return holder === value || Object.getOwnPropertyDescriptor(holder, 'type')?.get !== undefined
}

/**
 * Node 20 and 22 take what inherits from a key for the key, but its clone is an object like any other. Keys of an implementation in
 * JavaScript are such objects themselves, and not every platform clones its keys.
 */
function isClonedAsKey(value: object): boolean {
  const { structuredClone: clone } = globalThis as { readonly structuredClone?: (value: object) => object }
  if (clone === undefined || Object.prototype.hasOwnProperty.call(value, 'type')) return true
  try {
    return Object.prototype.toString.call(clone(value)) === '[object CryptoKey]'
  } catch {
    return true
  }
}

/** An object that only inherits from `CryptoKey` has getters that throw. */
function shownBy(value: CryptoKeyLike): Partial<CryptoKeyLike> {
  try {
    const { type, extractable, algorithm, usages } = value
    return { type, extractable, algorithm, usages }
  } catch {
    return {}
  }
}

interface Seen {
  readonly material: PublicMaterial
  readonly bound: Omit<Binding, 'operations'>
}

/** What a `CryptoKey` shows: size, curve and what it is bound to, but none of its numbers. */
function seenOf(algorithm: CryptoKeyLike['algorithm']): Seen {
  const { name } = algorithm
  switch (name) {
    case 'HMAC':
      return { material: { kty: 'oct', bits: numberOf(algorithm.length) }, bound: { name, hash: hashOf(algorithm) } }
    case 'AES-GCM':
    case 'AES-CBC':
    case 'AES-KW':
      return { material: { kty: 'oct', bits: numberOf(algorithm.length) }, bound: { name } }
    case 'RSASSA-PKCS1-v1_5':
    case 'RSA-PSS':
    case 'RSA-OAEP':
      return { material: rsaOf(algorithm), bound: { name, hash: hashOf(algorithm) } }
    case 'ECDSA':
    case 'ECDH':
      return { material: { kty: 'EC', crv: curveOf(algorithm) }, bound: { name } }
    case 'X25519':
    case 'X448':
      return { material: { kty: 'OKP', crv: name }, bound: { name: 'ECDH' } }
    case 'Ed25519':
    case 'Ed448':
      return { material: { kty: 'OKP', crv: name }, bound: { name } }
    case 'ML-DSA-44':
    case 'ML-DSA-65':
    case 'ML-DSA-87':
      return { material: { kty: 'AKP', alg: name }, bound: { name } }
    case 'PBKDF2':
      throw new InvalidKeyError('A CryptoKey for PBKDF2 never gives its password out: give the password itself')
    default:
      throw new InvalidKeyError('The CryptoKey is of a kind that JOSE has no algorithm for')
  }
}

function rsaOf({ modulusLength, publicExponent }: CryptoKeyLike['algorithm']): PublicMaterial {
  if (!ArrayBuffer.isView(publicExponent)) throw malformed()
  const { buffer, byteOffset, byteLength } = publicExponent
  return { kty: 'RSA', bits: numberOf(modulusLength), e: new Uint8Array(buffer, byteOffset, byteLength).slice() }
}

const hashes: readonly unknown[] = ['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'] satisfies readonly Hash[]

function hashOf({ hash }: CryptoKeyLike['algorithm']): Hash {
  const name = (hash as { readonly name?: unknown } | undefined)?.name
  if (hashes.includes(name)) return name as Hash
  throw new InvalidKeyError('The CryptoKey is bound to a hash that JOSE has no algorithm for')
}

function curveOf({ namedCurve }: CryptoKeyLike['algorithm']): keyof typeof curveNames {
  const curves = Object.keys(curveNames) as (keyof typeof curveNames)[]
  const curve = curves.find((name) => curveNames[name] === namedCurve)
  if (curve === undefined) throw new InvalidKeyError('The CryptoKey is on a curve that JOSE has no name for')
  return curve
}

function numberOf(value: unknown): number {
  if (typeof value === 'number') return value
  throw malformed()
}

function malformed(): InvalidKeyError {
  return new InvalidKeyError('The CryptoKey does not say what it is')
}
