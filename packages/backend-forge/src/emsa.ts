/** How a hash becomes the number that RSA signs (RFC 8017 §9). */
import { type Bytes, concat, equalInConstantTime, type Hash } from '@jose/core'
import { digest } from './hashes.ts'
import { mask } from './mgf1.ts'

/** DER of `DigestInfo` up to the hash itself (RFC 8017 §9.2, note 1). */
const digestInfos: { readonly [hash in Hash]: readonly number[] } = {
  'SHA-1': [0x30, 0x21, 0x30, 0x09, 0x06, 0x05, 0x2b, 0x0e, 0x03, 0x02, 0x1a, 0x05, 0x00, 0x04, 0x14],
  'SHA-256': sha2Info(0x01, 32),
  'SHA-384': sha2Info(0x02, 48),
  'SHA-512': sha2Info(0x03, 64),
}

function sha2Info(identifier: number, length: number): readonly number[] {
  const oid = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, identifier]
  return [0x30, 17 + length, 0x30, 0x0d, 0x06, 0x09, ...oid, 0x05, 0x00, 0x04, length]
}

/** EMSA-PKCS1-v1_5 (RFC 8017 §9.2) of a hash already computed; `length` in bytes. */
export function encodePkcs1(hash: Hash, hashed: Bytes, length: number): Bytes {
  const info = concat(Uint8Array.from(digestInfos[hash]), hashed)
  const encoded = new Uint8Array(length).fill(0xff)
  encoded[0] = 0
  encoded[1] = 1
  encoded[length - info.length - 1] = 0
  encoded.set(info, length - info.length)
  return encoded
}

/** EMSA-PSS-ENCODE (RFC 8017 §9.1.1), of ⌈bits / 8⌉ bytes. Core sees to it that the key has room for hash and salt. */
export function encodePss(hash: Hash, hashed: Bytes, salt: Bytes, bits: number): Bytes {
  const length = Math.ceil(bits / 8)
  const seed = saltedHash(hash, hashed, salt)
  const block = new Uint8Array(length - seed.length - 1)
  block[block.length - salt.length - 1] = 1
  block.set(salt, block.length - salt.length)
  mask(block, hash, seed)
  block[0] = (block[0] as number) & topMask(bits)
  return concat(block, seed, Uint8Array.of(0xbc))
}

/** EMSA-PSS-VERIFY (RFC 8017 §9.1.2) with a salt of exactly `saltLength` bytes; `encoded` has ⌈bits / 8⌉ bytes. */
export function isPss(hash: Hash, hashed: Bytes, encoded: Bytes, saltLength: number, bits: number): boolean {
  const block = encoded.slice(0, encoded.length - hashed.length - 1)
  const seed = encoded.subarray(block.length, encoded.length - 1)
  const zeros = block.length - saltLength - 1
  // Steps 4 and 6.
  if (encoded[encoded.length - 1] !== 0xbc || (block[0] as number) > topMask(bits)) return false
  mask(block, hash, seed)
  block[0] = (block[0] as number) & topMask(bits)
  for (let index = 0; index < zeros; index++) if (block[index] !== 0) return false
  // Step 3 as well: where hash and salt have no room, there is no such octet.
  if (block[zeros] !== 1) return false
  return equalInConstantTime(seed, saltedHash(hash, hashed, block.subarray(zeros + 1)))
}

function saltedHash(hash: Hash, hashed: Bytes, salt: Bytes): Bytes {
  return digest(hash, concat(new Uint8Array(8), hashed, salt))
}

/** The bits of the first octet that may be set. */
function topMask(bits: number): number {
  return 0xff >> (8 * Math.ceil(bits / 8) - bits)
}
