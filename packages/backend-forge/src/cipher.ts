import { type BackendKey, type Bytes, type CipherPrimitive, JWEError } from '@jose/core'
import { cbc, gcm } from '@noble/ciphers/aes.js'
import { decryptCbc, encryptCbc } from './cbc-parts.ts'
import { decryptGcm, encryptGcm } from './gcm-parts.ts'
import { secretHeld } from './held.ts'
import { partLength } from './parts.ts'
import { inTurns } from './turns.ts'

/** Bytes of the tag of GCM. */
const tagLength = 16

/** AES-GCM (NIST SP 800-38D), the tag behind the ciphertext; AES-CBC (SP 800-38A) with the padding of PKCS#7. */
export function encrypt(
  primitive: CipherPrimitive,
  key: BackendKey,
  iv: Bytes,
  plaintext: Bytes,
  additional?: Bytes,
): Bytes {
  checkIv(primitive, iv)
  const { k } = secretHeld(key)
  return primitive.name === 'AES-GCM' ? gcm(k, iv, additional).encrypt(plaintext) : cbc(k, iv).encrypt(plaintext)
}

/** At once where it takes a millisecond or two; more content in parts, between which the event loop turns. */
export function encryptAsync(
  primitive: CipherPrimitive,
  key: BackendKey,
  iv: Bytes,
  plaintext: Bytes,
  additional: Bytes = new Uint8Array(0),
): Bytes | Promise<Bytes> {
  if (plaintext.length <= partLength) return encrypt(primitive, key, iv, plaintext, additional)
  checkIv(primitive, iv)
  const { k } = secretHeld(key)
  // The first part waits for its turn: by then the caller's octets may have changed.
  if (primitive.name === 'AES-CBC') return inTurns(encryptCbc(k, copyOf(iv), copyOf(plaintext)))
  const output = new Uint8Array(plaintext.length + tagLength)
  output.set(plaintext)
  return inTurns(encryptGcm(k, copyOf(iv), output, copyOf(additional)))
}

/** noble looks at the tag first, and decrypts only what it fits. */
export function decrypt(
  primitive: CipherPrimitive,
  key: BackendKey,
  iv: Bytes,
  ciphertext: Bytes,
  additional?: Bytes,
): Bytes | undefined {
  const { k } = secretHeld(key)
  if (iv.length !== ivLength(primitive)) return undefined
  // noble throws for lengths that are none.
  try {
    return primitive.name === 'AES-GCM' ? gcm(k, iv, additional).decrypt(ciphertext) : cbc(k, iv).decrypt(ciphertext)
  } catch {
    return undefined
  }
}

export function decryptAsync(
  primitive: CipherPrimitive,
  key: BackendKey,
  iv: Bytes,
  ciphertext: Bytes,
  additional: Bytes = new Uint8Array(0),
): Bytes | undefined | Promise<Bytes | undefined> {
  if (ciphertext.length <= partLength) return decrypt(primitive, key, iv, ciphertext, additional)
  const { k } = secretHeld(key)
  if (iv.length !== ivLength(primitive)) return undefined
  return primitive.name === 'AES-GCM'
    ? inTurns(decryptGcm(k, copyOf(iv), copyOf(ciphertext), copyOf(additional)))
    : inTurns(decryptCbc(k, copyOf(iv), copyOf(ciphertext)))
}

/** noble would take an IV of 8 bytes and more for GCM. */
function checkIv(primitive: CipherPrimitive, iv: Bytes): void {
  if (iv.length !== ivLength(primitive)) {
    throw new JWEError(`${primitive.name} takes an IV of ${ivLength(primitive)} bytes`)
  }
}

function ivLength({ name }: CipherPrimitive): number {
  return name === 'AES-GCM' ? 12 : 16
}

/** Not slice(): a Buffer's answers the same memory. */
function copyOf(octets: Bytes): Bytes {
  return Uint8Array.from(octets)
}
