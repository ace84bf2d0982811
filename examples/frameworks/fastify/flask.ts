// The guide's application with Flask, as one with Fastify: `app.listen({ port: 3000 })` starts it.
import { jwt } from '@jose/backend-node' // or '@jose/backend-webcrypto', or '@jose/backend-forge'
import { bearer } from '@jose/http/fastify'
import fastify, { type FastifyInstance } from 'fastify'

// A real one comes from the environment: see guide/environment-secret.ts.
const secret = 'your-secret-key-of-at-least-32-bytes'

interface User {
  readonly user_id: number
}

const auth = bearer<User>({ jwt, key: secret, algorithms: ['HS256'], options: { require: ['user_id'] } })
export const app: FastifyInstance = fastify()

app.post('/login', async () => {
  // Validate credentials (simplified).
  const user: User = { user_id: 123 }
  return { token: await jwt.encode(user, secret, { algorithm: 'HS256' }) }
})

app.get('/protected', { onRequest: auth }, async (request) => {
  return { message: `Hello user ${auth.of(request).claims.user_id}!` }
})
