import type { Bytes } from '../backend.ts'

/** UTF-8 octets of any string; a lone surrogate becomes U+FFFD, as everywhere in the language's platforms. */
export function encodeUtf8(text: string): Bytes {
  const bytes = new Uint8Array(text.length * 3)
  let offset = 0
  for (let index = 0; index < text.length; index++) {
    let code = text.codePointAt(index) as number
    if (code > 0xffff) index++
    else if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd
    if (code < 0x80) {
      bytes[offset++] = code
      continue
    }
    if (code < 0x800) {
      bytes[offset++] = 0xc0 | (code >> 6)
    } else {
      if (code < 0x10000) {
        bytes[offset++] = 0xe0 | (code >> 12)
      } else {
        bytes[offset++] = 0xf0 | (code >> 18)
        bytes[offset++] = 0x80 | ((code >> 12) & 0x3f)
      }
      bytes[offset++] = 0x80 | ((code >> 6) & 0x3f)
    }
    bytes[offset++] = 0x80 | (code & 0x3f)
  }
  return bytes.slice(0, offset)
}

/** The text, or `undefined` for octets that are not well-formed UTF-8 (RFC 3629 §3: no overlong forms, no surrogates). A BOM is kept. */
export function decodeUtf8(bytes: Bytes): string | undefined {
  let text = ''
  let units: number[] = []
  for (let index = 0; index < bytes.length; ) {
    const first = bytes[index++] as number
    let code = first
    if (first >= 0x80) {
      const more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1
      if (first < 0xc2 || first > 0xf4 || index + more > bytes.length) return undefined
      code = first & (0x3f >> more)
      for (let count = 0; count < more; count++) {
        const next = bytes[index++] as number
        if ((next & 0xc0) !== 0x80) return undefined
        code = (code << 6) | (next & 0x3f)
      }
      if (code < (more === 3 ? 0x10000 : more === 2 ? 0x800 : 0x80)) return undefined
      if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined
    }
    if (code > 0xffff) units.push(0xd7c0 + (code >> 10), 0xdc00 | (code & 0x3ff))
    else units.push(code)
    if (units.length > 4096) {
      text += String.fromCharCode(...units)
      units = []
    }
  }
  return text + String.fromCharCode(...units)
}

/** Whether the text has no lone surrogate, so that UTF-8 can spell it. */
export function isWellFormed(text: string): boolean {
  // With the u flag a surrogate pair is one code point, so the class finds lone surrogates only.
  return !/[\uD800-\uDFFF]/u.test(text)
}
