import { hasOwn, type JsonObject } from '../encoding/json.ts'
import type { Engine } from '../engine.ts'
import { type SignatureAlgorithm, signatureAlgorithms } from '../registry/jws.ts'
import {
  checkUnderstood,
  criticalNames,
  decodeHeader,
  freezeDeeply,
  joined,
  type TokenHeader,
  textMember,
} from '../token/header.ts'
import { malformedHeader } from './segments.ts'

/**
 * The members of a header (RFC 7515 §4), its own and any others. Of a compact token all are protected; of a JSON form
 * those of its `header`, which nothing protects, stand among them. Frozen.
 */
export interface JWSHeader extends TokenHeader {
  /** `false`: the payload is not base64url (RFC 7797 §3). */
  readonly b64?: boolean
}

/** A header whose members have the types they must have, and what the flows ask of it. */
export interface ParsedHeader {
  readonly header: JWSHeader
  /** The members that are protected: of a compact token all. */
  readonly inside: JsonObject
  readonly alg: string
  /** What `alg` names; absent for `none` and for names that are not registered. */
  readonly algorithm: SignatureAlgorithm | undefined
  readonly kid: string | undefined
  readonly typ: string | undefined
  readonly crit: readonly string[]
  /** Whether the payload is base64url, as always but under RFC 7797. */
  readonly b64: boolean
}

/** The header in a segment, checked; the same text gives the same object, unless it brings a key. Throws `JWSError`. */
export function parseHeader(engine: Engine, segment: string): ParsedHeader {
  const known = engine.headers.get(segment)
  if (known !== undefined) return known
  const parsed = checkHeader(decodeHeader(engine, segment, malformedHeader))
  // Each sender has a key of its own: they would drive out the headers that come again.
  if (!hasOwn(parsed.inside, 'jwk')) engine.headers.set(segment, parsed)
  return parsed
}

/** The members, protected and not, have the types and places the specifications give them. Freezes them. Throws `JWSError`. */
export function checkHeader(inside: JsonObject, outside?: JsonObject): ParsedHeader {
  const header = joined(inside, [outside], malformedHeader)
  const text = (member: string): string | undefined => textMember(header, member, malformedHeader)
  const alg = text('alg')
  if (alg === undefined) throw malformedHeader("has no 'alg'")
  const kid = text('kid')
  const typ = text('typ')
  text('cty')
  const crit = criticalNames(inside, header, malformedHeader)
  if (hasOwn(header, 'b64') && !hasOwn(inside, 'b64')) throw malformedHeader("has a 'b64' not protected", 'ERR_CRIT')
  const b64 = hasOwn(inside, 'b64') ? inside.b64 : true
  if (typeof b64 !== 'boolean') throw malformedHeader("has a 'b64' that is not true or false")
  if (!b64 && !crit.includes('b64')) throw malformedHeader("does not list 'b64' in 'crit' (RFC 7797 §6)", 'ERR_CRIT')
  const algorithm = signatureAlgorithms[alg]
  return Object.freeze({ header: freezeDeeply(header) as JWSHeader, inside, alg, algorithm, kid, typ, crit, b64 })
}

/** Extensions the token insists on must be understood, by the library or by the caller (RFC 7515 §4.1.11). Throws `JWSError`. */
export function checkCritical({ crit }: ParsedHeader, understood: readonly string[]): void {
  if (crit.length > 0) checkUnderstood(crit, ['b64', ...understood], malformedHeader)
}
