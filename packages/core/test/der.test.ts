import { InvalidKeyError } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { concat } from '../src/encoding/bytes.ts'
import {
  contentOf,
  context,
  elements,
  encode,
  encodeUnsigned,
  inside,
  octetsOfBits,
  only,
  tags,
  unsigned,
} from '../src/encoding/der.ts'

const octets = (...values: readonly number[]): Uint8Array => Uint8Array.from(values)
/** A head, and as many octets behind it. */
const headed = (length: number, ...head: readonly number[]): Uint8Array =>
  concat(octets(...head), new Uint8Array(length).fill(1))
const malformed = (call: () => unknown): void => {
  expect(call).toThrow(InvalidKeyError)
  expect(call).toThrow('The key is not well-formed DER')
}

describe('the length of an element (X.690 §8.1.3, §10.1)', () => {
  it.each([
    ['0', headed(0, 4, 0)],
    ['127', headed(127, 4, 127)],
    ['128', headed(128, 4, 0x81, 128)],
    ['255', headed(255, 4, 0x81, 255)],
    ['256', headed(256, 4, 0x82, 1, 0)],
    ['65535', headed(65535, 4, 0x82, 255, 255)],
    ['65536', headed(65536, 4, 0x83, 1, 0, 0)],
  ])('%s is read and written the one way', (length, bytes) => {
    const [element, ...others] = elements(bytes)
    expect([element?.tag, element?.content.length, others.length]).toEqual([4, Number(length), 0])
    expect(Buffer.compare(encode(4, element?.content as Uint8Array), bytes)).toBe(0)
  })

  it.each([
    ['127 in two octets', headed(127, 4, 0x81, 127)],
    ['0 in two octets', octets(4, 0x81, 0)],
    ['255 in three', headed(255, 4, 0x82, 0, 255)],
    ['65535 in four', headed(65535, 4, 0x83, 0, 255, 255)],
    ['of four octets', headed(16, 4, 0x84, 0, 0, 0, 16)],
    ['that is indefinite', octets(4, 0x80, 0, 0)],
    ['that is not there', octets(4)],
    ['that is cut short', octets(4, 0x82, 1)],
    ['that is over the end', headed(4, 4, 5)],
    ['that is over the end by one of many', headed(199, 4, 0x81, 200)],
  ])('%s is malformed', (_, bytes) => malformed(() => elements(bytes)))

  it('is of a tag of one octet', () => {
    for (const tag of [0x1f, 0x3f, 0xbf, 0xff]) malformed(() => elements(octets(tag, 0)))
    expect(elements(octets(0x1e, 0, 0x20, 0))).toEqual([
      { tag: 0x1e, content: octets() },
      { tag: 0x20, content: octets() },
    ])
  })
})

it('elements lie side by side, 64 at most', () => {
  const many = (count: number): Uint8Array => octets(...new Array(count).fill([5, 0]).flat())
  expect(elements(octets())).toEqual([])
  expect(elements(many(64))).toHaveLength(64)
  malformed(() => elements(many(65)))
})

it('an element is the only one, of its tag', () => {
  expect(inside(octets(0x30, 3, 2, 1, 5))).toEqual([{ tag: 2, content: octets(5) }])
  expect(inside(octets(0xa0, 2, 5, 0), context(0))).toEqual([{ tag: 5, content: octets() }])
  for (const bytes of [octets(), octets(0x30, 0, 0x30, 0), octets(0x31, 0), octets(0x30, 0, 0)])
    malformed(() => inside(bytes))
  malformed(() => only([]))
  malformed(() => contentOf(undefined, tags.null))
  expect([context(0), context(1), context(0, false), context(1, false)]).toEqual([0xa0, 0xa1, 0x80, 0x81])
})

describe('an INTEGER that is not negative (X.690 §8.3)', () => {
  it.each([
    [[0], [0]],
    [[0x7f], [0x7f]],
    [[0, 0x80], [0x80]],
    [
      [1, 0],
      [1, 0],
    ],
    [
      [0, 0xff, 0],
      [0xff, 0],
    ],
  ])('%j', (content, number) => {
    const element = { tag: tags.integer, content: Uint8Array.from(content) }
    expect(unsigned(element)).toEqual(Uint8Array.from(number))
    expect(encodeUnsigned(Uint8Array.from(number))).toEqual(encode(tags.integer, element.content))
  })

  it.each([[[]], [[0x80]], [[0xff, 1]], [[0, 0]], [[0, 0x7f]], [[0, 1, 1]]])('%j is none', (content) => {
    malformed(() => unsigned({ tag: tags.integer, content: Uint8Array.from(content) }))
  })

  it('is none of another tag, and of no octets it is 0', () => {
    malformed(() => unsigned({ tag: tags.bitString, content: octets(1) }))
    expect(encodeUnsigned(octets())).toEqual(octets(2, 1, 0))
  })
})

it('a BIT STRING is of whole octets', () => {
  const of = (...content: readonly number[]) => octetsOfBits({ tag: tags.bitString, content: octets(...content) })
  expect([of(0), of(0, 5)]).toEqual([octets(), octets(5)])
  for (const wrong of [[], [1, 2], [7, 0x80]]) malformed(() => of(...wrong))
  malformed(() => octetsOfBits({ tag: tags.octetString, content: octets(0, 1) }))
})
