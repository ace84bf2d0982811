import type { Bytes } from '../backend.ts'
import { alone } from '../encoding/bytes.ts'
import type { JsonObject } from '../encoding/json.ts'
import type { Engine } from '../engine.ts'
import { JWSError } from '../errors.ts'
import { decodeHeader } from '../token/header.ts'
import { parseSerialization } from '../token/serialization.ts'
import { decodeSegment, malformedHeader, malformedPayload, malformedToken, splitCompact, textOf } from './segments.ts'
import type { FlattenedJWS, GeneralJWS } from './sign-json.ts'

/** The header of a compact token of three or five segments, well-formed but not verified. Throws `JWSError`. */
export function unverifiedHeader(engine: Engine, token: unknown, limit: number = engine.limits.jws): JsonObject {
  const text = textOf(token, limit, engine.codec)
  const dots = text.split('.', 7).length - 1
  if (dots < 2) throw new JWSError('Not enough segments')
  if (dots !== 2 && dots !== 4) throw new JWSError('Too many segments')
  return decodeHeader(engine, text.slice(0, text.indexOf('.')), malformedHeader)
}

/** The payload of a compact JWS, not verified. Throws `JWSError`. */
export function unverifiedPayload(engine: Engine, token: unknown): Bytes {
  const { header, payload } = splitCompact(token, engine.limits.jws, engine.codec)
  if (decodeHeader(engine, header, malformedHeader).b64 === false) return alone(engine.codec.utf8Encode(payload))
  return alone(decodeSegment(engine.codec, payload, malformedPayload))
}

/** The object of a JSON form from its text. Throws `JWSError`. */
export function parseJws(engine: Engine, text: string): FlattenedJWS | GeneralJWS {
  return parseSerialization(text, engine.limits.jws, malformedToken) as unknown as FlattenedJWS | GeneralJWS
}
