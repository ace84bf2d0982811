import { Buffer } from 'node:buffer'
import {
  createVerify,
  sign as cryptoSign,
  verify as cryptoVerify,
  type KeyObject,
  type SignKeyObjectInput,
  type Verify,
} from 'node:crypto'
import type { BackendKey, Bytes, Data, SignaturePrimitive } from '@jose/core'
import { fromDer, toDer } from './ecdsa.ts'
import { hashNames } from './hashes.ts'
import { pssKey, verifyPss } from './pss.ts'

export function sign(primitive: SignaturePrimitive, key: BackendKey, data: Data): Bytes {
  return outgoing(primitive, cryptoSign(hashOf(primitive), octets(data), keyFor(primitive, key)))
}

/** On libuv's thread pool where signing takes long; at once where going there would cost more than it saves. */
export function signAsync(primitive: SignaturePrimitive, key: BackendKey, data: Data): Bytes | Promise<Bytes> {
  if (isQuick(primitive)) return sign(primitive, key, data)
  return new Promise((resolve, reject) => {
    cryptoSign(hashOf(primitive), octets(data), keyFor(primitive, key), (error, signature) =>
      error ? reject(error) : resolve(outgoing(primitive, signature)),
    )
  })
}

export function verify(primitive: SignaturePrimitive, key: BackendKey, signature: Bytes, data: Data): boolean {
  const hash = hashOf(primitive)
  const object = key.handle as KeyObject
  if (hash === null) return cryptoVerify(null, octets(data), object, signature)
  // Node spends a microsecond less on this than on its one-shot verify, and takes a text as it is.
  const verifier = (): Verify => createVerify(hash).update(data)
  if (primitive.name === 'RSA-PSS') return verifyPss(verifier, object, primitive.saltLength, signature)
  return verifier().verify(object, incoming(primitive, signature))
}

export function verifyAsync(
  primitive: SignaturePrimitive,
  key: BackendKey,
  signature: Bytes,
  data: Data,
): boolean | Promise<boolean> {
  // Verifying with RSA is quick: the public exponent is short.
  if (isQuick(primitive) || primitive.name.startsWith('RSA')) return verify(primitive, key, signature, data)
  return new Promise((resolve, reject) => {
    const given = incoming(primitive, signature)
    cryptoVerify(hashOf(primitive), octets(data), keyFor(primitive, key), given, (error, good) =>
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

/** The KeyObject alone where its defaults are right (PKCS#1 v1.5 for RSA). */
function keyFor(primitive: SignaturePrimitive, { handle }: BackendKey): KeyObject | SignKeyObjectInput {
  const key = handle as KeyObject
  return primitive.name === 'RSA-PSS' ? pssKey(key, primitive.saltLength) : key
}

/** OpenSSL's DER signature as r‖s; having node ask OpenSSL for that costs 10 µs more. */
function outgoing(primitive: SignaturePrimitive, signature: Bytes): Bytes {
  return primitive.name === 'ECDSA' ? fromDer(signature, primitive.curve) : signature
}

function incoming(primitive: SignaturePrimitive, signature: Bytes): Bytes {
  return primitive.name === 'ECDSA' ? toDer(signature) : signature
}

function octets(data: Data): Bytes {
  return typeof data === 'string' ? Buffer.from(data, 'latin1') : data
}
