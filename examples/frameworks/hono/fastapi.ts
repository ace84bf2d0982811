// The guide's application with FastAPI, as one with Hono: `export default app` starts it on Bun and on workers, `serve(app)` of
// @hono/node-server on Node.
import { type Claims, jwt } from '@jose/backend-node' // or '@jose/backend-webcrypto', or '@jose/backend-forge'
import { bearer } from '@jose/http/hono'
import { Hono } from 'hono'

// A real one comes from the environment: see guide/environment-secret.ts.
const secret = 'your-secret-key-of-at-least-32-bytes'
const algorithm = 'HS256'
const day = 24 * 60 * 60

function createAccessToken(claims: Claims): Promise<string> {
  return jwt.encode({ ...claims, exp: Math.floor(Date.now() / 1000) + day }, secret, { algorithm })
}

const auth = bearer({ jwt, key: secret, algorithms: [algorithm], options: { requireSub: true } })
export const app: Hono = new Hono()

app.post('/login', async (c) => {
  const { username, password } = (await c.req.json().catch(() => undefined)) ?? {}
  // Validate credentials (simplified).
  if (username === 'user' && password === 'pass') {
    return c.json({ access_token: await createAccessToken({ sub: username }), token_type: 'bearer' })
  }
  return c.json({ detail: 'Invalid credentials' }, 400)
})

app.get('/protected', auth, (c) => {
  return c.json({ message: `Hello ${c.get('auth').claims.sub}!` })
})
