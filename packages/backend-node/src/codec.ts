// The global Buffer is a getter; the module's is not.
import { Buffer, isUtf8 } from 'node:buffer'
import * as v8 from 'node:v8'
import { type Bytes, type Codec, isCanonicalEnd } from '@jose/core'

const isOneByte = oneByteQuestion()

// Short texts pass through here and need no Buffer of their own.
const room = Buffer.allocUnsafeSlow(16384)

/** Text encodings by Buffer: native speed, with the strictness that Buffer alone does not have. */
export const codec: Codec = Object.freeze({
  base64urlEncode: (bytes: Bytes): string => view(bytes).toString('base64url'),

  base64urlDecode(text: string): Bytes | undefined {
    const bytes = Buffer.from(text, 'base64url')
    return isStrict(text, bytes.length) ? bytes : undefined
  },

  base64urlDecodeInto: (text: string, target: Bytes): boolean => isStrict(text, view(target).write(text, 'base64url')),

  // Not the pool's, and no Buffer: what stands in it may be handed out.
  allocate: (length: number): Bytes => new Uint8Array(Buffer.allocUnsafeSlow(length).buffer),

  utf8Encode: (text: string): Bytes => Buffer.from(text),

  utf8Decode: (bytes: Bytes): string | undefined => decodeUtf8(view(bytes), bytes.length),

  base64urlEncodeText(text: string): string {
    if (text.length * 3 > room.length) return Buffer.from(text).toString('base64url')
    return room.toString('base64url', 0, room.write(text))
  },

  base64urlDecodeText(text: string): string | undefined {
    const long = text.length > room.length
    const bytes = long ? Buffer.from(text, 'base64url') : room
    const length = long ? bytes.length : room.write(text, 'base64url')
    return isStrict(text, length) ? decodeUtf8(bytes, length) : undefined
  },
})

/**
 * Buffer skips what is not base64, which shows in the length; takes the other alphabet's + and / too; and looks
 * only at the low octet of characters beyond Latin-1, which byteLength shows, and V8 mostly knows without a look.
 */
function isStrict(text: string, length: number): boolean {
  return (
    length === (text.length * 3) >> 2 &&
    isCanonicalEnd(text) &&
    !text.includes('+') &&
    !text.includes('/') &&
    (isOneByte?.(text) || Buffer.byteLength(text) === text.length)
  )
}

/** Since Node 22.15. workerd has a function of that name which throws, whatever it is asked. */
function oneByteQuestion(): ((text: string) => boolean) | undefined {
  const ask = (v8 as { isStringOneByteRepresentation?: (text: string) => boolean }).isStringOneByteRepresentation
  try {
    ask?.('')
    return ask
  } catch {
    return undefined
  }
}

function decodeUtf8(bytes: Buffer, length: number): string | undefined {
  const text = bytes.toString('utf8', 0, length)
  // Only a text with U+FFFD can come from octets that are no UTF-8.
  return text.includes('\ufffd') && !isUtf8(bytes.subarray(0, length)) ? undefined : text
}

/** The same octets as a Buffer, without a copy. */
function view(bytes: Bytes): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
