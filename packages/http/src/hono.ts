import type { Context, MiddlewareHandler } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { type AdapterOptions, outcome, prepare } from './adapter.ts'
import type { Authenticated } from './bearer.ts'
import { BearerError } from './bearer-error.ts'
import { type Scopes, scopeNames } from './scopes.ts'

export { BearerError } from './bearer-error.ts'
export { fromCookie, fromHeader, fromQuery } from './token.ts'

/** Answers a refusal; what it throws goes to the error handler of the application. */
export type OnError = (error: BearerError, c: Context) => Response | Promise<Response>

export type HonoBearerOptions<C = unknown> = AdapterOptions<C, OnError>

type Handler<A> = MiddlewareHandler<{ Variables: { auth: A } }>

/** Middleware that lets a request through with a token that is accepted, and leaves who asks in `c.get('auth')`. */
export interface HonoBearer<A extends Authenticated | undefined = Authenticated> extends Handler<A> {
  /** Middleware for routes that ask for more scopes: after this one. */
  requireScopes(scopes: Scopes): Handler<A>
}

/**
 * Bearer tokens for Hono 4, on every runtime. Throws `TypeError` for options that do not exist or do not fit.
 *
 * @example
 * const auth = bearer({ jwt, key: secret, algorithms: ['HS256'] })
 * new Hono().get('/protected', auth, (c) => c.json({ hello: c.get('auth').claims.sub }))
 */
export function bearer<C = unknown>(
  options: HonoBearerOptions<C> & { readonly optional?: false },
): HonoBearer<Authenticated<C>>
export function bearer<C = unknown>(options: HonoBearerOptions<C>): HonoBearer<Authenticated<C> | undefined>
export function bearer(options: HonoBearerOptions): unknown {
  const { authenticate, onError = refuse, passed } = prepare(options)

  const handle: Handler<Authenticated | undefined> = async (c, next) => {
    const auth = await outcome(() => authenticate(c.req.raw))
    if (auth instanceof BearerError) return onError(auth, c)
    passed.set(c, auth)
    c.set('auth', auth)
    if (auth?.inUrl) c.header('cache-control', 'private')
    return next()
  }

  const requireScopes = (scopes: Scopes): Handler<Authenticated | undefined> => {
    const names = scopeNames(scopes)
    return async (c, next) => {
      const refusal = await outcome(() => authenticate.requireScopes(passed.get(c), names))
      if (refusal instanceof BearerError) return onError(refusal, c)
      return next()
    }
  }

  return Object.assign(handle, { requireScopes })
}

const refuse: OnError = (error, c) =>
  c.body(error.body, error.status as ContentfulStatusCode, { ...error.headers, 'content-type': 'application/json' })
