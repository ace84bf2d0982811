import { isBytes } from '../encoding/bytes.ts'
import type { JsonObject } from '../encoding/json.ts'
import type { Engine } from '../engine.ts'
import { JOSEError } from '../errors.ts'
import { candidates } from '../jwk/candidates.ts'
import { allowedAlgorithms } from '../jws/allowed.ts'
import { verifyingBy } from '../jws/use.ts'
import { andThen, type Maybe, recover } from '../maybe.ts'
import { Memory, ownText } from '../memory.ts'
import { checkOptionNames, isPlain } from '../options.ts'
import { signatureAlgorithms } from '../registry/jws.ts'
import { currentKeyOf } from '../token/current-key.ts'
import { isKeySet, type KeySource, resolve } from '../token/resolve.ts'
import { type Checks, compileChecks, type DecodeOptions, decodeNames } from './checks.ts'
import { checkTimes } from './claims.ts'
import { type DecodedJWT, decodeChecked } from './decode.ts'
import { type Claims, type EncodeOptions, encodePrepared, type PreparedEncoding, prepareEncoding } from './encode.ts'
import { inJwt } from './jwt-error.ts'

export interface CacheOptions {
  /** Tokens remembered. Default 1000. */
  readonly max?: number
  /** Seconds a token is remembered, when it lives longer. Default 600. */
  readonly ttl?: number
}

export interface VerifierOptions extends DecodeOptions {
  /** Remember verified tokens. Their times are checked at each call all the same. Default false. */
  readonly cache?: boolean | CacheOptions
}

/**
 * A function that signs claims with one key and one set of options, both looked at once; with a set of keys, by the one
 * that it writes by at each call. Throws as `encodeJwt`.
 */
export function createSigner(
  engine: Engine,
  key: KeySource,
  options: EncodeOptions = {},
): (claims: object) => Maybe<string> {
  const own = ownCopy(engine, key) as KeySource
  let prepared = prepareEncoding(engine, own, options)
  if (currentKeyOf(own) === undefined) return (claims) => encodePrepared(engine, claims, prepared)
  const kept = { ...options, ...headersOf(prepared) }
  return (claims) => {
    if (currentKeyOf(own) !== prepared.source) prepared = prepareEncoding(engine, own, kept)
    return encodePrepared(engine, claims, prepared)
  }
}

/** The header members that the caller asked for, without those that the key decides: what the next key's header is made of. */
function headersOf({ header: { header } }: PreparedEncoding): Pick<EncodeOptions, 'headers' | 'crit'> {
  const { alg, kid, crit = [], ...members } = header
  // `undefined` leaves out what would be there.
  const headers: JsonObject = { typ: undefined, ...members }
  return { headers: kid === undefined ? { ...headers, kid } : headers, crit }
}

/** A function that decodes tokens with one key and one set of options, both looked at once. Throws as `decodeJwt`. */
export function createVerifier(
  engine: Engine,
  key: KeySource,
  options: VerifierOptions = {},
): (token: unknown) => Maybe<Claims> {
  checkOptionNames(options, [...decodeNames, 'cache'])
  const { cache = false, ...checksOptions } = options
  const own = ownCopy(engine, key) as KeySource
  const checks = compileChecks(engine, own, checksOptions)
  // The keys of a set say what it accepts by now.
  const follows = isKeySet(own) && checks.signature && checksOptions.algorithms === undefined
  const checksNow = (): Checks =>
    follows ? { ...checks, allowed: inJwt(() => allowedAlgorithms(engine, own, undefined)) } : checks
  const decode = (token: unknown): Maybe<DecodedJWT> => decodeChecked(engine, token, own, checksNow())
  if (cache === false) return (token) => andThen(decode(token), ({ claims }) => claims)
  const { max, ttl } = cacheLimits(cache)
  const verified = new Memory<Remembered>(max, tailLength)
  return (token) => {
    const known = typeof token === 'string' ? verified.get(tailOf(token)) : undefined
    if (known !== undefined && known.token === token && checks.clock() < known.until) {
      return andThen(isStillKey(engine, own, known.decoded, checksNow()), (same) => {
        if (!same) return andThen(decode(token), ({ claims }) => claims)
        checkTimes(known.decoded.claims, checks)
        return copyClaims(known)
      })
    }
    return andThen(decode(token), (decoded) => {
      if (typeof token === 'string' && token.length <= longestRemembered)
        verified.set(tailOf(token), remember(token, decoded, checks.clock() + ttl))
      return decoded.claims
    })
  }
}

// Longer tokens are verified each time, so that a full cache stays small: 1000 of these are 8 MB.
const longestRemembered = 8192

/**
 * Characters at the end of a token by which it is found; whether it is that token, all of its text decides. Where two end alike,
 * as one in a hundred of ML-DSA-44 do, the later one is remembered.
 */
const tailLength = 32

/** What a token is looked up by: engines hash a key as a whole, and to hash all of a token takes longer than all the rest. */
function tailOf(token: string): string {
  return token.slice(-tailLength)
}

interface Remembered {
  readonly token: string
  readonly decoded: DecodedJWT
  readonly until: number
  /** Whether no claim holds an object, so that a shallow copy is a copy. */
  readonly flat: boolean
}

function remember(token: string, decoded: DecodedJWT, until: number): Remembered {
  const flat = Object.values(decoded.claims).every((value) => typeof value !== 'object' || value === null)
  // The caller gets `decoded.claims` itself this first time, so the memory keeps its own.
  return { token: ownText(token), decoded: { ...decoded, claims: copyData(decoded.claims) as Claims }, until, flat }
}

function copyClaims({ decoded: { claims }, flat }: Remembered): Claims {
  return flat ? { ...claims } : (copyData(claims) as Claims)
}

/** A resolver or a set may answer with another key by now, or a set allow less; then what was verified, if it was, counts no more. */
function isStillKey(engine: Engine, key: KeySource, { header, key: used }: DecodedJWT, checks: Checks): Maybe<boolean> {
  if (used === undefined || (typeof key !== 'function' && !isKeySet(key))) return true
  const algorithm = signatureAlgorithms[header.alg]
  if (algorithm === undefined || !checks.allowed.includes(header.alg)) return false
  return andThen(resolve(engine, key, header, 'read'), (keys) => {
    if (keys === undefined) return false
    const use = verifyingBy(algorithm)
    return recover(
      () =>
        andThen(candidates(engine, keys, use, header.kid, checks.allowed), (found) =>
          found.some((candidate) => candidate.key === used),
        ),
      (error) => {
        if (error instanceof JOSEError) return false
        throw error
      },
    )
  })
}

function cacheLimits(cache: true | CacheOptions): Required<CacheOptions> {
  if (cache !== true && !isPlain(cache))
    throw new TypeError("The option 'cache' is true, false, or an object of 'max' and 'ttl'")
  const limits = cache === true ? {} : cache
  checkOptionNames(limits, ['max', 'ttl'])
  const { max = 1000, ttl = 600 } = limits
  if (!Number.isSafeInteger(max) || max < 1) throw new TypeError("The cache's 'max' must be a positive integer")
  if (!Number.isFinite(ttl) || ttl <= 0) throw new TypeError("The cache's 'ttl' must be a positive number of seconds")
  return { max, ttl }
}

/** Plain data copied to the depth, so that what a caller changes later changes nothing here. Anything else is kept as it is. */
function ownCopy(engine: Engine, key: unknown): unknown {
  // Not `slice`, which is a view of the same memory where the bytes are a Buffer.
  if (isBytes(key)) return Uint8Array.from(key)
  const copy = (item: unknown): unknown => ownCopy(engine, item)
  if (Array.isArray(key)) return key.map(copy)
  if (!isPlain(key) || isKeySet(key) || isNative(engine, key)) return key
  return copyMembers(key, copy)
}

/** Whether the backend knows the object as a key of its platform: then its identity may be what matters. */
function isNative(engine: Engine, key: object): boolean {
  return recover<boolean>(
    () => engine.backend.adopt(key) !== undefined,
    () => true,
  ) as boolean
}

function copyData(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyData)
  return typeof value === 'object' && value !== null ? copyMembers(value, copyData) : value
}

function copyMembers(value: object, copy: (item: unknown) => unknown): object {
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, copy(item)]))
}
