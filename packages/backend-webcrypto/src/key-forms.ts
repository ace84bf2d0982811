import {
  type BackendKey,
  type Bytes,
  base64url,
  type EcCurve,
  type KeyMaterial,
  materialOfJwk,
  type Primitive,
} from '@jose/core'
import type { AlgorithmLike, JwkLike, KeyData } from './platform.ts'

/** The forms in which numbers pass into WebCrypto and out of it. */

type EcMaterial = Extract<KeyMaterial, { kty: 'EC' }>
type OkpMaterial = Extract<KeyMaterial, { kty: 'OKP' }>

/** Curves by the names that implementations have for them; secp256k1 is there in @peculiar/webcrypto only. */
export const curveNames: { readonly [curve in EcCurve]: string } = {
  'P-256': 'P-256',
  'P-384': 'P-384',
  'P-521': 'P-521',
  secp256k1: 'K-256',
}

/** What every implementation reads of such a key. A private key has its public half with it. */
export function keyData(material: KeyMaterial): KeyData {
  return material.kty === 'oct' ? ['raw', material.k] : ['jwk', jwkOf(material)]
}

function jwkOf(material: Exclude<KeyMaterial, { kty: 'oct' }>): JwkLike {
  const { private: secret, ...numbers } = material as RsaMaterial
  const jwk: { [member: string]: string } = {}
  for (const [member, value] of Object.entries({ ...numbers, ...secret } as { [member: string]: string | Bytes }))
    jwk[member] = typeof value === 'string' ? (curveNames[value as EcCurve] ?? value) : base64url.encode(value)
  return jwk
}

/** How WebCrypto names what the key is imported for. */
export function algorithmFor(material: KeyMaterial, primitive: Primitive): AlgorithmLike {
  if (material.kty === 'EC') return { name: primitive.name, namedCurve: curveNames[material.crv] }
  if (material.kty === 'OKP') return { name: material.crv }
  return 'hash' in primitive ? { name: primitive.name, hash: primitive.hash } : { name: primitive.name }
}

const operations: { readonly [name: string]: readonly [sealing: string, opening: string] } = {
  'RSA-OAEP': ['encrypt', 'decrypt'],
  'AES-GCM': ['encrypt', 'decrypt'],
  'AES-CBC': ['encrypt', 'decrypt'],
  'AES-KW': ['wrapKey', 'unwrapKey'],
}

/** All that the key may do under that name. */
export function usagesFor(name: string, type: BackendKey['type']): readonly string[] {
  if (name === 'ECDH') return type === 'private' ? ['deriveBits'] : []
  const [sealing, opening] = operations[name] ?? ['verify', 'sign']
  return type === 'secret' ? [sealing, opening] : [type === 'public' ? sealing : opening]
}

/** A kind of key, without its numbers. */
export type Kind =
  | { readonly kty: 'oct' | 'RSA' }
  | Pick<EcMaterial, 'kty' | 'crv'>
  | Pick<OkpMaterial, 'kty' | 'crv'>
  | Pick<Extract<KeyMaterial, { kty: 'AKP' }>, 'kty' | 'alg'>

/**
 * The numbers of an exported JWK, whose own names for its kind differ by implementation; some write members that are not
 * there as `undefined` (react-native-quick-crypto). Throws `JWKError` where a number is missing or malformed.
 */
export function materialOf(kind: Kind, jwk: JwkLike): KeyMaterial {
  // These three alone: `kind` may be a key, with numbers of its own.
  const { kty, crv, alg } = { crv: undefined, alg: undefined, ...kind }
  const there = Object.fromEntries(Object.entries(jwk).filter(([, value]) => value !== undefined && value !== null))
  return materialOfJwk({ ...there, kty, crv, alg })
}

type RsaMaterial = Extract<KeyMaterial, { kty: 'RSA' }>
