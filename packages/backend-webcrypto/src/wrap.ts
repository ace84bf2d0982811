import { type BackendKey, type Bytes, type Primitives, UnsupportedAlgorithmError, type WrapPrimitive } from '@jose/core'
import { backendName } from './failure.ts'
import { type KeyPrimitive, orElse, orThrow, withKey } from './held.ts'
import { bytesOf } from './octets.ts'
import type { AlgorithmLike, CryptoKeyLike, Source } from './platform.ts'

/** AES Key Wrap (RFC 3394) and RSAES-OAEP. WebCrypto has no RSAES-PKCS1-v1_5. */
export function createWraps(source: Source): Pick<Primitives<'async'>, 'wrap' | 'unwrap'> {
  return {
    wrap: (primitive, key, octets) =>
      withKey(source, key, known(primitive), octets, (cryptoKey, given) =>
        wrapOctets(source, parameters[known(primitive).name], cryptoKey, given).then(bytesOf, orThrow(primitive)),
      ),

    unwrap: (primitive, key, wrapped) => {
      if (!hasLength(known(primitive), key, wrapped.length)) return undefined
      return withKey(source, key, known(primitive), wrapped, (cryptoKey, given) =>
        unwrapOctets(source, parameters[known(primitive).name], cryptoKey, given).then(
          bytesOf,
          orElse(undefined, key, primitive),
        ),
      )
    },
  }
}

/**
 * Three blocks of 8 octets or more (RFC 3394 §2.2.2), the octets of the modulus (RFC 8017 §7.1.2): some implementations
 * unwrap nothing to nothing, or fill up what is short.
 */
function hasLength({ name }: KnownWrap, { material }: BackendKey, length: number): boolean {
  if (name === 'AES-KW') return length >= 24 && length % 8 === 0
  return material.kty === 'RSA' && length === ('bits' in material ? (material.bits + 7) >> 3 : material.n.length)
}

/** The same objects each time, as for signatures. */
const parameters = { 'AES-KW': { name: 'AES-KW' }, 'RSA-OAEP': { name: 'RSA-OAEP' } } as const

/** Octets are wrapped as a key that may have any size, which is one for HMAC. */
const anyKey: AlgorithmLike = { name: 'HMAC', hash: 'SHA-256' }

async function wrapOctets(
  source: Source,
  algorithm: AlgorithmLike,
  key: CryptoKeyLike,
  octets: Bytes,
): Promise<ArrayBuffer> {
  const subtle = source.subtle()
  if (key.usages.includes('encrypt')) return subtle.encrypt(algorithm, key, octets)
  const content = await subtle.importKey('raw', octets, anyKey, true, ['sign'])
  return subtle.wrapKey('raw', content, key, algorithm)
}

async function unwrapOctets(
  source: Source,
  algorithm: AlgorithmLike,
  key: CryptoKeyLike,
  wrapped: Bytes,
): Promise<ArrayBuffer> {
  const subtle = source.subtle()
  if (key.usages.includes('decrypt')) return subtle.decrypt(algorithm, key, wrapped)
  const content = await subtle.unwrapKey('raw', wrapped, key, algorithm, anyKey, true, ['sign'])
  return subtle.exportKey('raw', content)
}

type KnownWrap = Exclude<WrapPrimitive, { name: 'RSAES-PKCS1-v1_5' }> & KeyPrimitive

function known(primitive: WrapPrimitive): KnownWrap {
  if (primitive.name === 'RSAES-PKCS1-v1_5') throw new UnsupportedAlgorithmError(primitive.name, backendName)
  return primitive
}
