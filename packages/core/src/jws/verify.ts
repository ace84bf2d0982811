import type { Bytes } from '../backend.ts'
import { isBytes } from '../encoding/bytes.ts'
import { isObject, type JsonObject } from '../encoding/json.ts'
import { isWellFormed } from '../encoding/utf8.ts'
import type { Engine } from '../engine.ts'
import type { Key } from '../jwk/key.ts'
import { andThen, type Maybe } from '../maybe.ts'
import { checkNames, checkOptionsOf } from '../options.ts'
import type { SigningName } from '../registry/names.ts'
import { type Readings, readings } from '../token/content.ts'
import { type KeySource, kept, resolve } from '../token/resolve.ts'
import { allowedAlgorithms } from './allowed.ts'
import { checkCritical, type JWSHeader, parseHeader } from './header.ts'
import { admit, payloadOf, signingInput, type VerifyOne, verifySignature } from './one-signature.ts'
import { malformedPayload, splitCompact, tooLarge } from './segments.ts'
import { type JwsChecks, verifyJson } from './verify-json.ts'

export interface VerifyOptions {
  /** Names the token may choose from. May be left out when every key given names its own. */
  readonly algorithms?: SigningName | readonly SigningName[]
  /** The payload of a detached JWS (RFC 7515 appendix F): bytes, or a string for its UTF-8 octets. */
  readonly payload?: string | Bytes
  /** Critical extensions the caller understands and handles itself. */
  readonly crit?: readonly string[]
  /** Of a JSON form, how many signatures must be good. Default `'any'`. */
  readonly require?: 'any' | 'all'
}

/** One signature of a JSON form that is good. */
export interface VerifiedSignature<K extends Key = Key> {
  /** Its place among all signatures. */
  readonly index: number
  readonly header: JWSHeader
  readonly key: K | undefined
}

/** A JWS whose signature is good. */
export interface VerifiedJWS<K extends Key = Key> extends Readings {
  readonly header: JWSHeader
  readonly payload: Bytes
  /** The key that verified it; absent for an unsecured one. */
  readonly key: K | undefined
  /** Of a JSON form, the signatures that are good: the first of them, or with `require: 'all'` all. `header` and `key` are the first's. */
  readonly signatures?: readonly VerifiedSignature<K>[]
}

/**
 * Verify a JWS (RFC 7515 §5.2): text is the compact form, an object a JSON form. Throws `JWSError` for whatever the token causes, `InvalidKeyError` for a
 * key that can serve none of the algorithms, `TypeError` for options that do not exist.
 */
export function verifyJws(
  engine: Engine,
  token: unknown,
  key: KeySource,
  options: VerifyOptions = {},
): Maybe<VerifiedJWS> {
  checkOptionsOf(engine, options, ['algorithms', 'payload', 'crit', 'require'], ['algorithms', 'payload'])
  const { require = 'any' } = options
  if (require !== 'any' && require !== 'all') throw new TypeError("The option 'require' is 'any' or 'all'")
  const understood = [...checkNames(options.crit, 'crit')]
  const allowed = [...allowedAlgorithms(engine, key, options.algorithms)]
  const checks = { allowed, understood, detached: detachedOctets(engine, options.payload), require, general: true }
  const source = isJson(token) ? kept(engine, key) : key
  return verifyBy(engine, token, checks, (parsed, signature, input) =>
    andThen(resolve(engine, source, parsed.header, 'read'), (keys) =>
      verifySignature(engine, parsed, signature, input, keys, allowed),
    ),
  )
}

/** As `verifyJws`, with options that are checked, and keys that `verify` finds. */
export function verifyBy(engine: Engine, token: unknown, checks: JwsChecks, verify: VerifyOne): Maybe<VerifiedJWS> {
  if (isJson(token)) return verifyJson(engine, token, checks, verify)
  const { allowed, understood, detached } = checks
  const segments = splitCompact(token, engine.limits.jws, engine.codec)
  const parsed = parseHeader(engine, segments.header)
  checkCritical(parsed, understood)
  const payload = payloadOf(engine, segments, parsed, detached)
  const input =
    parsed.b64 && !detached ? segments.signingInput : signingInput(engine, segments.header, parsed.b64, payload)
  const signature = admit(engine, parsed, segments.signature, allowed)
  return andThen(verify(parsed, signature, input), (used) => ({
    header: parsed.header,
    key: used,
    payload,
    ...readings(engine, payload, malformedPayload),
  }))
}

function isJson(token: unknown): token is JsonObject {
  return isObject(token) && !isBytes(token)
}

/** A detached payload as octets, bounded like a token. */
export function detachedOctets(engine: Engine, payload: unknown): Bytes | undefined {
  if (payload === undefined) return undefined
  // A text has at least as many octets as it has UTF-16 units.
  if (typeof payload === 'string' && payload.length > engine.limits.jws) throw tooLarge('The payload')
  if (typeof payload === 'string' && !isWellFormed(payload)) throw malformedPayload('has a lone surrogate')
  const octets = typeof payload === 'string' ? engine.codec.utf8Encode(payload) : payload
  if (!isBytes(octets)) throw new TypeError('A detached payload is a string or bytes')
  if (octets.length > engine.limits.jws) throw tooLarge('The payload')
  // A copy: what is handed out as verified must be what was verified, whatever becomes of the caller's bytes meanwhile.
  return Uint8Array.from(octets)
}
