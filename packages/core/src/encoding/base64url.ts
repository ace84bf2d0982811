import type { Bytes } from '../backend.ts'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** base64url without padding (RFC 7515 §2). */
export function encodeBase64url(bytes: Bytes): string {
  let text = ''
  let index = 0
  for (; index + 2 < bytes.length; index += 3) {
    const group = ((bytes[index] as number) << 16) | ((bytes[index + 1] as number) << 8) | (bytes[index + 2] as number)
    text += digit(group >> 18) + digit(group >> 12) + digit(group >> 6) + digit(group)
  }
  const left = bytes.length - index
  if (left === 1) {
    const group = (bytes[index] as number) << 4
    text += digit(group >> 6) + digit(group)
  } else if (left === 2) {
    const group = ((bytes[index] as number) << 10) | ((bytes[index + 1] as number) << 2)
    text += digit(group >> 12) + digit(group >> 6) + digit(group)
  }
  return text
}

/**
 * The octets, or `undefined` for whatever is not the one canonical spelling of them: a character outside the
 * alphabet, padding, white space, trailing bits that are not zero (RFC 4648 §3.5).
 */
export function decodeBase64url(text: string): Bytes | undefined {
  if (!isCanonical(text)) return undefined
  const bytes = new Uint8Array((text.length * 3) >> 2)
  let offset = 0
  for (let index = 0; index < text.length; index += 4) {
    // Beyond the text's end the values are 0, and what they would give is beyond the octets' end.
    const group =
      (sextet(text, index) << 18) |
      (sextet(text, index + 1) << 12) |
      (sextet(text, index + 2) << 6) |
      sextet(text, index + 3)
    bytes[offset++] = group >> 16
    bytes[offset++] = group >> 8
    bytes[offset++] = group
  }
  return bytes
}

/** Whether the text is the one spelling of some octets, without decoding it. */
export function isCanonical(text: string): boolean {
  return /^[\w-]*$/.test(text) && isCanonicalEnd(text)
}

/** Whether the length is one that octets can have and the bits after the last octet are zero. For codecs built on lenient decoders. */
export function isCanonicalEnd(text: string): boolean {
  const rest = text.length % 4
  if (rest === 0) return true
  if (rest === 1) return false
  return (rest === 2 ? 'AQgw' : 'AEIMQUYcgkosw048').includes(text.charAt(text.length - 1))
}

function digit(value: number): string {
  return alphabet.charAt(value & 63)
}

const values = /* @__PURE__ */ valuesOf(alphabet)

function valuesOf(characters: string): Uint8Array {
  const table = new Uint8Array(128)
  for (let value = 0; value < characters.length; value++) table[characters.charCodeAt(value)] = value
  return table
}

/** The value of the base64url character there; 0 beyond the end. */
function sextet(text: string, index: number): number {
  return values[text.charCodeAt(index)] ?? 0
}
