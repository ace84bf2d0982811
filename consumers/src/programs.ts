// What a consumer writes. The program is the same for every tool: it leaves its answer, a promise, in `globalThis.answer`.
import { createHmac } from 'node:crypto'

const secret = 'a secret of at least thirty-two bytes'

const program = `
async function main() {
  const secret = '${secret}'
  const token = await jwt.encode({ sub: 'alice' }, secret, { algorithm: 'HS256' })
  const { sub } = await jwt.decode(token, secret, { algorithms: ['HS256'] })
  const key = await jwk.generate('ES256')
  const signed = await jwt.encode({ sub: 'bob' }, key)
  const claims = await jwt.decode(signed, await key.publicKey(), { algorithms: ['ES256'] })
  const recipient = await jwk.generate('ECDH-ES+A256KW')
  const encrypted = await jwe.encrypt('carol', recipient, { encryption: 'A256GCM' })
  const text = (await jwe.decrypt(encrypted, recipient)).text()
  const error = await jwt.decode(signed.slice(0, -4) + 'AAAA', key).catch((error) => error)
  return [token, sub, claims.sub, text, error.code, error instanceof JOSEError]
}
globalThis.answer = main().then(JSON.stringify)
`

/** What comes before the program: nothing but an import where the runtime has the cryptography, a random source where it has none. */
const beginnings = {
  webcrypto: `import { JOSEError, jwe, jwk, jwt } from '@jose/backend-webcrypto'`,
  forge: `import { JOSEError, createJose, forgeBackend } from '@jose/backend-forge'
const { jwe, jwk, jwt } = createJose(forgeBackend({ random: globalThis.random }))`,
  node: `import { JOSEError, jwe, jwk, jwt } from '@jose/backend-node'`,
} as const

export type BackendName = keyof typeof beginnings

export const programOf = (backend: BackendName): string => `${beginnings[backend]}\n${program}`

/** The same by `require`. */
export const commonJsOf = (backend: BackendName): string =>
  programOf(backend).replace(/^import (\{.*\}) from ('.*')$/m, 'const $1 = require($2)')

/** By Node's own HMAC, not by ours. */
export const expected: string = JSON.stringify([hs256(), 'alice', 'bob', 'carol', 'ERR_JWT_SIGNATURE', true])

function hs256(): string {
  const encoded = [{ alg: 'HS256', typ: 'JWT' }, { sub: 'alice' }]
    .map((part) => base64url(JSON.stringify(part)))
    .join('.')
  return `${encoded}.${createHmac('sha256', secret).update(encoded).digest('base64url')}`
}

function base64url(text: string): string {
  return Buffer.from(text).toString('base64url')
}
