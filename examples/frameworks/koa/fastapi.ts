// The guide's application with FastAPI, as one with Koa: `app.listen(3000)` starts it.
import { type Claims, jwt } from '@jose/backend-node' // or '@jose/backend-webcrypto', or '@jose/backend-forge'
import { bearer } from '@jose/http/koa'
import { bodyParser } from '@koa/bodyparser'
import Router from '@koa/router'
import Koa from 'koa'

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
export const app: Koa = new Koa()
const router = new Router()

router.post('/login', bodyParser(), async (ctx) => {
  const { username, password } = (ctx.request.body ?? {}) as Credentials
  // Validate credentials (simplified).
  if (username === 'user' && password === 'pass') {
    ctx.body = { access_token: await createAccessToken({ sub: username }), token_type: 'bearer' }
  } else {
    ctx.status = 400
    ctx.body = { detail: 'Invalid credentials' }
  }
})

router.get('/protected', auth, (ctx) => {
  ctx.body = { message: `Hello ${ctx.state.auth.claims.sub}!` }
})

app.use(router.routes())
