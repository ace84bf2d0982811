import type { BackendKey, KeyMaterial } from '@jose/core'
import { createKey, type KeyPrimitive, useOf } from './held.ts'
import type { CryptoKeyLike, Source } from './platform.ts'

/** A key of numbers, with the `CryptoKey` for one use of it where that is there. */
export function backendKey(
  source: Source,
  material: KeyMaterial,
  primitive?: KeyPrimitive,
  cryptoKey?: CryptoKeyLike,
): BackendKey {
  const cryptoKeys = new Map<string, CryptoKeyLike>()
  if (primitive !== undefined && cryptoKey !== undefined) cryptoKeys.set(useOf(primitive), cryptoKey)
  return createKey({ source, material, cryptoKeys }, shownOf(material))
}

function shownOf(material: KeyMaterial): Omit<BackendKey, 'handle'> {
  switch (material.kty) {
    case 'oct':
      return { type: 'secret', material: { kty: 'oct', bits: material.k.length * 8 } }
    case 'RSA': {
      const { private: numbers, ...half } = material
      return { type: numbers ? 'private' : 'public', material: half }
    }
    case 'EC': {
      const { d, ...half } = material
      return { type: d ? 'private' : 'public', material: half }
    }
    case 'OKP': {
      const { d, ...half } = material
      return { type: d ? 'private' : 'public', material: half }
    }
    case 'AKP': {
      const { priv, ...half } = material
      return { type: priv ? 'private' : 'public', material: half }
    }
  }
}

/** Curves and lattices, of which the platform must make sense before core goes on. */
export type NamedMaterial = Exclude<KeyMaterial, { kty: 'oct' | 'RSA' }>
