import { depthOf, hasOwn, type JsonObject, own, parseJsonObject, type Refuse } from '../encoding/json.ts'
import type { Engine } from '../engine.ts'
import { misspelt } from './spelling.ts'

/** The members that every header may have (RFC 7515 §4, RFC 7516 §4), and any others. */
export interface TokenHeader {
  readonly alg: string
  readonly typ?: string
  readonly cty?: string
  readonly kid?: string
  readonly crit?: readonly string[]
  readonly [member: string]: unknown
}

/** The JSON object in a header segment, within the limits, whatever its members are. Throws what `refuse` makes. */
export function decodeHeader(engine: Engine, segment: string, refuse: Refuse): JsonObject {
  const { header, headerDepth, headerMembers } = engine.limits
  if (segment.length > Math.ceil((header * 4) / 3)) throw refuse('is over the limit', 'ERR_LIMIT')
  const text = engine.codec.base64urlDecodeText(segment)
  if (text === undefined) throw refuse(misspelt(segment, 'base64url of UTF-8'))
  if (depthOf(text) > headerDepth) throw refuse('is nested too deeply', 'ERR_LIMIT')
  return parseJsonObject(text, { depth: headerDepth, members: headerMembers }, refuse)
}

/** The JSON text of a header, within the limits of one that comes in; its octets may be `header` many. Throws what `refuse` makes. */
export function checkLimits(engine: Engine, text: string, refuse: Refuse): JsonObject {
  const { header, headerDepth, headerMembers } = engine.limits
  if (depthOf(text) > headerDepth) throw refuse('is nested too deeply', 'ERR_LIMIT')
  if (engine.codec.utf8Encode(text).length > header) throw refuse('is over the limit', 'ERR_LIMIT')
  return parseJsonObject(text, { depth: headerDepth, members: headerMembers }, refuse)
}

/** A header that nothing protects, within the limits of one that is. Throws what `refuse` makes. */
export function checkUnprotected(engine: Engine, members: JsonObject, refuse: Refuse): JsonObject {
  checkLimits(engine, JSON.stringify(members), refuse)
  return members
}

/** The members of all places together; each name in one place only (RFC 7515 §7.2.1, RFC 7516 §7.2.1). Throws what `refuse` makes. */
export function joined(inside: JsonObject, outside: readonly (JsonObject | undefined)[], refuse: Refuse): JsonObject {
  let header = inside
  for (const place of outside) {
    if (place === undefined) continue
    if (Object.keys(place).some((name) => hasOwn(header, name))) throw refuse('has a member in two places')
    header = { ...header, ...place }
  }
  return header
}

/** A member that is text where it is there. Throws what `refuse` makes. */
export function textMember(header: JsonObject, member: string, refuse: Refuse): string | undefined {
  const value = own(header, member)
  if (value === undefined || typeof value === 'string') return value
  throw refuse(`has a '${member}' that is not a string`)
}

/** Names that the specifications define; `crit` may not list them (RFC 7515 §4.1.11, RFC 7516 §4.1.13). */
const registered = [
  ...['alg', 'enc', 'zip', 'jku', 'jwk', 'kid', 'x5u', 'x5c', 'x5t', 'x5t#S256', 'typ', 'cty', 'crit'],
  ...['epk', 'apu', 'apv', 'iv', 'tag', 'p2s', 'p2c'],
]

/** The names that `crit` lists, which with all it lists is protected. Throws what `refuse` makes. */
export function criticalNames(inside: JsonObject, header: JsonObject, refuse: Refuse): readonly string[] {
  if (!hasOwn(header, 'crit')) return []
  const crit: unknown = own(inside, 'crit')
  const fits =
    Array.isArray(crit) &&
    crit.length > 0 &&
    new Set(crit).size === crit.length &&
    crit.every((name) => typeof name === 'string' && !registered.includes(name) && hasOwn(inside, name))
  if (fits) return crit
  throw refuse("has a 'crit' that does not list names of extensions, each once and each protected", 'ERR_CRIT')
}

/** Extensions the token insists on must be understood, by the library or by the caller. Throws what `refuse` makes. */
export function checkUnderstood(crit: readonly string[], understood: readonly string[], refuse: Refuse): void {
  if (crit.every((name) => understood.includes(name))) return
  throw refuse("lists an extension in 'crit' that is not understood", 'ERR_CRIT')
}

export function freezeDeeply(value: object): object {
  for (const item of Object.values(value)) if (typeof item === 'object' && item !== null) freezeDeeply(item)
  return Object.freeze(value)
}
