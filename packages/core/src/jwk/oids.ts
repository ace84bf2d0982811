import type { Bytes, EcCurve, MlDsaName, OkpCurve } from '../backend.ts'
import { equalBytes } from '../encoding/bytes.ts'
import { encode, tags } from '../encoding/der.ts'

/** Object identifiers, as the octets of their DER content. */
export type Oid = readonly number[]

/** RFC 8017 appendix C, RFC 5480 §2.1.1. */
export const keyOids = {
  rsa: [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01],
  rsaPss: [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0a],
  ec: [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01],
} as const

export const ecOids: { readonly [crv in EcCurve]: Oid } = {
  'P-256': [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07],
  'P-384': [0x2b, 0x81, 0x04, 0x00, 0x22],
  'P-521': [0x2b, 0x81, 0x04, 0x00, 0x23],
  secp256k1: [0x2b, 0x81, 0x04, 0x00, 0x0a],
}

/** RFC 8410 §3. */
export const okpOids: { readonly [crv in OkpCurve]: Oid } = {
  X25519: [0x2b, 0x65, 0x6e],
  X448: [0x2b, 0x65, 0x6f],
  Ed25519: [0x2b, 0x65, 0x70],
  Ed448: [0x2b, 0x65, 0x71],
}

/** RFC 9881 §2. */
export const mlDsaOids: { readonly [alg in MlDsaName]: Oid } = {
  'ML-DSA-44': [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, 0x11],
  'ML-DSA-65': [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, 0x12],
  'ML-DSA-87': [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, 0x13],
}

/** The name that stands for the identifier in a table. */
export function nameOf<Name extends string>(oids: { readonly [name in Name]: Oid }, oid: Bytes): Name | undefined {
  return (Object.keys(oids) as Name[]).find((name) => isOid(oid, oids[name]))
}

export function isOid(octets: Bytes, oid: Oid): boolean {
  return equalBytes(octets, Uint8Array.from(oid))
}

export function encodeOid(oid: Oid): Bytes {
  return encode(tags.oid, Uint8Array.from(oid))
}
