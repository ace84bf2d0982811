import {
  type BackendKey,
  InvalidKeyError,
  JOSEError,
  type KeyMaterial,
  type KeyRequest,
  type KeyUse,
  type Primitives,
  UnsupportedAlgorithmError,
} from '@jose/core'
import { type Abilities, abilityOf } from './abilities.ts'
import { backendKey, isPrivate, type NamedMaterial } from './backend-key.ts'
import { backendName } from './failure.ts'
import { heldOf, type KeyPrimitive } from './held.ts'
import { algorithmFor, keyData, materialOf, usagesFor } from './key-forms.ts'
import type { CryptoKeyLike, Source } from './platform.ts'

type KeyPrimitives = Pick<Primitives<'async'>, 'importKey' | 'exportKey'>

/** Makes a key of a private half, whose public half it has made sure of. */
type ImportPrivate = (source: Source, material: NamedMaterial, primitive: KeyPrimitive) => Promise<BackendKey>

export function createKeys(source: Source, abilities: Abilities, importPrivate: ImportPrivate): KeyPrimitives {
  return {
    importKey(material, use) {
      source.subtle()
      const own = copyOf(material)
      // A `CryptoKey` is of one hash, so secrets and RSA keys, which core has checked, become such when they are used.
      if (own.kty === 'oct' || own.kty === 'RSA') return backendKey(source, own)
      return imported(source, abilities, own, firstUseOf(own, use), importPrivate).catch(async (error: unknown) => {
        throw await reasonOf(abilities, own, error)
      })
    },

    async exportKey(key) {
      const { material, native } = heldOf(key)
      if (material !== undefined) return copyOf(material)
      return exported(source, native as CryptoKeyLike, key)
    },
  }
}

async function imported(
  source: Source,
  abilities: Abilities,
  material: NamedMaterial,
  primitive: KeyPrimitive,
  importPrivate: ImportPrivate,
): Promise<BackendKey> {
  const key = isPrivate(material)
    ? await importPrivate(source, material, primitive)
    : await importPublic(source, material, primitive)
  const ability = abilityOf(kindName(material))
  if (ability !== undefined) abilities.learn(ability)
  return key
}

async function importPublic(source: Source, material: NamedMaterial, primitive: KeyPrimitive): Promise<BackendKey> {
  const algorithm = algorithmFor(material, primitive)
  const made = await source
    .subtle()
    .importKey(...keyData(material), algorithm, false, usagesFor(primitive.name, 'public'))
  return backendKey(source, material, [primitive, made])
}

/** Why the platform refused a key: because it has none of the kind, or because of the key itself. */
export async function reasonOf(abilities: Abilities, kind: NamedMaterial | KeyRequest, error: unknown): Promise<Error> {
  if (error instanceof JOSEError) return error
  const name = kindName(kind)
  const ability = abilityOf(name)
  if (ability !== undefined && !(await abilities.probe(ability)))
    return new UnsupportedAlgorithmError(name, backendName)
  return new InvalidKeyError('The webcrypto backend cannot use the key: the platform refuses it')
}

/** The whole of the caller's `CryptoKey`. Throws `InvalidKeyError` where the platform keeps it. */
async function exported(source: Source, native: CryptoKeyLike, { material }: BackendKey): Promise<KeyMaterial> {
  if (!native.extractable) {
    throw new InvalidKeyError(
      'The CryptoKey is not extractable: its numbers, of which the public half is part, stay inside',
    )
  }
  try {
    return materialOf(material, await source.subtle().exportKey('jwk', native))
  } catch {
    throw new InvalidKeyError('The platform does not export the CryptoKey: it may be of another WebCrypto')
  }
}

function kindName(kind: NamedMaterial | KeyRequest): string {
  return kind.kty === 'RSA' ? 'RSA' : kind.kty === 'AKP' ? kind.alg : kind.crv
}

/** What a key of the kind is for: to sign where it can and nothing else is said. */
export function firstUseOf(kind: NamedMaterial | KeyRequest, use: KeyUse | undefined): KeyPrimitive {
  switch (kind.kty) {
    case 'RSA':
      return { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
    case 'EC':
      return use === 'enc' ? { name: 'ECDH', curve: kind.crv } : { name: 'ECDSA', hash: 'SHA-256', curve: kind.crv }
    case 'OKP':
      return kind.crv === 'X25519' || kind.crv === 'X448' ? { name: 'ECDH', curve: kind.crv } : { name: kind.crv }
    case 'AKP':
      return { name: kind.alg }
  }
}

/** In memory that nobody else writes to. */
function copyOf<T extends object>(material: T): T {
  const copy = (value: unknown): unknown =>
    value instanceof Uint8Array ? Uint8Array.from(value) : typeof value === 'object' ? copyOf(value as object) : value
  return Object.fromEntries(Object.entries(material).map(([name, value]) => [name, copy(value)])) as T
}
