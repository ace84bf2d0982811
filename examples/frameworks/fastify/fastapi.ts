// The guide's application with FastAPI, as one with Fastify: `app.listen({ port: 3000 })` starts it.
import { type Claims, jwt } from '@jose/backend-node' // or '@jose/backend-webcrypto', or '@jose/backend-forge'
import { bearer } from '@jose/http/fastify'
import fastify, { type FastifyInstance } from 'fastify'

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
export const app: FastifyInstance = fastify()

app.post<{ Body: Credentials | null }>('/login', async (request, reply) => {
  const { username, password } = request.body ?? {}
  // Validate credentials (simplified).
  if (username === 'user' && password === 'pass') {
    return { access_token: await createAccessToken({ sub: username }), token_type: 'bearer' }
  }
  return reply.code(400).send({ detail: 'Invalid credentials' })
})

app.get('/protected', { onRequest: auth }, async (request) => {
  return { message: `Hello ${auth.of(request).claims.sub}!` }
})
