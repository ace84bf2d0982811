import type { Bytes, Data } from '@jose/core'

interface TextEncoderLike {
  encode(text: string): Bytes
  encodeInto?(text: string, bytes: Bytes): { readonly written: number }
}

const encoder: TextEncoderLike | undefined = /* @__PURE__ */ createEncoder()

/** Octets of data: a string is ASCII. What is not becomes no octets of ASCII. */
export function octets(data: Data): Bytes {
  if (typeof data !== 'string') return data
  return encoder?.encode(data) ?? Uint8Array.from(data, (character) => Math.min(character.charCodeAt(0), 0xff))
}

/** Memory to write short texts into: that is several times as fast as memory of their own. */
const room = /* @__PURE__ */ new Uint8Array(8192)

/**
 * The characters as an octet each, until the next call, and whatever lies behind them; `undefined` where one is not
 * ASCII.
 */
export function charactersOf(text: string): Bytes | undefined {
  if (encoder?.encodeInto !== undefined && text.length <= room.length)
    return encoder.encodeInto(text, room).written === text.length ? room : undefined
  const encoded = octets(text)
  return encoded.length === text.length ? encoded : undefined
}

export function bytesOf(buffer: ArrayBuffer): Bytes {
  return new Uint8Array(buffer)
}

function createEncoder(): TextEncoderLike | undefined {
  const { TextEncoder } = globalThis as { readonly TextEncoder?: new () => TextEncoderLike }
  return TextEncoder && new TextEncoder()
}
