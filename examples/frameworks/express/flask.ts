// The guide's application with Flask, as one with Express: `app.listen(3000)` starts it.
import { jwt } from '@jose/backend-node' // or '@jose/backend-webcrypto', or '@jose/backend-forge'
import { bearer } from '@jose/http/express'
import express, { type Express } from 'express'

// A real one comes from the environment: see guide/environment-secret.ts.
const secret = 'your-secret-key-of-at-least-32-bytes'

interface User {
  readonly user_id: number
}

const auth = bearer<User>({ jwt, key: secret, algorithms: ['HS256'], options: { require: ['user_id'] } })
export const app: Express = express()

app.post('/login', async (_req, res) => {
  // Validate credentials (simplified).
  const user: User = { user_id: 123 }
  res.json({ token: await jwt.encode(user, secret, { algorithm: 'HS256' }) })
})

app.get('/protected', auth, (req, res) => {
  res.json({ message: `Hello user ${auth.of(req).claims.user_id}!` })
})
