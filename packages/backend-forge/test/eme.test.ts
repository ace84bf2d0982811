import { createHash, randomBytes } from 'node:crypto'
import type { Bytes, Hash } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { decodeOaep, decodePkcs1, encodeOaep, encodePkcs1 } from '../src/eme.ts'
import { mask } from '../src/mgf1.ts'

const tooShort = expect.objectContaining({ name: 'InvalidKeyError', code: 'ERR_KEY_SIZE' })
const changed = (octets: Bytes, index: number, by: number): Bytes =>
  octets.map((octet, at) => (at === index ? octet ^ by : octet))

describe.each(['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'] as const)('OAEP with %s', (hash) => {
  const label = createHash(hash).update('').digest()
  const length = 2 * label.length + 34

  it('comes back, with as little and as much as goes in', () => {
    for (const size of [0, 1, 2, 31, 32]) {
      for (const octets of [randomBytes(size), Buffer.alloc(size), Buffer.alloc(size, 1)]) {
        const encoded = encodeOaep(hash, octets, length, randomBytes)
        expect([encoded.length, encoded[0]]).toEqual([length, 0])
        expect(Buffer.from(decodeOaep(hash, encoded) as Bytes).equals(octets)).toBe(true)
      }
    }
    expect(() => encodeOaep(hash, new Uint8Array(33), length, randomBytes)).toThrow(tooShort)
  })

  it('asks for one seed, as long as the hash', () => {
    const asked: number[] = []
    const random = (size: number): Bytes => {
      asked.push(size)
      return randomBytes(size)
    }
    encodeOaep(hash, new Uint8Array(5), length, random)
    expect(asked).toEqual([label.length])
  })

  it('is nothing with any octet changed', () => {
    const encoded = encodeOaep(hash, randomBytes(3), length, randomBytes)
    for (let index = 0; index < length - 4; index++) {
      expect(decodeOaep(hash, changed(encoded, index, 1 << (index % 8))), `${index}`).toBe(undefined)
    }
    expect(decodeOaep(hash, encoded)?.length).toBe(3)
  })

  it('ends its padding at the first octet that is not zero, which has to be 1', () => {
    const decoded = (rest: readonly number[]): string | undefined => {
      const octets = decodeOaep(hash, byHand(hash, Buffer.concat([label, Buffer.from(rest)])))
      return octets && Buffer.from(octets).toString('hex')
    }
    expect(decoded([1])).toBe('')
    expect(decoded([0, 0, 0, 1])).toBe('')
    expect(decoded([1, 1, 0, 1, 255])).toBe('010001ff')
    expect(decoded([0, 0, 1, 0, 0, 2, 1])).toBe('00000201')
    for (const wrong of [[], [0], [0, 0, 0], [2], [2, 1], [0, 128, 1], [0, 3, 0, 1], [255, 254, 253], [0, 0, 129]]) {
      expect(decoded(wrong), wrong.join()).toBe(undefined)
    }
  })

  it('begins with a zero, and the hash of the empty label', () => {
    const block = Buffer.concat([label, Buffer.of(0, 1, 7)])
    expect(decodeOaep(hash, byHand(hash, block))).toEqual(Uint8Array.of(7))
    for (const first of [1, 2, 128, 255]) expect(decodeOaep(hash, byHand(hash, block, first))).toBe(undefined)
    for (const index of label.keys()) expect(decodeOaep(hash, byHand(hash, changed(block, index, 1)))).toBe(undefined)
  })

  /** RFC 8017 §7.1.1 steps 2e to 2i, of any data block. */
  function byHand(hashed: Hash, block: Bytes, first = 0): Bytes {
    const [seed, masked] = [Uint8Array.from(randomBytes(label.length)), Uint8Array.from(block)]
    mask(masked, hashed, seed)
    mask(seed, hashed, masked)
    return Uint8Array.of(first, ...seed, ...masked)
  }
})

describe('PKCS#1 v1.5 for encryption', () => {
  it('comes back, with as little and as much as goes in', () => {
    for (const size of [0, 1, 52, 53]) {
      const octets = randomBytes(size)
      const encoded = encodePkcs1(octets, 64, randomBytes)
      expect([encoded.length, encoded[0], encoded[1], encoded.indexOf(0, 2)]).toEqual([64, 0, 2, 63 - size])
      expect(octets.equals(decodePkcs1(encoded) as Bytes)).toBe(true)
    }
    expect(() => encodePkcs1(new Uint8Array(54), 64, randomBytes)).toThrow(tooShort)
  })

  it('asks again for each octet of padding that is zero, until it is not', () => {
    const given = [Uint8Array.of(0, 5, 6, 0, 7, 8, 9, 10, 0), [0], [0], [1], [2], [0], [3]]
    const asked: number[] = []
    const encoded = encodePkcs1(Uint8Array.of(0, 77), 14, (length) => {
      asked.push(length)
      return Uint8Array.from(given[asked.length - 1] as Iterable<number>)
    })
    expect([...encoded]).toEqual([0, 2, 1, 5, 6, 2, 7, 8, 9, 10, 3, 0, 0, 77])
    expect(asked).toEqual([9, 1, 1, 1, 1, 1, 1])
  })

  it('has eight octets of padding or more, and a zero behind them', () => {
    const padding = [1, 2, 3, 4, 5, 6, 7, 255]
    const decoded = (...octets: readonly number[]): readonly number[] | undefined => {
      const answer = decodePkcs1(Uint8Array.from(octets))
      return answer && [...answer]
    }
    expect(decoded(0, 2, ...padding, 0)).toEqual([])
    expect(decoded(0, 2, ...padding, 0, 0, 9, 0)).toEqual([0, 9, 0])
    expect(decoded(0, 2, ...padding, 8, 9, 0, 5)).toEqual([5])
    const wrong = [
      [0, 2, ...padding],
      [0, 2, ...padding, 1],
      [0, 2, ...padding.slice(1), 0, 5],
      [0, 2, 0, ...padding, 0, 5],
      [0, 2, 0],
      [0, 2],
      [1, 2, ...padding, 0, 5],
      [128, 2, ...padding, 0, 5],
      [0, 0, ...padding, 0, 5],
      [0, 1, ...padding, 0, 5],
      [0, 3, ...padding, 0, 5],
      [0, 130, ...padding, 0, 5],
    ]
    for (const octets of wrong) expect(decoded(...octets), octets.join()).toBe(undefined)
  })
})
