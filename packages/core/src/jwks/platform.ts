/** What fetching a set needs of the runtime, and no more of it than is used: core knows neither the DOM nor Node. */

/** As in the Fetch standard, https://fetch.spec.whatwg.org. */
export type FetchLike = (url: string, init: FetchInit) => PromiseLike<FetchResponse>

export interface FetchInit {
  readonly method: 'GET'
  readonly headers: Record<string, string>
  /** A redirect is not followed, and is an error. */
  readonly redirect: 'manual'
  /** An `AbortSignal`; absent where the runtime has none. */
  // biome-ignore lint/suspicious/noExplicitAny: the platform's own class, which core does not know
  readonly signal?: any
}

/** What is looked at of a `Response`. */
export interface FetchResponse {
  readonly status: number
  readonly type?: string
  readonly redirected?: boolean
  readonly url?: string
  readonly headers?: { get(name: string): string | null }
  /** A `ReadableStream`, or anything that iterates asynchronously over octets. */
  readonly body?: unknown
  text(): PromiseLike<string>
}

interface Platform {
  readonly fetch?: FetchLike
  readonly AbortController?: new () => { readonly signal: unknown; abort(): void }
  readonly URL?: new (url: string) => { readonly href: string }
  readonly setTimeout?: (then: () => void, milliseconds: number) => unknown
  readonly clearTimeout?: (timer: unknown) => void
}

/** Read when it is needed: what is injected or polyfilled after this package was loaded counts. */
export function platform(): Platform {
  return globalThis as unknown as Platform
}
