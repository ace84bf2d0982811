import type { Codec } from '../backend.ts'
import { JWKSError } from '../errors.ts'
import { maxAgeOf } from './caching.ts'
import { type FetchLike, type FetchResponse, platform } from './platform.ts'
import { textOf } from './read-body.ts'
import { parseSet } from './read-set.ts'

/** What is asked, and how long and how much the answer may be. */
export interface SetRequest {
  readonly url: string
  readonly headers: { readonly [name: string]: string }
  /** Seconds, for the whole of it. */
  readonly timeout: number
  /** Most bytes of the body. */
  readonly bytes: number
  readonly fetch: FetchLike | undefined
  readonly codec: Codec
}

export interface FetchedSet {
  /** As the server sent it: strict JSON, otherwise not looked at. */
  readonly set: unknown
  /** Seconds that the response says it may be kept. */
  readonly maxAge: number
}

/** One request. Throws `JWKSError` for whatever comes of it that is no set. */
export async function fetchSet(request: SetRequest): Promise<FetchedSet> {
  // Called as a function of its own: browsers insist that it is no method of anything else.
  const fetch = request.fetch ?? platform().fetch
  if (typeof fetch !== 'function')
    throw new JWKSError("This runtime has no fetch: give one as the option 'fetch'", 'ERR_JWKS_FETCH')
  const { url, headers } = request
  try {
    return await within(request.timeout, async (attempt) => {
      const { signal } = attempt
      const response = await fetch(url, {
        method: 'GET',
        headers: { ...headers },
        redirect: 'manual',
        ...(signal !== undefined && { signal }),
      })
      checkResponse(response, url)
      const text = await textOf(response, request, () => attempt.over)
      return { set: parseSet(text), maxAge: maxAgeOf(response.headers) }
    })
  } catch (error) {
    if (error instanceof JWKSError) throw error
    throw new JWKSError('The key set could not be fetched', 'ERR_JWKS_FETCH', { cause: error })
  }
}

/** An attempt, which may be over before it is done. */
interface Attempt {
  readonly signal: unknown
  over: boolean
}

/** The work, or an error when the time is over; whatever is still on its way then is given up. */
async function within<T>(seconds: number, work: (attempt: Attempt) => Promise<T>): Promise<T> {
  const { AbortController, setTimeout, clearTimeout } = platform()
  const controller = AbortController && new AbortController()
  const attempt: Attempt = { signal: controller?.signal, over: false }
  let timer: unknown
  const end = new Promise<never>((_resolve, reject) => {
    const late = (): void => reject(new JWKSError('The key set did not come in time', 'ERR_JWKS_TIMEOUT'))
    // The longest that platforms can wait is 2³¹ − 1 ms.
    timer = setTimeout?.(late, Math.min(seconds * 1000, 2_147_483_647))
  })
  try {
    return await Promise.race([work(attempt), end])
  } finally {
    clearTimeout?.(timer)
    attempt.over = true
    controller?.abort()
  }
}

/** Only the answer of that very address counts, and only if it is one: an error page says nothing about keys. */
function checkResponse(response: FetchResponse, url: string): void {
  const { status, type, redirected } = response
  const isRedirect = (status >= 300 && status < 400 && status !== 304) || type === 'opaqueredirect'
  if (isRedirect || redirected === true || isElsewhere(response.url, url))
    throw new JWKSError('The server of the key set redirects, which is not followed', 'ERR_JWKS_FETCH')
  if (status !== 200)
    throw new JWKSError(`The server of the key set answered with status ${Number(status)}`, 'ERR_JWKS_FETCH')
}

/** Whether the response says that it is of another address: there are runtimes that follow redirects whatever they are told. */
function isElsewhere(answered: unknown, asked: string): boolean {
  const { URL } = platform()
  if (typeof answered !== 'string' || answered === '' || typeof URL !== 'function') return false
  const plain = (url: string): string => new URL(url).href.replace(/#.*$/, '')
  return plain(answered) !== plain(asked)
}
