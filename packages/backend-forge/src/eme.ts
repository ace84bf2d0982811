/// <reference path="./node-forge-lib.d.ts" />
// How a content encryption key becomes the number that RSA encrypts (RFC 8017 §7), and back.
//
// node-forge encodes OAEP. The other three parts are done here, because of how it does them:
// - It decodes OAEP with branches on the padding, and throws what does not fit: that takes a fifth longer than what does.
//   Here what an encoding has wrong is gathered without a branch, and all of it has one answer (Manger 2001).
// - It decodes PKCS#1 v1.5 up to the first octet that is wrong, which is Bleichenbacher's oracle (1998).
// - It encodes PKCS#1 v1.5 with octets of its own generator, which may be seeded by Math.random, and takes no others.
import { asciiBytes, type Bytes, concat, type Hash, InvalidKeyError } from '@jose/core'
import pkcs1 from 'node-forge/lib/pkcs1.js'
import sha1 from 'node-forge/lib/sha1.js'
import sha256 from 'node-forge/lib/sha256.js'
import sha512 from 'node-forge/lib/sha512.js'
import { digest } from './hashes.ts'
import { mask } from './mgf1.ts'
import { toBinary } from './octets.ts'
import type { Random } from './random.ts'

const digests = { 'SHA-1': sha1, 'SHA-256': sha256, 'SHA-384': sha512.sha384, 'SHA-512': sha512 } as const

/** EME-OAEP (RFC 8017 §7.1.1 step 2) with an empty label, by node-forge; `length` in bytes. */
export function encodeOaep(hash: Hash, octets: Bytes, length: number, random: Random): Bytes {
  // One for this call alone: it remembers what it has hashed.
  const md = digests[hash].create()
  if (octets.length > length - 2 * md.digestLength - 2) throw tooShort()
  // Without a seed node-forge would ask its own generator.
  const seed = toBinary(random(md.digestLength))
  return asciiBytes(pkcs1.encode_rsa_oaep({ n: { bitLength: () => 8 * length } }, toBinary(octets), { seed, md }))
}

/** EME-OAEP decoding (RFC 8017 §7.1.2 step 3). */
export function decodeOaep(hash: Hash, encoded: Bytes): Bytes | undefined {
  const label = digest(hash, '')
  const seed = encoded.slice(1, 1 + label.length)
  const block = encoded.slice(1 + label.length)
  mask(seed, hash, block)
  mask(block, hash, seed)
  let wrong = encoded[0] as number
  for (let index = 0; index < label.length; index++) wrong |= (block[index] as number) ^ (label[index] as number)
  // Up to the first octet that is 1, there are zeros alone.
  let end = 0
  for (let index = label.length; index < block.length; index++) {
    const octet = block[index] as number
    const searching = isZero(end)
    end |= index & -(searching & isZero(octet ^ 1))
    wrong |= octet & -(searching & isZero(end))
  }
  const octets = block.slice(end + 1)
  return (wrong | isZero(end)) === 0 ? octets : undefined
}

/** EME-PKCS1-v1_5 (RFC 8017 §7.2.1 step 2); `length` in bytes. */
export function encodePkcs1(octets: Bytes, length: number, random: Random): Bytes {
  const padding = length - octets.length - 3
  if (padding < 8) throw tooShort()
  return concat(Uint8Array.of(0, 2), withoutZeros(padding, random), Uint8Array.of(0), octets)
}

/** EME-PKCS1-v1_5 decoding (RFC 8017 §7.2.2 step 3). */
export function decodePkcs1(encoded: Bytes): Bytes | undefined {
  let end = 0
  for (let index = 2; index < encoded.length; index++) {
    end |= index & -(isZero(end) & isZero(encoded[index] as number))
  }
  // The padding has at least eight octets: it ends at the tenth or later.
  const wrong = (encoded[0] as number) | ((encoded[1] as number) ^ 2) | ((end - 10) >> 31)
  const octets = encoded.slice(end + 1)
  return wrong === 0 ? octets : undefined
}

function withoutZeros(length: number, random: Random): Bytes {
  const octets = random(length)
  for (let index = 0; index < length; index++) {
    while (octets[index] === 0) octets[index] = random(1)[0] as number
  }
  return octets
}

/** 1 for 0, and 0 for any number from 1 to 2³¹ − 1. */
function isZero(number: number): number {
  return ((number - 1) >> 31) & 1
}

function tooShort(): InvalidKeyError {
  return new InvalidKeyError('The RSA key is too short for what it should wrap', 'ERR_KEY_SIZE')
}
