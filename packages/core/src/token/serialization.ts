import type { Bytes, Codec } from '../backend.ts'
import { isBytes } from '../encoding/bytes.ts'
import { type JsonObject, parseJsonObject, type Refuse, stringifyJson } from '../encoding/json.ts'

/** Levels of a JSON form: its own, and those of the headers that it holds. */
const depth = 16

/** The text of a compact token given as text or as ASCII octets, within the limit (bytes). Throws what `refuse` makes. */
export function compactText(codec: Codec, token: string | Bytes, limit: number, refuse: Refuse): string {
  if (token.length > limit) throw refuse('is over the limit', 'ERR_LIMIT')
  if (typeof token === 'string') return token
  const text = codec.utf8Decode(token)
  if (text === undefined || text.length !== token.length) throw refuse('is not ASCII')
  return text
}

/** Whether a value can be a compact token; whether it is one, its text tells. */
export function isCompact(token: unknown): token is string | Bytes {
  return typeof token === 'string' || isBytes(token)
}

/** The object of a JSON form as JSON would carry it, each member read once, within the limit (bytes). Throws what `refuse` makes. */
export function snapshotOf(token: JsonObject, limit: number, refuse: Refuse): JsonObject {
  let left = limit
  // What is over the limit is not written first, to be measured then.
  const within = (_: string, value: unknown): unknown => {
    if (typeof value === 'string') left -= value.length
    return left < 0 ? undefined : value
  }
  const text = stringifyJson(token, refuse, within)
  if (left < 0) throw refuse('is over the limit', 'ERR_LIMIT')
  return parseSerialization(text, limit, refuse)
}

/** The object of a JSON form from its text, within the limit (bytes). Throws what `refuse` makes. */
export function parseSerialization(text: string, limit: number, refuse: Refuse): JsonObject {
  if (typeof text !== 'string') throw new TypeError('The text of a JSON form is a string')
  if (text.length > limit) throw refuse('is over the limit', 'ERR_LIMIT')
  return parseJsonObject(text, { depth }, refuse)
}
