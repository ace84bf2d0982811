import * as forge from '@jose/backend-forge'
import * as node from '@jose/backend-node'
import * as webcrypto from '@jose/backend-webcrypto'
import type { Inputs } from '../attack.ts'
import type { Library } from '../library.ts'

type Ours = Pick<typeof webcrypto, 'jwt' | 'jws' | 'jwe' | 'JOSEError' | 'version'>

/** This library on each of its backends. */
export const ours: readonly Library[] = [
  of('ours on node', node),
  of('ours on webcrypto', webcrypto),
  of('ours on forge', forge),
]

function of(name: string, { jwt, jws, jwe, JOSEError, version }: Ours): Library {
  return {
    name,
    version,
    isOwn: (error) => error instanceof JOSEError,
    reads: {
      secret: ({ token, secret, audience, issuer }) =>
        jwt.decode(token as string, secret, {
          algorithms: ['HS256'],
          ...(audience !== undefined && { audience }),
          ...(issuer !== undefined && { issuer }),
        }),
      publicKey: ({ token, pem, algorithms }) =>
        jwt.decode(token as string, pem, { algorithms: algorithms as readonly 'RS256'[] }),
      json: async ({ token, secret }) => (await jws.verify(token as never, secret, { algorithms: ['HS256'] })).payload,
      encrypted: async ({ token, key, algorithm }: Inputs['encrypted']) =>
        (await jwe.decrypt(token, key as Uint8Array, { algorithms: [algorithm as 'dir'] })).plaintext,
    },
  }
}
