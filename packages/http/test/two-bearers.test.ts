// Two issuers in one application: whom the bearer of one has let through is nobody to the other.
import { jwt } from '@jose/backend-node'
import { fromCookie } from '@jose/http'
import * as forExpress from '@jose/http/express'
import * as forFastify from '@jose/http/fastify'
import * as forHono from '@jose/http/hono'
import * as forKoa from '@jose/http/koa'
import express from 'express'
import fastify from 'fastify'
import { Hono } from 'hono'
import Koa from 'koa'
import { describe, expect, it } from 'vitest'
import type { Listening } from './cases.ts'
import { bearing, client, type Fields } from './client.ts'
import { listen, serving } from './servers.ts'

const algorithms = ['HS256']
const ofCustomers = { jwt, key: 'a secret of the customers, of 32 bytes', algorithms }
const ofStaff = { jwt, key: 'a secret of the staff, of over 32 bytes', algorithms, getToken: fromCookie('staff') }
const customer = await jwt.encode({ sub: 'alice', scope: 'buy sell' }, ofCustomers.key)
const employee = await jwt.encode({ sub: 'bob', scope: 'hire' }, ofStaff.key)
const both: Fields = [...bearing(customer), ['cookie', `staff=${employee}`]]

/**
 * Everything is behind the bearer of customers. `/sold` asks the one of the staff for a scope that the customer has, though it did not run;
 * `/both` is behind it too, and asks each for a scope that only its own token has.
 */
const applications: { readonly [framework: string]: () => Listening | Promise<Listening> } = {
  Express() {
    const [customers, staff] = [forExpress.bearer(ofCustomers), forExpress.bearer(ofStaff)]
    const app = express().use(customers)
    app.get('/sold', staff.requireScopes('sell'), (_req, res) => void res.send('in'))
    app.get('/both', staff, customers.requireScopes('buy'), staff.requireScopes('hire'), (_req, res) => {
      res.send('in')
    })
    return listen(app)
  },
  async Fastify() {
    const [customers, staff] = [forFastify.bearer(ofCustomers), forFastify.bearer(ofStaff)]
    const app = fastify().addHook('onRequest', customers)
    app.get('/sold', { onRequest: staff.requireScopes('sell') }, async () => 'in')
    const onRequest = [staff, customers.requireScopes('buy'), staff.requireScopes('hire')]
    app.get('/both', { onRequest }, async () => 'in')
    return { url: await app.listen({ host: '127.0.0.1', port: 0 }), close: () => app.close() }
  },
  Hono() {
    const [customers, staff] = [forHono.bearer(ofCustomers), forHono.bearer(ofStaff)]
    const app = new Hono().use(customers)
    app.get('/sold', staff.requireScopes('sell'), (c) => c.text('in'))
    app.get('/both', staff, customers.requireScopes('buy'), staff.requireScopes('hire'), (c) => c.text('in'))
    return serving(app.fetch)
  },
  Koa() {
    const [customers, staff] = [forKoa.bearer(ofCustomers), forKoa.bearer(ofStaff)]
    const sold = new Koa().use(customers).use(staff.requireScopes('sell'))
    const app = new Koa().use(customers).use(staff).use(customers.requireScopes('buy')).use(staff.requireScopes('hire'))
    for (const each of [sold, app]) {
      each.use((ctx) => {
        ctx.body = 'in'
      })
    }
    const [atSold, atBoth] = [sold.callback(), app.callback()]
    return listen((request, response) => void (request.url === '/sold' ? atSold : atBoth)(request, response))
  },
}

describe.each(Object.entries(applications))('%s', (_framework, start) => {
  it('each bearer knows whom it has let through itself, and nobody else', async () => {
    const { url, close } = await start()
    const http = client(4)
    const statuses = (path: string): Promise<readonly number[]> =>
      Promise.all([both, bearing(customer), []].map(async (fields) => (await http.get(`${url}${path}`, fields)).status))
    expect(await statuses('/sold')).toEqual([401, 401, 401])
    expect(await statuses('/both')).toEqual([200, 401, 401])
    http.close()
    await close()
  })
})

it('`of` gives what its own bearer has found, whatever stands on the request', async () => {
  const [customers, staff] = [forExpress.bearer(ofCustomers), forExpress.bearer(ofStaff)]
  const app = express().use(customers)
  app.get('/', (req, res) => void res.send(staff.of(req)))
  app.get('/both', staff, (req, res) => void res.send(`${customers.of(req).claims.sub} ${staff.of(req).claims.sub}`))
  app.get('/overwritten', (req, res) => {
    req.auth = { claims: { sub: 'mallory' }, token: '', inUrl: false }
    res.send(customers.of(req).claims.sub)
  })
  const { url, close } = await listen(app.set('env', 'test'))
  const http = client(1)
  expect((await http.get(url, both)).status).toBe(500)
  expect((await http.get(`${url}/both`, both)).body).toBe('alice bob')
  expect((await http.get(`${url}/overwritten`, both)).body).toBe('alice')
  http.close()
  await close()
})
