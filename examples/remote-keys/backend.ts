import {
  type Backend,
  type BackendKey,
  type Binding,
  type Bytes,
  base64url,
  createJose,
  type Data,
  InvalidKeyError,
  type JWK,
  type KeyMaterial,
  type Primitive,
  parseKeyDer,
  type SignaturePrimitive,
} from '@jose/core'
import { createKeyService, type KeyServiceOptions, wrongAnswer } from './service.ts'

/**
 * The native key of this backend: a private key that stays with the service, and its public half. Of a class, because
 * core copies plain objects, and a copy would be another key.
 */
export class RemoteKey {
  readonly url: string
  readonly id: string
  readonly jwk: JWK

  constructor(url: string, id: string, jwk: JWK) {
    this.url = url
    this.id = id
    this.jwk = Object.freeze(jwk)
    Object.freeze(this)
  }
}

export interface RemoteBackend extends Backend {
  /** The key of that name, ready to sign. Throws `JOSEError` (`ERR_KEY_SERVICE_…`), and `JWKError` for a key of no use. */
  key(id: string): Promise<RemoteKey>
}

/**
 * A backend that signs by a key service. What needs no private key of the service, `local` does. It has the signature
 * primitives alone: compose it with a backend that has the rest.
 */
export function remoteBackend(local: Backend, options: KeyServiceOptions): RemoteBackend {
  const service = createKeyService(options)
  const keys = new WeakMap<object, HeldKey>()

  return Object.freeze({
    ...local,
    name: 'remote',
    supports: (primitive: Primitive) => isSignature(primitive) && local.supports(primitive),
    adopt: (native: unknown) => keys.get(native as object),
    // A service over a network cannot answer at once.
    sync: undefined,
    async: Object.freeze({
      ...local.async,

      sign(primitive: SignaturePrimitive, key: BackendKey, data: Data): Bytes | PromiseLike<Bytes> {
        const held = keys.get(key.handle as object)
        return held === undefined ? local.async.sign(primitive, key, data) : signRemotely(primitive, held, data)
      },

      exportKey(key: BackendKey): KeyMaterial | PromiseLike<KeyMaterial> {
        if (!keys.has(key.handle as object)) return local.async.exportKey(key)
        throw new InvalidKeyError('The private key does not leave the key service, which does nothing but sign')
      },
    }),

    async key(id: string): Promise<RemoteKey> {
      const { jwk, only } = await service.describe(id)
      if (typeof jwk !== 'object' || jwk === null) throw wrongAnswer('no public key')
      // Core reads the JWK as strictly as any other, and shows its numbers as DER.
      const half = await createJose(local).jwk.construct(jwk as JWK)
      if (half.type !== 'public') throw wrongAnswer('something else than a public key')
      const material = parseKeyDer(await half.toDer()).material as HeldKey['material']
      const handle = new RemoteKey(service.urlOf(id), id, await half.toJwk())
      keys.set(handle, Object.freeze({ handle, type: 'private', material, ...bindingOf(only) }))
      return handle
    },
  })

  async function signRemotely(primitive: SignaturePrimitive, key: HeldKey, data: Data): Promise<Bytes> {
    // The caller's octets may change while the service works.
    const signed = typeof data === 'string' ? data : Uint8Array.from(data)
    const { signature } = await service.sign(key.handle.id, primitive, signed)
    const octets = octetsOf(signature)
    if (octets === undefined || octets.length !== signatureLength(primitive, key)) {
      throw wrongAnswer('a signature of a wrong length')
    }
    // Verifying costs little beside a request, and shows a wrong key, a wrong salt, a mistaken algorithm.
    const half = await local.async.importKey(key.material)
    if (await local.async.verify(primitive, half, octets, signed)) return octets
    throw wrongAnswer('a signature that is not of the key')
  }
}

interface HeldKey extends BackendKey {
  readonly handle: RemoteKey
  readonly material: Exclude<KeyMaterial, { kty: 'oct' }>
}

/** Bytes; ECDSA as r‖s (RFC 7518 §3.4). Many services answer DER, which has other lengths. */
const signatureLengths: { readonly [name: string]: number } = {
  'P-256': 64,
  'P-384': 96,
  'P-521': 132,
  secp256k1: 64,
  Ed25519: 64,
  Ed448: 114,
  'ML-DSA-44': 2420,
  'ML-DSA-65': 3309,
  'ML-DSA-87': 4627,
}

function signatureLength(primitive: SignaturePrimitive, { material }: HeldKey): number | undefined {
  if (material.kty === 'RSA') return material.n.length
  return signatureLengths['curve' in primitive ? primitive.curve : primitive.name]
}

const signatureNames: ReadonlySet<string> = new Set(['RSASSA-PKCS1-v1_5', 'RSA-PSS', 'ECDSA', 'Ed25519', 'Ed448'])

function isSignature({ name }: Primitive): boolean {
  return signatureNames.has(name) || name.startsWith('ML-DSA-')
}

/** What the key is for, where the service lets it do one thing only: core then asks it for nothing else. */
function bindingOf(only: unknown): { readonly bound?: Binding } {
  if (only === undefined) return {}
  const { name, hash } = { ...(only as Partial<Binding>) }
  if (name === undefined || !isSignature({ name } as Primitive)) throw wrongAnswer('a use of the key that is none')
  return { bound: { name, operations: ['sign'], ...(typeof hash === 'string' && { hash }) } }
}

function octetsOf(text: unknown): Bytes | undefined {
  try {
    return base64url.decode(text as string)
  } catch {
    return undefined
  }
}
