import { type Bytes, base64urlDigits, type Codec, isCanonicalEnd } from '@jose/core'
import { charactersOf } from './octets.ts'

/** What is looked for in a runtime; its types ask for no DOM. */
export interface TextRuntime {
  readonly TextEncoder?: new () => { encode(text: string): Bytes }
  readonly TextDecoder?: new (
    label: string,
    options: { readonly fatal: boolean; readonly ignoreBOM: boolean },
  ) => { decode(bytes: Bytes): string }
  readonly Uint8Array: Uint8ArrayConstructor & {
    fromBase64?(text: string, options: { readonly alphabet: 'base64url' }): Bytes
  }
}

type Decoder = NonNullable<TextRuntime['TextDecoder']>

type Native = Bytes & {
  toBase64?(options: { readonly alphabet: 'base64url'; readonly omitPadding: true }): string
}

/**
 * Text encodings by what the runtime has: `TextEncoder` and `TextDecoder`, and base64 of the newest ones. `undefined`
 * where it has none, so that core's own serve.
 */
export function createCodec(runtime: TextRuntime): Codec | undefined {
  const { TextEncoder, TextDecoder } = runtime
  if (TextEncoder === undefined) return undefined
  const encoder = new TextEncoder()
  const decoder = strictDecoder(TextDecoder)
  if (decoder === undefined) return undefined
  const base64urlEncode =
    typeof (runtime.Uint8Array.prototype as Native).toBase64 === 'function'
      ? (bytes: Bytes): string => (bytes as Required<Native>).toBase64({ alphabet: 'base64url', omitPadding: true })
      : (bytes: Bytes): string => decoder.decode(base64urlDigits(bytes))
  const base64urlDecode =
    typeof runtime.Uint8Array.fromBase64 === 'function'
      ? (text: string): Bytes | undefined => strictly(runtime.Uint8Array as Required<TextRuntime['Uint8Array']>, text)
      : octetsOfDigits
  const utf8Decode = (bytes: Bytes): string | undefined => {
    try {
      return decoder.decode(bytes)
    } catch {
      return undefined
    }
  }
  return Object.freeze({
    base64urlEncode,
    base64urlDecode,
    utf8Encode: (text: string): Bytes => encoder.encode(text),
    utf8Decode,
    base64urlEncodeText: (text: string): string => base64urlEncode(encoder.encode(text)),
    base64urlDecodeText(text: string): string | undefined {
      const bytes = base64urlDecode(text)
      return bytes && utf8Decode(bytes)
    },
  })
}

/** Some engines have no decoder, some no strict one. */
function strictDecoder(type: TextRuntime['TextDecoder']): InstanceType<Decoder> | undefined {
  try {
    return new (type as Decoder)('utf-8', { fatal: true, ignoreBOM: true })
  } catch {
    return undefined
  }
}

/** By what this runtime has. */
export const codec: Codec | undefined = /* @__PURE__ */ createCodec(globalThis as unknown as TextRuntime)

/** The octets, or `undefined` for what is no canonical base64url. */
export const decodeBase64url: (text: string) => Bytes | undefined = /* @__PURE__ */ decoderOf(codec)

function decoderOf(codec: Codec | undefined): (text: string) => Bytes | undefined {
  return codec?.base64urlDecode ?? octetsOfDigits
}

/** `fromBase64` passes over white space and takes padding, which shows in the length, and takes any trailing bits. */
function strictly(type: Required<TextRuntime['Uint8Array']>, text: string): Bytes | undefined {
  if (!isCanonicalEnd(text)) return undefined
  try {
    const bytes = type.fromBase64(text, { alphabet: 'base64url' })
    return bytes.length === (text.length * 3) >> 2 ? bytes : undefined
  } catch {
    return undefined
  }
}

/** A bit that no value of the alphabet has. */
const foreign = 64
const values = /* @__PURE__ */ valuesOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_')

function valuesOf(characters: string): Uint8Array {
  const table = new Uint8Array(256).fill(foreign)
  for (let value = 0; value < characters.length; value++) table[characters.charCodeAt(value)] = value
  return table
}

/**
 * One pass over the text; whether a character was none of the alphabet, the collected bits tell at the end. Spelled out,
 * as it is half of what reading a token costs in this package.
 */
function octetsOfDigits(text: string): Bytes | undefined {
  if (!isCanonicalEnd(text)) return undefined
  const characters = charactersOf(text)
  if (characters === undefined) return undefined
  const bytes = new Uint8Array((text.length * 3) >> 2)
  const whole = text.length & ~3
  let seen = 0
  let offset = 0
  for (let index = 0; index < whole; index += 4) {
    const a = values[characters[index] as number] as number
    const b = values[characters[index + 1] as number] as number
    const c = values[characters[index + 2] as number] as number
    const d = values[characters[index + 3] as number] as number
    seen |= a | b | c | d
    bytes[offset++] = (a << 2) | (b >> 4)
    bytes[offset++] = (b << 4) | (c >> 2)
    bytes[offset++] = (c << 6) | d
  }
  // Two or three characters more are an octet or two.
  let left = 0
  for (let index = whole; index < text.length; index++) {
    const value = values[characters[index] as number] as number
    seen |= value
    left = (left << 6) | value
  }
  if (text.length - whole === 2) bytes[offset] = left >> 4
  else if (text.length - whole === 3) {
    bytes[offset++] = left >> 10
    bytes[offset] = left >> 2
  }
  return seen < foreign ? bytes : undefined
}
