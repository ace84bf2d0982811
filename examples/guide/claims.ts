// Times and other registered claims: what becomes of a token that is good, expired, or changed on its way.
import { jwt } from '@jose/backend-node'

const secret = 'your-secret-key-of-at-least-32-bytes'
const hour = 3_600_000

async function validate(token: string): Promise<string> {
  try {
    const { username, exp = 0 } = await jwt.decode(token, secret, { algorithms: ['HS256'] })
    // A Date is written as whole seconds since 1970, and read as such.
    return `Token is valid: ${username}, for ${Math.ceil((exp * 1000 - Date.now()) / hour)} h`
  } catch (error) {
    if (error instanceof jwt.ExpiredSignatureError) return 'Token has expired'
    if (error instanceof jwt.JWTError) return `Token validation failed: ${error.message}`
    throw error // not the token's fault
  }
}

const user = { user_id: 123, username: 'john_doe', iss: 'your-app' }
const now = Date.now()
const token = await jwt.encode({ ...user, iat: new Date(now), exp: new Date(now + hour) }, secret)
console.log(await validate(token)) // Token is valid: john_doe, for 1 h

const expired = await jwt.encode({ ...user, iat: new Date(now - 2 * hour), exp: new Date(now - hour) }, secret)
console.log(await validate(expired)) // Token has expired

const [header, , signature] = token.split('.')
const [, otherPayload] = (
  await jwt.encode({ user_id: 1, username: 'admin' }, 'another secret of at least 32 bytes')
).split('.')
console.log(await validate([header, otherPayload, signature].join('.')))
// Token validation failed: Signature verification failed
