import type { Bytes, EcCurve, KeyMaterial, MlDsaName, OkpCurve, RsaPrivate } from '../backend.ts'
import { concat } from '../encoding/bytes.ts'
import {
  contentOf,
  context,
  type Element,
  elements,
  inside,
  malformed,
  octetsOfBits,
  only,
  tags,
  unsigned,
} from '../encoding/der.ts'
import { InvalidKeyError } from '../errors.ts'
import { isSameHalf } from './check.ts'
import { ecCurves } from './curves.ts'
import { refuseForeign } from './der-foreign.ts'
import { publicHalfOf } from './halves.ts'
import { ecOids, isOid, keyOids, mlDsaOids, nameOf, okpOids } from './oids.ts'
import { pointOf } from './point.ts'

/** The structures a key comes in: SubjectPublicKeyInfo, PrivateKeyInfo, RFC 8017 appendix A.1, RFC 5915, X.509. */
export type DerForm = 'spki' | 'pkcs8' | 'pkcs1' | 'sec1' | 'x509'

const { integer, sequence, bitString, octetString } = tags

/** The key in a DER structure, and which structure it was. Throws `InvalidKeyError`, for an encrypted private key too. */
export function parseKeyDer(der: Bytes): { readonly form: DerForm; readonly material: KeyMaterial } {
  const parts = inside(der)
  const is = (...shape: readonly number[]): boolean => hasShape(parts, shape) && parts.length === shape.length
  if (is(sequence, bitString)) return { form: 'spki', material: fromSpki(parts) }
  if (isCertificate(parts)) return { form: 'x509', material: fromCertificate(parts) }
  if (hasShape(parts, [integer, sequence, octetString])) return { form: 'pkcs8', material: fromPkcs8(parts) }
  if (hasShape(parts, [integer, octetString])) return { form: 'sec1', material: fromSec1(parts) }
  if (is(integer, integer) || is(...Array<number>(9).fill(integer)))
    return { form: 'pkcs1', material: fromPkcs1(parts) }
  if (is(sequence, octetString)) {
    throw new InvalidKeyError('The private key is encrypted (PKCS#8): decrypt it with jwk.construct and its passphrase')
  }
  return refuseForeign(parts)
}

/** Whether the elements are those of an X.509 certificate (RFC 5280 §4.1), as far as its key is: the rest is left to who trusts it. */
export function isCertificate(parts: readonly Element[]): boolean {
  if (!hasShape(parts, [sequence, sequence, bitString]) || parts.length !== 3) return false
  const fields = fieldsOf(parts)
  // serialNumber, signature, issuer, validity, subject, subjectPublicKeyInfo; then unique identifiers and extensions.
  const optional = [context(1, false), context(2, false), context(3)]
  return (
    hasShape(fields, [integer, sequence, sequence, sequence, sequence, sequence]) &&
    isSubsequence(fields.slice(6), optional)
  )
}

/** What a TBSCertificate holds, but for its version. */
function fieldsOf([certificate]: readonly Element[]): readonly Element[] {
  const fields = elements(contentOf(certificate, sequence))
  return fields[0]?.tag === context(0) ? fields.slice(1) : fields
}

function fromCertificate(parts: readonly Element[]): KeyMaterial {
  return fromSpki(elements(contentOf(fieldsOf(parts)[5], sequence)))
}

function fromSpki([algorithm, key, ...rest]: readonly Element[]): KeyMaterial {
  if (rest.length > 0) throw malformed()
  return fromPublicOctets(kindOf(algorithm), octetsOfBits(key))
}

function fromPublicOctets(kind: Kind, octets: Bytes): KeyMaterial {
  if (kind.kty === 'EC') return { ...kind, ...pointOf(kind.crv, octets, malformed) }
  if (kind.kty !== 'RSA') return kind.kty === 'AKP' ? { ...kind, pub: octets } : { ...kind, x: octets }
  const numbers = inside(octets)
  if (numbers.length !== 2) throw malformed()
  return fromPkcs1(numbers)
}

function fromPkcs8([version, algorithm, key, ...optional]: readonly Element[]): KeyMaterial {
  // PrivateKeyInfo, or OneAsymmetricKey of RFC 5958 with attributes [0] and a public key [1].
  const tagged = optional.map((element) => (element.tag === context(1) ? unwrapped(element) : element))
  if ((unsigned(version)[0] as number) > 1 || !isSubsequence(tagged, [context(0), context(1, false)])) throw malformed()
  const kind = kindOf(algorithm)
  const secret = fromPrivateOctets(kind, contentOf(key, octetString))
  const half = tagged.find(({ tag }) => tag === context(1, false))
  if (half === undefined) return secret
  const given = fromPublicOctets(kind, octetsOfBits({ tag: bitString, content: half.content }))
  const own = publicHalfOf(secret)
  if (own !== undefined && !isSameHalf(own, given)) throw malformed()
  // Where the private half came alone, the public one is checked against it, like a JWK's.
  return { ...given, ...secret } as KeyMaterial
}

/** Some writers tag the public key explicitly. */
function unwrapped({ content }: Element): Element {
  return { tag: context(1, false), content: contentOf(only(elements(content)), bitString) }
}

function fromPrivateOctets(kind: Kind, octets: Bytes): KeyMaterial {
  if (kind.kty === 'EC') return fromSec1(inside(octets), kind.crv)
  if (kind.kty === 'AKP') return { ...kind, priv: seedOf(octets) }
  if (kind.kty === 'OKP') return { ...kind, d: contentOf(only(elements(octets)), octetString) }
  const numbers = inside(octets)
  if (numbers.length !== 9) throw malformed()
  return fromPkcs1(numbers)
}

function fromPkcs1(numbers: readonly Element[]): KeyMaterial {
  if (numbers.length === 2) return { kty: 'RSA', n: unsigned(numbers[0]), e: unsigned(numbers[1]) }
  const [version, n, e, d, p, q, dp, dq, qi] = numbers.map(unsigned) as readonly Bytes[]
  if (version?.[0] !== 0) throw malformed()
  return { kty: 'RSA', n: n as Bytes, e: e as Bytes, private: { d, p, q, dp, dq, qi } as RsaPrivate }
}

function fromSec1([version, key, ...optional]: readonly Element[], outer?: EcCurve): KeyMaterial {
  if (unsigned(version)[0] !== 1 || !isSubsequence(optional, [context(0), context(1)])) throw malformed()
  const parameters = optional.find(({ tag }) => tag === context(0))
  const point = optional.find(({ tag }) => tag === context(1))
  const crv = parameters === undefined ? outer : curveOf(only(elements(parameters.content)))
  if (crv === undefined || (outer !== undefined && crv !== outer)) throw malformed()
  const scalar = contentOf(key, octetString)
  const width = ecCurves[crv].bytes
  // Some writers leave out leading zeros, which RFC 5915 §3 wants.
  const d = concat(new Uint8Array(Math.max(width - scalar.length, 0)), scalar)
  const half = { kty: 'EC', crv, d } as const
  return point === undefined
    ? half
    : { ...half, ...pointOf(crv, octetsOfBits(only(elements(point.content))), malformed) }
}

type Kind =
  | { readonly kty: 'RSA' }
  | { readonly kty: 'EC'; readonly crv: EcCurve }
  | { readonly kty: 'OKP'; readonly crv: OkpCurve }
  | { readonly kty: 'AKP'; readonly alg: MlDsaName }

function kindOf(algorithm: Element | undefined): Kind {
  const [identifier, parameters, ...rest] = elements(contentOf(algorithm, sequence))
  const name = contentOf(identifier, tags.oid)
  if (rest.length > 0) throw malformed()
  if (isOid(name, keyOids.rsa)) {
    if (contentOf(parameters, tags.null).length > 0) throw malformed()
    return { kty: 'RSA' }
  }
  if (isOid(name, keyOids.ec)) return { kty: 'EC', crv: curveOf(parameters) }
  if (isOid(name, keyOids.rsaPss)) {
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
  if (parameters?.tag === sequence) throw new InvalidKeyError('EC keys with explicit parameters are refused')
  const crv = nameOf(ecOids, contentOf(parameters, tags.oid))
  if (crv === undefined) throw new InvalidKeyError('The EC key is on a curve that JOSE has no name for')
  return crv
}

/** The seed of an ML-DSA private key: `seed [0]`, or `SEQUENCE { seed, expandedKey }` (RFC 9881 §6). */
function seedOf(octets: Bytes): Bytes {
  const choice = only(elements(octets))
  if (choice.tag === context(0, false)) return choice.content
  if (choice.tag !== sequence)
    throw new InvalidKeyError('The ML-DSA private key has no seed, which its JWK needs (RFC 9964)')
  const both = elements(choice.content)
  if (both.length !== 2 || !hasShape(both, [octetString, octetString])) throw malformed()
  return contentOf(both[0], octetString)
}

/** Whether the first elements have those tags. */
function hasShape(found: readonly Element[], shape: readonly number[]): boolean {
  return shape.every((tag, index) => found[index]?.tag === tag)
}

/** Whether the elements have those tags, in that order, each at most once. */
function isSubsequence(found: readonly Element[], order: readonly number[]): boolean {
  const places = found.map(({ tag }) => order.indexOf(tag))
  return places.every((place, index) => place > (places[index - 1] ?? -1))
}
