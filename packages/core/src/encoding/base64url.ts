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
  if (!isCanonicalEnd(text)) return undefined
  const bytes = new Uint8Array((text.length * 3) >> 2)
  let bits = 0
  let held = 0
  let offset = 0
  for (let index = 0; index < text.length; index++) {
    const value = sextet(text.charCodeAt(index))
    if (value < 0) return undefined
    bits = ((bits << 6) | value) & 0xffff
    held += 6
    if (held >= 8) {
      held -= 8
      bytes[offset++] = bits >> held
    }
  }
  return bytes
}

/** Whether the text is the one spelling of some octets, without decoding it. */
export function isCanonical(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (sextet(text.charCodeAt(index)) < 0) return false
  return isCanonicalEnd(text)
}

/** Whether the length is one that octets can have and the bits after the last octet are zero. For codecs built on lenient decoders. */
export function isCanonicalEnd(text: string): boolean {
  const rest = text.length % 4
  if (rest === 0) return true
  if (rest === 1) return false
  return (sextet(text.charCodeAt(text.length - 1)) & (rest === 2 ? 15 : 3)) === 0
}

function digit(value: number): string {
  return alphabet.charAt(value & 63)
}

/** The value of a base64url character, −1 for any other. */
function sextet(code: number): number {
  if (code >= 97 && code <= 122) return code - 71
  if (code >= 65 && code <= 90) return code - 65
  if (code >= 48 && code <= 57) return code + 4
  return code === 45 ? 62 : code === 95 ? 63 : -1
}
