import { constants, createHash, privateDecrypt, publicEncrypt, randomBytes } from 'node:crypto'
import type { BackendKey, Bytes } from '@jose/core'
import { objectOf } from './mutant.ts'

/** RSAES-OAEP (RFC 8017 §7.1) with MGF1 of SHA-1, whatever the hash is: what platforms do that are told of the hash alone. */
export function wrapByMgf1OfSha1(hash: string, key: BackendKey, octets: Bytes): Bytes {
  const label = createHash(hash).digest()
  const seed = randomBytes(label.length)
  const block = Buffer.alloc(256 - 1 - label.length)
  label.copy(block)
  block.set([1, ...octets], block.length - octets.length - 1)
  const masked = xor(block, mgf1(seed, block.length))
  const padded = Buffer.concat([Buffer.of(0), xor(seed, mgf1(masked, seed.length)), masked])
  return publicEncrypt({ key: objectOf(key), padding: constants.RSA_NO_PADDING }, padded)
}

export function unwrapByMgf1OfSha1(hash: string, key: BackendKey, wrapped: Bytes): Bytes | undefined {
  const label = createHash(hash).digest()
  if (wrapped.length !== 256) return undefined
  const padded = privateDecrypt({ key: objectOf(key), padding: constants.RSA_NO_PADDING }, wrapped)
  const masked = padded.subarray(1 + label.length)
  const seed = xor(padded.subarray(1, 1 + label.length), mgf1(masked, label.length))
  const block = xor(masked, mgf1(seed, masked.length))
  const end = block.findIndex((octet, index) => index >= label.length && octet !== 0)
  const fits = padded[0] === 0 && block.subarray(0, label.length).equals(label) && block[end] === 1
  return fits ? block.subarray(end + 1) : undefined
}

function mgf1(seed: Bytes, length: number): Buffer {
  const rounds = Array.from({ length: Math.ceil(length / 20) }, (_, counter) =>
    createHash('sha1')
      .update(seed)
      .update(Buffer.of(0, 0, 0, counter))
      .digest(),
  )
  return Buffer.concat(rounds).subarray(0, length)
}

function xor(one: Bytes, other: Bytes): Buffer {
  return Buffer.from(one.map((octet, index) => octet ^ (other[index] as number)))
}
