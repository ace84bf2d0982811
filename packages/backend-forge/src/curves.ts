import type { EcCurve, MlDsaName } from '@jose/core'
import { ed448, x448 } from '@noble/curves/ed448.js'
import { ed25519, x25519 } from '@noble/curves/ed25519.js'
import { p256, p384, p521 } from '@noble/curves/nist.js'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { ml_dsa44, ml_dsa65, ml_dsa87 } from '@noble/post-quantum/ml-dsa.js'

/** noble's, by the names that RFC 7518, RFC 8037, RFC 8812 and RFC 9964 have for them. */

export const ecCurves: { readonly [crv in EcCurve]: typeof p256 } = /* @__PURE__ */ Object.freeze({
  'P-256': p256,
  'P-384': p384,
  'P-521': p521,
  secp256k1,
})

export const edwardsCurves: { readonly [crv in 'Ed25519' | 'Ed448']: typeof ed25519 } = /* @__PURE__ */ Object.freeze({
  Ed25519: ed25519,
  Ed448: ed448,
})

export const montgomeryCurves: { readonly [crv in 'X25519' | 'X448']: typeof x25519 } = /* @__PURE__ */ Object.freeze({
  X25519: x25519,
  X448: x448,
})

export const mlDsa: { readonly [name in MlDsaName]: typeof ml_dsa44 } = /* @__PURE__ */ Object.freeze({
  'ML-DSA-44': ml_dsa44,
  'ML-DSA-65': ml_dsa65,
  'ML-DSA-87': ml_dsa87,
})
