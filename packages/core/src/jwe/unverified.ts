import { isBytes } from '../encoding/bytes.ts'
import { isObject, type JsonObject, own, parseJsonObject } from '../encoding/json.ts'
import type { Engine } from '../engine.ts'
import { JWEParseError } from '../errors.ts'
import type { FlattenedJWE, GeneralJWE } from './encrypt-json.ts'
import { compactText, malformed, protectedHeader, splitCompact } from './take-apart.ts'

/** The protected header of a JWE, well-formed but not verified; empty where a JSON form has none. Throws `JWEParseError`. */
export function unverifiedHeader(engine: Engine, token: unknown): JsonObject {
  if (typeof token === 'string' || isBytes(token))
    return protectedHeader(engine, splitCompact(compactText(engine, token, engine.limits.jwe))[0] as string)
  const segment = isObject(token) ? own(token, 'protected') : ''
  if (segment === undefined) return {}
  if (typeof segment === 'string' && segment !== '') return protectedHeader(engine, segment)
  throw new JWEParseError('The token is no JWE')
}

/** The object of a JSON form from its text. Throws `JWEParseError`. */
export function parseJwe(engine: Engine, text: string): FlattenedJWE | GeneralJWE {
  if (typeof text !== 'string') throw new TypeError('The text of a JSON form is a string')
  if (text.length > engine.limits.jwe) throw malformed('is over the limit', 'ERR_LIMIT')
  return parseJsonObject(text, { depth: 16 }, malformed) as unknown as FlattenedJWE | GeneralJWE
}
