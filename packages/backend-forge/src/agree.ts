import { type AgreementPrimitive, type BackendKey, type Bytes, InvalidKeyError } from '@jose/core'
import { ecCurves, montgomeryCurves } from './curves.ts'
import { heldAs } from './held.ts'

/** ECDH (SEC 1 §3.3.1; RFC 7748 §6): x at the curve's width; `undefined` where the secret would be all zeros. */
export function agree({ curve }: AgreementPrimitive, privateKey: BackendKey, publicKey: BackendKey): Bytes | undefined {
  if (curve === 'X25519' || curve === 'X448') {
    const [own, other] = [heldAs(privateKey, 'OKP'), heldAs(publicKey, 'OKP')]
    if (own.crv !== curve || other.crv !== curve) throw new InvalidKeyError(`Agreement on ${curve} needs keys on it`)
    return sharedOnMontgomery(curve, given(own.d), other.x)
  }
  const [own, other] = [heldAs(privateKey, 'EC'), heldAs(publicKey, 'EC')]
  if (own.crv !== curve || other.crv !== curve) throw new InvalidKeyError(`Agreement on ${curve} needs keys on it`)
  // A compressed point: an octet for the sign of y, then x.
  return ecCurves[curve].getSharedSecret(given(own.d), other.point, true).slice(1)
}

/** noble throws for points of small order, and for nothing else: key and point have their lengths. */
function sharedOnMontgomery(curve: 'X25519' | 'X448', d: Bytes, x: Bytes): Bytes | undefined {
  try {
    return montgomeryCurves[curve].getSharedSecret(d, x)
  } catch {
    return undefined
  }
}

function given(d: Bytes | undefined): Bytes {
  if (d === undefined) throw new InvalidKeyError('Agreement needs a private key')
  return d
}
