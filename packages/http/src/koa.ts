import type { Context, Middleware, Next } from 'koa'
import { type AdapterOptions, outcome, prepare } from './adapter.ts'
import type { Authenticated } from './bearer.ts'
import { BearerError } from './bearer-error.ts'
import { type Scopes, scopeNames } from './scopes.ts'

export { BearerError } from './bearer-error.ts'
export { fromCookie, fromHeader, fromQuery } from './token.ts'

/** Answers a refusal; what it throws goes to the error handler of the application. */
export type OnError = (error: BearerError, ctx: Context, next: Next) => unknown

export type KoaBearerOptions<C = unknown> = AdapterOptions<C, OnError>

type Handler<A> = Middleware<{ auth: A }>

/** Middleware that lets a request through with a token that is accepted, and leaves who asks on `ctx.state.auth`. */
export interface KoaBearer<A extends Authenticated | undefined = Authenticated> extends Handler<A> {
  /** Middleware for routes that ask for more scopes: after this one. */
  requireScopes(scopes: Scopes): Handler<A>
}

/**
 * Bearer tokens for Koa 3. Throws `TypeError` for options that do not exist or do not fit.
 *
 * @example
 * const auth = bearer({ jwt, key: secret, algorithms: ['HS256'] })
 * const app = new Koa<{ auth: Authenticated }>().use(auth)
 * app.use((ctx) => { ctx.body = { hello: ctx.state.auth.claims.sub } })
 */
export function bearer<C = unknown>(
  options: KoaBearerOptions<C> & { readonly optional?: false },
): KoaBearer<Authenticated<C>>
export function bearer<C = unknown>(options: KoaBearerOptions<C>): KoaBearer<Authenticated<C> | undefined>
export function bearer(options: KoaBearerOptions): KoaBearer<Authenticated | undefined> {
  const { authenticate, onError = refuse, passed } = prepare(options)

  const handle: Handler<Authenticated | undefined> = async (ctx, next) => {
    const auth = await outcome(() => authenticate(ctx.req))
    if (auth instanceof BearerError) return onError(auth, ctx, next)
    passed.set(ctx, auth)
    ctx.state.auth = auth
    if (auth?.inUrl) ctx.set('cache-control', 'private')
    return next()
  }

  const requireScopes = (scopes: Scopes): Handler<Authenticated | undefined> => {
    const names = scopeNames(scopes)
    return async (ctx, next) => {
      const refusal = await outcome(() => authenticate.requireScopes(passed.get(ctx), names))
      if (refusal instanceof BearerError) return onError(refusal, ctx, next)
      return next()
    }
  }

  return Object.assign(handle, { requireScopes })
}

const refuse: OnError = (error, ctx) => {
  ctx.status = error.status
  ctx.set(error.headers)
  ctx.type = 'json'
  ctx.body = error.body
}
