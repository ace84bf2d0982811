import { type BackendKey, type KeyMaterial, type PublicMaterial, publicHalfOf } from '@jose/core'
import { createKey, type KeyPrimitive, useOf } from './held.ts'
import type { CryptoKeyLike, Source } from './platform.ts'

/** A key of numbers, its public half among them, with the `CryptoKey` for one use of it where that is there. */
export function backendKey(
  source: Source,
  material: KeyMaterial,
  ready?: readonly [use: KeyPrimitive, cryptoKey: CryptoKeyLike],
): BackendKey {
  const cryptoKeys = new Map<string, CryptoKeyLike>()
  if (ready !== undefined) cryptoKeys.set(useOf(ready[0]), ready[1])
  return createKey({ source, material, cryptoKeys }, shownOf(material))
}

function shownOf(material: KeyMaterial): Omit<BackendKey, 'handle'> {
  if (material.kty === 'oct') return { type: 'secret', material: { kty: 'oct', bits: material.k.length * 8 } }
  return { type: isPrivate(material) ? 'private' : 'public', material: publicHalfOf(material) as PublicMaterial }
}

export function isPrivate(material: Exclude<KeyMaterial, { kty: 'oct' }>): boolean {
  const numbers = material.kty === 'RSA' ? material.private : material.kty === 'AKP' ? material.priv : material.d
  return numbers !== undefined
}

/** Curves and lattices, of which the platform must make sense before core goes on. */
export type NamedMaterial = Exclude<KeyMaterial, { kty: 'oct' | 'RSA' }>
