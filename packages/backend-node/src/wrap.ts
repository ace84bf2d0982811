import { Buffer } from 'node:buffer'
import {
  constants,
  createCipheriv,
  createDecipheriv,
  generateKeyPairSync,
  getFips,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
  type RsaPrivateKey,
} from 'node:crypto'
import type { BackendKey, Bytes, WrapPrimitive } from '@jose/core'
import { hashNames } from './hashes.ts'

/** RFC 3394 §2.2.3.1. */
const initialValue = Buffer.alloc(8, 0xa6)

/** At once in both modes: node has no other form of these, and a private operation of RSA-2048 takes half a millisecond. */
export function wrap(primitive: WrapPrimitive, { handle }: BackendKey, octets: Bytes): Bytes {
  const key = handle as KeyObject
  if (primitive.name !== 'AES-KW') return publicEncrypt(paddedKey(primitive, key), octets)
  // One update, all of it: in the wrapping mode OpenSSL answers in full, and final() has nothing more.
  return createCipheriv(wrapName(primitive.bits), key, initialValue).update(octets)
}

/** Why it fails, OpenSSL's error says, and so it goes no further than here. */
export function unwrap(primitive: WrapPrimitive, key: BackendKey, wrapped: Bytes): Bytes | undefined {
  const object = key.handle as KeyObject
  try {
    if (primitive.name === 'AES-KW') {
      // OpenSSL does nothing for an update of no octets, and says so with none.
      if (wrapped.length === 0) return undefined
      return createDecipheriv(wrapName(primitive.bits), object, initialValue).update(wrapped)
    }
    // As long as the modulus (RFC 8017 §7.1.2, §7.2.2): OpenSSL takes a shorter one, as if zeros stood before it.
    if (wrapped.length !== modulusLength(key)) return undefined
    return privateDecrypt(paddedKey(primitive, object), wrapped)
  } catch {
    return undefined
  }
}

/** Bytes. */
function modulusLength({ material }: BackendKey): number | undefined {
  return material.kty === 'RSA' ? material.n?.length : undefined
}

/** The name that every version of OpenSSL has. */
export function wrapName(bits: 128 | 192 | 256): string {
  return `id-aes${bits}-wrap`
}

/** MGF1 takes the hash of OAEP where nothing else is said (RFC 8017 §7.1). */
function paddedKey(primitive: Exclude<WrapPrimitive, { name: 'AES-KW' }>, key: KeyObject): RsaPrivateKey {
  return primitive.name === 'RSA-OAEP'
    ? { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: hashNames[primitive.hash] }
    : { key, padding: constants.RSA_PKCS1_PADDING }
}

/**
 * Whether RSAES-PKCS1-v1_5 can be decrypted without being an oracle (CVE-2023-46809): OpenSSL from 3.2 answers bad
 * padding with octets that only look like a message ("implicit rejection"), in the same time. Node refuses to decrypt
 * over an OpenSSL without it, unless it is told to by --security-revert, which is why this asks for the answer to bad
 * padding and not for the answer to good. Where there is none, RSAES-PKCS1-v1_5 is not supported as a whole: taking
 * the padding off here, after RSA_NO_PADDING, would need code whose time does not depend on the octets it works on,
 * which no JavaScript engine promises.
 */
export function rejectsImplicitly(): boolean {
  try {
    const { privateKey, publicKey, bytes } = probingKey()
    const noPadding = publicEncrypt({ key: publicKey, padding: constants.RSA_NO_PADDING }, Buffer.alloc(bytes, 1))
    privateDecrypt({ key: privateKey, padding: constants.RSA_PKCS1_PADDING }, noPadding)
    return true
  } catch {
    return false
  }
}

/** Long enough to have padding, and too short for anything else; in FIPS mode, which makes none so short, of 2048 bits. */
function probingKey(): { privateKey: KeyObject; publicKey: KeyObject; bytes: number } {
  const bits = getFips() === 1 ? 2048 : 512
  return { ...generateKeyPairSync('rsa', { modulusLength: bits }), bytes: bits / 8 }
}
