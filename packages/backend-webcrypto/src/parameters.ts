import type { AgreementPrimitive, SignaturePrimitive } from '@jose/core'
import type { AlgorithmLike, CryptoKeyLike } from './platform.ts'

// The same objects each time: node makes a prototype of what it is given, which costs microseconds for one it has not seen.
const known = /* @__PURE__ */ new WeakMap<SignaturePrimitive, AlgorithmLike>()

/** How WebCrypto is told to sign; what a key was imported for is not said again. */
export function signingOf(primitive: SignaturePrimitive): AlgorithmLike {
  const parameters = known.get(primitive) ?? Object.freeze(parametersOf(primitive))
  known.set(primitive, parameters)
  return parameters
}

function parametersOf(primitive: SignaturePrimitive): AlgorithmLike {
  switch (primitive.name) {
    case 'RSA-PSS':
      return { name: 'RSA-PSS', saltLength: primitive.saltLength }
    case 'ECDSA':
      return { name: 'ECDSA', hash: primitive.hash }
    default:
      return { name: primitive.name }
  }
}

export const hmac: AlgorithmLike = /* @__PURE__ */ Object.freeze({ name: 'HMAC' })

/** Bytes of the x coordinate, or of the secret of RFC 7748. WebCrypto wants P-521 rounded up to whole octets. */
const widths = { 'P-256': 32, 'P-384': 48, 'P-521': 66, secp256k1: 32, X25519: 32, X448: 56 } as const

export function agreementOf(
  { curve }: AgreementPrimitive,
  privateKey: CryptoKeyLike,
  publicKey: CryptoKeyLike,
): { readonly parameters: AlgorithmLike; readonly bits: number } {
  return { parameters: { name: privateKey.algorithm.name, public: publicKey }, bits: widths[curve] * 8 }
}
