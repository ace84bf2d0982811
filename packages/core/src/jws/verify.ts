import type { Bytes, Data, Encoded } from '../backend.ts'
import { isCanonical } from '../encoding/base64url.ts'
import { alone, asciiBytes, concat, isBytes } from '../encoding/bytes.ts'
import { parseJson } from '../encoding/json.ts'
import { isWellFormed } from '../encoding/utf8.ts'
import type { Engine } from '../engine.ts'
import { JWSAlgorithmError, JWSError, JWSSignatureError } from '../errors.ts'
import { candidates } from '../jwk/candidates.ts'
import type { Key } from '../jwk/key.ts'
import { type Fitting, verify } from '../jwk/operations.ts'
import { andThen, firstSuccess, type Maybe } from '../maybe.ts'
import { checkOptionNames } from '../options.ts'
import { allowedAlgorithms, checkNames } from './allowed.ts'
import { checkCritical, type JWSHeader, type ParsedHeader, parseHeader } from './header.ts'
import { type KeySource, resolve } from './resolve.ts'
import {
  decodeSegment,
  malformedPayload,
  malformedSignature,
  type Segments,
  splitCompact,
  tooLarge,
} from './segments.ts'

export interface VerifyOptions {
  /** Names the token may choose from. May be left out when every key given names its own. */
  readonly algorithms?: string | readonly string[]
  /** The payload of a detached JWS (RFC 7515 appendix F): bytes, or a string for its UTF-8 octets. */
  readonly payload?: string | Bytes
  /** Critical extensions the caller understands and handles itself. */
  readonly crit?: readonly string[]
}

/** A JWS whose signature is good. */
export interface VerifiedJWS<K extends Key = Key> {
  readonly header: JWSHeader
  readonly payload: Bytes
  /** The key that verified it; absent for an unsecured one. */
  readonly key: K | undefined
  /** The payload as UTF-8. Throws `JWSError`. */
  text(): string
  /** The payload as strict JSON. Throws `JWSError`. */
  json<T = unknown>(): T
}

/**
 * Verify a compact JWS (RFC 7515 §5.2). Throws `JWSError` for whatever the token causes, `InvalidKeyError` for a
 * key that can serve none of the algorithms, `TypeError` for options that do not exist.
 */
export function verifyJws(
  engine: Engine,
  token: unknown,
  key: KeySource,
  options: VerifyOptions = {},
): Maybe<VerifiedJWS> {
  checkOptionNames(options, ['algorithms', 'payload', 'crit'], ['algorithms', 'payload'])
  const understood = checkNames(options.crit, 'crit')
  const allowed = allowedAlgorithms(engine, key, options.algorithms)
  const detached = detachedOctets(engine, options.payload)
  const segments = splitCompact(token, engine.limits.jws, engine.codec)
  const parsed = parseHeader(engine, segments.header)
  checkCritical(parsed, understood)
  const payload = payloadOf(engine, segments, parsed, detached)
  const input =
    parsed.b64 && !detached ? segments.signingInput : signingInput(engine, segments.header, parsed.b64, payload)
  const signature = admit(engine, parsed, segments.signature, allowed)
  return andThen(resolve(engine, key, parsed.header), (keys) =>
    andThen(verifySignature(engine, parsed, signature, input, keys, allowed), (used) => ({
      header: parsed.header,
      payload,
      key: used,
      text: () => textOfPayload(engine, payload),
      json: <T>() => parseJson(textOfPayload(engine, payload), engine.limits, malformedPayload) as T,
    })),
  )
}

/**
 * The signature of a token whose algorithm is allowed: what can be said before any key is looked for. Throws
 * `JWSAlgorithmError`, `JWSError`.
 */
export function admit(engine: Engine, parsed: ParsedHeader, segment: string, allowed: readonly string[]): Encoded {
  const { alg, algorithm } = parsed
  if (!allowed.includes(alg) || (algorithm === undefined && alg !== 'none')) throw new JWSAlgorithmError()
  if (algorithm === undefined && segment !== '') throw new JWSSignatureError()
  return signatureOf(engine, parsed, segment)
}

/** Characters of a MAC of 64 bytes; a longer segment is no MAC. */
const longestMac = 86

/** The signature as it will be compared: a MAC stays text. Throws `JWSError` when it is not canonical base64url. */
export function signatureOf({ codec }: Engine, { algorithm }: ParsedHeader, segment: string): Encoded {
  if (algorithm?.kty === 'oct' && segment.length <= longestMac && isCanonical(segment)) return segment
  return decodeSegment(codec, segment, malformedSignature)
}

/**
 * The one of the keys that made the signature of a token that was admitted; none for an unsecured one. Throws
 * `JWSSignatureError`, `JWSError`, `InvalidKeyError`.
 */
export function verifySignature(
  engine: Engine,
  { algorithm, kid }: ParsedHeader,
  signature: Encoded,
  input: Data,
  keys: unknown,
  allowed: readonly string[],
): Maybe<Key | undefined> {
  if (algorithm === undefined) return undefined
  if (keys === undefined) throw new JWSError('No key was found for the token', 'ERR_KEY_NOT_FOUND')
  return andThen(candidates(engine, keys, { algorithm, operation: 'verify', kid, allowed }), (found) =>
    andThen(
      firstSuccess(found, (fitting) => keyIfGood(engine, fitting, signature, input)),
      keyThatVerified,
    ),
  )
}

function keyIfGood(engine: Engine, fitting: Fitting, signature: Encoded, input: Data): Maybe<Key | undefined> {
  return andThen(verify(engine, fitting, signature, input), (good) => (good ? fitting.key : undefined))
}

function keyThatVerified(key: Key | undefined): Key {
  if (key === undefined) throw new JWSSignatureError()
  return key
}

/** What is signed: header and payload with a dot between, the payload in base64url or, under RFC 7797, as it is. */
function signingInput(engine: Engine, header: string, b64: boolean, payload: Bytes): Data {
  return b64 ? `${header}.${engine.codec.base64urlEncode(payload)}` : concat(asciiBytes(`${header}.`), payload)
}

function payloadOf(engine: Engine, { payload }: Segments, { b64 }: ParsedHeader, detached: Bytes | undefined): Bytes {
  if (detached !== undefined) {
    if (payload !== '') throw new JWSError('The payload is given twice: in the token and detached')
    return detached
  }
  if (b64) return alone(decodeSegment(engine.codec, payload, malformedPayload))
  if (!/^[\x20-\x7e]*$/.test(payload))
    throw new JWSError('An unencoded payload in a token is printable ASCII (RFC 7797 §5.2)')
  return asciiBytes(payload)
}

/** A detached payload as octets, bounded like a token. */
function detachedOctets(engine: Engine, payload: unknown): Bytes | undefined {
  if (payload === undefined) return undefined
  if (typeof payload === 'string' && !isWellFormed(payload)) throw malformedPayload('has a lone surrogate')
  const octets = typeof payload === 'string' ? engine.codec.utf8Encode(payload) : payload
  if (!isBytes(octets)) throw new TypeError('A detached payload is a string or bytes')
  if (octets.length > engine.limits.jws) throw tooLarge('The payload')
  // A copy: what is handed out as verified must be what was verified, whatever becomes of the caller's bytes meanwhile.
  return Uint8Array.from(octets)
}

function textOfPayload(engine: Engine, payload: Bytes): string {
  const text = engine.codec.utf8Decode(payload)
  if (text === undefined) throw malformedPayload('is not UTF-8')
  return text
}
