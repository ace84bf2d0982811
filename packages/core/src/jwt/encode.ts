import { hasOwn, type JsonObject, stringifyJson } from '../encoding/json.ts'
import type { Engine } from '../engine.ts'
import { InvalidAudienceError, JWTClaimsError, JWTError } from '../errors.ts'
import type { Key } from '../jwk/key.ts'
import type { Fitting } from '../jwk/operations.ts'
import {
  algorithmFor,
  checkKeyGiven,
  type HeaderMembers,
  type HeaderSegment,
  headerSegment,
  membersOf,
  signature,
  signingKey,
} from '../jws/sign.ts'
import { andThen, type Maybe } from '../maybe.ts'
import { checkNames, checkOptionsOf, isPlain } from '../options.ts'
import type { SigningName } from '../registry/names.ts'
import { wholeSecondsOf } from '../time.ts'
import { currentKeyOf } from '../token/current-key.ts'
import { type KeySource, resolve } from '../token/resolve.ts'
import { accessTokenHash } from './access-token.ts'
import { inJwt } from './jwt-error.ts'

/** The registered claims (RFC 7519 §4.1) and `at_hash`. Times are seconds since 1970. */
export interface RegisteredClaims {
  readonly iss?: string
  readonly sub?: string
  readonly aud?: string | readonly string[]
  readonly exp?: number
  readonly nbf?: number
  readonly iat?: number
  readonly jti?: string
  readonly at_hash?: string
}

/** The claims of a JWT, registered ones typed. */
export interface Claims extends RegisteredClaims {
  readonly [claim: string]: unknown
}

type Dated = Pick<RegisteredClaims, 'exp' | 'nbf' | 'iat'>

/** Claims to be written: any object, whose registered claims have their types; times may be dates. */
export type ClaimsInput<C extends object> = C & {
  readonly [name in keyof C & keyof RegisteredClaims]?:
    | RegisteredClaims[name]
    | (name extends keyof Dated ? Date : never)
}

export interface EncodeOptions {
  /** Default: the key's own, else `HS256`. */
  readonly algorithm?: SigningName
  /** Further header members; they may replace `typ`, and leave it out with `undefined`. */
  readonly headers?: HeaderMembers
  /** Names of extensions in `headers` that the reader must understand (RFC 7515 §4.1.11). */
  readonly crit?: readonly string[]
  /** Add `at_hash`, the hash of this access token (OpenID Connect Core §3.1.3.6). */
  readonly accessToken?: string
}

const times = ['exp', 'nbf', 'iat'] as const
const texts = ['iss', 'sub', 'jti', 'at_hash'] as const

/** 33,000 years from now in seconds; in milliseconds, 2001. */
const milliseconds = 1e12

/**
 * Sign claims as a JWT (RFC 7519 §7.1). Throws `JWTError` for claims that cannot be written, `InvalidKeyError` for
 * a key that does not fit, `TypeError` for options that do not exist.
 */
export function encodeJwt(engine: Engine, claims: object, key: KeySource, options: EncodeOptions = {}): Maybe<string> {
  return encodePrepared(engine, claims, prepareEncoding(engine, key, options))
}

/** What the options decide, and, of a set of keys, the one that it writes by. */
export interface PreparedEncoding {
  readonly source: KeySource
  readonly alg: string
  readonly header: HeaderSegment
  readonly accessToken: string | undefined
}

/** Throws `TypeError` for options that do not exist or do not fit, `JWTError` for a header that cannot be written. */
export function prepareEncoding(engine: Engine, key: KeySource, options: EncodeOptions): PreparedEncoding {
  checkOptionsOf(engine, options, ['algorithm', 'headers', 'crit', 'accessToken'])
  const { algorithm, headers, accessToken } = options
  if (accessToken !== undefined && typeof accessToken !== 'string') {
    throw new TypeError("The option 'accessToken' is a string")
  }
  const crit = checkNames(options.crit, 'crit')
  const writer = currentKeyOf(key)
  const source = writer ?? key
  const alg = algorithmFor(source, algorithm)
  return inJwt(() => {
    checkKeyGiven(engine, alg, source)
    const isPlainest = headers === undefined && writer === undefined && crit.length === 0
    const members = isPlainest ? { alg, typ: 'JWT' } : merged(alg, headers, writer, crit)
    return { source, alg, header: headerSegment(engine, members), accessToken }
  })
}

/** As `encodeJwt`, with options that are already checked. */
export function encodePrepared(engine: Engine, claims: object, prepared: PreparedEncoding): Maybe<string> {
  const { source, alg, header, accessToken } = prepared
  // Written before anything is waited for: what the caller changes then is not signed.
  const payload = claimsText(claims)
  return andThen(resolve(engine, source, header.header, 'write'), (keys) =>
    andThen(
      inJwt(() => signingKey(engine, header, keys)),
      (fitting) => {
        if (accessToken === undefined) return signPayload(engine, payload, fitting, header)
        return andThen(accessTokenHash(engine, accessToken, alg, fitting?.key.crv), (at_hash) =>
          signPayload(engine, JSON.stringify({ ...JSON.parse(payload), at_hash }), fitting, header),
        )
      },
    ),
  )
}

function signPayload(engine: Engine, payload: string, key: Fitting | undefined, header: HeaderSegment): Maybe<string> {
  const input = `${header.segment}.${engine.codec.base64urlEncodeText(payload)}`
  checkSize(engine, input)
  return andThen(signature(engine, key, input), (signed) => checkSize(engine, `${input}.${signed}`))
}

/** What `decode` would find too large is not written. */
function checkSize(engine: Engine, token: string): string {
  if (token.length > engine.limits.jwt) throw new JWTError('The token would be over the limit', 'ERR_LIMIT')
  return token
}

function merged(
  alg: string,
  headers: HeaderMembers = {},
  writer: Key | undefined,
  crit: readonly string[],
): JsonObject {
  return { alg, typ: 'JWT', ...membersOf(headers, alg, writer), ...(crit.length > 0 && { crit }) }
}

/** The JSON of claims. Throws `JWTError`. */
export function claimsText(claims: object): string {
  return stringifyJson(written(claims), refuseClaims)
}

/** The claims as they are written, each read once: dates as whole seconds, times checked. The caller's object stays as it is. */
function written(claims: object): object {
  if (!isPlain(claims)) throw new JWTError('Claims are a plain object', 'ERR_JWT_CLAIMS')
  const own: JsonObject = { ...claims }
  // What it answers would be written, and nothing of it checked.
  if (hasOwn(own, 'toJSON') && typeof own.toJSON === 'function') throw refuseClaims('has a toJSON of its own')
  for (const name of times) {
    const value = hasOwn(own, name) ? own[name] : undefined
    if (value === undefined) continue
    if (!Number.isFinite(value)) own[name] = secondsOf(value, name)
    else if ((value as number) >= milliseconds)
      throw new JWTClaimsError(`The claim '${name}' is in milliseconds: give seconds, or a Date`, name, 'invalid')
  }
  for (const name of texts) if (hasOwn(own, name)) checkText(own[name], name)
  if (hasOwn(own, 'aud')) checkAudience(own.aud)
  return own
}

/** `decode` refuses anything else, wherever it comes from. */
function checkText(value: unknown, claim: string): void {
  if (value !== undefined && typeof value !== 'string')
    throw new JWTClaimsError(`The claim '${claim}' must be a string`, claim, 'invalid')
}

function checkAudience(aud: unknown): void {
  const names = Array.isArray(aud) && aud.length > 0 ? aud : [aud]
  if (aud !== undefined && !names.every((name) => typeof name === 'string'))
    throw new InvalidAudienceError('Invalid audience: the claim must be a string or a list of strings', 'invalid')
}

function secondsOf(value: unknown, claim: string): number {
  const seconds = wholeSecondsOf(value)
  if (!Number.isNaN(seconds)) return seconds
  throw new JWTClaimsError(`The claim '${claim}' must be a finite number of seconds or a valid Date`, claim, 'invalid')
}

function refuseClaims(reason: string): JWTError {
  return new JWTError(`The claims object ${reason}`, 'ERR_JWT_CLAIMS')
}
