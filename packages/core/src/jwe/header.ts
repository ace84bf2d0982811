import type { Bytes } from '../backend.ts'
import { decodeBase64url } from '../encoding/base64url.ts'
import { hasOwn, isObject, type JsonObject, own, type Refuse } from '../encoding/json.ts'
import type { Engine } from '../engine.ts'
import { JWEAlgorithmUnsupportedError, JWEParseError } from '../errors.ts'
import { contentEncryptions, keyManagementAlgorithms } from '../registry/jwe.ts'
import { checkUnderstood, criticalNames, freezeDeeply, joined, type TokenHeader, textMember } from '../token/header.ts'
import type { Encryption } from './use.ts'

export const malformedHeader: Refuse = (reason, code) => new JWEParseError(`The header ${reason}`, code)

/** The members of the headers of a JWE (RFC 7516 §4), of all places together. Frozen. */
export interface JWEHeader extends TokenHeader {
  readonly enc: string
  readonly zip?: string
  readonly epk?: JsonObject
  readonly apu?: string
  readonly apv?: string
  readonly p2s?: string
  readonly p2c?: number
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

/** Where the members of a JWE's header stand; each name in one place only (RFC 7516 §4). */
export interface HeaderPlaces {
  readonly protected: JsonObject
  readonly shared?: JsonObject | undefined
  readonly recipient?: JsonObject | undefined
}

/** The header as the recipient reads it (RFC 7516 §5.2 steps 3–6). Throws `JWEParseError`. */
export function checkHeader(places: HeaderPlaces, understood: readonly string[]): ParsedHeader {
  const header = joined(places.protected, [places.shared, places.recipient], malformedHeader)
  const text = (member: string): string | undefined => textMember(header, member, malformedHeader)
  const octets = (member: string): Bytes | undefined => {
    const value = text(member)
    const bytes = value === undefined ? undefined : decodeBase64url(value)
    if (value !== undefined && bytes === undefined)
      throw malformedHeader(`has an '${member}' that is not canonical base64url`)
    return bytes
  }
  const [alg, enc] = [text('alg'), text('enc')]
  if (alg === undefined || enc === undefined) throw malformedHeader("has no 'alg' or no 'enc'")
  for (const member of ['typ', 'cty']) text(member)
  const crit = criticalNames(places.protected, header, malformedHeader)
  // RFC 7797 is about signatures: of a JWE nobody can understand it.
  checkUnderstood(
    crit,
    understood.filter((name) => name !== 'b64'),
    malformedHeader,
  )
  const zip = text('zip')
  if (zip !== undefined && (zip !== 'DEF' || !hasOwn(places.protected, 'zip')))
    throw malformedHeader("has a 'zip' that is not 'DEF', or not protected")
  if (hasOwn(header, 'epk') && !isObject(header.epk)) throw malformedHeader("has an 'epk' that is not a JWK")
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
    if (p2s === undefined || p2s.length < least) throw malformedHeader(`has no 'p2s' of at least ${least} bytes`)
    if (!Number.isSafeInteger(p2c) || (p2c as number) < 1000)
      throw malformedHeader("has no 'p2c' that is an integer of at least 1000")
    if ((p2c as number) > engine.limits.p2c) throw malformedHeader("has a 'p2c' over the limit", 'ERR_LIMIT')
  }
  if (alg.primitives[0]?.name === 'AES-GCM' && (iv?.length !== 12 || tag?.length !== 16))
    throw malformedHeader("has no 'iv' of 12 bytes and 'tag' of 16 (RFC 7518 §4.7)")
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
