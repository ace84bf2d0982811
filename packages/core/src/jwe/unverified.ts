import { isObject, type JsonObject, own } from '../encoding/json.ts'
import type { Engine } from '../engine.ts'
import { JWEParseError } from '../errors.ts'
import { decodeHeader } from '../token/header.ts'
import { compactText, isCompact, parseSerialization } from '../token/serialization.ts'
import type { FlattenedJWE, GeneralJWE } from './encrypt-json.ts'
import { malformedHeader } from './header.ts'
import { malformed, splitCompact } from './take-apart.ts'

/** The protected header of a JWE, well-formed but not verified; empty where a JSON form has none. Throws `JWEParseError`. */
export function unverifiedHeader(engine: Engine, token: unknown): JsonObject {
  const segment = protectedSegment(engine, token)
  if (segment === undefined) return {}
  if (typeof segment !== 'string' || segment === '') throw new JWEParseError('The token is no JWE')
  return decodeHeader(engine, segment, malformedHeader)
}

function protectedSegment({ codec, limits }: Engine, token: unknown): unknown {
  if (isCompact(token)) return splitCompact(compactText(codec, token, limits.jwe, malformed))[0]
  return isObject(token) ? own(token, 'protected') : ''
}

/** The object of a JSON form from its text. Throws `JWEParseError`. */
export function parseJwe(engine: Engine, text: string): FlattenedJWE | GeneralJWE {
  return parseSerialization(text, engine.limits.jwe, malformed) as unknown as FlattenedJWE | GeneralJWE
}
