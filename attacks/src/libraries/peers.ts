import { createRequire } from 'node:module'
import { createVerifier, type Algorithm as FastAlgorithm, TokenError } from 'fast-jwt'
import * as jose from 'jose'
import jsonwebtoken from 'jsonwebtoken'
import type { Library } from '../library.ts'

const octets = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Other libraries, each as its documentation shows. */
export const peers: readonly Library[] = [
  {
    name: 'jose',
    version: versionOf('jose'),
    isOwn: (error) => error instanceof jose.errors.JOSEError,
    reads: {
      secret: async ({ token, secret, audience, issuer }) => {
        const options = {
          algorithms: ['HS256'],
          ...(audience !== undefined && { audience }),
          ...(issuer !== undefined && { issuer }),
        }
        return (await jose.jwtVerify(token as string, octets(secret), options)).payload
      },
      publicKey: async ({ token, pem, algorithms }) => {
        const key = await jose.importSPKI(pem, algorithms[0] ?? '')
        return (await jose.jwtVerify(token as string, key, { algorithms: [...algorithms] })).payload
      },
      json: async ({ token, secret }) =>
        (await jose.generalVerify(token as jose.GeneralJWSInput, octets(secret), { algorithms: ['HS256'] })).payload,
      encrypted: async ({ token, key, algorithm }) => {
        const options = { keyManagementAlgorithms: [algorithm] }
        const held = key instanceof Uint8Array ? key : await jose.importJWK(key as jose.JWK, algorithm)
        return (await jose.compactDecrypt(token, held, options)).plaintext
      },
    },
  },
  {
    name: 'fast-jwt',
    version: versionOf('fast-jwt'),
    isOwn: (error) => error instanceof TokenError,
    reads: {
      secret: ({ token, secret, audience, issuer }) =>
        createVerifier({
          key: secret,
          algorithms: ['HS256'],
          ...(audience !== undefined && { allowedAud: audience }),
          ...(issuer !== undefined && { allowedIss: issuer }),
        })(token as string),
      publicKey: ({ token, pem, algorithms }) =>
        createVerifier({ key: pem, algorithms: algorithms as FastAlgorithm[] })(token as string),
    },
  },
  {
    name: 'jsonwebtoken',
    version: versionOf('jsonwebtoken'),
    isOwn: (error) => error instanceof jsonwebtoken.JsonWebTokenError,
    reads: {
      secret: ({ token, secret, audience, issuer }) =>
        jsonwebtoken.verify(token as string, secret, {
          algorithms: ['HS256'],
          ...(audience !== undefined && { audience }),
          ...(issuer !== undefined && { issuer }),
        }),
      publicKey: ({ token, pem, algorithms }) =>
        jsonwebtoken.verify(token as string, pem, { algorithms: algorithms as jsonwebtoken.Algorithm[] }),
    },
  },
]

function versionOf(name: string): string {
  const require = createRequire(import.meta.url)
  return (require(`${name}/package.json`) as { readonly version: string }).version
}
