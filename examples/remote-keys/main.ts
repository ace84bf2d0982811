// A key service on this machine, and an application that signs by it: `node remote-keys/main.ts`, after a build.
import { generateKeyPairSync } from 'node:crypto'
import { jwt } from '@jose/backend-node'
import { keyServer, listen } from './server.ts'
import { createIssuer } from './usage.ts'

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const token = 'what the application shows to the service'.replaceAll(' ', '-')
const server = await listen(keyServer(new Map([['2026', { privateKey }]]), token))

const issuer = await createIssuer({ url: server.url, token }, '2026', 'ES256')
const signed = await issuer.issue({ sub: 'alice' })
const claims = await jwt.decode(signed, issuer.jwks, { algorithms: ['ES256'] })
process.stdout.write(`${signed}\n\nverifies with the public half alone: ${JSON.stringify(claims)}\n`)

await server.close()
