import { depthOf, hasOwn, type JsonObject, own, parseJsonObject } from '../encoding/json.ts'
import type { Engine } from '../engine.ts'
import { JWSError } from '../errors.ts'
import { type SignatureAlgorithm, signatureAlgorithms } from '../registry/jws.ts'
import { decodeText, malformedHeader, tooLarge } from './segments.ts'

/**
 * The members of a header (RFC 7515 §4), its own and any others. Of a compact token all are protected; of a JSON form
 * those of its `header`, which nothing protects, stand among them. Frozen.
 */
export interface JWSHeader {
  readonly alg: string
  readonly typ?: string
  readonly cty?: string
  readonly kid?: string
  readonly crit?: readonly string[]
  readonly b64?: boolean
  readonly [member: string]: unknown
}

/** A header whose members have the types they must have, and what the flows ask of it. */
export interface ParsedHeader {
  readonly header: JWSHeader
  readonly alg: string
  /** What `alg` names; absent for `none` and for names that are not registered. */
  readonly algorithm: SignatureAlgorithm | undefined
  readonly kid: string | undefined
  readonly typ: string | undefined
  readonly crit: readonly string[]
  /** Whether the payload is base64url, as always but under RFC 7797. */
  readonly b64: boolean
}

/** Names that the specifications define; `crit` may not list them (RFC 7515 §4.1.11). */
const registered = [
  ...['alg', 'jku', 'jwk', 'kid', 'x5u', 'x5c', 'x5t', 'x5t#S256', 'typ', 'cty', 'crit'],
  ...['enc', 'zip', 'epk', 'apu', 'apv', 'iv', 'tag', 'p2s', 'p2c'],
]

/** The header in a segment, checked; the same text gives the same object. Throws `JWSError`. */
export function parseHeader(engine: Engine, segment: string): ParsedHeader {
  const known = engine.headers.get(segment)
  if (known !== undefined) return known
  const parsed = checkHeader(decodeHeader(engine, segment))
  engine.headers.set(segment, parsed)
  return parsed
}

/** The JSON object in a header segment, within the limits, whatever its members are. Throws `JWSError`. */
export function decodeHeader(engine: Engine, segment: string): JsonObject {
  const { header, headerDepth, headerMembers } = engine.limits
  if (segment.length > Math.ceil((header * 4) / 3)) throw tooLarge('The header')
  const text = decodeText(engine.codec, segment, malformedHeader)
  if (depthOf(text) > headerDepth) throw tooLarge('The nesting of the header')
  return parseJsonObject(text, { depth: headerDepth, members: headerMembers }, malformedHeader)
}

/** The header's members have the types the specifications give them. Freezes it. Throws `JWSError`. */
export function checkHeader(header: JsonObject): ParsedHeader {
  const text = (member: string): string | undefined => {
    const value = own(header, member)
    if (value !== undefined && typeof value !== 'string')
      throw new JWSError(`The header's '${member}' must be a string`)
    return value
  }
  const alg = text('alg')
  if (alg === undefined) throw new JWSError("The header has no 'alg'")
  const kid = text('kid')
  const typ = text('typ')
  text('cty')
  const crit = critOf(header)
  const b64 = hasOwn(header, 'b64') ? header.b64 : true
  if (typeof b64 !== 'boolean') throw new JWSError("The header's 'b64' must be true or false")
  if (!b64 && !crit.includes('b64'))
    throw new JWSError("A header with 'b64: false' must list it in 'crit' (RFC 7797 §6)", 'ERR_CRIT')
  const algorithm = signatureAlgorithms[alg]
  return Object.freeze({ header: freezeDeeply(header) as JWSHeader, alg, algorithm, kid, typ, crit, b64 })
}

/** Extensions the token insists on must be understood, by the library or by the caller (RFC 7515 §4.1.11). Throws `JWSError`. */
export function checkCritical({ crit }: ParsedHeader, understood: readonly string[]): void {
  if (!crit.every((name) => name === 'b64' || understood.includes(name))) {
    throw new JWSError("The header's 'crit' lists an extension that is not understood", 'ERR_CRIT')
  }
}

function critOf(header: JsonObject): readonly string[] {
  if (!hasOwn(header, 'crit')) return []
  const crit: unknown = header.crit
  const fits =
    Array.isArray(crit) &&
    crit.length > 0 &&
    new Set(crit).size === crit.length &&
    crit.every((name) => typeof name === 'string' && !registered.includes(name) && hasOwn(header, name))
  if (fits) return crit
  throw new JWSError("The header's 'crit' must list names of extensions, each once and each present", 'ERR_CRIT')
}

function freezeDeeply(value: object): object {
  for (const item of Object.values(value)) if (typeof item === 'object' && item !== null) freezeDeeply(item)
  return Object.freeze(value)
}
