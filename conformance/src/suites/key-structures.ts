import { base64url, type JWK } from '@jose/core'
import { der, fromHex, joined } from './der.ts'

/** The parts that the DER of keys is put together from. */

export const rsaAlgorithm: Uint8Array = der(0x30, der(6, fromHex('2a864886f70d010101')), der(5))
export const ecAlgorithm: Uint8Array = der(0x30, der(6, fromHex('2a8648ce3d0201')), der(6, fromHex('2a8648ce3d030107')))

/** The octets of a JWK's member. */
export function bytes(jwk: JWK, member: string): Uint8Array {
  return base64url.decode(jwk[member] as string)
}

/** A positive INTEGER. */
export function integer(octets: Uint8Array): Uint8Array {
  return der(2, (octets[0] ?? 0) < 0x80 ? octets : joined([0], octets))
}

/** A certificate of version 3 that nobody signed, with more behind its key. */
export function certificate(spki: Uint8Array, ...more: readonly Uint8Array[]): Uint8Array {
  const algorithm = der(0x30, der(6, fromHex('2a864886f70d01010b')), der(5))
  const version = der(0xa0, der(2, [2]))
  const body = der(0x30, version, der(2, [1]), algorithm, der(0x30), der(0x30), der(0x30), spki, ...more)
  return der(0x30, body, algorithm, der(3, [0, 1]))
}
