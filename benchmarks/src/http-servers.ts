import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import fastifyJwt from '@fastify/jwt'
import { getRequestListener } from '@hono/node-server'
import { jwt } from '@jose/backend-node'
import { bearer as forExpress } from '@jose/http/express'
import { bearer as forFastify } from '@jose/http/fastify'
import { bearer as forHono } from '@jose/http/hono'
import { bearer as forKoa } from '@jose/http/koa'
import express from 'express'
import { expressjwt } from 'express-jwt'
import fastify, { type FastifyInstance } from 'fastify'
import { Hono } from 'hono'
import { jwt as honoJwt } from 'hono/jwt'
import Koa from 'koa'
import koaJwt from 'koa-jwt'

export interface Framework {
  readonly name: string
  /** The name of the peer among the applications. */
  readonly peer: string
  /** The same route, `/protected`, which answers the name of who asks: with us, with the peer, and with nobody before it. */
  readonly applications: { readonly [name: string]: () => RequestListener | Promise<RequestListener> }
}

const secrets = { 'the secret': 'a secret of at least thirty-two bytes', another: 'another secret of thirty-two bytes' }
const secret = secrets['the secret']
const options = { jwt, key: secret, algorithms: ['HS256'] } as const
const cached = { ...options, cache: true }

export function makeToken(by: keyof typeof secrets): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  return jwt.encode({ sub: 'alice', iat: now, exp: now + 3600 }, secrets[by], { algorithm: 'HS256' })
}

const expressApp = (bearer = forExpress(options)): RequestListener =>
  express().get('/protected', bearer, (req, res) => void res.json({ sub: bearer.of(req).claims.sub }))

const fastifyApp = (bearer = forFastify(options)): Promise<RequestListener> =>
  ready(fastify().get('/protected', { onRequest: bearer }, async (request) => ({ sub: bearer.of(request).claims.sub })))

const honoApp = (bearer = forHono(options)): RequestListener =>
  getRequestListener(new Hono().get('/protected', bearer, (c) => c.json({ sub: c.get('auth').claims.sub })).fetch)

const koaApp = (bearer = forKoa(options)): RequestListener =>
  new Koa()
    .use(bearer)
    .use((ctx) => {
      ctx.body = { sub: ctx.state.auth.claims.sub }
    })
    .callback()

export const frameworks: readonly Framework[] = [
  {
    name: 'Express',
    peer: 'express-jwt',
    applications: {
      ours: () => expressApp(),
      'ours, cache': () => expressApp(forExpress(cached)),
      'express-jwt': () => {
        const guard = expressjwt({ secret, algorithms: ['HS256'] })
        const app = express().get('/protected', guard, (req, res) => {
          // It leaves the claims themselves.
          res.json({ sub: (req.auth as unknown as { sub: string }).sub })
        })
        // Else it prints each refusal.
        app.set('env', 'test')
        return app
      },
      'no middleware': () => express().get('/protected', (_req, res) => void res.json({ sub: 'alice' })),
    },
  },
  {
    name: 'Fastify',
    peer: '@fastify/jwt',
    applications: {
      ours: () => fastifyApp(),
      'ours, cache': () => fastifyApp(forFastify(cached)),
      '@fastify/jwt': async () => {
        const app = fastify()
        await app.register(fastifyJwt, { secret, verify: { algorithms: ['HS256'] } })
        const onRequest = (request: { jwtVerify(): Promise<unknown> }): Promise<unknown> => request.jwtVerify()
        app.get('/protected', { onRequest }, async (request) => ({ sub: (request.user as { sub: string }).sub }))
        return ready(app)
      },
      'no middleware': () => ready(fastify().get('/protected', async () => ({ sub: 'alice' }))),
    },
  },
  {
    name: 'Hono',
    peer: 'hono/jwt',
    applications: {
      ours: () => honoApp(),
      'ours, cache': () => honoApp(forHono(cached)),
      'hono/jwt': () => {
        const app = new Hono<{ Variables: { jwtPayload: { sub: string } } }>()
        app.get('/protected', honoJwt({ secret, alg: 'HS256' }), (c) => c.json({ sub: c.get('jwtPayload').sub }))
        return getRequestListener(app.fetch)
      },
      'no middleware': () => getRequestListener(new Hono().get('/protected', (c) => c.json({ sub: 'alice' })).fetch),
    },
  },
  {
    name: 'Koa',
    peer: 'koa-jwt',
    applications: {
      ours: () => koaApp(),
      'ours, cache': () => koaApp(forKoa(cached)),
      'koa-jwt': () => {
        const app = new Koa().use(koaJwt({ secret, algorithms: ['HS256'] })).use((ctx) => {
          ctx.body = { sub: ctx.state.user.sub }
        })
        app.silent = true
        return app.callback()
      },
      'no middleware': () =>
        new Koa()
          .use((ctx) => {
            ctx.body = { sub: 'alice' }
          })
          .callback(),
    },
  },
]

async function ready(app: FastifyInstance): Promise<RequestListener> {
  await app.ready()
  return app.routing
}

/** The port. The server keeps nobody from ending the program, and its connections outlast the turns of others. */
export async function serve(listener: RequestListener): Promise<number> {
  const server = createServer({ keepAliveTimeout: 600_000 }, listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  server.unref()
  return (server.address() as AddressInfo).port
}
