import type { FastifyReply, FastifyRequest } from 'fastify'
import { type AdapterOptions, outcome, prepare } from './adapter.ts'
import type { Authenticated } from './bearer.ts'
import { BearerError } from './bearer-error.ts'
import { type Scopes, scopeNames } from './scopes.ts'

export { BearerError } from './bearer-error.ts'
export { fromCookie, fromHeader, fromQuery } from './token.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; left by `bearer` of `@jose/http/fastify`. */
    auth?: Authenticated | undefined
  }
}

/** Answers a refusal; what it throws goes to the error handler of the application. */
export type OnError = (error: BearerError, request: FastifyRequest, reply: FastifyReply) => unknown

export type FastifyBearerOptions<C = unknown> = AdapterOptions<C, OnError>

type Hook = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>

/** An `onRequest` hook that lets a request through with a token that is accepted, and leaves who asks on `request.auth`. */
export interface FastifyBearer<A extends Authenticated | undefined = Authenticated> extends Hook {
  /** Who asks, with the claims typed. Throws `TypeError` where this hook did not run. */
  of(request: Pick<FastifyRequest, 'auth'>): A
  /** A hook for routes that ask for more scopes: after this one. */
  requireScopes(scopes: Scopes): Hook
}

/**
 * Bearer tokens for Fastify 5: for a route as its `onRequest`, for a scope of routes by `addHook`. Throws `TypeError` for options
 * that do not exist or do not fit.
 *
 * @example
 * const auth = bearer({ jwt, key: secret, algorithms: ['HS256'] })
 * fastify().get('/protected', { onRequest: auth }, async (request) => ({ hello: auth.of(request).claims.sub }))
 */
export function bearer<C = unknown>(
  options: FastifyBearerOptions<C> & { readonly optional?: false },
): FastifyBearer<Authenticated<C>>
export function bearer<C = unknown>(options: FastifyBearerOptions<C>): FastifyBearer<Authenticated<C> | undefined>
export function bearer(options: FastifyBearerOptions): FastifyBearer<Authenticated | undefined> {
  const { authenticate, onError = refuse, passed, of } = prepare(options)

  const handle: Hook = async (request, reply) => {
    const auth = await outcome(() => authenticate(request.raw))
    if (auth instanceof BearerError) return answer(auth, request, reply)
    passed.set(request, auth)
    request.auth = auth
    if (auth?.inUrl) reply.header('cache-control', 'private')
  }

  const requireScopes = (scopes: Scopes): Hook => {
    const names = scopeNames(scopes)
    return async (request, reply) => {
      const refusal = await outcome(() => authenticate.requireScopes(passed.get(request), names))
      if (refusal instanceof BearerError) return answer(refusal, request, reply)
    }
  }

  async function answer(error: BearerError, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    await onError(error, request, reply)
    // Given back, so that Fastify goes no further.
    return reply
  }

  return Object.assign(handle, { of, requireScopes })
}

const refuse: OnError = (error, _request, reply) => {
  reply.code(error.status).headers(error.headers).type('application/json').send(error.body)
}
