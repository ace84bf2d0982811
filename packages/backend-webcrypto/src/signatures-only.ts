import { type BackendKey, type Bytes, base64url, type Primitives, UnsupportedAlgorithmError } from '@jose/core'
import { createAbilities } from './abilities.ts'
import type { WebcryptoBackend } from './backend.ts'
import type { NamedMaterial } from './backend-key.ts'
import { backendName } from './failure.ts'
import { proven, signs } from './halves.ts'
import { createDigest } from './hashes.ts'
import type { KeyPrimitive } from './held.ts'
import { createKeys } from './keys.ts'
import { createMacs } from './mac.ts'
import { createAdopt } from './native-keys.ts'
import { sourceOf, type WebcryptoBackendOptions } from './options.ts'
import type { Source } from './platform.ts'
import { createSignatures } from './signature.ts'
import { supportsSigning } from './supports-signing.ts'

/**
 * The part of `webcryptoBackend` that signs and verifies, for the smallest bundles: it encrypts nothing, makes
 * no keys, and leaves text encodings to core. Throws `TypeError` for options that do not exist or do not fit.
 *
 * @example
 * const backend = webcryptoSignatures()
 * const { claims } = await decodeJwt(backend, token, secret, { algorithms: ['HS256'] })
 */
export function webcryptoSignatures(options: WebcryptoBackendOptions = {}): WebcryptoBackend {
  const source = sourceOf(options)
  const abilities = createAbilities(source)
  const async: Primitives<'async'> = Object.freeze({
    digest: createDigest(source),
    ...createMacs(source, octetsOf),
    ...createSignatures(source),
    ...absent,
    ...createKeys(source, abilities, importPrivate),
  })
  return Object.freeze({
    name: backendName,
    supports: (primitive) => source.isThere() && abilities.has(supportsSigning(primitive)),
    ready: abilities.probeAll,
    random: source.random,
    adopt: createAdopt(source),
    async,
  } satisfies WebcryptoBackend)
}

function octetsOf(text: string): Bytes | undefined {
  try {
    return base64url.decode(text)
  } catch {
    return undefined
  }
}

async function importPrivate(source: Source, material: NamedMaterial, primitive: KeyPrimitive): Promise<BackendKey> {
  return primitive.name === 'ECDH' ? lacking(primitive) : proven(source, material, primitive, signs)
}

function lacking({ name }: { readonly name: string }): never {
  throw new UnsupportedAlgorithmError(name, backendName)
}

const lackingDeflate = (): never => lacking({ name: 'DEFLATE' })
const lackingGeneration = (): never => lacking({ name: 'Generating keys' })

/** What is left out here. */
const absent = {
  encrypt: lacking,
  decrypt: lacking,
  wrap: lacking,
  unwrap: lacking,
  agree: lacking,
  derive: lacking,
  deflate: lackingDeflate,
  inflate: lackingDeflate,
  generateKey: lackingGeneration,
} as const
