import { createPrivateKey, createPublicKey, createSecretKey, generateKeyPairSync } from 'node:crypto'
import type { NativeKeys } from '@jose/conformance'

/** KeyObjects, for the cases of native keys. */
export const native: NativeKeys = {
  from(jwk) {
    if (jwk.kty === 'oct') return createSecretKey(Buffer.from(jwk.k as string, 'base64url'))
    const make = jwk.d === undefined && jwk.priv === undefined ? createPublicKey : createPrivateKey
    return make({ key: { ...jwk }, format: 'jwk' })
  },
  // A KeyObject does whatever its kind can do.
  encrypting: (jwk, algorithm) => native.from(jwk, algorithm),
  unfit: {
    'RSA of 1024 bits': () => generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey,
  },
}
