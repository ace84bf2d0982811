import { asciiBytes, type Bytes, type Data } from '@jose/core'

/** What the parts of this backend do with octets and numbers, by the language alone: there is no TextEncoder and no Buffer. */

/** The octets of the data: a string is ASCII. Octets are handed on as they are, not copied. */
export function octetsOf(data: Data): Bytes {
  return typeof data === 'string' ? asciiBytes(data) : data
}

/** A string that has an octet in each character, as node-forge takes and gives them. */
export function toBinary(octets: Bytes): string {
  return String.fromCharCode(...octets)
}

const hex: readonly string[] = /* @__PURE__ */ Array.from({ length: 256 }, (_, octet) =>
  octet.toString(16).padStart(2, '0'),
)

/** OS2IP (RFC 8017 §4.2): big-endian. */
export function toNumber(octets: Bytes): bigint {
  let digits = '0x0'
  for (let index = 0; index < octets.length; index++) digits += hex[octets[index] as number]
  return BigInt(digits)
}

/** I2OSP (RFC 8017 §4.1) to `length` bytes, or to as few as the number takes. What the octets are changes nothing of the work: they may be secret. */
export function fromNumber(number: bigint, length: number = byteLength(number)): Bytes {
  // A digit before the others: there are as many of them for any number.
  const digits = (number + (1n << BigInt(8 * length))).toString(16)
  const octets = new Uint8Array(length)
  for (let index = 0; index < length; index++) {
    octets[index] = (nibble(digits.charCodeAt(2 * index + 1)) << 4) | nibble(digits.charCodeAt(2 * index + 2))
  }
  return octets
}

/** The value of 0 to 9 and a to f: the lower bits, and nine more for a letter, whose code has a bit that digits lack. */
function nibble(code: number): number {
  return (code & 15) + 9 * (code >> 6)
}

/** Significant bits of a number that is not negative. */
export function bitLength(number: bigint): number {
  const digits = number.toString(16)
  return digits.length * 4 - Math.clz32(Number.parseInt(digits.charAt(0), 16)) + 28
}

export function byteLength(number: bigint): number {
  return Math.ceil(bitLength(number) / 8)
}
