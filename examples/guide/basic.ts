// A token and its claims. The names of claims are those of the guide, as a Python service beside this one reads them.
import { jwt } from '@jose/backend-node' // or '@jose/backend-webcrypto', or '@jose/backend-forge'

// The guide's 'your-secret-key' is too short for HS256, which wants 32 bytes: see what troubleshooting.ts gets by it.
const secret = 'your-secret-key-of-at-least-32-bytes'

const token = await jwt.encode({ key: 'value', user_id: 123 }, secret, { algorithm: 'HS256' })
console.log(token) // eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJrZXkiOiJ2YWx1ZSIsInVzZXJfaWQiOjEyM30.…

const claims = await jwt.decode(token, secret, { algorithms: ['HS256'] })
console.log(claims) // { key: 'value', user_id: 123 }

// What is known of the claims can be said. It is a promise of who made the token, not a check.
const { user_id } = await jwt.decode<{ user_id: number }>(token, secret, { algorithms: ['HS256'] })
console.log(user_id + 1) // 124
