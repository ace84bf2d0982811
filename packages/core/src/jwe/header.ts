import type { Bytes } from '../backend.ts'
import { decodeBase64url } from '../encoding/base64url.ts'
import { hasOwn, isObject, type JsonObject, own } from '../encoding/json.ts'
import type { Engine } from '../engine.ts'
import { JWEAlgorithmUnsupportedError, JWEParseError } from '../errors.ts'
import { contentEncryptions, keyManagementAlgorithms } from '../registry/jwe.ts'
import type { Encryption } from './use.ts'

/** The members of the headers of a JWE (RFC 7516 §4), of all places together. Frozen. */
export interface JWEHeader {
  readonly alg: string
  readonly enc: string
  readonly zip?: string
  readonly typ?: string
  readonly cty?: string
  readonly kid?: string
  readonly crit?: readonly string[]
  readonly epk?: JsonObject
  readonly apu?: string
  readonly apv?: string
  readonly p2s?: string
  readonly p2c?: number
  readonly [member: string]: unknown
}

/** A header whose members have the types they must have. */
export interface ParsedHeader {
  readonly header: JWEHeader
  /** What `alg` and `enc` name; absent where one is not registered. */
  readonly encryption: Encryption | undefined
  readonly kid: string | undefined
  readonly zip: boolean
  readonly apu: Bytes | undefined
  readonly apv: Bytes | undefined
  readonly p2s: Bytes | undefined
  readonly p2c: number | undefined
  /** Of AES-GCM key wrapping (RFC 7518 §4.7.1). */
  readonly iv: Bytes | undefined
  readonly tag: Bytes | undefined
}

/** Names that the specifications define; `crit` may not list them (RFC 7516 §4.1.13). */
const registered = [
  ...['alg', 'enc', 'zip', 'jku', 'jwk', 'kid', 'x5u', 'x5c', 'x5t', 'x5t#S256', 'typ', 'cty', 'crit'],
  ...['epk', 'apu', 'apv', 'iv', 'tag', 'p2s', 'p2c', 'b64'],
]

/** Where the members of a JWE's header stand; each name in one place only (RFC 7516 §4). */
export interface HeaderPlaces {
  readonly protected: JsonObject
  readonly shared?: JsonObject | undefined
  readonly recipient?: JsonObject | undefined
}

/** The header as the recipient reads it (RFC 7516 §5.2 steps 3–6). Throws `JWEParseError`. */
export function checkHeader(places: HeaderPlaces, understood: readonly string[]): ParsedHeader {
  const header = joined(places)
  const text = (member: string): string | undefined => {
    const value = own(header, member)
    if (value !== undefined && typeof value !== 'string')
      throw new JWEParseError(`The header's '${member}' must be a string`)
    return value
  }
  const octets = (member: string): Bytes | undefined => {
    const value = text(member)
    const bytes = value === undefined ? undefined : decodeBase64url(value)
    if (value !== undefined && bytes === undefined)
      throw new JWEParseError(`The header's '${member}' must be canonical base64url`)
    return bytes
  }
  const [alg, enc] = [text('alg'), text('enc')]
  if (alg === undefined || enc === undefined) throw new JWEParseError("The header has no 'alg' or no 'enc'")
  for (const member of ['typ', 'cty']) text(member)
  checkCritical(places.protected, header, understood)
  const zip = text('zip')
  if (zip !== undefined && (zip !== 'DEF' || !hasOwn(places.protected, 'zip')))
    throw new JWEParseError("The header's 'zip' must be 'DEF', and protected")
  if (hasOwn(header, 'epk') && !isObject(header.epk)) throw new JWEParseError("The header's 'epk' must be a JWK")
  const management = keyManagementAlgorithms[alg]
  const content = contentEncryptions[enc]
  const encryption = management && content && { alg: management, enc: content }
  return {
    header: freezeDeeply(header) as JWEHeader,
    encryption,
    kid: text('kid'),
    zip: zip !== undefined,
    apu: octets('apu'),
    apv: octets('apv'),
    p2s: octets('p2s'),
    p2c: own(header, 'p2c') as number | undefined,
    iv: octets('iv'),
    tag: octets('tag'),
  }
}

/** What the algorithm needs of the header, before any work is done for it. Throws `JWEParseError`. */
function checkParameters(engine: Engine, { alg }: Encryption, { p2s, p2c, iv, tag }: ParsedHeader): void {
  if (alg.management === 'password') {
    const least = engine.policy.minimumSaltBytes
    if (p2s === undefined || p2s.length < least)
      throw new JWEParseError(`The header's 'p2s' must have at least ${least} bytes`)
    if (!Number.isSafeInteger(p2c) || (p2c as number) < 1000)
      throw new JWEParseError("The header's 'p2c' must be an integer of at least 1000")
    if ((p2c as number) > engine.limits.p2c)
      throw new JWEParseError("The header's 'p2c' is over the limit", 'ERR_LIMIT')
  }
  if (alg.primitives[0]?.name === 'AES-GCM' && (iv?.length !== 12 || tag?.length !== 16))
    throw new JWEParseError("The header's 'iv' must have 12 bytes and its 'tag' 16 (RFC 7518 §4.7)")
}

/**
 * What the token names, if the caller allows it and the header has what it needs. Throws `JWEAlgorithmUnsupportedError`,
 * `JWEParseError`.
 */
export function admit(
  engine: Engine,
  parsed: ParsedHeader,
  algorithms: readonly string[],
  encryptions: readonly string[],
): Encryption {
  const { header, encryption } = parsed
  if (encryption === undefined || !algorithms.includes(header.alg) || !encryptions.includes(header.enc))
    throw new JWEAlgorithmUnsupportedError()
  checkParameters(engine, encryption, parsed)
  return encryption
}

function joined({ protected: inside, shared, recipient }: HeaderPlaces): JsonObject {
  const header: JsonObject = { ...inside }
  for (const place of [shared, recipient]) {
    for (const name of Object.keys(place ?? {})) {
      if (hasOwn(header, name)) throw new JWEParseError('A header member stands in two places')
      Object.defineProperty(header, name, {
        value: (place as JsonObject)[name],
        enumerable: true,
        configurable: true,
        writable: true,
      })
    }
  }
  return header
}

function checkCritical(inside: JsonObject, header: JsonObject, understood: readonly string[]): void {
  if (!hasOwn(header, 'crit')) return
  const crit: unknown = own(inside, 'crit')
  const fits =
    Array.isArray(crit) &&
    crit.length > 0 &&
    new Set(crit).size === crit.length &&
    crit.every((name) => typeof name === 'string' && !registered.includes(name) && hasOwn(inside, name))
  if (!fits)
    throw new JWEParseError(
      "The header's 'crit' must list names of extensions, each once and each protected",
      'ERR_CRIT',
    )
  if (!crit.every((name) => understood.includes(name)))
    throw new JWEParseError("The header's 'crit' lists an extension that is not understood", 'ERR_CRIT')
}

function freezeDeeply(value: object): object {
  for (const item of Object.values(value)) if (typeof item === 'object' && item !== null) freezeDeeply(item)
  return Object.freeze(value)
}
