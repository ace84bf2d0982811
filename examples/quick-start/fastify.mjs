import { jwt } from '@jose/backend-node'
import { bearer } from '@jose/http/fastify'
import fastify from 'fastify'

const secret = process.env.JWT_SECRET
if (secret === undefined) throw new Error('JWT_SECRET is not set')

const [issuer, audience] = ['https://hello.example', 'hello-api']
const auth = bearer({ jwt, key: secret, algorithms: ['HS256'], issuer, audience })
const app = fastify()

app.post('/login', async (request, reply) => {
  const { name, password } = Object(request.body)
  if (name !== 'alice' || password !== 'wonderland') return reply.code(401).send()
  // Your own users go here.
  const claims = { sub: name, iss: issuer, aud: audience, exp: new Date(Date.now() + 15 * 60_000) }
  return await jwt.encode(claims, secret, { algorithm: 'HS256' })
})

app.get('/protected', { onRequest: auth }, async (request) => {
  return { hello: auth.of(request).claims.sub }
})

await app.listen({ port: Number(process.env.PORT ?? 3000) })
