import { depthOf, type JsonObject, own, parseJson } from '../encoding/json.ts'
import { JWKSError } from '../errors.ts'
import { isKey } from '../jwk/key.ts'
import { isPemsByKid, type SetMember } from '../jwk/key-set.ts'
import { isPlain } from '../options.ts'

/** Levels of nesting that a set may have: `x5c` is at the fourth. */
const depth = 16

/** The value of a set's JSON text, strictly: duplicate members are refused. Throws `JWKSError`. */
export function parseSet(text: string): unknown {
  if (depthOf(text) > depth) throw refuse('is nested too deeply', 'ERR_LIMIT')
  return parseJson(text, { depth }, refuse)
}

/**
 * The members of a JWKS (RFC 7517 §5), or of certificates by `kid`, as they are now: what the caller changes later
 * changes nothing here. Members that are neither a JWK nor a `Key` are left out, as no key can be made from them.
 * Throws `JWKSError` for what is no set.
 */
export function membersOf(set: unknown): readonly SetMember[] {
  if (typeof set !== 'object' || set === null || Array.isArray(set)) throw refuse('is not a JSON object')
  const keys = own(set as JsonObject, 'keys')
  if (Array.isArray(keys)) return keys.flatMap(memberOf)
  if (!isPemsByKid(set)) throw refuse("has no 'keys' that is a list (RFC 7517 §5.1)")
  return Object.entries(set).map(([kid, input]) => Object.freeze({ input, kid }))
}

export function refuse(
  reason: string,
  code: 'ERR_JWKS_INVALID' | 'ERR_LIMIT' | 'ERR_CRIT' = 'ERR_JWKS_INVALID',
): JWKSError {
  return new JWKSError(`The key set ${reason}`, code)
}

function memberOf(item: unknown): readonly SetMember[] {
  if (typeof item !== 'object' || item === null) return []
  if (isKey(item)) return [Object.freeze({ input: item, kid: item.kid })]
  if (!isPlain(item)) return []
  const input = copy(item, depth) as JsonObject
  const kid = own(input, 'kid')
  return [Object.freeze({ input, kid: typeof kid === 'string' ? kid : undefined })]
}

/** Plain data, copied and frozen to the depth; each member read once. */
function copy(value: unknown, levels: number): unknown {
  if (levels === 0) return value
  if (Array.isArray(value)) return Object.freeze(value.map((item) => copy(item, levels - 1)))
  if (!isPlain(value)) return value
  return Object.freeze(Object.fromEntries(Object.entries(value).map(([name, item]) => [name, copy(item, levels - 1)])))
}
