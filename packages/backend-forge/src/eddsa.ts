import { type Bytes, concat, equalInConstantTime } from '@jose/core'
import { sha512 } from '@noble/hashes/sha2.js'
import { shake256 } from '@noble/hashes/sha3.js'
import { edwardsCurves } from './curves.ts'
import { toNumber } from './octets.ts'

type EdwardsCurve = keyof typeof edwardsCurves

/**
 * Ed25519 and Ed448 (RFC 8032 §5.1.7, §5.2.7) by the equation without the cofactor, `[S]B = R + [k]A`, which that of
 * OpenSSL, BoringSSL and so every other backend is. noble's own verify multiplies by the cofactor, as the RFC allows as
 * well, and would take signatures of an odd key's owner that the others refuse.
 */
export function verifyEdwards(curve: EdwardsCurve, x: Bytes, signature: Bytes, data: Bytes): boolean {
  const { Point, lengths } = edwardsCurves[curve]
  if (signature.length !== lengths.signature) return false
  const half = signature.length / 2
  const s = littleEndian(signature.subarray(half))
  if (s >= Point.Fn.ORDER) return false
  const key = decoded(curve, x)
  if (key === undefined) return false
  const k = littleEndian(challenge(curve, concat(signature.subarray(0, half), x, data))) % Point.Fn.ORDER
  const r = Point.BASE.multiplyUnsafe(s).subtract(key.multiplyUnsafe(k))
  return equalInConstantTime(r.toBytes(), signature.subarray(0, half))
}

/** `undefined` for octets that are no point. */
function decoded(curve: EdwardsCurve, x: Bytes): InstanceType<(typeof edwardsCurves)['Ed25519']['Point']> | undefined {
  try {
    return edwardsCurves[curve].Point.fromBytes(x, false)
  } catch {
    return undefined
  }
}

/** dom4 with the flag 0 and an empty context (RFC 8032 §5.2). */
const dom4 = /* @__PURE__ */ Uint8Array.of(0x53, 0x69, 0x67, 0x45, 0x64, 0x34, 0x34, 0x38, 0, 0)

function challenge(curve: EdwardsCurve, octets: Bytes): Bytes {
  return curve === 'Ed25519' ? sha512(octets) : shake256(concat(dom4, octets), { dkLen: 114 })
}

function littleEndian(octets: Bytes): bigint {
  // Not slice: that of a Buffer copies nothing.
  return toNumber(Uint8Array.from(octets).reverse())
}
