// The guide's two applications, over sockets, with each framework on each backend.
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Express } from 'express'
import type { FastifyInstance } from 'fastify'
import type { Hono } from 'hono'
import type Koa from 'koa'
import { describe, expect, it, vi } from 'vitest'
import { expectFastApi, expectFlask } from './applications.ts'
import { backends } from './guide-example.ts'

const applications = [
  ['flask', expectFlask],
  ['fastapi', expectFastApi],
] as const

/** What each framework makes of its application for `node:http`. */
const listeners = {
  express: (app: Express): RequestListener => app,
  fastify: async (app: FastifyInstance): Promise<RequestListener> => {
    await app.ready()
    return app.routing
  },
  hono: (app: Hono): RequestListener => getRequestListener(app.fetch),
  koa: (app: Koa): RequestListener => {
    // Else it prints what it answers with 400.
    app.silent = true
    return app.callback()
  },
}

describe.each(['express', 'fastify', 'hono', 'koa'] as const)('%s', (framework) => {
  describe.each(['node', 'webcrypto', 'forge'] as const)('on %s', (backend) => {
    it.each(applications)("the guide's application with %s", async (name, expectIt) => {
      vi.doMock('@jose/backend-node', () => backends[backend])
      vi.resetModules()
      const { app } = await import(`../frameworks/${framework}/${name}.ts`)
      vi.doUnmock('@jose/backend-node')
      await over(await listeners[framework](app as never), expectIt)
    })
  })
})

it('hundreds at a time, each answered by itself', async () => {
  const { app } = await import('../frameworks/express/flask.ts')
  await over(app, async (url) => {
    const { token } = (await (await fetch(`${url}/login`, { method: 'POST' })).json()) as { token: string }
    const asked = Array.from({ length: 300 }, async (_, index) => {
      const shown = [token, `${token}A`, undefined][index % 3]
      const headers: Record<string, string> = shown === undefined ? {} : { authorization: `Bearer ${shown}` }
      const response = await fetch(`${url}/protected`, { headers })
      return [response.status, await response.text()]
    })
    const expected = [
      [200, '{"message":"Hello user 123!"}'],
      [401, '{"error":"invalid_token"}'],
      [401, '{"error":"unauthorized"}'],
    ]
    for (const [index, answer] of (await Promise.all(asked)).entries()) expect(answer).toEqual(expected[index % 3])
  })
})

async function over(listener: RequestListener, test: (url: string) => Promise<void>): Promise<void> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    await test(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  } finally {
    server.close()
    server.closeAllConnections()
  }
}
