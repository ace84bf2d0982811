import { createPrivateKey, createPublicKey, createSecretKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { supports } from '@jose/backend-node'
import type { NativeKeys } from '@jose/conformance'
import type { JWK } from '@jose/core'

/** `KeyObject`s, for the suite. Older runtimes have none for what they do not support. */
export const keyObjects: NativeKeys = {
  from: supportedKeyObject,
  encrypting: supportedKeyObject,
  unfit: {
    'an RSA key for PSS alone': () => generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).privateKey,
    'RSA of 1024 bits': () => generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey,
    'a DSA key': () => generateKeyPairSync('dsa', { modulusLength: 2048, divisorLength: 256 }).privateKey,
    'a key on a curve that JOSE does not have': () =>
      generateKeyPairSync('ec', { namedCurve: 'brainpoolP256r1' }).privateKey,
  },
}

function supportedKeyObject(jwk: JWK, algorithm: string): KeyObject | undefined {
  if (!supports(algorithm, jwk.crv === undefined ? {} : { curve: jwk.crv })) return undefined
  if (jwk.kty === 'oct') return createSecretKey(Buffer.from(jwk.k as string, 'base64url'))
  const isPrivate = jwk.d !== undefined || jwk.priv !== undefined
  return (isPrivate ? createPrivateKey : createPublicKey)({ key: { ...jwk }, format: 'jwk' })
}
