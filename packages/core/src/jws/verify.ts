import type { Bytes, Data } from '../backend.ts'
import { asciiBytes, concat, isBytes } from '../encoding/bytes.ts'
import { parseJson } from '../encoding/json.ts'
import type { Engine } from '../engine.ts'
import { JWSAlgorithmError, JWSError, JWSSignatureError } from '../errors.ts'
import { type Candidate, candidates } from '../jwk/candidates.ts'
import type { Key } from '../jwk/key.ts'
import { verifyWith } from '../jwk/operations.ts'
import { andThen, firstSuccess, type Maybe } from '../maybe.ts'
import { checkOptionNames } from '../options.ts'
import { allowedAlgorithms, checkNames } from './allowed.ts'
import { checkCritical, type JWSHeader, type ParsedHeader, parseHeader } from './header.ts'
import { type KeySource, resolve } from './resolve.ts'
import { decodeSegment, type Segments, splitCompact } from './segments.ts'

export interface VerifyOptions {
  /** Names the token may choose from. May be left out when every key given names its own. */
  readonly algorithms?: string | readonly string[]
  /** The payload of a detached JWS (RFC 7515 appendix F): bytes, or a string for its UTF-8 octets. */
  readonly payload?: string | Bytes
  /** Critical extensions the caller understands and handles itself. */
  readonly crit?: readonly string[]
}

/** A JWS whose signature is good. */
export interface VerifiedJWS {
  readonly header: JWSHeader
  readonly payload: Bytes
  /** The key that verified it; absent for an unsecured one. */
  readonly key: Key | undefined
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
  const admitted = admit(engine, parsed, segments.signature, allowed)
  return andThen(resolve(engine, key, parsed.header), (keys) =>
    andThen(verifySignature(engine, admitted, input, keys, allowed), (used) => ({
      header: parsed.header,
      payload,
      key: used,
      text: () => textOfPayload(engine, payload),
      json: <T>() => parseJson(textOfPayload(engine, payload), engine.limits, refusePayload) as T,
    })),
  )
}

/** A token that may be verified: its algorithm is allowed and registered, its signature is octets. */
export interface Admitted {
  readonly parsed: ParsedHeader
  readonly signature: Bytes
}

/** What can be said of a signature before any key is looked for. Throws `JWSAlgorithmError`, `JWSError`. */
export function admit(engine: Engine, parsed: ParsedHeader, segment: string, allowed: readonly string[]): Admitted {
  const { alg, algorithm } = parsed
  if (!allowed.includes(alg) || (algorithm === undefined && alg !== 'none')) throw new JWSAlgorithmError()
  const signature = decodeSignature(engine, segment)
  if (algorithm === undefined && signature.length > 0) throw new JWSSignatureError()
  return { parsed, signature }
}

export function decodeSignature(engine: Engine, segment: string): Bytes {
  return decodeSegment(engine.codec, segment, (reason) => new JWSError(`The signature ${reason}`))
}

/** The one of the keys that made the signature. Throws `JWSSignatureError`, `JWSError`, `InvalidKeyError`. */
export function verifySignature(
  engine: Engine,
  { parsed, signature }: Admitted,
  input: Data,
  keys: unknown,
  allowed: readonly string[],
): Maybe<Key | undefined> {
  const { algorithm } = parsed
  // Unsecured, where the caller asked for no more.
  if (algorithm === undefined) return undefined
  if (keys === undefined) throw new JWSError('No key was found for the token', 'ERR_KEY_NOT_FOUND')
  const purpose = { algorithm, operation: 'verify', kid: parsed.kid, allowed } as const
  return andThen(candidates(engine, keys, purpose), (found) =>
    andThen(
      firstSuccess(found, ({ key, variant }: Candidate) =>
        andThen(verifyWith(engine, key, variant, signature, input), (good) => (good ? key : undefined)),
      ),
      (used) => {
        if (used === undefined) throw new JWSSignatureError()
        return used
      },
    ),
  )
}

/** What is signed: header and payload with a dot between, the payload in base64url or, under RFC 7797, as it is. */
export function signingInput(engine: Engine, header: string, b64: boolean, payload: Bytes): Data {
  return b64 ? `${header}.${engine.codec.base64urlEncode(payload)}` : concat(asciiBytes(`${header}.`), payload)
}

function payloadOf(engine: Engine, { payload }: Segments, { b64 }: ParsedHeader, detached: Bytes | undefined): Bytes {
  if (detached !== undefined) {
    if (payload !== '') throw new JWSError('The payload is given twice: in the token and detached')
    return detached
  }
  if (b64) return decodeSegment(engine.codec, payload, (reason) => new JWSError(`The payload ${reason}`))
  if (!/^[\x20-\x7e]*$/.test(payload))
    throw new JWSError('An unencoded payload in a token is printable ASCII (RFC 7797 §5.2)')
  return asciiBytes(payload)
}

/** A detached payload as octets, bounded like a token. */
export function detachedOctets(engine: Engine, payload: unknown): Bytes | undefined {
  if (payload === undefined) return undefined
  const octets = typeof payload === 'string' ? engine.codec.utf8Encode(payload) : payload
  if (!isBytes(octets)) throw new TypeError('A detached payload is a string or bytes')
  if (octets.length > engine.limits.jws) throw new JWSError('The payload is over the limit', 'ERR_LIMIT')
  return octets
}

function textOfPayload(engine: Engine, payload: Bytes): string {
  const text = engine.codec.utf8Decode(payload)
  if (text === undefined) throw refusePayload('is not UTF-8')
  return text
}

function refusePayload(reason: string): JWSError {
  return new JWSError(`The payload ${reason}`)
}
