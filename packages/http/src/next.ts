import type { NextRequest } from 'next/server.js'
import type { Authenticated, Bearer, BearerOptions } from './bearer.ts'
import { protect as protectFetch } from './protect.ts'
import type { WebResponse } from './response.ts'

export { BearerError } from './bearer-error.ts'
export { fromCookie, fromHeader, fromQuery } from './token.ts'

/** A route handler of Next.js, or a proxy: a request, and what Next.js hands on with it. */
export type NextHandler<Rest extends readonly unknown[]> = (request: NextRequest, ...rest: Rest) => Promise<WebResponse>

/** The same, called with who asks as its second argument. */
export type ProtectedHandler<A, Rest extends readonly unknown[]> = (
  request: NextRequest,
  auth: A,
  ...rest: Rest
) => WebResponse | PromiseLike<WebResponse>

export interface Protect {
  <C = unknown, Rest extends readonly unknown[] = []>(
    options: BearerOptions<C> & { readonly optional?: false },
    handler: ProtectedHandler<Authenticated<C>, Rest>,
  ): NextHandler<Rest>
  <A extends Authenticated | undefined, Rest extends readonly unknown[] = []>(
    authenticate: Bearer<A>,
    handler: ProtectedHandler<A, Rest>,
  ): NextHandler<Rest>
  <C = unknown, Rest extends readonly unknown[] = []>(
    options: BearerOptions<C>,
    handler: ProtectedHandler<Authenticated<C> | undefined, Rest>,
  ): NextHandler<Rest>
}

/**
 * A route handler of Next.js 16 behind bearer tokens, or a `proxy` that lets pass with `NextResponse.next()` what bears one; on the
 * runtimes of Node and of the edge. What Next.js gives beside the request, such as `{ params }`, follows `auth`.
 * Throws `TypeError` for options that do not exist or do not fit.
 *
 * @example
 * const GET = protect({ jwt, key: secret, algorithms: ['HS256'] }, (request, { claims }) => Response.json(claims))
 * const response = await GET(new Request('https://api.example/', { headers: { authorization: `Bearer ${token}` } }))
 */
export const protect: Protect = protectFetch
