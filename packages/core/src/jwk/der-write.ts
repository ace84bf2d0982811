import type { Bytes, KeyMaterial } from '../backend.ts'
import { concat } from '../encoding/bytes.ts'
import { context, encode, encodeUnsigned, tags } from '../encoding/der.ts'
import { JWKError } from '../errors.ts'
import { ecOids, encodeOid, keyOids, mlDsaOids, okpOids } from './oids.ts'

/** SubjectPublicKeyInfo (RFC 5280 §4.1.2.7) of the public half, which must be there. */
export function toSpki(material: KeyMaterial): Bytes {
  return encode(tags.sequence, algorithmOf(material), encode(tags.bitString, Uint8Array.of(0), publicOctets(material)))
}

/** PrivateKeyInfo (RFC 5208 §5), the form every tool reads; the public half of OKP and ML-DSA keys is left for the reader to compute. */
export function toPkcs8(material: KeyMaterial): Bytes {
  const version = encode(tags.integer, Uint8Array.of(0))
  return encode(tags.sequence, version, algorithmOf(material), encode(tags.octetString, privateOctets(material)))
}

/** RSAPublicKey or RSAPrivateKey (RFC 8017 appendix A.1). Throws `JWKError` for keys that are not RSA. */
export function toPkcs1(material: KeyMaterial, secret: boolean): Bytes {
  if (material.kty !== 'RSA') throw new JWKError("The format 'pkcs1' is for RSA keys")
  const { n, e, private: numbers } = material
  if (!secret) return encode(tags.sequence, encodeUnsigned(n), encodeUnsigned(e))
  if (numbers === undefined) throw new JWKError('The key has no private half')
  const { d, p, q, dp, dq, qi } = numbers
  return encode(tags.sequence, encodeUnsigned(Uint8Array.of(0)), ...[n, e, d, p, q, dp, dq, qi].map(encodeUnsigned))
}

/** ECPrivateKey with its curve (RFC 5915 §3). Throws `JWKError` for keys that are not EC. */
export function toSec1(material: KeyMaterial): Bytes {
  if (material.kty !== 'EC') throw new JWKError("The format 'sec1' is for private EC keys")
  return ecPrivateKey(material, encode(context(0), encodeOid(ecOids[material.crv])))
}

function algorithmOf(material: KeyMaterial): Bytes {
  switch (material.kty) {
    case 'RSA':
      return encode(tags.sequence, encodeOid(keyOids.rsa), encode(tags.null))
    case 'EC':
      return encode(tags.sequence, encodeOid(keyOids.ec), encodeOid(ecOids[material.crv]))
    case 'OKP':
      return encode(tags.sequence, encodeOid(okpOids[material.crv]))
    case 'AKP':
      return encode(tags.sequence, encodeOid(mlDsaOids[material.alg]))
    case 'oct':
      throw new JWKError('A secret has no DER form')
  }
}

function publicOctets(material: KeyMaterial): Bytes {
  if (material.kty === 'RSA') return toPkcs1(material, false)
  if (material.kty === 'EC' && material.x && material.y) return concat(Uint8Array.of(4), material.x, material.y)
  const octets = material.kty === 'OKP' ? material.x : material.kty === 'AKP' ? material.pub : undefined
  if (octets === undefined) throw new JWKError('The key has no public half')
  return octets
}

function privateOctets(material: KeyMaterial): Bytes {
  if (material.kty === 'RSA') return toPkcs1(material, true)
  if (material.kty === 'EC') return ecPrivateKey(material, new Uint8Array(0))
  if (material.kty === 'OKP' && material.d) return encode(tags.octetString, material.d)
  if (material.kty === 'AKP' && material.priv) return encode(context(0, false), material.priv)
  throw new JWKError('The key has no private half')
}

function ecPrivateKey({ x, y, d }: Extract<KeyMaterial, { kty: 'EC' }>, parameters: Bytes): Bytes {
  if (d === undefined) throw new JWKError('The key has no private half')
  const point = x && y ? encode(context(1), encode(tags.bitString, Uint8Array.of(0, 4), x, y)) : new Uint8Array(0)
  return encode(tags.sequence, encodeUnsigned(Uint8Array.of(1)), encode(tags.octetString, d), parameters, point)
}
