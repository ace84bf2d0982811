import type { Codec } from '../backend.ts'
import { JOSEError } from '../errors.ts'
import { decodeBase64url, encodeBase64url } from './base64url.ts'
import { decodeUtf8, encodeUtf8 } from './utf8.ts'

/** The codec of the language alone, for runtimes whose backend brings none. */
export const languageCodec: Codec = /* @__PURE__ */ Object.freeze({
  base64urlEncode: encodeBase64url,
  base64urlDecode: decodeBase64url,
  utf8Encode: encodeUtf8,
  utf8Decode: decodeUtf8,
  base64urlEncodeText: (text: string): string => encodeBase64url(encodeUtf8(text)),
  base64urlDecodeText(text: string): string | undefined {
    const bytes = decodeBase64url(text)
    return bytes && decodeUtf8(bytes)
  },
})

/**
 * base64url without padding (RFC 7515 §2), strict when it decodes.
 *
 * @example
 * base64url.encode('hello')            // 'aGVsbG8'
 * base64url.decode('aGVsbG8')          // Uint8Array of 5 bytes
 */
export const base64url: {
  /** Text (as UTF-8) or bytes to base64url. */
  encode(input: string | Uint8Array): string
  /** Throws `JOSEError` (`ERR_BASE64URL`) for whatever is not canonical base64url. */
  decode(text: string): Uint8Array
} = /* @__PURE__ */ Object.freeze({
  encode: (input: string | Uint8Array): string =>
    encodeBase64url(typeof input === 'string' ? encodeUtf8(input) : input),
  decode(text: string): Uint8Array {
    const bytes = typeof text === 'string' ? decodeBase64url(text) : undefined
    if (bytes === undefined) throw new JOSEError('The text is not canonical base64url', 'ERR_BASE64URL')
    return bytes
  },
})
