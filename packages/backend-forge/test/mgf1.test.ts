import { createHash, randomBytes } from 'node:crypto'
import type { Bytes, Hash } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { mask } from '../src/mgf1.ts'

/** RFC 8017 appendix B.2.1, by node:crypto. */
function mgf1(hash: Hash, seed: Bytes, length: number): Buffer {
  const parts: Buffer[] = []
  for (let counter = 0; 20 * counter < length; counter++) {
    const octets = Buffer.alloc(4)
    octets.writeUInt32BE(counter)
    parts.push(createHash(hash).update(seed).update(octets).digest())
  }
  return Buffer.concat(parts).subarray(0, length)
}

describe.each(['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'] as const)('MGF1 with %s', (hash) => {
  it('is the one of RFC 8017, added to what is there', () => {
    const own = createHash(hash).update('').digest().length
    // The counter has one octet, and then two.
    for (const length of [0, 1, own - 1, own, own + 1, 3 * own + 5, 256 * own, 256 * own + 1, 600 * own]) {
      const [seed, octets] = [randomBytes(length % 90), randomBytes(length)]
      const masked = Uint8Array.from(octets)
      mask(masked, hash, seed)
      const right = mgf1(hash, seed, length)
      expect(masked.every((octet, index) => octet === ((octets[index] as number) ^ (right[index] as number)))).toBe(
        true,
      )
    }
  })
})
