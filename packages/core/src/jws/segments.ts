import type { Bytes, Codec } from '../backend.ts'
import type { Refuse } from '../encoding/json.ts'
import { JWSError } from '../errors.ts'
import { compactText, isCompact } from '../token/serialization.ts'
import { misspelt } from '../token/spelling.ts'

/** The three parts of a compact JWS (RFC 7515 §7.1), not yet decoded. */
export interface Segments {
  readonly header: string
  readonly payload: string
  readonly signature: string
  /** Header and payload with the dot between: what is signed. */
  readonly signingInput: string
}

/** Cut a token at its dots; sizes and counts come first, before anything is decoded. Throws `JWSError`. */
export function splitCompact(token: unknown, limit: number, codec: Codec): Segments {
  const text = textOf(token, limit, codec)
  const first = text.indexOf('.')
  const last = text.lastIndexOf('.')
  if (first === last) throw new JWSError('Not enough segments')
  if (text.indexOf('.', first + 1) !== last) {
    throw new JWSError(count(text) === 5 ? 'The token is encrypted (JWE), not signed' : 'Too many segments')
  }
  return {
    header: text.slice(0, first),
    payload: text.slice(first + 1, last),
    signature: text.slice(last + 1),
    signingInput: text.slice(0, last),
  }
}

/** The text of a token given as text or as ASCII octets, within the limit (bytes). Throws `JWSError`. */
export function textOf(token: unknown, limit: number, codec: Codec): string {
  if (!isCompact(token)) throw new JWSError('A token is a string or bytes')
  return compactText(codec, token, limit, malformedToken)
}

/** The octets of a base64url segment. Throws what `refuse` makes. */
export function decodeSegment(codec: Codec, segment: string, refuse: Refuse): Bytes {
  const bytes = codec.base64urlDecode(segment)
  if (bytes === undefined) throw refuse(misspelt(segment, 'base64url'))
  return bytes
}

/** The UTF-8 text of a base64url segment. Throws what `refuse` makes. */
export function decodeText(codec: Codec, segment: string, refuse: Refuse): string {
  const text = codec.base64urlDecodeText(segment)
  if (text === undefined) throw refuse(misspelt(segment, 'base64url of UTF-8'))
  return text
}

export const malformedToken: Refuse = (reason, code) => new JWSError(`The token ${reason}`, code)
export const malformedHeader: Refuse = (reason, code) => new JWSError(`The header ${reason}`, code)
export const malformedPayload: Refuse = (reason, code) => new JWSError(`The payload ${reason}`, code)
export const malformedSignature: Refuse = (reason, code) => new JWSError(`The signature ${reason}`, code)

export function tooLarge(what: string): JWSError {
  return new JWSError(`${what} is over the limit`, 'ERR_LIMIT')
}

function count(text: string): number {
  let segments = 1
  for (let at = text.indexOf('.'); at !== -1 && segments < 6; at = text.indexOf('.', at + 1)) segments++
  return segments
}
