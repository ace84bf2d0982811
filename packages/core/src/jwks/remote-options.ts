import type { JWKSError } from '../errors.ts'
import type { JWKS, PemsByKid } from '../jwk/candidates.ts'
import { checkOptionNames, isPlain } from '../options.ts'
import type { FetchLike } from './platform.ts'

/**
 * What happened to a remote set: for logs and metrics. Nothing of a token, a key, a header or the address is in it, but for
 * the `cause` of an error, which is what the runtime threw, and may name the host.
 */
export type JwksEvent =
  /** A set was fetched, and counts from now on; `ignored` are members that are no public keys. */
  | { readonly type: 'loaded'; readonly keys: number; readonly ignored: number; readonly maxAge: number }
  /** A fetch failed; `failures` in a row. */
  | { readonly type: 'failed'; readonly error: JWKSError; readonly failures: number }
  /** A set that has expired serves on, because it could not be fetched anew; `age` in seconds. */
  | { readonly type: 'stale'; readonly age: number }
  /** A token names a key that is not in the set, and it is too soon to fetch it again. */
  | { readonly type: 'cooldown' }
  /** A response came after a newer one, and does not count. */
  | { readonly type: 'discarded' }

/** The state of a remote set, to seed another with: plain data, made for JSON. */
export interface JwksSnapshot {
  /** Where it is from, without the query. */
  readonly url: string
  /** Seconds since 1970. */
  readonly fetchedAt: number
  /** Seconds that it is good for. */
  readonly maxAge: number
  readonly jwks: JWKS | PemsByKid
}

/** All durations are in seconds. */
export interface RemoteOptions {
  /** How long a fetched set is good. Default: what the server says (`Cache-Control: max-age`, from a minute to a day), else 600. */
  readonly cacheMaxAge?: number
  /** Least time between two fetches for the sake of tokens whose `kid` is unknown, and longest pause after failures. Default 30. */
  readonly cooldown?: number
  /** Longest time for one fetch, its body included. Default 5. */
  readonly timeout?: number
  /** How long beyond its age a set may serve on while it cannot be fetched. Default 0. */
  readonly staleIfError?: number
  /** Headers of the request. */
  readonly headers?: { readonly [name: string]: string }
  /** In place of `globalThis.fetch`. */
  readonly fetch?: FetchLike
  /** Whether the address may be `http:`, where anybody on the way can put in keys of his own. Default false. */
  readonly allowHttp?: boolean
  /** What `snapshot()` gave, here or elsewhere. */
  readonly seed?: JwksSnapshot | undefined
  /** Most bytes of a response (default 1 MiB), most keys in it (default 1000). */
  readonly limits?: { readonly bytes?: number; readonly keys?: number }
  readonly onEvent?: (event: JwksEvent) => void
}

/** The options, checked and copied. */
export interface RemoteSettings {
  readonly url: string
  readonly cacheMaxAge: number | undefined
  readonly cooldown: number
  readonly timeout: number
  readonly staleIfError: number
  readonly headers: { readonly [name: string]: string }
  readonly fetch: FetchLike | undefined
  readonly bytes: number
  readonly keys: number
  readonly onEvent: ((event: JwksEvent) => void) | undefined
}

const names = [
  ...['cacheMaxAge', 'cooldown', 'timeout', 'staleIfError', 'headers', 'fetch'],
  ...['allowHttp', 'seed', 'limits', 'onEvent'],
]

/** Throws `TypeError` for an address or options that do not fit. */
export function remoteSettings(url: unknown, options: RemoteOptions): RemoteSettings {
  checkOptionNames(options, names)
  const { cacheMaxAge, cooldown = 30, timeout = 5, staleIfError = 0, allowHttp = false, limits = {} } = options
  if (typeof allowHttp !== 'boolean') throw new TypeError("The option 'allowHttp' is true or false")
  checkOptionNames(limits, ['bytes', 'keys'])
  const { bytes = 1024 * 1024, keys = 1000 } = limits
  return Object.freeze({
    url: checkUrl(url, allowHttp),
    cacheMaxAge: cacheMaxAge === undefined ? undefined : checkDuration(cacheMaxAge, 'cacheMaxAge', 'more than 0'),
    cooldown: checkDuration(cooldown, 'cooldown'),
    timeout: checkDuration(timeout, 'timeout', 'more than 0'),
    staleIfError: checkDuration(staleIfError, 'staleIfError'),
    headers: checkHeaders(options.headers),
    fetch: checkFunction(options.fetch, 'fetch'),
    bytes: checkCount(bytes, 'bytes'),
    keys: checkCount(keys, 'keys'),
    onEvent: checkFunction(options.onEvent, 'onEvent'),
  })
}

/** The address without what may be confidential: its query. */
export function withoutQuery(url: string): string {
  return url.replace(/[?#].*/, '')
}

/** By what it says, not by the platform's parser, which not every runtime has: so nothing in it may be read in two ways. */
function checkUrl(url: unknown, allowHttp: boolean): string {
  const text = typeof url === 'string' ? url : (url as { href?: unknown } | undefined | null)?.href
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what parsers drop
  if (typeof text !== 'string' || !/^https?:\/\/[^/?#]+([/?#].*)?$/i.test(text) || /[\u0000-\u0020\u007f\\]/.test(text))
    throw new TypeError('A remote set has an https: address, as text or URL')
  if (/^\w+:\/\/[^/?#]*@/.test(text))
    throw new TypeError("The address of a set has no credentials in it: use 'headers'")
  if (/^http:/i.test(text) && !allowHttp)
    throw new TypeError("The address of a set is https: unless 'allowHttp' is true")
  return text
}

function checkHeaders(headers: unknown = {}): { readonly [name: string]: string } {
  if (!isPlain(headers)) throw new TypeError("The option 'headers' is a plain object of strings")
  const own = Object.entries({ ...headers })
  for (const [name, value] of own) {
    if (typeof value !== 'string') throw new TypeError("The option 'headers' is a plain object of strings")
    // Here, because what platforms throw for it later has the value in it (RFC 9110 §5.1, §5.5).
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || !/^[\t\u0020-\u007e\u0080-\u00ff]*$/.test(value))
      throw new TypeError("The option 'headers' has a name or a value that HTTP does not allow")
  }
  const accept = own.some(([name]) => name.toLowerCase() === 'accept')
  const given = Object.fromEntries(own) as { [name: string]: string }
  return accept ? given : { accept: 'application/jwk-set+json, application/json', ...given }
}

function checkDuration(value: unknown, option: string, least: '0 or more' | 'more than 0' = '0 or more'): number {
  if (typeof value === 'number' && Number.isFinite(value) && (least === '0 or more' ? value >= 0 : value > 0))
    return value
  throw new TypeError(`The option '${option}' is a finite number of seconds, ${least}`)
}

function checkCount(value: unknown, limit: string): number {
  if (Number.isSafeInteger(value) && (value as number) > 0) return value as number
  throw new TypeError(`The limit '${limit}' must be a positive integer`)
}

function checkFunction<F>(value: F, option: string): F {
  if (value === undefined || typeof value === 'function') return value
  throw new TypeError(`The option '${option}' is a function`)
}
