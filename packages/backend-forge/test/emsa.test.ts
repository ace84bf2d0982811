import { createHash, randomBytes } from 'node:crypto'
import type { Bytes, Hash } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { encodePkcs1, encodePss, isPss } from '../src/emsa.ts'

const hashes: readonly (readonly [Hash, string])[] = [
  // RFC 8017 §9.2, note 1.
  ['SHA-1', '3021300906052b0e03021a05000414'],
  ['SHA-256', '3031300d060960864801650304020105000420'],
  ['SHA-384', '3041300d060960864801650304020205000430'],
  ['SHA-512', '3051300d060960864801650304020305000440'],
]

const hashOf = (hash: Hash): Bytes => createHash(hash).update('message').digest()

describe.each(hashes)('EMSA with %s', (hash, info) => {
  const hashed = hashOf(hash)

  it('of PKCS#1 v1.5 fills the length with octets of 255', () => {
    for (const padding of [8, 9, 100]) {
      const encoded = Buffer.from(encodePkcs1(hash, hashed, padding + 3 + info.length / 2 + hashed.length))
      expect(encoded.toString('hex')).toBe(`0001${'ff'.repeat(padding)}00${info}${Buffer.from(hashed).toString('hex')}`)
    }
  })

  it('of PSS is known with its salt, whatever bits the modulus leaves', () => {
    for (const saltLength of [0, 1, hashed.length]) {
      // As few bits as can be, then some more (RFC 8017 §9.1.1 steps 3 and 11).
      for (let more = 0; more < 18; more++) {
        const bits = 8 * (hashed.length + saltLength) + 9 + more
        const encoded = encodePss(hash, hashed, randomBytes(saltLength), bits)
        expect(encoded.length).toBe(Math.ceil(bits / 8))
        expect((encoded[0] as number) >> (8 - (8 * encoded.length - bits))).toBe(0)
        expect(isPss(hash, hashed, encoded, saltLength, bits)).toBe(true)
        expect(isPss(hash, hashed, encoded, saltLength + 1, bits)).toBe(false)
        expect(isPss(hash, hashed, encoded, saltLength - 1, bits)).toBe(false)
      }
    }
  })

  it('of PSS is refused with any bit changed, the ones above the modulus too', () => {
    const bits = 8 * (2 * hashed.length + 10) - 3
    const encoded = encodePss(hash, hashed, randomBytes(hashed.length), bits)
    expect(encoded.length).toBe(2 * hashed.length + 10)
    for (const index of encoded.keys()) {
      for (const bit of index === 0 ? [0, 1, 2, 3, 4, 5, 6, 7] : [index % 8]) {
        const other = encoded.map((octet, at) => (at === index ? octet ^ (1 << bit) : octet))
        expect(isPss(hash, hashed, other, hashed.length, bits), `bit ${bit} of ${index}`).toBe(false)
      }
    }
    expect(isPss(hash, createHash(hash).update('another').digest(), encoded, hashed.length, bits)).toBe(false)
    expect(isPss(hash, hashed, encoded, hashed.length, bits)).toBe(true)
  })

  it('of PSS is refused where hash and salt have no room', () => {
    for (const length of [1, 2, hashed.length, hashed.length + 1, hashed.length + 2, 2 * hashed.length + 1]) {
      for (const octet of [0, 1, 0xbc]) {
        const encoded = new Uint8Array(length).fill(octet).fill(0xbc, -1)
        expect(isPss(hash, hashed, encoded, hashed.length, 8 * length)).toBe(false)
      }
    }
  })
})
