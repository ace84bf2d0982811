import { createCipheriv, randomBytes } from 'node:crypto'
import type { Bytes } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { unwrapAes, wrapAes } from '../src/key-wrap.ts'

describe.each([128, 192, 256])('AES Key Wrap of forge, %s bits', (bits) => {
  it('is what node:crypto makes of it, and comes back, and nothing else does', () => {
    const key = randomBytes(bits / 8)
    for (const length of [16, 24, 32, 48, 64]) {
      const octets = randomBytes(length)
      const wrapped = wrapAes(key, octets)
      const right = createCipheriv(`id-aes${bits}-wrap`, key, Buffer.alloc(8, 0xa6)).update(octets)
      expect(right.equals(wrapped)).toBe(true)
      const unwrapped = unwrapAes(key, wrapped) as Bytes
      expect(octets.equals(unwrapped)).toBe(true)
      expect(unwrapped.buffer.byteLength).toBe(length)
      for (const index of wrapped.keys()) {
        expect(
          unwrapAes(
            key,
            wrapped.map((octet, at) => (at === index ? octet ^ 1 : octet)),
          ),
        ).toBe(undefined)
      }
      for (let cut = 0; cut < wrapped.length; cut++) expect(unwrapAes(key, wrapped.subarray(0, cut))).toBe(undefined)
      expect(unwrapAes(key, Uint8Array.of(...wrapped, 0))).toBe(undefined)
    }
  })
})
