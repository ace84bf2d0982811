import {
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPair,
  generateKeyPairSync,
  KeyObject,
} from 'node:crypto'
import {
  type BackendKey,
  type Bytes,
  InvalidKeyError,
  type KeyMaterial,
  type KeyRequest,
  parseKeyDer,
  privateHalfOf,
  toPkcs8,
  toSpki,
} from '@jose/core'
import { allowPads } from './short-mac.ts'

/** Core has parsed and checked the material; here it becomes a KeyObject. */
export function importKey(material: KeyMaterial): BackendKey {
  if (material.kty === 'oct') return importSecret(material.k)
  // A public half that came along would be believed.
  const half = privateHalfOf(material)
  return refusing(() =>
    half === undefined
      ? asymmetricKey(createPublicKey({ key: view(toSpki(material)), format: 'der', type: 'spki' }))
      : asymmetricKey(createPrivateKey({ key: view(toPkcs8(half)), format: 'der', type: 'pkcs8' })),
  )
}

/** The same octets as a Buffer: a copy would lie in Buffer's pool, private numbers and all. */
function view(der: Bytes): Buffer {
  return Buffer.from(der.buffer, der.byteOffset, der.byteLength)
}

function importSecret(octets: Bytes): BackendKey {
  const key = createSecretKey(octets)
  allowPads(key)
  return secretKey(key)
}

export function exportKey({ handle, type }: BackendKey): KeyMaterial {
  const key = handle as KeyObject
  if (type === 'secret') return { kty: 'oct', k: new Uint8Array(key.export()) }
  return type === 'public' ? publicMaterial(key) : parseKeyDer(key.export({ format: 'der', type: 'pkcs8' })).material
}

/** A KeyObject of the caller's, or a handle of this backend's. */
export function adopt(native: unknown): BackendKey | undefined {
  if (!(native instanceof KeyObject) || !isGenuine(native)) return undefined
  return refusing(() => (native.type === 'secret' ? secretKey(native) : asymmetricKey(native)))
}

/** Whether there is a key behind it: Node 20 lets an heir or a proxy of a KeyObject pass for one; a clone tells. */
function isGenuine(native: KeyObject): boolean {
  try {
    return structuredClone(native) instanceof KeyObject
  } catch {
    return false
  }
}

export function generateKey(request: KeyRequest): BackendKey {
  const { type, options } = generation(request)
  return asymmetricKey(generateKeyPairSync(type as 'rsa', options as { modulusLength: number }).privateKey)
}

/** On libuv's thread pool. */
export function generateKeyAsync(request: KeyRequest): Promise<BackendKey> {
  const { type, options } = generation(request)
  return new Promise((resolve, reject) => {
    generateKeyPair(type as 'rsa', options as { modulusLength: number }, (error, _publicKey, privateKey) =>
      error ? reject(error) : resolve(asymmetricKey(privateKey)),
    )
  })
}

function generation(request: KeyRequest): { readonly type: string; readonly options: object } {
  switch (request.kty) {
    case 'RSA':
      return { type: 'rsa', options: { modulusLength: request.bits, publicExponent: 65537 } }
    case 'EC':
      return { type: 'ec', options: { namedCurve: request.crv } }
    case 'OKP':
      return { type: request.crv.toLowerCase(), options: {} }
    case 'AKP':
      return { type: request.alg.toLowerCase(), options: {} }
  }
}

function secretKey(handle: KeyObject): BackendKey {
  return { handle, type: 'secret', material: { kty: 'oct', bits: (handle.symmetricKeySize ?? 0) * 8 } }
}

/** OpenSSL may read a kind of key that this Node does nothing with: ML-DSA on Node 22 with OpenSSL 3.5, where it has no type. */
function asymmetricKey(handle: KeyObject): BackendKey {
  if (handle.asymmetricKeyType === undefined)
    throw new InvalidKeyError('The node backend cannot use the key: this Node does not know keys of its kind')
  return { handle, type: handle.type as 'public' | 'private', material: publicMaterial(handle) }
}

/** The public half of a key as OpenSSL has it. */
function publicMaterial(key: KeyObject): Exclude<KeyMaterial, { kty: 'oct' }> {
  const half = key.type === 'private' ? createPublicKey(key) : key
  return parseKeyDer(half.export({ format: 'der', type: 'spki' })).material as Exclude<KeyMaterial, { kty: 'oct' }>
}

/** What OpenSSL says of a key it refuses is no help to the caller, and may quote it. */
function refusing<T>(make: () => T): T {
  try {
    return make()
  } catch (error) {
    if (error instanceof InvalidKeyError) throw error
    throw new InvalidKeyError('The node backend cannot use the key: OpenSSL refuses it')
  }
}
