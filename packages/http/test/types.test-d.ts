import { jwt } from '@jose/backend-node'
import { type Authenticated, type Bearer, type BearerOptions, bearer, protect } from '@jose/http'
import { bearer as forExpress } from '@jose/http/express'
import { bearer as forFastify } from '@jose/http/fastify'
import { bearer as forHono } from '@jose/http/hono'
import { bearer as forKoa } from '@jose/http/koa'
import express, { type Request as ExpressRequest } from 'express'
import fastify from 'fastify'
import { Hono } from 'hono'
import Koa from 'koa'
import { describe, expectTypeOf, it } from 'vitest'

interface User {
  readonly user_id: number
}

const options = { jwt, key: 'a secret', algorithms: ['HS256'] } as const
const optional = { ...options, optional: true } as const
declare const some: BearerOptions<User>

describe('claims are typed', () => {
  it('of a web request', async () => {
    const auth = await bearer<User>(options)(new Request('https://api.example'))
    expectTypeOf(auth.claims.user_id).toEqualTypeOf<number>()
    expectTypeOf(auth.claims.sub).toEqualTypeOf<string | undefined>()
    expectTypeOf(auth.claims.other).toEqualTypeOf<unknown>()
    expectTypeOf(auth.token).toEqualTypeOf<string>()
    expectTypeOf(bearer<User>(optional)).toEqualTypeOf<Bearer<Authenticated<User> | undefined>>()
    expectTypeOf(bearer(some)).toEqualTypeOf<Bearer<Authenticated<User> | undefined>>()
    expectTypeOf(bearer(options)).toEqualTypeOf<Bearer<Authenticated>>()
  })

  it('of a fetch handler, whose request is what it says', () => {
    const handler = protect<User>(options, (request, auth) => {
      expectTypeOf(request).toEqualTypeOf<Request>()
      expectTypeOf(auth.claims.user_id).toEqualTypeOf<number>()
      return new Response()
    })
    expectTypeOf(handler).toEqualTypeOf<(request: Request) => Promise<Response>>()
    const authenticate = bearer<User>(optional)
    const other = protect(authenticate, (_request: Request, auth, env: { readonly a: string }) => {
      expectTypeOf(auth).toEqualTypeOf<Authenticated<User> | undefined>()
      return Response.json(env.a)
    })
    expectTypeOf(other).toEqualTypeOf<(request: Request, env: { readonly a: string }) => Promise<Response>>()
  })

  it('in Express', () => {
    const auth = forExpress<User>(options)
    express().get('/', auth, auth.requireScopes('a'), (req, res) => {
      expectTypeOf(req.auth).toEqualTypeOf<Authenticated | undefined>()
      expectTypeOf(auth.of(req).claims.user_id).toEqualTypeOf<number>()
      res.json({})
    })
    expectTypeOf(forExpress<User>(optional).of).returns.toEqualTypeOf<Authenticated<User> | undefined>()
    express().get('/users/:id', auth, (req: ExpressRequest<{ id: string }, string, User, { a: string }>) => {
      expectTypeOf(auth.of(req).claims.user_id).toEqualTypeOf<number>()
    })
    // @ts-expect-error: no request
    auth.of({ claims: {} })
  })

  it('in Fastify', () => {
    const auth = forFastify<User>(options)
    const app = fastify().addHook('onRequest', auth)
    app.get('/', { onRequest: [auth, auth.requireScopes('a')], preHandler: auth }, async (request) => {
      expectTypeOf(request.auth).toEqualTypeOf<Authenticated | undefined>()
      expectTypeOf(auth.of(request).claims.user_id).toEqualTypeOf<number>()
    })
    app.post<{ Body: User; Params: { id: string } }>('/:id', { onRequest: auth }, async (request) => {
      expectTypeOf(request.body).toEqualTypeOf<User>()
      expectTypeOf(auth.of(request).claims.user_id).toEqualTypeOf<number>()
    })
  })

  it('in Hono', () => {
    const auth = forHono<User>(options)
    new Hono().get('/', auth, auth.requireScopes('a'), (c) => {
      expectTypeOf(c.get('auth').claims.user_id).toEqualTypeOf<number>()
      expectTypeOf(c.var.auth.claims.user_id).toEqualTypeOf<number>()
      return c.text('')
    })
    new Hono().use(forHono<User>(optional)).get('/', (c) => {
      expectTypeOf(c.var.auth).toEqualTypeOf<Authenticated<User> | undefined>()
      return c.text('')
    })
  })

  it('in Koa', () => {
    const auth = forKoa<User>(options)
    const app = new Koa<{ auth: Authenticated<User> }>().use(auth).use(auth.requireScopes('a'))
    app.use((ctx) => expectTypeOf(ctx.state.auth.claims.user_id).toEqualTypeOf<number>())
    new Koa().use(auth).use((ctx) => expectTypeOf(ctx.state.auth.claims.user_id).toEqualTypeOf<number>())
  })
})

describe('options are typed', () => {
  it('those that must be there, and those that do not exist', () => {
    // @ts-expect-error: no algorithms
    bearer({ jwt, key: 'a secret' })
    // @ts-expect-error: no key
    bearer({ jwt, algorithms: ['HS256'] })
    // @ts-expect-error: no backend
    bearer({ key: 'a secret', algorithms: ['HS256'] })
    // @ts-expect-error: no such option
    bearer({ ...options, audiance: 'api' })
    // @ts-expect-error: a promise is no token
    bearer({ ...options, getToken: async () => 'x' })
    bearer<User>({
      ...options,
      isRevoked: (claims, token) => {
        expectTypeOf(claims.user_id).toEqualTypeOf<number>()
        expectTypeOf(token).toEqualTypeOf<string>()
        return false
      },
    })
  })
})
