import type { Bytes } from '../backend.ts'
import { hasOwn, isObject, type JsonObject, own, type Refuse } from '../encoding/json.ts'
import { decodeLarge } from '../encoding/large.ts'
import type { Engine } from '../engine.ts'
import { JWEParseError } from '../errors.ts'
import { andThen, type Maybe } from '../maybe.ts'
import { checkUnprotected, decodeHeader } from '../token/header.ts'
import { compactText, isCompact, snapshotOf } from '../token/serialization.ts'
import type { Encrypted } from './content.ts'
import { checkHeader, malformedHeader, type ParsedHeader } from './header.ts'

/** One recipient's part of a JWE. */
export interface Recipient {
  readonly header: ParsedHeader
  readonly encryptedKey: Bytes
}

/** A JWE taken apart (RFC 7516 §5.2 steps 1–5). */
export interface JWEParts {
  readonly recipients: readonly Recipient[]
  /** What was encrypted with, as ASCII: the protected header, and behind a dot the `aad` where there is one. */
  readonly additional: string
  /** The octets of the member `aad`. */
  readonly aad: Bytes | undefined
  readonly content: Encrypted
}

export const malformed: Refuse = (reason, code) => new JWEParseError(`The token ${reason}`, code)

/** Text or ASCII octets are the compact form, an object is one of the JSON forms: never one for the other. Throws `JWEParseError`. */
export function takeApart(
  engine: Engine,
  token: unknown,
  limit: number,
  understood: readonly string[],
): Maybe<JWEParts> {
  if (isCompact(token)) return fromCompact(engine, compactText(engine.codec, token, limit, malformed), understood)
  if (!isObject(token)) throw new JWEParseError('A token is a string, bytes, or the object of a JSON form')
  return fromJson(engine, snapshotOf(token, limit, malformed), understood)
}

/** The five segments of a compact JWE (RFC 7516 §7.1). Throws `JWEParseError`. */
export function splitCompact(text: string): readonly string[] {
  const segments = text.split('.', 7)
  if (segments.length === 5) return segments
  if (segments.length === 3) throw new JWEParseError('The token is signed (JWS), not encrypted')
  throw new JWEParseError(segments.length < 5 ? 'Not enough segments' : 'Too many segments')
}

function fromCompact(engine: Engine, text: string, understood: readonly string[]): Maybe<JWEParts> {
  const [header, key, iv, ciphertext, tag] = splitCompact(text) as readonly [string, string, string, string, string]
  const parsed = compactHeader(engine, header, understood)
  const encryptedKey = octets(engine, key, 'an encrypted key')
  return andThen(contentOf(engine, iv, ciphertext, tag), (content) => ({
    recipients: [{ header: parsed, encryptedKey }],
    additional: header,
    aad: undefined,
    content,
  }))
}

/** The header of a compact JWE; one that may come again is remembered. */
function compactHeader(engine: Engine, segment: string, understood: readonly string[]): ParsedHeader {
  const known = engine.jweHeaders.get(segment)
  if (known !== undefined) return known
  const parsed = checkHeader({ protected: decodeHeader(engine, segment, malformedHeader) }, understood)
  const { header } = parsed
  // These are new in each token; and who understands an extension is another question for each caller.
  const comesAgain = ['epk', 'p2s', 'iv', 'crit'].every((member) => !hasOwn(header, member))
  if (comesAgain) engine.jweHeaders.set(segment, parsed)
  return parsed
}

/** Flattened and general JSON (RFC 7516 §7.2). */
function fromJson(engine: Engine, token: JsonObject, understood: readonly string[]): Maybe<JWEParts> {
  const text = (member: string): string | undefined => textMember(token, member)
  const inside = text('protected')
  const aad = text('aad')
  const ciphertext = text('ciphertext')
  if (ciphertext === undefined) throw new JWEParseError("The token has no 'ciphertext'")
  const shared = headerMember(engine, token, 'unprotected')
  const entries = recipientsOf(engine, token)
  const header = inside === undefined ? {} : decodeHeader(engine, inside, malformedHeader)
  const recipients = entries.map((entry) => {
    const key = textMember(entry, 'encrypted_key')
    return {
      header: checkHeader({ protected: header, shared, recipient: headerMember(engine, entry, 'header') }, understood),
      encryptedKey: octets(engine, key ?? '', 'an encrypted key'),
    }
  })
  const encs = new Set(recipients.map((recipient) => `${recipient.header.header.enc} ${recipient.header.zip}`))
  if (encs.size > 1) throw new JWEParseError("All recipients must have the same 'enc' (RFC 7516 §7.2.1)")
  const own = aad === undefined ? undefined : octets(engine, aad, 'an aad')
  return andThen(contentOf(engine, text('iv') ?? '', ciphertext, text('tag') ?? ''), (content) => ({
    recipients,
    additional: aad === undefined ? (inside ?? '') : `${inside ?? ''}.${aad}`,
    aad: own,
    content,
  }))
}

function recipientsOf(engine: Engine, token: JsonObject): readonly JsonObject[] {
  if (!hasOwn(token, 'recipients')) return [token]
  const { recipients } = token
  if (hasOwn(token, 'header') || hasOwn(token, 'encrypted_key'))
    throw new JWEParseError('The token mixes the general and the flattened form')
  if (!Array.isArray(recipients) || recipients.length === 0 || !recipients.every(isObject))
    throw new JWEParseError("The token's 'recipients' must be a list of objects")
  if (recipients.length > engine.limits.signatures) throw malformed('has too many recipients', 'ERR_LIMIT')
  return recipients
}

function contentOf(engine: Engine, iv: string, ciphertext: string, tag: string): Maybe<Encrypted> {
  const [ivOctets, tagOctets] = [octets(engine, iv, 'an iv'), octets(engine, tag, 'a tag')]
  return andThen(decodeLarge(engine, ciphertext, tagOctets), (decoded) => {
    if (decoded === undefined) throw malformed('has a ciphertext that is not canonical base64url')
    return { iv: ivOctets, ciphertext: decoded.octets, tag: decoded.tail }
  })
}

function octets(engine: Engine, text: string, what: string): Bytes {
  const bytes = engine.codec.base64urlDecode(text)
  if (bytes === undefined) throw malformed(`has ${what} that is not canonical base64url`)
  return bytes
}

function textMember(token: JsonObject, member: string): string | undefined {
  const value = own(token, member)
  if (value === undefined) return undefined
  if (typeof value !== 'string' || (value === '' && (member === 'protected' || member === 'aad')))
    throw new JWEParseError(`The token's '${member}' must be a string that is not empty`)
  return value
}

function headerMember(engine: Engine, token: JsonObject, member: string): JsonObject | undefined {
  const value = own(token, member)
  if (value === undefined) return undefined
  if (!isObject(value)) throw new JWEParseError(`The token's '${member}' must be an object`)
  return checkUnprotected(engine, value, malformedHeader)
}
