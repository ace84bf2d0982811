/** What is looked at of a web-standard `Request`. */
export interface WebRequest {
  readonly headers: { get(name: string): string | null }
  readonly url: string
}

/** What is looked at of the `IncomingMessage` of `node:http` and `node:http2`, which Express, Fastify and Koa hand on. */
export interface NodeRequest {
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined }
  readonly rawHeaders: readonly string[]
  readonly url?: string | undefined
}

/** A request as token sources see it. */
export interface BearerRequest {
  /** All values of the header, joined as HTTP joins them (RFC 9110 §5.3), so that one that comes twice is seen. */
  header(name: string): string | undefined
  /** Absolute, or from the path on. */
  readonly url: string
}

export type AnyRequest = WebRequest | NodeRequest | BearerRequest

/** The one form that token sources take. Throws `TypeError` for what is no request. */
export function viewOf(request: AnyRequest): BearerRequest {
  const { headers, rawHeaders, header } = request as Partial<WebRequest & NodeRequest & BearerRequest>
  if (typeof headers?.get === 'function') {
    const web = request as WebRequest
    return { header: (name) => web.headers.get(name) ?? undefined, url: web.url }
  }
  if (Array.isArray(rawHeaders)) {
    const node = request as NodeRequest
    return { header: (name) => nodeHeader(node, name), url: node.url ?? '' }
  }
  if (typeof header === 'function') return request as BearerRequest
  throw new TypeError('A request is a Request, an IncomingMessage, or an object of header() and url')
}

/**
 * Node keeps the first of several `Authorization` headers and drops the others, which a proxy before it may read the
 * other way round. What it received is in `rawHeaders`: name, value, name, value ….
 */
function nodeHeader({ headers, rawHeaders }: NodeRequest, name: string): string | undefined {
  const lower = name.toLowerCase()
  const values: string[] = []
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const raw = rawHeaders[index] as string
    if (raw.length === lower.length && raw.toLowerCase() === lower) values.push(rawHeaders[index + 1] as string)
  }
  // HTTP/2 sends cookies in several fields, to be joined by semicolons (RFC 9113 §8.2.3).
  if (values.length > 1) return values.join(lower === 'cookie' ? '; ' : ', ')
  // Not the raw one, so that what a middleware has set or deleted counts.
  const value = Object.prototype.hasOwnProperty.call(headers, lower) ? headers[lower] : undefined
  return typeof value === 'object' ? value.join(', ') : value
}
