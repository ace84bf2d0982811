import type { Bytes, EcCurve, KeyMaterial, MlDsaName, OkpCurve, RsaPrivate } from '../backend.ts'
import { concat, equalBytes } from '../encoding/bytes.ts'
import {
  contentOf,
  context,
  type Element,
  elements,
  encode,
  encodeUnsigned,
  inside,
  malformed,
  octetsOfBits,
  tags,
  unsigned,
} from '../encoding/der.ts'
import { InvalidKeyError, JWKError } from '../errors.ts'
import { ecCurves } from './curves.ts'

/** The structures a key comes in: SubjectPublicKeyInfo, PrivateKeyInfo, RFC 8017 appendix A.1, RFC 5915, X.509. */
export type DerForm = 'spki' | 'pkcs8' | 'pkcs1' | 'sec1' | 'x509'

const oid = {
  rsa: [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01],
  rsaPss: [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0a],
  ec: [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01],
} as const

const ecOids: { readonly [crv in EcCurve]: readonly number[] } = {
  'P-256': [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07],
  'P-384': [0x2b, 0x81, 0x04, 0x00, 0x22],
  'P-521': [0x2b, 0x81, 0x04, 0x00, 0x23],
  secp256k1: [0x2b, 0x81, 0x04, 0x00, 0x0a],
}

const okpOids: { readonly [crv in OkpCurve]: readonly number[] } = {
  X25519: [0x2b, 0x65, 0x6e],
  X448: [0x2b, 0x65, 0x6f],
  Ed25519: [0x2b, 0x65, 0x70],
  Ed448: [0x2b, 0x65, 0x71],
}

const mlDsaOids: { readonly [alg in MlDsaName]: readonly number[] } = {
  'ML-DSA-44': [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, 0x11],
  'ML-DSA-65': [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, 0x12],
  'ML-DSA-87': [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, 0x13],
}

/** The key in a DER structure, and which structure it was. Throws `InvalidKeyError`. */
export function parseKeyDer(der: Bytes): { readonly form: DerForm; readonly material: KeyMaterial } {
  const parts = inside(der)
  const shape = parts.map((part) => part.tag).join()
  const { integer, sequence, bitString, octetString } = tags
  if (shape === `${[sequence, bitString]}`) return { form: 'spki', material: fromSpki(parts) }
  if (shape === `${[sequence, sequence, bitString]}`) return { form: 'x509', material: fromCertificate(parts[0]) }
  if (shape.startsWith(`${[integer, sequence, octetString]}`)) return { form: 'pkcs8', material: fromPkcs8(parts) }
  if (shape.startsWith(`${[integer, octetString]}`)) return { form: 'sec1', material: fromSec1(parts) }
  if (shape === `${[integer, integer]}` || shape === `${Array(9).fill(integer)}`) {
    return { form: 'pkcs1', material: fromPkcs1(parts) }
  }
  if (shape === `${[sequence, octetString]}`) {
    throw new InvalidKeyError('The private key is encrypted (PKCS#8): decrypt it first, such as with openssl pkey')
  }
  throw new InvalidKeyError('The DER is of no kind of key: SPKI, PKCS#8, PKCS#1, SEC1 and X.509 are known')
}

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
  return ecPrivateKey(material, encode(context(0), oidOf(ecOids[material.crv])))
}

function fromSpki([algorithm, key]: readonly Element[]): KeyMaterial {
  return fromPublicOctets(algorithm, octetsOfBits(key))
}

function fromCertificate(certificate: Element | undefined): KeyMaterial {
  const fields = elements(contentOf(certificate, tags.sequence))
  // version [0], serialNumber, signature, issuer, validity, subject, subjectPublicKeyInfo (RFC 5280 §4.1).
  const first = fields[0]?.tag === context(0) ? 1 : 0
  return fromSpki(elements(contentOf(fields[first + 5], tags.sequence)))
}

function fromPublicOctets(algorithm: Element | undefined, octets: Bytes): KeyMaterial {
  const kind = kindOf(algorithm)
  if (kind.kty === 'RSA') return fromPkcs1(inside(octets))
  if (kind.kty === 'EC') return { ...kind, ...pointOf(kind.crv, octets) }
  return kind.kty === 'AKP' ? { ...kind, pub: octets } : { ...kind, x: octets }
}

function fromPkcs8([version, algorithm, key, ...optional]: readonly Element[]): KeyMaterial {
  // PrivateKeyInfo, or OneAsymmetricKey of RFC 5958 with attributes [0] and a public key [1].
  const known = [context(0), context(1, false), context(1)]
  if ((unsigned(version)[0] as number) > 1 || !optional.every(({ tag }) => known.includes(tag))) throw malformed()
  const kind = kindOf(algorithm)
  const octets = contentOf(key, tags.octetString)
  if (kind.kty === 'RSA') return fromPkcs1(inside(octets))
  if (kind.kty === 'EC') return fromSec1(inside(octets), kind.crv)
  // A public half that comes along is checked against the private one, like a JWK's.
  const half = optional.find(({ tag }) => tag === context(1, false))
  const point = half && octetsOfBits({ tag: tags.bitString, content: half.content })
  if (kind.kty === 'AKP') return { ...kind, priv: seedOf(octets), ...(point && { pub: point }) }
  return { ...kind, d: contentOf(elements(octets)[0], tags.octetString), ...(point && { x: point }) }
}

function fromPkcs1(numbers: readonly Element[]): KeyMaterial {
  if (numbers.length === 2) return { kty: 'RSA', n: unsigned(numbers[0]), e: unsigned(numbers[1]) }
  const [version, n, e, d, p, q, dp, dq, qi] = numbers.map(unsigned) as readonly Bytes[]
  if (numbers.length !== 9 || version?.[0] !== 0) throw malformed()
  return { kty: 'RSA', n: n as Bytes, e: e as Bytes, private: { d, p, q, dp, dq, qi } as RsaPrivate }
}

function fromSec1([version, key, ...optional]: readonly Element[], outer?: EcCurve): KeyMaterial {
  if (unsigned(version)[0] !== 1) throw malformed()
  const parameters = optional.find(({ tag }) => tag === context(0))
  const point = optional.find(({ tag }) => tag === context(1))
  const crv = parameters === undefined ? outer : curveOf(elements(parameters.content)[0])
  if (crv === undefined || (outer !== undefined && crv !== outer)) throw malformed()
  const scalar = contentOf(key, tags.octetString)
  const width = ecCurves[crv].bytes
  // Some writers leave out leading zeros, which RFC 5915 §3 wants.
  const d = scalar.length < width ? concat(new Uint8Array(width - scalar.length), scalar) : scalar
  const half = { kty: 'EC', crv, d } as const
  return point === undefined ? half : { ...half, ...pointOf(crv, octetsOfBits(elements(point.content)[0])) }
}

type Kind =
  | { readonly kty: 'RSA' }
  | { readonly kty: 'EC'; readonly crv: EcCurve }
  | { readonly kty: 'OKP'; readonly crv: OkpCurve }
  | { readonly kty: 'AKP'; readonly alg: MlDsaName }

function kindOf(algorithm: Element | undefined): Kind {
  const [identifier, parameters, ...rest] = elements(contentOf(algorithm, tags.sequence))
  const name = contentOf(identifier, tags.oid)
  if (rest.length > 0) throw malformed()
  if (is(name, oid.rsa)) {
    if (contentOf(parameters, tags.null).length > 0) throw malformed()
    return { kty: 'RSA' }
  }
  if (is(name, oid.ec)) return { kty: 'EC', crv: curveOf(parameters) }
  if (is(name, oid.rsaPss)) {
    throw new InvalidKeyError('RSASSA-PSS keys are not supported: convert it to a plain RSA key (rsaEncryption)')
  }
  const crv = nameOf(okpOids, name)
  const alg = nameOf(mlDsaOids, name)
  if (crv === undefined && alg === undefined)
    throw new InvalidKeyError('The key is of a kind that JOSE has no algorithm for')
  if (parameters !== undefined) throw malformed()
  return crv !== undefined ? { kty: 'OKP', crv } : { kty: 'AKP', alg: alg as MlDsaName }
}

function curveOf(parameters: Element | undefined): EcCurve {
  if (parameters?.tag === tags.sequence) throw new InvalidKeyError('EC keys with explicit parameters are refused')
  const crv = nameOf(ecOids, contentOf(parameters, tags.oid))
  if (crv === undefined) throw new InvalidKeyError('The EC key is on a curve that JOSE has no name for')
  return crv
}

function pointOf(crv: EcCurve, octets: Bytes): { readonly x: Bytes; readonly y: Bytes } {
  const width = ecCurves[crv].bytes
  if (octets[0] === 2 || octets[0] === 3)
    throw new InvalidKeyError('The EC point is compressed: write the key uncompressed')
  if (octets[0] !== 4 || octets.length !== 1 + 2 * width) throw malformed()
  return { x: octets.subarray(1, 1 + width), y: octets.subarray(1 + width) }
}

/** The seed of an ML-DSA private key: `seed [0]`, or `SEQUENCE { seed, expandedKey }` (RFC 9881 §6). */
function seedOf(octets: Bytes): Bytes {
  const [choice] = elements(octets)
  if (choice?.tag === context(0, false)) return choice.content
  if (choice?.tag === tags.sequence) return contentOf(elements(choice.content)[0], tags.octetString)
  throw new InvalidKeyError('The ML-DSA private key has no seed, which its JWK needs (RFC 9964)')
}

function algorithmOf(material: KeyMaterial): Bytes {
  switch (material.kty) {
    case 'RSA':
      return encode(tags.sequence, oidOf(oid.rsa), encode(tags.null))
    case 'EC':
      return encode(tags.sequence, oidOf(oid.ec), oidOf(ecOids[material.crv]))
    case 'OKP':
      return encode(tags.sequence, oidOf(okpOids[material.crv]))
    case 'AKP':
      return encode(tags.sequence, oidOf(mlDsaOids[material.alg]))
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

function nameOf<Name extends string>(
  oids: { readonly [name in Name]: readonly number[] },
  name: Bytes,
): Name | undefined {
  return (Object.keys(oids) as Name[]).find((candidate) => is(name, oids[candidate]))
}

function is(name: Bytes, octets: readonly number[]): boolean {
  return equalBytes(name, Uint8Array.from(octets))
}

function oidOf(octets: readonly number[]): Bytes {
  return encode(tags.oid, Uint8Array.from(octets))
}
