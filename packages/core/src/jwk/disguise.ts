import type { Bytes } from '../backend.ts'
import { depthOf, isObject } from '../encoding/json.ts'
import { isUncompressedPoint } from './curves.ts'
import { octetsIn } from './encoded-text.ts'

/**
 * A public key taken for an HMAC secret lets everyone sign (CVE-2016-10555 and a dozen after it). So what looks
 * like an asymmetric key, or like the text of a JWK, is no secret. The answer says what it looks like.
 */
export function disguiseOf(secret: Bytes): string | undefined {
  const text = printable(secret)
  return plainDisguiseOf(secret, text) ?? innerDisguiseOf(text, 2)
}

/** What is encoded once more, or twice, perhaps with something around it. */
function innerDisguiseOf(text: string, times: number): string | undefined {
  if (text.length < 52) return undefined
  for (const octets of octetsIn(text)) {
    const inner = printable(octets)
    const found = plainDisguiseOf(octets, inner)
    if (found !== undefined) return `the base64 or hexadecimal of ${found}`
    const deeper = times > 1 ? innerDisguiseOf(inner, times - 1) : undefined
    if (deeper !== undefined) return deeper
  }
  return undefined
}

function plainDisguiseOf(secret: Bytes, text: string): string | undefined {
  if (/--BEGIN|--END|LS0tLS1CRUdJTi|PuTTY-User-Key-File/.test(text)) return 'a PEM or another armoured key'
  // Armour that has lost its dashes, or a line of it.
  if (/(?:BEGIN|END)[A-Z0-9]{0,40}(?:KEY|CERTIFICATE)/.test(text) && /[A-Za-z0-9+/=]{48}/.test(text))
    return 'a PEM whose armour is damaged'
  if (/AAAA[A-Za-z0-9+/]{2}(NzaC|c3No|VjZHNh|NrL[WX])|^openssh-key-v1/.test(text)) return 'an OpenSSH key'
  // Not in base64: the length of its type, in four octets, then the type.
  if (secret[0] === 0 && /^(ssh-|ecdsa-sha2-|sk-)/.test(text)) return 'an OpenSSH key'
  if (/["'](keys|\\u006bty)\\*["']:|kty(?:\\*["'])?:/i.test(text) || isJsonKey(text)) return 'a JWK or a JWKS'
  if (/<RSAKeyValue|<Modulus>/.test(text)) return 'a key in XML'
  if (holdsDer(secret)) return 'a DER key or certificate'
  return isUncompressedPoint(secret) ? 'the point of an EC public key' : undefined
}

/** The printable ASCII characters: what is left of a text without white space, BOM, NUL, zero-width characters. */
function printable(bytes: Bytes): string {
  let text = ''
  for (const octet of bytes) {
    if (octet > 0x20 && octet < 0x7f) text += String.fromCharCode(octet)
  }
  return text
}

function isJsonKey(text: string): boolean {
  if ((!text.startsWith('{') && !text.startsWith('[')) || depthOf(text) > 16) return false
  try {
    const value: unknown = JSON.parse(text)
    const first: unknown = Array.isArray(value) ? value[0] : value
    return isObject(first) && ('kty' in first || 'keys' in first)
  } catch {
    return false
  }
}

/** Whether DER begins at the start, or after white space, NULs or a BOM. */
function holdsDer(bytes: Bytes): boolean {
  let start = 0
  while (start < bytes.length && [0x00, 0x09, 0x0a, 0x0d, 0x20, 0xef, 0xbb, 0xbf].includes(bytes[start] as number))
    start++
  return isDerKey(bytes.subarray(start))
}

/**
 * Whether the octets are a SEQUENCE whose elements fill it exactly and are of a key's kinds, the first a number
 * or another SEQUENCE. White space and NULs may follow. Random octets are that once in 2⁴⁰ times.
 */
export function isDerKey(bytes: Bytes): boolean {
  const outer = element(bytes, 0)
  if (outer === undefined || bytes[0] !== 0x30 || outer.end < 38) return false
  if (!bytes.subarray(outer.end).every((octet) => octet <= 0x20)) return false
  let count = 0
  for (let offset = outer.start; offset < outer.end; count++) {
    const tag = bytes[offset] as number
    const known =
      count === 0 ? tag === 0x02 || tag === 0x30 : [0x02, 0x03, 0x04, 0x06, 0x30, 0x81, 0xa0, 0xa1].includes(tag)
    const inner = element(bytes, offset)
    if (!known || inner === undefined || inner.end > outer.end) return false
    offset = inner.end
  }
  return count >= 2
}

function element(bytes: Bytes, offset: number): { readonly start: number; readonly end: number } | undefined {
  const first = bytes[offset + 1] ?? 0x80
  const sizes = first < 0x80 ? 0 : first & 0x7f
  if (first === 0x80 || sizes > 4) return undefined
  const start = offset + 2 + sizes
  let length = sizes === 0 ? first : 0
  for (const octet of bytes.subarray(offset + 2, start)) length = length * 256 + octet
  const end = start + length
  return end <= bytes.length ? { start, end } : undefined
}
