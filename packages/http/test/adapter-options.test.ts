// What each adapter has beside the common cases: `onError`, `of`, and the framework's own way with errors.
import { jwt } from '@jose/backend-node'
import type { BearerError } from '@jose/http'
import * as forExpress from '@jose/http/express'
import * as forFastify from '@jose/http/fastify'
import * as forHono from '@jose/http/hono'
import * as forKoa from '@jose/http/koa'
import express, { type ErrorRequestHandler } from 'express'
import fastify from 'fastify'
import { Hono } from 'hono'
import Koa from 'koa'
import { describe, expect, it } from 'vitest'
import type { Listening } from './cases.ts'
import { listen, serving } from './servers.ts'

const options = { jwt, key: 'a secret of at least thirty-two bytes', algorithms: ['HS256'] }
const token = await jwt.encode({ sub: 'alice', scope: 'read' }, options.key)
const good = { authorization: `Bearer ${token}` }
const bad = { authorization: 'Bearer x' }

async function ask(server: Promise<Listening>, headers = {}, path = '/'): Promise<readonly unknown[]> {
  const { url, close } = await server
  try {
    const response = await fetch(`${url}${path}`, { headers })
    return [response.status, response.headers.get('www-authenticate'), await response.text()]
  } finally {
    await close()
  }
}

const challenge = 'Bearer realm="api", error="invalid_token"'
const seenError = (error: BearerError): string =>
  `${error.code} ${(error.cause as Error | undefined)?.message !== undefined}`

type Adapter = (options: object) => { requireScopes(scopes: unknown): unknown }
const adapters = { Express: forExpress, Fastify: forFastify, Hono: forHono, Koa: forKoa }

it.each(Object.entries(adapters).map(([name, adapter]) => [name, adapter.bearer as unknown as Adapter] as const))(
  '%s: what is wrong with options is said at once',
  (_name, bearer) => {
    const wrong: object[] = [
      {},
      { ...options, audiance: 'api' },
      { ...options, onError: 'next' },
      { ...options, key: null },
    ]
    for (const each of [...wrong, undefined, null]) expect(() => bearer(each as never)).toThrow(TypeError)
    for (const scopes of ['', [], 'a  b', undefined]) {
      expect(() => bearer(options).requireScopes(scopes)).toThrow(TypeError)
    }
  },
)

describe('Express', () => {
  const answered: ErrorRequestHandler = (error, _req, res, _next) => void res.status(418).send(error.code)

  it('has an error handler that may answer', async () => {
    const auth = forExpress.bearer({ ...options, onError: (error, _req, _res, next) => next(error) })
    expect(await ask(listen(express().use(auth, answered)), bad)).toEqual([418, null, 'ERR_BEARER_TOKEN'])
  })
  it('knows by itself what to do with the error', async () => {
    const auth = forExpress.bearer({ ...options, onError: (error, _req, _res, next) => next(error) })
    expect((await ask(listen(express().use(auth)), bad)).slice(0, 2)).toEqual([401, challenge])
  })
  it('takes an answer of onError, and an error that it throws', async () => {
    const auth = forExpress.bearer({
      ...options,
      onError: (error, _req, res) => res.status(499).send(seenError(error)),
    })
    expect(await ask(listen(express().use(auth)), bad)).toEqual([499, null, 'ERR_BEARER_TOKEN true'])
    const failing = forExpress.bearer({ ...options, onError: async () => Promise.reject({ code: 'mine' }) })
    expect(await ask(listen(express().use(failing, answered)), bad)).toEqual([418, null, 'mine'])
    const scopes = forExpress.bearer({ ...options, onError: (error, _req, res) => res.status(499).send(error.code) })
    const app = express().use(scopes, scopes.requireScopes('admin'))
    expect(await ask(listen(app), good)).toEqual([499, null, 'ERR_BEARER_SCOPE'])
  })
  it('protects a router, whatever the path it stands at', async () => {
    const auth = forExpress.bearer({ ...options, getToken: forExpress.fromQuery() })
    const router = express.Router().use(auth)
    router.get('/deep', (req, res) => void res.send(auth.of(req).claims.sub))
    const app = express().use('/a', express.Router().use('/b', router))
    expect((await ask(listen(app), {}, `/a/b/deep?access_token=${token}`))[2]).toBe('alice')
    expect((await ask(listen(app), {}, '/a/b/other'))[0]).toBe(401)
  })
  it('says where bearer() is missing', async () => {
    const auth = forExpress.bearer(options)
    const app = express().get('/', (req, res) => void res.send(auth.of(req)))
    app.use(((error, _req, res, _next) => void res.status(500).send(error.message)) as ErrorRequestHandler)
    expect(await ask(listen(app))).toEqual([500, null, expect.stringContaining('has not passed this bearer()')])
    expect((await ask(listen(express().use(auth.requireScopes('a'))), good))[0]).toBe(401)
  })
  it('calls what follows once, and leaves its errors alone', async () => {
    let calls = 0
    const app = express().use(forExpress.bearer(options), () => {
      calls++
      throw Object.assign(new Error('mine'), { code: 'mine' })
    })
    expect(await ask(listen(app.use(answered)), good)).toEqual([418, null, 'mine'])
    expect(calls).toBe(1)
  })
})

describe('Fastify', () => {
  const started = async (app: ReturnType<typeof fastify>): Promise<Listening> => {
    const url = await app.listen({ host: '127.0.0.1', port: 0 })
    return { url, close: () => app.close() }
  }

  it('protects a scope of routes, and no other', async () => {
    const auth = forFastify.bearer(options)
    const app = (): ReturnType<typeof fastify> => {
      const app = fastify()
      app.get('/open', async () => 'open')
      app.register(async (scope) => {
        scope.addHook('onRequest', auth)
        scope.get('/', async (request) => auth.of(request).claims.sub)
      })
      return app
    }
    expect(await ask(started(app()), {}, '/open')).toEqual([200, null, 'open'])
    expect(await ask(started(app()), good)).toEqual([200, null, 'alice'])
    expect(await ask(started(app()), bad)).toEqual([401, challenge, '{"error":"invalid_token"}'])
  })
  it('takes an answer of onError, and an error that it throws', async () => {
    const onError: forFastify.OnError = (error, _request, reply) => reply.code(499).send(seenError(error))
    const app = fastify().addHook('onRequest', forFastify.bearer({ ...options, onError }))
    expect(await ask(started(app.get('/', async () => 'in')), bad)).toEqual([499, null, 'ERR_BEARER_TOKEN true'])
    const rethrown = forFastify.bearer({
      ...options,
      onError: (error) => {
        throw error
      },
    })
    const other = fastify().get('/', { onRequest: [rethrown, rethrown.requireScopes('admin')] }, async () => 'in')
    const [status, header, body] = await ask(started(other), bad)
    expect([status, header]).toEqual([401, challenge])
    expect(body).not.toContain('Not enough')
    const scopes = fastify().get('/', { preHandler: [rethrown, rethrown.requireScopes('admin')] }, async () => 'in')
    expect((await ask(started(scopes), good))[0]).toBe(403)
  })
  it('answers `inject` as well', async () => {
    const auth = forFastify.bearer(options)
    const app = fastify().get('/', { onRequest: auth }, async (request) => auth.of(request).claims)
    expect((await app.inject({ url: '/', headers: good })).json()).toEqual({ sub: 'alice', scope: 'read' })
    expect((await app.inject({ url: '/' })).statusCode).toBe(401)
  })
  it('says where bearer() is missing', async () => {
    const auth = forFastify.bearer(options)
    const app = fastify().get('/', async (request) => auth.of(request))
    expect(await ask(started(app))).toEqual([500, null, expect.stringContaining('has not passed this bearer()')])
  })
})

describe('Hono', () => {
  it('takes an answer of onError, and an error that it throws', async () => {
    const auth = forHono.bearer({ ...options, onError: (error, c) => c.text(seenError(error), 400) })
    expect(await ask(serving(new Hono().use(auth).fetch), bad)).toEqual([400, null, 'ERR_BEARER_TOKEN true'])
    const rethrown = forHono.bearer({
      ...options,
      onError: (error) => {
        throw error
      },
    })
    const app = new Hono().use(rethrown).onError((error) => (error as BearerError).toResponse() as Response)
    expect(await ask(serving(app.fetch), bad)).toEqual([401, challenge, '{"error":"invalid_token"}'])
  })
  it('keeps the headers that others have set', async () => {
    const app = new Hono().use(async (c, next) => {
      c.header('access-control-allow-origin', '*')
      await next()
    })
    app.get('/', forHono.bearer(options), (c) => c.text('in'))
    for (const headers of [good, bad]) {
      const response = await app.request('/', { headers })
      expect(response.headers.get('access-control-allow-origin')).toBe('*')
    }
  })
})

describe('Koa', () => {
  it('takes an answer of onError, and knows by itself what to do with the error', async () => {
    const onError: forKoa.OnError = (error, ctx) => {
      ctx.status = 418
      ctx.body = seenError(error)
    }
    const app = new Koa().use(forKoa.bearer({ ...options, onError }))
    expect(await ask(listen(app.callback()), bad)).toEqual([418, null, 'ERR_BEARER_TOKEN true'])
    const rethrown = forKoa.bearer({
      ...options,
      onError: (error) => {
        throw error
      },
    })
    const other = new Koa().use(rethrown)
    other.silent = true
    expect((await ask(listen(other.callback()), bad)).slice(0, 2)).toEqual([401, challenge])
  })
})
