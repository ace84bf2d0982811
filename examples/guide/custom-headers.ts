// Members of your own in the header.
import { jwt } from '@jose/backend-node'

const secret = 'your-secret-key-of-at-least-32-bytes'
const headers = { kid: 'key-2023-01', typ: 'JWT' }
const token = await jwt.encode({ user_id: 123 }, secret, { algorithm: 'HS256', headers })

// Not verified: good for finding the key, as rotation-by-hand.ts does, never for trust.
console.log(jwt.getUnverifiedHeader(token)) // { alg: 'HS256', kid: 'key-2023-01', typ: 'JWT' }

// Verified.
const { header } = await jwt.decodeComplete(token, secret, { algorithms: ['HS256'] })
console.log(header.kid) // key-2023-01

try {
  await jwt.encode({ user_id: 123 }, secret, { algorithm: 'HS256', headers: { alg: 'none' } })
} catch (error) {
  console.log(error instanceof Error && error.message) // 'headers' must not replace the alg
}
