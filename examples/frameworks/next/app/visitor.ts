import { jwt } from '@jose/backend-node' // or '@jose/backend-webcrypto', or '@jose/backend-forge'
import { BearerError, bearer, fromCookie } from '@jose/http'
import { headers } from 'next/headers'

const secret = 'your-secret-key-of-at-least-32-bytes'
const authenticate = bearer({ jwt, key: secret, algorithms: ['HS256'], getToken: fromCookie('session') })

/** Who has this session; `undefined` for nobody. For server components and server actions. */
export async function visitor(): Promise<string | undefined> {
  try {
    const { claims } = await authenticate({ headers: await headers(), url: '' })
    return claims.sub
  } catch (error) {
    if (error instanceof BearerError) return undefined
    throw error
  }
}
