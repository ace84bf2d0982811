import { Buffer } from 'node:buffer'
import type { Bytes, EcCurve } from '@jose/core'

/** The two spellings of an ECDSA signature: r‖s at full width (RFC 7518 §3.4), and `SEQUENCE { r, s }` in DER (RFC 3279 §2.2.3). */

const widths: { readonly [curve in EcCurve]: number } = { 'P-256': 32, 'P-384': 48, 'P-521': 66, secp256k1: 32 }

/** From r‖s, whose length core has checked. Whether r and s are in range, OpenSSL decides. */
export function toDer(signature: Bytes): Bytes {
  const width = signature.length / 2
  const [r, s] = [integerStart(signature, 0, width), integerStart(signature, width, 2 * width)]
  const [rBytes, sBytes] = [integerLength(signature, r, width), integerLength(signature, s, 2 * width)]
  const content = 4 + rBytes + sBytes
  const long = content > 127
  const der = Buffer.allocUnsafe((long ? 3 : 2) + content)
  let at = 0
  der[at++] = 0x30
  if (long) der[at++] = 0x81
  der[at++] = content
  at = writeInteger(der, at, signature, r, width, rBytes)
  writeInteger(der, at, signature, s, 2 * width, sBytes)
  return der
}

/** From the DER that OpenSSL has just written. */
export function fromDer(der: Bytes, curve: EcCurve): Bytes {
  const width = widths[curve]
  const signature = Buffer.alloc(2 * width)
  const r = der[1] === 0x81 ? 5 : 4
  const s = r + (der[r - 1] as number) + 2
  copyInteger(der, r, signature, width)
  copyInteger(der, s, signature, 2 * width)
  return signature
}

/** Copy the INTEGER whose content starts at `from`, its length an octet before, so that it ends at `end`. */
function copyInteger(der: Bytes, from: number, signature: Bytes, end: number): void {
  const length = der[from - 1] as number
  const sign = der[from] === 0 ? 1 : 0
  signature.set(der.subarray(from + sign, from + length), end - length + sign)
}

/** Index of the first octet that is not zero; the last one counts whatever it is. */
function integerStart(signature: Bytes, from: number, end: number): number {
  let start = from
  while (start < end - 1 && signature[start] === 0) start++
  return start
}

/** Octets of the INTEGER's content: one more than the number's when its top bit is set. */
function integerLength(signature: Bytes, start: number, end: number): number {
  return end - start + ((signature[start] as number) >> 7)
}

function writeInteger(der: Bytes, at: number, signature: Bytes, start: number, end: number, length: number): number {
  der[at] = 0x02
  der[at + 1] = length
  der[at + 2] = 0
  der.set(signature.subarray(start, end), at + 2 + length - (end - start))
  return at + 2 + length
}
