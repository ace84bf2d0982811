import { type BackendKey, InvalidKeyError, publicHalfOf } from '@jose/core'
import { backendKey, type NamedMaterial } from './backend-key.ts'
import type { KeyPrimitive } from './held.ts'
import { algorithmFor, keyData, usagesFor } from './key-forms.ts'
import { bytesOf } from './octets.ts'
import { signingOf } from './parameters.ts'
import type { CryptoKeyLike, Source } from './platform.ts'

/** Whether the two are halves of one key. */
export type BelongTogether = (
  source: Source,
  primitive: KeyPrimitive,
  privateKey: CryptoKeyLike,
  publicKey: CryptoKeyLike,
) => Promise<boolean>

/** A private key with the public half that came with it, once using both has shown that they belong together. */
export async function proven(
  source: Source,
  material: NamedMaterial,
  primitive: KeyPrimitive,
  belongTogether: BelongTogether,
): Promise<BackendKey> {
  const half = publicHalfOf(material)
  if (half === undefined)
    throw new InvalidKeyError('This WebCrypto reads such a private key only with its public half: give both')
  const subtle = source.subtle()
  const algorithm = algorithmFor(material, primitive)
  const [own, other] = await Promise.all([
    subtle.importKey(...keyData(material), algorithm, false, usagesFor(primitive.name, 'private')),
    subtle.importKey(...keyData(half), algorithm, false, usagesFor(primitive.name, 'public')),
  ])
  if (await belongTogether(source, primitive, own, other)) return backendKey(source, material, [primitive, own])
  throw new InvalidKeyError('The private and the public half of the key do not belong together')
}

/** What one signs, the other verifies. */
export const signs: BelongTogether = async (source, primitive, privateKey, publicKey) => {
  const parameters = signingOf(primitive as Parameters<typeof signingOf>[0])
  const message = source.random(32)
  const signature = await source.subtle().sign(parameters, privateKey, message)
  return source.subtle().verify(parameters, publicKey, bytesOf(signature), message)
}
