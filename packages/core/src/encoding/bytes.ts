import type { Bytes } from '../backend.ts'

export function concat(...parts: readonly Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}

/** The octets in memory of their own, where nothing else lies before or behind them. */
export function alone(bytes: Bytes): Bytes {
  return bytes.byteLength === bytes.buffer.byteLength ? new Uint8Array(bytes.buffer) : new Uint8Array(bytes)
}

/** Same length, same octets. Not in constant time: for public values only. */
export function equalBytes(a: Bytes, b: Bytes): boolean {
  return a.length === b.length && a.every((octet, index) => octet === b[index])
}

/** As `equalBytes`, in a time that tells nothing but the lengths. */
export function equalInConstantTime(a: Bytes, b: Bytes): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  for (let index = 0; index < a.length; index++) difference |= (a[index] as number) ^ (b[index] as number)
  return difference === 0
}

/** Octets of ASCII text; the caller has made sure that it is ASCII. */
export function asciiBytes(text: string): Bytes {
  const bytes = new Uint8Array(text.length)
  for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index)
  return bytes
}

const hexadecimal: readonly string[] = /* @__PURE__ */ Array.from({ length: 256 }, (_, octet) =>
  (octet + 256).toString(16).slice(1),
)

/** Big-endian unsigned integer. */
export function toBigInt(bytes: Bytes): bigint {
  let hex = '0x0'
  for (const octet of bytes) hex += hexadecimal[octet]
  return BigInt(hex)
}

/** Big-endian octets, padded to `width` with zeros, or as short as the number allows. */
export function fromBigInt(value: bigint, width = 0): Bytes {
  let hex = value.toString(16)
  if (hex.length % 2 === 1) hex = `0${hex}`
  hex = hex.padStart(width * 2, '0')
  return Uint8Array.from({ length: hex.length / 2 }, (_, index) =>
    Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16),
  )
}

/** Number of significant bits of a big-endian unsigned integer. */
export function bitLength(bytes: Bytes): number {
  let first = 0
  while (first < bytes.length && bytes[first] === 0) first++
  return first === bytes.length ? 0 : (bytes.length - first) * 8 - Math.clz32(bytes[first] as number) + 24
}

/** Without leading zero octets; one is left of a zero. */
export function trimZeros(bytes: Bytes): Bytes {
  let first = 0
  while (first < bytes.length - 1 && bytes[first] === 0) first++
  return first === 0 ? bytes : bytes.slice(first)
}

/** Whether the value is a Uint8Array, of whatever realm (test runners have several). */
export function isBytes(value: unknown): value is Bytes {
  return (
    value instanceof Uint8Array ||
    (ArrayBuffer.isView(value) && Object.prototype.toString.call(value) === '[object Uint8Array]')
  )
}

/** A copy of octets, whatever class their array is of; anything else as it is. */
export function copyOfBytes<T>(value: T): T {
  return isBytes(value) ? (Uint8Array.from(value) as T & Bytes) : value
}
