import type { Bytes } from '../backend.ts'
import { InvalidKeyError } from '../errors.ts'
import { concat } from './bytes.ts'

/** DER (ITU-T X.690): the definite, minimal encoding, and nothing laxer. */

export const tags = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  sequence: 0x30,
} as const

/** The tag of a context-specific element: constructed unless it only carries octets (implicit tagging). */
export const context = (number: number, constructed = true): number => (constructed ? 0xa0 : 0x80) | number

export interface Element {
  readonly tag: number
  readonly content: Bytes
}

/** No structure that is read here has more elements side by side. */
const mostElements = 64

/** The elements that fill `bytes` exactly. Throws `InvalidKeyError` for anything that is not DER. */
export function elements(bytes: Bytes): readonly Element[] {
  const found: Element[] = []
  for (let offset = 0; offset < bytes.length; ) {
    if (found.length === mostElements) throw malformed()
    const { start, end } = extent(bytes, offset)
    found.push({ tag: bytes[offset] as number, content: bytes.subarray(start, end) })
    offset = end
  }
  return found
}

/** The elements of the one element that fills `bytes`, which must have that tag. */
export function inside(bytes: Bytes, tag: number = tags.sequence): readonly Element[] {
  return elements(contentOf(only(elements(bytes)), tag))
}

/** The one element of a list that has no other. */
export function only([first, ...rest]: readonly Element[]): Element {
  if (first === undefined || rest.length > 0) throw malformed()
  return first
}

/** The content of an element that must be there and have that tag. */
export function contentOf(element: Element | undefined, tag: number): Bytes {
  if (element?.tag !== tag) throw malformed()
  return element.content
}

/** A non-negative INTEGER as minimal big-endian octets. */
export function unsigned(element: Element | undefined): Bytes {
  const content = contentOf(element, tags.integer)
  const [first = 0x80, second = 0xff] = content
  if (first >= 0x80 || (first === 0 && content.length > 1 && second < 0x80)) throw malformed()
  return first === 0 && content.length > 1 ? content.subarray(1) : content
}

/** A BIT STRING of whole octets. */
export function octetsOfBits(element: Element | undefined): Bytes {
  const content = contentOf(element, tags.bitString)
  if (content[0] !== 0) throw malformed()
  return content.subarray(1)
}

export function encode(tag: number, ...contents: readonly Bytes[]): Bytes {
  const content = concat(...contents)
  const size: number[] = []
  for (let rest = content.length; rest > 0; rest = Math.floor(rest / 256)) size.unshift(rest & 0xff)
  const head = content.length < 0x80 ? [tag, content.length] : [tag, 0x80 | size.length, ...size]
  return concat(Uint8Array.from(head), content)
}

/** An INTEGER from unsigned big-endian octets without leading zeros. */
export function encodeUnsigned(bytes: Bytes): Bytes {
  const negative = bytes.length === 0 || (bytes[0] as number) >= 0x80
  return negative ? encode(tags.integer, Uint8Array.of(0), bytes) : encode(tags.integer, bytes)
}

export function malformed(): InvalidKeyError {
  return new InvalidKeyError('The key is not well-formed DER')
}

function extent(bytes: Bytes, offset: number): { start: number; end: number } {
  const tag = bytes[offset] as number
  const first = bytes[offset + 1]
  // Tags of more than one octet and lengths of more than three have no place in a key.
  if ((tag & 0x1f) === 0x1f || first === undefined || first === 0x80 || first > 0x83) throw malformed()
  let start = offset + 2
  let length = first
  if (first > 0x80) {
    length = 0
    for (const last = start + (first & 0x7f); start < last; start++)
      length = length * 256 + (bytes[start] ?? Number.NaN)
    if (!(length >= 0x80) || length < 256 ** ((first & 0x7f) - 1)) throw malformed()
  }
  const end = start + length
  if (end > bytes.length) throw malformed()
  return { start, end }
}
