import type { Bytes, Primitives } from '@jose/core'
import { cryptoKeyFor, heldOf, orElse } from './held.ts'
import { bytesOf } from './octets.ts'
import { agreementOf } from './parameters.ts'
import type { Source } from './platform.ts'

/** ECDH, on the curves of NIST and of RFC 7748. */
export function createAgreement(source: Source): Primitives<'async'>['agree'] {
  return async (primitive, privateKey, publicKey) => {
    const [own, other] = await Promise.all([
      cryptoKeyFor(source, privateKey, primitive),
      cryptoKeyFor(source, publicKey, primitive),
    ])
    const { parameters, bits } = agreementOf(primitive, own, other)
    // A native key of another WebCrypto is refused, whichever of the two it is.
    const native = heldOf(publicKey).native === undefined ? privateKey : publicKey
    const secret = await source
      .subtle()
      .deriveBits(parameters, own, bits)
      .then(bytesOf, orElse(undefined, native, primitive))
    // The x coordinate of a point on a curve of NIST may well be 0.
    const isRefused = secret !== undefined && primitive.curve.startsWith('X') && isZero(secret)
    return isRefused ? undefined : secret
  }
}

/** Whether a peer of small order made the secret 0 (RFC 7748 §6.1). Looks at every octet. */
function isZero(secret: Bytes): boolean {
  return secret.reduce((seen, octet) => seen | octet, 0) === 0
}
