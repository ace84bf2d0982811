import { jwt } from '@jose/backend-node'
import { bearer } from '@jose/http/express'
import express from 'express'

const secret = process.env.JWT_SECRET
if (secret === undefined) throw new Error('JWT_SECRET is not set')

const [issuer, audience] = ['https://hello.example', 'hello-api']
const auth = bearer({ jwt, key: secret, algorithms: ['HS256'], issuer, audience })
const app = express()

app.post('/login', express.json(), async (req, res) => {
  const { name, password } = req.body ?? {}
  if (name === 'alice' && password === 'wonderland') {
    // Your own users go here.
    const claims = { sub: name, iss: issuer, aud: audience, exp: new Date(Date.now() + 15 * 60_000) }
    res.type('text').send(await jwt.encode(claims, secret, { algorithm: 'HS256' }))
  } else {
    res.sendStatus(401)
  }
})

app.get('/protected', auth, (req, res) => {
  res.json({ hello: auth.of(req).claims.sub })
})

app.listen(Number(process.env.PORT ?? 3000))
