import { Buffer } from 'node:buffer'
import {
  type CipherGCM,
  type CipherGCMTypes,
  createCipheriv,
  createDecipheriv,
  type DecipherGCM,
  type KeyObject,
} from 'node:crypto'
import { type BackendKey, type Bytes, type CipherPrimitive, JWEError } from '@jose/core'
import { fill, fillInTurns, partLength } from './parts.ts'

/** Bytes of an authentication tag of GCM, and of a block. */
const tagLength = 16
const blockLength = 16

/** AES-GCM (NIST SP 800-38D), the tag behind the ciphertext; AES-CBC (SP 800-38A) with the padding of PKCS#7. */
export function encrypt(
  primitive: CipherPrimitive,
  key: BackendKey,
  iv: Bytes,
  plaintext: Bytes,
  additional?: Bytes,
): Bytes {
  const cipher = createCipher(primitive, key, iv, additional)
  const output = Buffer.allocUnsafe(encryptedLength(primitive, plaintext.length))
  return finish(primitive, cipher, output, fill(cipher, plaintext, output))
}

/** Bytes that take some milliseconds, and more than a token has by the default limits: in parts they take half as long again. */
const atOnce = 16 * partLength

/** More content than can be at once goes in parts, between which the event loop turns. */
export function encryptAsync(
  primitive: CipherPrimitive,
  key: BackendKey,
  iv: Bytes,
  plaintext: Bytes,
  additional?: Bytes,
): Bytes | Promise<Bytes> {
  if (plaintext.length <= atOnce) return encrypt(primitive, key, iv, plaintext, additional)
  const cipher = createCipher(primitive, key, iv, additional)
  // The caller's octets may change before the last turn. The copy is encrypted where it lies: it takes no memory more.
  const output = Buffer.allocUnsafeSlow(encryptedLength(primitive, plaintext.length))
  output.set(plaintext)
  const copy = output.subarray(0, plaintext.length)
  return fillInTurns(cipher, copy, output).then((length) => finish(primitive, cipher, output, length))
}

/** Everything is decrypted before the tag is checked, and nothing of it leaves before that. */
export function decrypt(
  primitive: CipherPrimitive,
  key: BackendKey,
  iv: Bytes,
  ciphertext: Bytes,
  additional?: Bytes,
): Bytes | undefined {
  const length = contentLength(primitive, iv, ciphertext)
  if (length === undefined) return undefined
  const decipher = createDecipher(primitive, key, iv, ciphertext.subarray(length), additional)
  const content = ciphertext.subarray(0, length)
  // A stream cipher answers in full, in memory of its own.
  if (primitive.name === 'AES-GCM') return open(decipher, decipher.update(content), length)
  // Clean memory, and not node's pool: the answer may go out to the application, and with it what lies behind its end.
  const output = new Uint8Array(length)
  return open(decipher, output, fill(decipher, content, output))
}

export function decryptAsync(
  primitive: CipherPrimitive,
  key: BackendKey,
  iv: Bytes,
  ciphertext: Bytes,
  additional?: Bytes,
): Bytes | undefined | Promise<Bytes | undefined> {
  const length = contentLength(primitive, iv, ciphertext)
  if (length === undefined) return undefined
  if (length <= atOnce) return decrypt(primitive, key, iv, ciphertext, additional)
  const decipher = createDecipher(primitive, key, iv, ciphertext.subarray(length), additional)
  const output = new Uint8Array(length)
  return fillInTurns(decipher, ciphertext.subarray(0, length), output).then((written) =>
    open(decipher, output, written),
  )
}

function createCipher(primitive: CipherPrimitive, key: BackendKey, iv: Bytes, additional?: Bytes): CipherGCM {
  // OpenSSL would take an IV of any length for GCM.
  if (iv.length !== ivLength(primitive)) {
    throw new JWEError(`${primitive.name} takes an IV of ${ivLength(primitive)} bytes`)
  }
  const cipher = createCipheriv(cipherName(primitive), key.handle as KeyObject, iv, { authTagLength: tagLength })
  if (additional !== undefined && primitive.name === 'AES-GCM') cipher.setAAD(additional)
  return cipher
}

function createDecipher(
  primitive: CipherPrimitive,
  key: BackendKey,
  iv: Bytes,
  tag: Bytes,
  additional?: Bytes,
): DecipherGCM {
  const decipher = createDecipheriv(cipherName(primitive), key.handle as KeyObject, iv, { authTagLength: tagLength })
  if (primitive.name === 'AES-GCM') {
    decipher.setAuthTag(tag)
    if (additional !== undefined) decipher.setAAD(additional)
  }
  return decipher
}

/** Node's types know authTagLength for GCM alone; CBC passes over it. */
export function cipherName({ name, bits }: CipherPrimitive): CipherGCMTypes {
  return `aes-${bits}-${name === 'AES-GCM' ? 'gcm' : 'cbc'}` as CipherGCMTypes
}

function ivLength({ name }: CipherPrimitive): number {
  return name === 'AES-GCM' ? 12 : blockLength
}

function encryptedLength({ name }: CipherPrimitive, length: number): number {
  return name === 'AES-GCM' ? length + tagLength : length + blockLength - (length % blockLength)
}

/** How many bytes of `ciphertext` are content; `undefined` where it, or the IV, cannot be what the cipher makes. */
function contentLength(primitive: CipherPrimitive, iv: Bytes, { length }: Bytes): number | undefined {
  if (iv.length !== ivLength(primitive)) return undefined
  // What is no whole number of blocks, or none, OpenSSL refuses as it does bad padding.
  if (primitive.name === 'AES-CBC') return length
  return length < tagLength ? undefined : length - tagLength
}

function finish({ name }: CipherPrimitive, cipher: CipherGCM, output: Bytes, length: number): Bytes {
  output.set(cipher.final(), length)
  if (name === 'AES-GCM') output.set(cipher.getAuthTag(), length)
  return output
}

function open(decipher: DecipherGCM, output: Bytes, length: number): Bytes | undefined {
  try {
    const last = decipher.final()
    output.set(last, length)
    return output.subarray(0, length + last.length)
  } catch {
    // The tag does not fit, or the padding is none: with the output dropped, nobody sees what it was.
    return undefined
  }
}
