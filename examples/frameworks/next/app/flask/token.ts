// The guide's application with Flask, as routes of Next.js.
import { jwt } from '@jose/backend-node' // or '@jose/backend-webcrypto', or '@jose/backend-forge'
import { bearer } from '@jose/http'

// A real one comes from the environment: see guide/environment-secret.ts.
const secret = 'your-secret-key-of-at-least-32-bytes'

export interface User {
  readonly user_id: number
}

export function createToken(user: User): Promise<string> {
  return jwt.encode(user, secret, { algorithm: 'HS256' })
}

export const authenticate = bearer<User>({ jwt, key: secret, algorithms: ['HS256'], options: { require: ['user_id'] } })
