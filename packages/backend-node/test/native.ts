import { createPrivateKey, createPublicKey, createSecretKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { NativeKeys } from '@jose/conformance'

/** `KeyObject`s, for the suite. */
export const keyObjects: NativeKeys = {
  from(jwk): KeyObject {
    if (jwk.kty === 'oct') return createSecretKey(Buffer.from(jwk.k as string, 'base64url'))
    const isPrivate = jwk.d !== undefined || jwk.priv !== undefined
    return (isPrivate ? createPrivateKey : createPublicKey)({ key: { ...jwk }, format: 'jwk' })
  },
  encrypting: (jwk) => keyObjects.from(jwk, ''),
  unfit: {
    'an RSA key for PSS alone': () => generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).privateKey,
    'RSA of 1024 bits': () => generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey,
    'a DSA key': () => generateKeyPairSync('dsa', { modulusLength: 2048, divisorLength: 256 }).privateKey,
    'a key on a curve that JOSE does not have': () =>
      generateKeyPairSync('ec', { namedCurve: 'brainpoolP256r1' }).privateKey,
  },
}
