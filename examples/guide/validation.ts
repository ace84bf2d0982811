// A token with all recommended claims, and a reader who insists on each of them.
import { backend, base64url, type Claims, jwt } from '@jose/backend-node'

/** `lifetime` in seconds. */
export function createSecureToken(userId: number, secret: string, lifetime = 3600): Promise<string> {
  const now = new Date()
  const claims = {
    sub: String(userId), // subject
    iat: now, // issued at
    exp: new Date(now.getTime() + lifetime * 1000), // expiration
    nbf: now, // not before
    iss: 'your-app', // issuer
    aud: 'your-app-users', // audience
    jti: base64url.encode(backend.random(16)), // JWT ID, unique
  }
  return jwt.encode(claims, secret, { algorithm: 'HS256' })
}

export async function validateSecureToken(token: string, secret: string): Promise<Claims> {
  try {
    return await jwt.decode(token, secret, {
      algorithms: ['HS256'],
      // What is named here must be in the token, and be this. python-jose lets a token without `aud` pass.
      audience: 'your-app-users',
      issuer: 'your-app',
      // All that can be verified is verified unless an option says otherwise; these must be there at all.
      options: { requireExp: true, requireIat: true, requireSub: true },
    })
  } catch (error) {
    if (error instanceof jwt.ExpiredSignatureError) throw new Error('Token has expired', { cause: error })
    if (error instanceof jwt.InvalidAudienceError)
      throw new Error('Token not intended for this audience', { cause: error })
    if (error instanceof jwt.InvalidIssuerError) throw new Error('Token from untrusted issuer', { cause: error })
    if (error instanceof jwt.JWTError) throw new Error(`Token validation failed: ${error.message}`, { cause: error })
    throw error
  }
}

const secret = 'your-secret-key-of-at-least-32-bytes'
const claims = await validateSecureToken(await createSecureToken(123, secret), secret)
console.log(claims.sub, Object.keys(claims).join()) // 123 sub,iat,exp,nbf,iss,aud,jti

const exp = new Date(Date.now() + 3_600_000)
const good = { sub: '123', iat: new Date(), exp, iss: 'your-app', aud: 'your-app-users' }
const bad = {
  expired: { ...good, exp: new Date(0) },
  'not yet valid': { ...good, nbf: exp },
  'for others': { ...good, aud: 'other-users' },
  'for nobody': { ...good, aud: undefined },
  'by others': { ...good, iss: 'other-app' },
  'without exp': { ...good, exp: undefined },
  'without sub': { ...good, sub: undefined },
}
for (const [what, wrong] of Object.entries(bad)) {
  const token = await jwt.encode(wrong, secret)
  const message = await validateSecureToken(token, secret).catch((error: Error) => error.message)
  console.log(`${what}: ${message}`)
}
// expired: Token has expired
// not yet valid: Token validation failed: The token is not yet valid (nbf)
// for others: Token not intended for this audience
// for nobody: Token not intended for this audience
// by others: Token from untrusted issuer
// without exp: Token validation failed: The required claim 'exp' is missing
// without sub: Token validation failed: The required claim 'sub' is missing
