// The guide's application with FastAPI, as one with Express: `app.listen(3000)` starts it.
import { type Claims, jwt } from '@jose/backend-node' // or '@jose/backend-webcrypto', or '@jose/backend-forge'
import { bearer } from '@jose/http/express'
import express, { type Express } from 'express'

// A real one comes from the environment: see guide/environment-secret.ts.
const secret = 'your-secret-key-of-at-least-32-bytes'
const algorithm = 'HS256'
const day = 24 * 60 * 60

function createAccessToken(claims: Claims): Promise<string> {
  return jwt.encode({ ...claims, exp: Math.floor(Date.now() / 1000) + day }, secret, { algorithm })
}

interface Credentials {
  readonly username?: unknown
  readonly password?: unknown
}

const auth = bearer({ jwt, key: secret, algorithms: [algorithm], options: { requireSub: true } })
export const app: Express = express()

app.post('/login', express.json(), async (req, res) => {
  const { username, password } = (req.body ?? {}) as Credentials
  // Validate credentials (simplified).
  if (username === 'user' && password === 'pass') {
    res.json({ access_token: await createAccessToken({ sub: username }), token_type: 'bearer' })
  } else {
    res.status(400).json({ detail: 'Invalid credentials' })
  }
})

app.get('/protected', auth, (req, res) => {
  res.json({ message: `Hello ${auth.of(req).claims.sub}!` })
})
