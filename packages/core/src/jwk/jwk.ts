import type { Bytes, Codec, EcCurve, KeyMaterial, MlDsaName, OkpCurve, RsaPrivate } from '../backend.ts'
import { decodeBase64url } from '../encoding/base64url.ts'
import { isBytes, trimZeros } from '../encoding/bytes.ts'
import { hasOwn, type JsonObject, own } from '../encoding/json.ts'
import { JWKError } from '../errors.ts'
import type { KeyAbilities } from './abilities.ts'
import { ecCurves, okpCurves } from './curves.ts'

/** A JSON Web Key (RFC 7517 §4). Members that are not listed are legal and ignored. */
export interface JWK {
  readonly kty?: string
  readonly alg?: string
  readonly kid?: string
  readonly use?: string
  readonly key_ops?: readonly string[]
  readonly crv?: string
  readonly x?: string
  readonly y?: string
  readonly d?: string
  readonly n?: string
  readonly e?: string
  readonly p?: string
  readonly q?: string
  readonly dp?: string
  readonly dq?: string
  readonly qi?: string
  readonly k?: string
  readonly pub?: string
  readonly priv?: string
  readonly [member: string]: unknown
}

/** What a JWK says about its key besides the numbers. */
export interface KeyAttributes {
  readonly algorithm?: string | undefined
  readonly kid?: string | undefined
  readonly use?: string | undefined
  readonly keyOps?: readonly string[] | undefined
}

const crt = ['p', 'q', 'dp', 'dq', 'qi'] as const

/** The numbers of a JWK, exact as RFC 7518 §6 wants them. Throws `JWKError`. */
export function materialOfJwk(jwk: JsonObject, abilities?: KeyAbilities): KeyMaterial {
  const octets = (member: string): Bytes => {
    const text = own(jwk, member)
    // Not by the runtime's codec, whose octets may lie in memory that others share.
    const bytes = typeof text === 'string' ? decodeBase64url(text) : undefined
    if (bytes === undefined) throw new JWKError(`The JWK's '${member}' must be canonical base64url`)
    return bytes
  }
  const optional = (member: string): Bytes | undefined => (hasOwn(jwk, member) ? octets(member) : undefined)
  const exact = (member: string, length: number): Bytes => {
    const bytes = octets(member)
    if (bytes.length === length) return bytes
    throw new JWKError(`The JWK's '${member}' must have ${length} bytes; it has ${bytes.length}`)
  }
  switch (own(jwk, 'kty')) {
    case 'oct':
      return { kty: 'oct', k: octets('k') }
    case 'RSA':
      return rsaMaterial(jwk, (member) => trimZeros(octets(member)), abilities)
    case 'EC': {
      const crv = curveOf(jwk, ecCurves) as EcCurve
      const width = ecCurves[crv].bytes
      const point = { kty: 'EC', crv, x: exact('x', width), y: exact('y', width) } as const
      return hasOwn(jwk, 'd') ? { ...point, d: exact('d', width) } : point
    }
    case 'OKP': {
      const crv = curveOf(jwk, okpCurves) as OkpCurve
      const { bytes } = okpCurves[crv]
      const point = { kty: 'OKP', crv, x: exact('x', bytes) } as const
      return hasOwn(jwk, 'd') ? { ...point, d: exact('d', bytes) } : point
    }
    case 'AKP': {
      const alg = own(jwk, 'alg')
      if (alg !== 'ML-DSA-44' && alg !== 'ML-DSA-65' && alg !== 'ML-DSA-87') {
        throw new JWKError("An AKP JWK must name its 'alg', one of ML-DSA-44, ML-DSA-65, ML-DSA-87")
      }
      const priv = optional('priv')
      const half = { kty: 'AKP', alg: alg as MlDsaName, pub: octets('pub') } as const
      return priv === undefined ? half : { ...half, priv }
    }
    default:
      throw new JWKError("The JWK's 'kty' must be one of oct, RSA, EC, OKP, AKP")
  }
}

/** `alg`, `kid`, `use` and `key_ops` of a JWK (RFC 7517 §4.2–4.5). Throws `JWKError` where one has the wrong type. */
export function attributesOfJwk(jwk: JsonObject): KeyAttributes {
  const text = (member: string): string | undefined => {
    const value = own(jwk, member)
    if (value !== undefined && typeof value !== 'string') throw new JWKError(`The JWK's '${member}' must be a string`)
    return value
  }
  const operations = own(jwk, 'key_ops')
  if (operations !== undefined && !isListOfNames(operations)) {
    throw new JWKError("The JWK's 'key_ops' must be an array of distinct strings")
  }
  const keyOps = operations === undefined ? undefined : Object.freeze([...operations])
  return { algorithm: text('alg'), kid: text('kid'), use: text('use'), keyOps }
}

/** The JWK of a key: its numbers at full width, its attributes where it has them. */
export function writeJwk(material: KeyMaterial, attributes: KeyAttributes, codec: Codec): JWK {
  const { kty, ...numbers } = material
  const secret = material.kty === 'RSA' ? material.private : undefined
  const jwk: { [member: string]: unknown } = { kty }
  for (const [member, value] of Object.entries({ ...numbers, ...secret })) {
    if (isBytes(value)) jwk[member] = codec.base64urlEncode(value)
    else if (typeof value === 'string') jwk[member] = value
  }
  const { algorithm, kid, use, keyOps } = attributes
  if (algorithm !== undefined) jwk.alg = algorithm
  if (kid !== undefined) jwk.kid = kid
  if (use !== undefined) jwk.use = use
  if (keyOps !== undefined) jwk.key_ops = [...keyOps]
  return jwk
}

function rsaMaterial(
  jwk: JsonObject,
  octets: (member: string) => Bytes,
  abilities: KeyAbilities | undefined,
): KeyMaterial {
  if (hasOwn(jwk, 'oth')) throw new JWKError("RSA keys of more than two primes ('oth') are not supported")
  const half = { kty: 'RSA', n: octets('n'), e: octets('e') } as const
  if (!hasOwn(jwk, 'd')) return half
  const d = octets('d')
  const given = crt.filter((member) => hasOwn(jwk, member))
  if (given.length === 0 && abilities !== undefined)
    return { ...half, private: abilities.completeRsa(half.n, half.e, d) }
  if (given.length < crt.length)
    throw new JWKError("A private RSA JWK has all of 'p', 'q', 'dp', 'dq', 'qi' or none (RFC 7518 §6.3.2)")
  const numbers: { [member: string]: Bytes } = { d }
  for (const member of crt) numbers[member] = octets(member)
  return { ...half, private: numbers as unknown as RsaPrivate }
}

function curveOf(jwk: JsonObject, curves: object): string {
  const crv = own(jwk, 'crv')
  if (typeof crv === 'string' && hasOwn(curves, crv)) return crv
  throw new JWKError(`The JWK's 'crv' must be one of ${Object.keys(curves).join(', ')}`)
}

function isListOfNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string') && new Set(value).size === value.length
}

/** Members of private keys and secrets (RFC 7518 §6.2.2, §6.3.2, §6.4, RFC 8037 §2, RFC 9964 §3). */
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv']

/** Whether a JWK holds anything that is not for everybody, whatever its `kty`. */
export function hasPrivateMembers(jwk: object): boolean {
  return privateMembers.some((member) => hasOwn(jwk, member))
}
