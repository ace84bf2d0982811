// The guide's application with Flask, as one with Koa: `app.listen(3000)` starts it.
import { jwt } from '@jose/backend-node' // or '@jose/backend-webcrypto', or '@jose/backend-forge'
import { bearer } from '@jose/http/koa'
import Router from '@koa/router'
import Koa from 'koa'

// A real one comes from the environment: see guide/environment-secret.ts.
const secret = 'your-secret-key-of-at-least-32-bytes'

interface User {
  readonly user_id: number
}

const auth = bearer<User>({ jwt, key: secret, algorithms: ['HS256'], options: { require: ['user_id'] } })
export const app: Koa = new Koa()
const router = new Router()

router.post('/login', async (ctx) => {
  // Validate credentials (simplified).
  const user: User = { user_id: 123 }
  ctx.body = { token: await jwt.encode(user, secret, { algorithm: 'HS256' }) }
})

router.get('/protected', auth, (ctx) => {
  ctx.body = { message: `Hello user ${ctx.state.auth.claims.user_id}!` }
})

app.use(router.routes())
