import { serve } from '@hono/node-server'
import { jwt } from '@jose/backend-node'
import { bearer } from '@jose/http/hono'
import { Hono } from 'hono'

const secret = process.env.JWT_SECRET
if (secret === undefined) throw new Error('JWT_SECRET is not set')

const [issuer, audience] = ['https://hello.example', 'hello-api']
const auth = bearer({ jwt, key: secret, algorithms: ['HS256'], issuer, audience })
const app = new Hono()

app.post('/login', async (c) => {
  const { name, password } = Object(await c.req.json().catch(() => undefined))
  if (name !== 'alice' || password !== 'wonderland') return c.body(null, 401)
  // Your own users go here.
  const claims = { sub: name, iss: issuer, aud: audience, exp: new Date(Date.now() + 15 * 60_000) }
  return c.text(await jwt.encode(claims, secret, { algorithm: 'HS256' }))
})

app.get('/protected', auth, (c) => {
  return c.json({ hello: c.get('auth').claims.sub })
})

serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000) })
