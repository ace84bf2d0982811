import type { KeyMaterial, KeyRequest, Primitive, Primitives } from '@jose/core'
import type { Abilities } from './abilities.ts'
import { backendKey } from './backend-key.ts'
import { algorithmFor, materialOf } from './key-forms.ts'
import { firstUseOf, reasonOf } from './keys.ts'
import type { AlgorithmLike, Source } from './platform.ts'

/** New keys, made by the platform. */
export function createGeneration(source: Source, abilities: Abilities): Primitives<'async'>['generateKey'] {
  return async (request) => {
    const primitive = firstUseOf(request, 'use' in request ? request.use : undefined)
    const { usages, algorithm } = generation(request, primitive)
    try {
      const { privateKey } = await source.subtle().generateKey(algorithm, true, usages)
      const material = materialOf(request, await source.subtle().exportKey('jwk', privateKey))
      return backendKey(source, material, [primitive, privateKey])
    } catch (error) {
      throw await reasonOf(abilities, request, error)
    }
  }
}

function generation(
  request: KeyRequest,
  primitive: Primitive,
): { readonly algorithm: AlgorithmLike; readonly usages: readonly string[] } {
  const usages = primitive.name === 'ECDH' ? ['deriveBits'] : ['sign', 'verify']
  const algorithm = algorithmFor(request as KeyMaterial, primitive)
  if (request.kty !== 'RSA') return { algorithm, usages }
  const publicExponent = Uint8Array.of(1, 0, 1)
  return { algorithm: { ...algorithm, modulusLength: request.bits, publicExponent }, usages }
}
