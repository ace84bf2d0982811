import type { Bytes } from '../backend.ts'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Octets that are encoded at a time: engines bound the arguments of a call, here the characters. Divisible by 3. */
const part = 6141

/** base64url without padding (RFC 7515 §2). */
export function encodeBase64url(bytes: Bytes): string {
  if (bytes.length <= part) return String.fromCharCode.apply(null, base64urlDigits(bytes) as unknown as number[])
  let text = ''
  for (let start = 0; start < bytes.length; start += part) text += encodeBase64url(bytes.subarray(start, start + part))
  return text
}

/** base64url as ASCII octets, for codecs that make a string of them faster than the language does. */
export function base64urlDigits(bytes: Bytes): Bytes {
  const characters = new Uint8Array(Math.ceil((bytes.length * 4) / 3))
  let at = 0
  let index = 0
  for (; index + 2 < bytes.length; index += 3) {
    const group = ((bytes[index] as number) << 16) | ((bytes[index + 1] as number) << 8) | (bytes[index + 2] as number)
    characters[at++] = digits[group >> 18] as number
    characters[at++] = digits[(group >> 12) & 63] as number
    characters[at++] = digits[(group >> 6) & 63] as number
    characters[at++] = digits[group & 63] as number
  }
  if (index < bytes.length) {
    const group = ((bytes[index] as number) << 16) | ((bytes[index + 1] ?? 0) << 8)
    characters[at++] = digits[group >> 18] as number
    characters[at++] = digits[(group >> 12) & 63] as number
    // Of one octet there are two characters only: a third has no place.
    characters[at] = digits[(group >> 6) & 63] as number
  }
  return characters
}

/**
 * The octets, or `undefined` for whatever is not the one canonical spelling of them: a character outside the
 * alphabet, padding, white space, trailing bits that are not zero (RFC 4648 §3.5).
 */
export function decodeBase64url(text: string): Bytes | undefined {
  if (!isCanonicalEnd(text)) return undefined
  const bytes = new Uint8Array((text.length * 3) >> 2)
  let wrong = 0
  let at = 0
  let index = 0
  for (; index + 3 < text.length; index += 4) {
    const a = text.charCodeAt(index)
    const b = text.charCodeAt(index + 1)
    const c = text.charCodeAt(index + 2)
    const d = text.charCodeAt(index + 3)
    const w = values[a & 255] as number
    const x = values[b & 255] as number
    const y = values[c & 255] as number
    const z = values[d & 255] as number
    wrong |= ((a | b | c | d) >> 8) | ((w | x | y | z) & none)
    bytes[at++] = (w << 2) | (x >> 4)
    bytes[at++] = (x << 4) | (y >> 2)
    bytes[at++] = (y << 6) | z
  }
  let group = 0
  for (let shift = 18; index < text.length; index++, shift -= 6) {
    const code = text.charCodeAt(index)
    const value = values[code & 255] as number
    wrong |= (code >> 8) | (value & none)
    group |= value << shift
  }
  if (at < bytes.length) bytes[at++] = group >> 16
  if (at < bytes.length) bytes[at] = group >> 8
  return wrong === 0 ? bytes : undefined
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

const digits = /* @__PURE__ */ Uint8Array.from(alphabet, (character) => character.charCodeAt(0))

/** A bit that no value of a character has. */
const none = 64

/** The value of each character by its code; `none` for one outside the alphabet. */
const values = /* @__PURE__ */ valuesOf(alphabet)

function valuesOf(characters: string): Uint8Array {
  const table = new Uint8Array(256).fill(none)
  for (let value = 0; value < characters.length; value++) table[characters.charCodeAt(value)] = value
  return table
}
