// The guide's application with Flask, as one with Hono: `export default app` starts it on Bun and on workers, `serve(app)` of
// @hono/node-server on Node.
import { jwt } from '@jose/backend-node' // or '@jose/backend-webcrypto', or '@jose/backend-forge'
import { bearer } from '@jose/http/hono'
import { Hono } from 'hono'

// A real one comes from the environment: see guide/environment-secret.ts.
const secret = 'your-secret-key-of-at-least-32-bytes'

interface User {
  readonly user_id: number
}

const auth = bearer<User>({ jwt, key: secret, algorithms: ['HS256'], options: { require: ['user_id'] } })
export const app: Hono = new Hono()

app.post('/login', async (c) => {
  // Validate credentials (simplified).
  const user: User = { user_id: 123 }
  return c.json({ token: await jwt.encode(user, secret, { algorithm: 'HS256' }) })
})

app.get('/protected', auth, (c) => {
  return c.json({ message: `Hello user ${c.get('auth').claims.user_id}!` })
})
