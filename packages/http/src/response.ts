/** The `Response` of the web standard, as whoever uses this package knows it. */
export type WebResponse = typeof globalThis extends { readonly Response: { readonly prototype: infer R } }
  ? R
  : KnownResponse

/** The `Request` of the web standard, as whoever uses this package knows it. */
export type GlobalRequest = typeof globalThis extends { readonly Request: { readonly prototype: infer R } }
  ? R
  : KnownRequest

interface KnownRequest {
  readonly headers: KnownHeaders
  readonly url: string
}

interface KnownHeaders {
  get(name: string): string | null
  has(name: string): boolean
  set(name: string, value: string): void
}

interface KnownResponse {
  readonly status: number
  readonly statusText: string
  readonly headers: KnownHeaders
  readonly body: unknown
}

interface Init {
  readonly status: number
  readonly statusText?: string
  readonly headers: unknown
}

type ResponseClass = new (body: unknown, init: Init) => KnownResponse

/** Looked up when it is needed: this package knows neither the DOM nor Node. */
function responseClass(): ResponseClass {
  return (globalThis as unknown as { readonly Response: ResponseClass }).Response
}

export function createResponse(
  body: string,
  status: number,
  headers: { readonly [name: string]: string },
): WebResponse {
  return new (responseClass())(body, { status, headers }) as WebResponse
}

/** The same answer, which no shared cache may keep; what the handler itself says about caches stays. */
export function asPrivate(response: WebResponse): WebResponse {
  const { body, status, statusText, headers } = response as KnownResponse
  if (headers.has('cache-control')) return response
  // A new one: the headers of a response that was fetched, or of a redirect, cannot be changed.
  const copy = new (responseClass())(body, { status, statusText, headers })
  copy.headers.set('cache-control', 'private')
  return copy as WebResponse
}
