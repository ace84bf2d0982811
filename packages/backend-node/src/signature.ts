import { constants, sign as cryptoSign, verify as cryptoVerify, type KeyObject, type SigningOptions } from 'node:crypto'
import type { BackendKey, Bytes, Data, SignaturePrimitive } from '@jose/core'
import { hashNames } from './hashes.ts'

export function sign(primitive: SignaturePrimitive, { handle }: BackendKey, data: Data): Bytes {
  return cryptoSign(hashOf(primitive), octets(data), { key: handle as KeyObject, ...settings(primitive) })
}

/** On libuv's thread pool where signing takes long; at once where going there would cost more than it saves. */
export function signAsync(primitive: SignaturePrimitive, key: BackendKey, data: Data): Bytes | Promise<Bytes> {
  if (isQuick(primitive)) return sign(primitive, key, data)
  const options = { key: key.handle as KeyObject, ...settings(primitive) }
  return new Promise((resolve, reject) => {
    cryptoSign(hashOf(primitive), octets(data), options, (error, signature) =>
      error ? reject(error) : resolve(signature),
    )
  })
}

export function verify(primitive: SignaturePrimitive, { handle }: BackendKey, signature: Bytes, data: Data): boolean {
  return cryptoVerify(hashOf(primitive), octets(data), { key: handle as KeyObject, ...settings(primitive) }, signature)
}

export function verifyAsync(
  primitive: SignaturePrimitive,
  key: BackendKey,
  signature: Bytes,
  data: Data,
): boolean | Promise<boolean> {
  // Verifying with RSA is quick: the public exponent is short.
  if (isQuick(primitive) || primitive.name.startsWith('RSA')) return verify(primitive, key, signature, data)
  const options = { key: key.handle as KeyObject, ...settings(primitive) }
  return new Promise((resolve, reject) => {
    cryptoVerify(hashOf(primitive), octets(data), options, signature, (error, good) =>
      error ? reject(error) : resolve(good),
    )
  })
}

/** Whether the operation takes less time than the way to another thread and back, some tens of microseconds. */
function isQuick(primitive: SignaturePrimitive): boolean {
  return primitive.name === 'Ed25519' || (primitive.name === 'ECDSA' && primitive.curve === 'P-256')
}

/** The hash by name; Ed25519, Ed448 and ML-DSA hash for themselves. */
function hashOf(primitive: SignaturePrimitive): string | null {
  return 'hash' in primitive ? hashNames[primitive.hash] : null
}

const pkcs1: SigningOptions = Object.freeze({ padding: constants.RSA_PKCS1_PADDING })
const ecdsa: SigningOptions = Object.freeze({ dsaEncoding: 'ieee-p1363' })
const none: SigningOptions = Object.freeze({})

function settings(primitive: SignaturePrimitive): SigningOptions {
  switch (primitive.name) {
    case 'RSASSA-PKCS1-v1_5':
      return pkcs1
    case 'RSA-PSS':
      return { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: primitive.saltLength }
    case 'ECDSA':
      return ecdsa
    default:
      return none
  }
}

function octets(data: Data): Bytes {
  return typeof data === 'string' ? Buffer.from(data, 'latin1') : data
}
