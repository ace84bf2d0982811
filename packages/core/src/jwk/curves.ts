import type { Bytes, EcCurve, OkpCurve } from '../backend.ts'
import { toBigInt } from '../encoding/bytes.ts'

/** What checks need to know of the curves of RFC 7518, RFC 8812 (SEC 2 §2) and RFC 8037. */

export interface WeierstrassCurve {
  /** Width of a coordinate, in bytes. */
  readonly bytes: number
  readonly bits: number
  /** y² = x³ + ax + b over the field of p elements; the base point has order n. */
  readonly p: bigint
  readonly a: bigint
  readonly b: bigint
  readonly n: bigint
}

export const ecCurves: { readonly [crv in EcCurve]: WeierstrassCurve } = /* @__PURE__ */ Object.freeze({
  'P-256': curve(
    256,
    2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
    -3n,
    0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
    0x4319055358e8617b0c46353d039cdaafn,
  ),
  'P-384': curve(
    384,
    2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
    -3n,
    0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
    0x389cb27e0bc8d21fa7e5f24cb74f58851313e696333ad68dn,
  ),
  'P-521': curve(
    521,
    2n ** 521n - 1n,
    -3n,
    0x51953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00n,
    0x5ae79787c40d069948033feb708f65a2fc44a36477663b851449048e16ec79bf7n,
  ),
  secp256k1: curve(256, 2n ** 256n - 2n ** 32n - 977n, 0n, 7n, 0x14551231950b75fc4402da1722fc9baefn),
})

export interface OkpShape {
  /** Length of a public key and of a private key, in bytes. */
  readonly bytes: number
  readonly bits: number
  readonly p: bigint
  readonly edwards: boolean
  /** Coordinates (y on Edwards curves, u on Montgomery curves) of the points of small order, besides 0, 1 and −1. */
  readonly smallOrder: readonly bigint[]
}

const p25519 = 2n ** 255n - 19n
/** y of a point of order 8 on Ed25519; of the others it is −y. */
const order8 = 0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n
const p448 = 2n ** 448n - 2n ** 224n - 1n

export const okpCurves: { readonly [crv in OkpCurve]: OkpShape } = /* @__PURE__ */ Object.freeze({
  Ed25519: okp(32, 256, p25519, true, [order8, p25519 - order8]),
  Ed448: okp(57, 456, p448, true, []),
  X25519: okp(32, 256, p25519, false, [
    0x00b8495f16056286fdb1329ceb8d09da6ac49ff1fae35616aeb8413b7c7aebe0n,
    0x57119fd0dd4e22d8868e1c58c45c44045bef839c55b1d0b1248c50a3bc959c5fn,
  ]),
  X448: okp(56, 448, p448, false, []),
})

/** Whether the coordinates are below p and satisfy the curve's equation (SEC 1 §3.2.2.1). */
export function isOnCurve(crv: EcCurve, x: Bytes, y: Bytes): boolean {
  const { p, a, b } = ecCurves[crv]
  const [u, v] = [toBigInt(x), toBigInt(y)]
  return u < p && v < p && (v * v - (u * u * u + a * u + b)) % p === 0n
}

/** Whether octets are an uncompressed point (SEC 1 §2.3.3) of P-256, P-384, P-521 or secp256k1. */
export function isUncompressedPoint(bytes: Bytes): boolean {
  return (
    bytes[0] === 4 &&
    Object.entries(ecCurves).some(
      ([crv, { bytes: width }]) =>
        bytes.length === 1 + 2 * width &&
        isOnCurve(crv as EcCurve, bytes.subarray(1, 1 + width), bytes.subarray(1 + width)),
    )
  )
}

/** Whether the public key is a point of small order, or no canonical point at all (RFC 8032 §5.1.3; RFC 7748 §6). */
export function isWeakOkpPoint(crv: OkpCurve, x: Bytes): boolean {
  const { p, edwards, smallOrder } = okpCurves[crv]
  const octets = Uint8Array.from(x).reverse()
  // The top bit of Ed25519 is the sign of x and of X25519 is ignored; Ed448 has a whole octet for the sign.
  if (crv !== 'X448') octets[0] = (octets[0] as number) & 0x7f
  const coordinate = toBigInt(octets)
  if (edwards && coordinate >= p) return true
  const reduced = coordinate % p
  return [0n, 1n, p - 1n, ...smallOrder].includes(reduced)
}

/** The order is the number of points, p + 1 − trace, as the cofactor is 1 (SP 800-186 §3.2.1): a trace is half as long. */
function curve(bits: number, p: bigint, a: bigint, b: bigint, trace: bigint): WeierstrassCurve {
  return Object.freeze({ bits, bytes: Math.ceil(bits / 8), p, a, b, n: p + 1n - trace })
}

function okp(bytes: number, bits: number, p: bigint, edwards: boolean, smallOrder: readonly bigint[]): OkpShape {
  return Object.freeze({ bytes, bits, p, edwards, smallOrder: Object.freeze(smallOrder) })
}
