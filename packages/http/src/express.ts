import type { NextFunction, Request, RequestHandler, Response } from 'express'
import { type AdapterOptions, outcome, prepare } from './adapter.ts'
import type { Authenticated } from './bearer.ts'
import { BearerError } from './bearer-error.ts'
import { type Scopes, scopeNames } from './scopes.ts'

export { BearerError } from './bearer-error.ts'
export { fromCookie, fromHeader, fromQuery } from './token.ts'

declare global {
  namespace Express {
    interface Request {
      /** Who asks; left by `bearer` of `@jose/http/express`. */
      auth?: Authenticated | undefined
    }
  }
}

/** Answers a refusal; `next(error)` leaves it to the error handler of the application. */
export type OnError = (error: BearerError, request: Request, response: Response, next: NextFunction) => unknown

export type ExpressBearerOptions<C = unknown> = AdapterOptions<C, OnError>

/** Middleware that lets a request through with a token that is accepted, and leaves who asks on `req.auth`. */
export interface ExpressBearer<A extends Authenticated | undefined = Authenticated> extends RequestHandler {
  /** Who asks, with the claims typed. Throws `TypeError` where this middleware did not run. */
  of(request: Pick<Request, 'auth'>): A
  /** Middleware for routes that ask for more scopes: after this one. */
  requireScopes(scopes: Scopes): RequestHandler
}

/**
 * Bearer tokens for Express 5. Throws `TypeError` for options that do not exist or do not fit.
 *
 * @example
 * const auth = bearer({ jwt, key: secret, algorithms: ['HS256'] })
 * express().get('/protected', auth, (req, res) => res.json({ hello: auth.of(req).claims.sub }))
 */
export function bearer<C = unknown>(
  options: ExpressBearerOptions<C> & { readonly optional?: false },
): ExpressBearer<Authenticated<C>>
export function bearer<C = unknown>(options: ExpressBearerOptions<C>): ExpressBearer<Authenticated<C> | undefined>
export function bearer(options: ExpressBearerOptions): ExpressBearer<Authenticated | undefined> {
  const { authenticate, onError = refuse, passed, of } = prepare(options)

  const handle = async (request: Request, response: Response, next: NextFunction): Promise<unknown> => {
    const auth = await outcome(() => authenticate(request))
    if (auth instanceof BearerError) return onError(auth, request, response, next)
    passed.set(request, auth)
    request.auth = auth
    if (auth?.inUrl) response.set('cache-control', 'private')
    return next()
  }

  const requireScopes = (scopes: Scopes): RequestHandler => {
    const names = scopeNames(scopes)
    return async (request, response, next): Promise<unknown> => {
      const refusal = await outcome(() => authenticate.requireScopes(passed.get(request), names))
      if (refusal instanceof BearerError) return onError(refusal, request, response, next)
      return next()
    }
  }

  return Object.assign(handle, { of, requireScopes })
}

const refuse: OnError = (error, _request, response) =>
  response.status(error.status).set(error.headers).type('json').send(error.body)
