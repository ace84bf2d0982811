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

function octetsOfHex(hex: string): Bytes {
  return Uint8Array.from({ length: hex.length / 2 }, (_, index) =>
    Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16),
  )
}
