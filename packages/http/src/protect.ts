import { type Authenticated, type Bearer, type BearerOptions, bearer } from './bearer.ts'
import { BearerError } from './bearer-error.ts'
import type { WebRequest } from './request.ts'
import { asPrivate, type GlobalRequest, type WebResponse } from './response.ts'

type Handler<A, R, Rest extends readonly unknown[]> = (
  request: R,
  auth: A,
  ...rest: Rest
) => WebResponse | PromiseLike<WebResponse>
type Protected<R, Rest extends readonly unknown[]> = (request: R, ...rest: Rest) => Promise<WebResponse>

/**
 * A fetch handler behind bearer tokens: for workers, Bun, Deno, and every framework of the web standard. A request that is refused gets
 * its answer without the handler. What follows the request, such as `env` and `ctx` of a worker, is handed on.
 *
 * @example
 * const fetch = protect({ jwt, key: secret, algorithms: ['HS256'] }, (request, { claims }) => Response.json(claims))
 * const response = await fetch(new Request('https://api.example/', { headers: { authorization: `Bearer ${token}` } }))
 */
export function protect<C = unknown, R extends WebRequest = GlobalRequest, Rest extends readonly unknown[] = []>(
  options: BearerOptions<C> & { readonly optional?: false },
  handler: Handler<Authenticated<C>, R, Rest>,
): Protected<R, Rest>
export function protect<
  A extends Authenticated | undefined,
  R extends WebRequest = GlobalRequest,
  Rest extends readonly unknown[] = [],
>(authenticate: Bearer<A>, handler: Handler<A, R, Rest>): Protected<R, Rest>
export function protect<C = unknown, R extends WebRequest = GlobalRequest, Rest extends readonly unknown[] = []>(
  options: BearerOptions<C>,
  handler: Handler<Authenticated<C> | undefined, R, Rest>,
): Protected<R, Rest>
export function protect(
  options: BearerOptions<never> | Bearer<Authenticated | undefined>,
  handler: Handler<never, never, never>,
): Protected<WebRequest, unknown[]> {
  const authenticate = typeof options === 'function' ? options : bearer(options as BearerOptions)
  if (typeof handler !== 'function') throw new TypeError('A handler is a function of a request and who asks')
  const answer = handler as unknown as Handler<Authenticated | undefined, WebRequest, unknown[]>
  return async (request, ...rest) => {
    try {
      const auth = await authenticate(request)
      const response = await answer(request, auth, ...rest)
      return auth?.inUrl === true ? asPrivate(response) : response
    } catch (error) {
      // Also of the handler, whose `requireScopes` throws it.
      if (error instanceof BearerError) return error.toResponse()
      throw error
    }
  }
}
