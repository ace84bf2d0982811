import { type Bytes, concat, type Hash } from '@jose/core'
import { digest } from './hashes.ts'

/** XOR the octets, in place, with MGF1 of the seed (RFC 8017 appendix B.2.1). */
export function mask(octets: Bytes, hash: Hash, seed: Bytes): void {
  const counted = concat(seed, new Uint8Array(4))
  for (let start = 0, counter = 0; start < octets.length; counter++) {
    // No RSA key is so long that the two upper octets of the counter would come into use.
    counted[seed.length + 2] = counter >> 8
    counted[seed.length + 3] = counter
    const part = digest(hash, counted)
    // What is written behind the end is dropped.
    for (let index = 0; index < part.length; index++) {
      octets[start + index] = (octets[start + index] as number) ^ (part[index] as number)
    }
    start += part.length
  }
}
