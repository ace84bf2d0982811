// Every way in which a token is refused, and what to say of it. The order matters: each class before the one it extends.
import { type Claims, jwt, type KeySource } from '@jose/backend-node'

export async function safeJwtDecode(token: string, key: KeySource): Promise<Claims> {
  try {
    return await jwt.decode(token, key, { algorithms: ['HS256'], audience: 'api', issuer: 'your-app' })
  } catch (error) {
    throw new Error(explanationOf(error), { cause: error })
  }
}

function explanationOf(error: unknown): string {
  if (error instanceof jwt.ExpiredSignatureError) return 'Token has expired'
  if (error instanceof jwt.InvalidTokenError) return 'Invalid token format'
  if (error instanceof jwt.InvalidSignatureError) return 'Invalid token signature'
  if (error instanceof jwt.InvalidIssuerError) return 'Token from untrusted issuer'
  if (error instanceof jwt.InvalidAudienceError) return 'Token not for this audience'
  if (error instanceof jwt.JWTClaimsError) return `Claim ${error.claim} is ${error.reason}`
  if (error instanceof jwt.JWTError) return `JWT error: ${error.message}`
  // Here ends what a token can do: a server answers 401 to all above, and 500 to what follows.
  if (error instanceof jwt.InvalidKeyError) return 'Invalid key for token verification'
  return `Unexpected error: ${error}`
}

const secret = 'your-secret-key-of-at-least-32-bytes'
const good = { sub: 'alice', iss: 'your-app', aud: 'api' }
const token = await jwt.encode(good, secret)

const attempts: { readonly [what: string]: readonly [token: string, key: KeySource] } = {
  good: [token, secret],
  expired: [await jwt.encode({ ...good, exp: new Date(0) }, secret), secret],
  'no token at all': ['not a token', secret],
  'other secret': [token, 'another secret of at least 32 bytes'],
  'other issuer': [await jwt.encode({ ...good, iss: 'other-app' }, secret), secret],
  'other audience': [await jwt.encode({ ...good, aud: 'web' }, secret), secret],
  'not before 2100': [await jwt.encode({ ...good, nbf: new Date('2100-01-01') }, secret), secret],
  'other algorithm': [await jwt.encode(good, secret, { algorithm: 'HS512' }), secret],
  'empty secret': [token, ''],
  'failing key store': [
    token,
    () => {
      throw new Error('database is down')
    },
  ],
}
for (const [what, [given, key]] of Object.entries(attempts)) {
  try {
    console.log(`${what}: ${(await safeJwtDecode(given, key)).sub}`)
  } catch (error) {
    console.log(`${what}: ${error instanceof Error && error.message}`)
  }
}
// good: alice
// expired: Token has expired
// no token at all: Invalid token format
// other secret: Invalid token signature
// other issuer: Token from untrusted issuer
// other audience: Token not for this audience
// not before 2100: Claim nbf is not_yet
// other algorithm: JWT error: The specified alg value is not allowed
// empty secret: Invalid key for token verification
// failing key store: Unexpected error: Error: database is down
