import { type BackendKey, type Bytes, privateHalfOf, publicHalfOf, toPkcs8 } from '@jose/core'
import { backendKey, type NamedMaterial } from './backend-key.ts'
import { type BelongTogether, proven, signs } from './halves.ts'
import type { KeyPrimitive } from './held.ts'
import { algorithmFor, materialOf, usagesFor } from './key-forms.ts'
import { bytesOf } from './octets.ts'
import { agreementOf } from './parameters.ts'
import type { CryptoKeyLike, Source } from './platform.ts'

/**
 * A private key whose public half is the platform's own: computed by it, or, where it cannot compute one, the given one
 * after a signature or an agreement has shown that the halves belong together. Throws on a key the platform refuses.
 */
export async function importPrivate(
  source: Source,
  material: NamedMaterial,
  primitive: KeyPrimitive,
): Promise<BackendKey> {
  const whole = await computed(source, material, primitive)
  return whole ?? proven(source, material, primitive, primitive.name === 'ECDH' ? agrees : signs)
}

/** Imported without a public half, and exported with the one that the platform has made; `undefined` where it makes none. */
async function computed(
  source: Source,
  material: NamedMaterial,
  primitive: KeyPrimitive,
): Promise<BackendKey | undefined> {
  const subtle = source.subtle()
  const alone = privateHalfOf(material) as NamedMaterial
  const usages = usagesFor(primitive.name, 'private')
  try {
    const made = await subtle.importKey('pkcs8', toPkcs8(alone), algorithmFor(alone, primitive), true, usages)
    const half = publicHalfOf(materialOf(alone, await subtle.exportKey('jwk', made)))
    return half && backendKey(source, { ...half, ...alone } as NamedMaterial, [primitive, made])
  } catch {
    return undefined
  }
}

/** A third party must come to the same secret with either half. */
const agrees: BelongTogether = async (source, primitive, privateKey, publicKey) => {
  const subtle = source.subtle()
  const third = await subtle.generateKey(privateKey.algorithm, false, ['deriveBits'])
  const agree = async (key: CryptoKeyLike, peer: CryptoKeyLike): Promise<Bytes> => {
    const { parameters, bits } = agreementOf(primitive as Parameters<typeof agreementOf>[0], key, peer)
    return bytesOf(await subtle.deriveBits(parameters, key, bits))
  }
  const [one, two] = await Promise.all([agree(privateKey, third.publicKey), agree(third.privateKey, publicKey)])
  return one.every((octet, index) => octet === two[index])
}
