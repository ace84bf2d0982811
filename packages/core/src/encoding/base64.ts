import type { Bytes } from '../backend.ts'
import { decodeBase64url, encodeBase64url } from './base64url.ts'

/** base64 with padding (RFC 4648 §4), in one line. */
export function encodeBase64(bytes: Bytes): string {
  const text = encodeBase64url(bytes).replace(/-/g, '+').replace(/_/g, '/')
  return text + '==='.slice((text.length + 3) % 4)
}

/** The octets of padded, canonical base64 without white space; `undefined` for anything else. */
export function decodeBase64(text: string): Bytes | undefined {
  if (text.length % 4 !== 0 || /[-_]/.test(text)) return undefined
  const unpadded = text.endsWith('==') ? text.slice(0, -2) : text.endsWith('=') ? text.slice(0, -1) : text
  return decodeBase64url(unpadded.replace(/\+/g, '-').replace(/\//g, '_'))
}
