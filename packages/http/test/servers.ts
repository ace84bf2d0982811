// Each adapter, and what there is without one, as a server for the cases.
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { BearerError, bearer, protect } from '@jose/http'
import * as expressAdapter from '@jose/http/express'
import * as fastifyAdapter from '@jose/http/fastify'
import * as honoAdapter from '@jose/http/hono'
import * as koaAdapter from '@jose/http/koa'
import express from 'express'
import fastify from 'fastify'
import { Hono } from 'hono'
import Koa from 'koa'
import { type Listening, seen, type TestServer } from './cases.ts'

export const servers: readonly TestServer[] = [
  {
    name: 'protect',
    start(options) {
      const authenticate = bearer(options)
      const routes: { readonly [path: string]: (request: Request) => Response | Promise<Response> } = {
        '/open': () => Response.json({}),
        '/protected': protect(options, (_request, auth) => Response.json(seen(auth))),
        '/admin': protect(authenticate, (_request, auth) => {
          authenticate.requireScopes(auth, 'admin')
          return Response.json(seen(auth))
        }),
      }
      return serving(async (request) => {
        try {
          return (await routes[new URL(request.url).pathname]?.(request)) ?? new Response(null, { status: 404 })
        } catch {
          return new Response('failed', { status: 500 })
        }
      })
    },
  },
  {
    name: 'node:http',
    start(options) {
      const authenticate = bearer(options)
      return listen(async (request, response): Promise<unknown> => {
        try {
          const path = request.url?.replace(/\?.*/, '')
          if (path === '/open') return response.end('{}')
          const auth = await authenticate(request)
          if (path === '/admin') authenticate.requireScopes(auth, 'admin')
          if (auth?.inUrl) response.setHeader('cache-control', 'private')
          return response.end(JSON.stringify(seen(auth)))
        } catch (error) {
          if (!(error instanceof BearerError)) return response.writeHead(500).end()
          return response
            .writeHead(error.status, { ...error.headers, 'content-type': 'application/json' })
            .end(error.body)
        }
      })
    },
  },
  {
    name: 'Express',
    start(options) {
      const auth = expressAdapter.bearer(options)
      const app = express()
        .get('/open', (_req, res) => void res.json({}))
        .get('/protected', auth, (req, res) => void res.json(seen(req.auth)))
        .get('/admin', auth, auth.requireScopes('admin'), (req, res) => void res.json(seen(auth.of(req))))
      return listen(app)
    },
  },
  {
    name: 'Fastify',
    async start(options) {
      const auth = fastifyAdapter.bearer(options)
      const app = fastify()
      app.get('/open', async () => ({}))
      app.get('/protected', { onRequest: auth }, async (request) => seen(request.auth))
      app.get('/admin', { onRequest: [auth, auth.requireScopes('admin')] }, async (request) => seen(auth.of(request)))
      const url = await app.listen({ host: '127.0.0.1', port: 0 })
      return { url, close: () => app.close() }
    },
  },
  {
    name: 'Hono',
    start(options) {
      const auth = honoAdapter.bearer(options)
      const app = new Hono()
        .get('/open', (c) => c.json({}))
        .get('/protected', auth, (c) => c.json(seen(c.get('auth'))))
        .get('/admin', auth, auth.requireScopes('admin'), (c) => c.json(seen(c.var.auth)))
      app.onError((_error, c) => c.text('failed', 500))
      return serving(app.fetch)
    },
  },
  {
    name: 'Koa',
    start(options) {
      const auth = koaAdapter.bearer(options)
      const admin = auth.requireScopes('admin')
      const app = new Koa()
      app.silent = true
      app.use(async (ctx, next) => {
        if (ctx.path === '/open') ctx.body = {}
        else await next()
      })
      app.use(auth)
      app.use((ctx, next) => (ctx.path === '/admin' ? admin(ctx, next) : next()))
      app.use((ctx) => {
        ctx.body = seen(ctx.state.auth)
      })
      return listen(app.callback())
    },
  },
]

export async function listen(listener: RequestListener): Promise<Listening> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return listening(server)
}

/** A fetch handler behind a socket. */
export function serving(fetch: (request: Request) => Response | Promise<Response>): Promise<Listening> {
  return new Promise((resolve) => {
    const server = serve({ fetch, hostname: '127.0.0.1', port: 0 }, () => resolve(listening(server as Server)))
  })
}

function listening(server: Server): Listening {
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close }
}
