import type { Bytes } from '../backend.ts'
import { decodeBase64url } from '../encoding/base64url.ts'

/** The octets that a text is the hexadecimal, the base64 or the base64url of; line ends do not count, be they written out. */
export function octetsOfText(text: string): Bytes | undefined {
  const compact = text.replace(/\\[rn]|\s+/g, '')
  if (/^(?:[0-9a-f]{2}:?)+$/i.test(compact)) return octetsOfHex(compact.replace(/:/g, ''))
  return decodeBase64url(
    compact
      .replace(/={1,2}$/, '')
      .replace(/\+/g, '-')
      .replace(/\//g, '_'),
  )
}

/**
 * The octets of all that is written in a text as hexadecimal, base64, base64url or a list of numbers, and is long enough for a
 * key (39 octets are 52 characters of base64): between quotes, behind a name, in a `data:` URL, in JSON.
 */
export function octetsIn(text: string): readonly Bytes[] {
  const plain = text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  const runs = plain.replace(/\\[rn]/g, '').match(/[\w+/-]{52,}={0,2}/g) ?? []
  const pairs = plain.replace(/0x|[,:;{}()[\]]/gi, '')
  const numbers = /\d{1,3}(?:,\d{1,3}){38,}/.exec(plain)?.[0].split(',').map(Number)
  return [
    ...[plain, pairs, ...runs].map(octetsOfText).filter((octets) => octets !== undefined),
    ...(numbers === undefined ? [] : [Uint8Array.from(numbers)]),
  ]
}

function octetsOfHex(hex: string): Bytes {
  return Uint8Array.from({ length: hex.length / 2 }, (_, index) =>
    Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16),
  )
}
