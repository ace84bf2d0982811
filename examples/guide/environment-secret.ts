// A secret from the environment, checked when the program starts and not when the first token comes.
import { backend, base64url, type Claims, jwt } from '@jose/backend-node'

export class SecureJwtHandler {
  readonly #secret: string

  constructor(environment: { readonly [name: string]: string | undefined } = process.env) {
    const { JWT_SECRET: secret } = environment
    if (!secret) throw new Error('JWT_SECRET environment variable required')
    // 256 bits, as much as the hash of HS256 (RFC 7518 §3.2).
    if (new TextEncoder().encode(secret).length < 32) throw new Error('JWT_SECRET must be at least 32 bytes')
    this.#secret = secret
  }

  /** 256 random bits that are easy to put into an environment. */
  static generateSecret(): string {
    return base64url.encode(backend.random(32))
  }

  encodeToken(claims: { readonly [claim: string]: unknown }): Promise<string> {
    return jwt.encode(claims, this.#secret, { algorithm: 'HS256' })
  }

  decodeToken(token: string): Promise<Claims> {
    return jwt.decode(token, this.#secret, { algorithms: ['HS256'] })
  }
}

for (const environment of [{}, { JWT_SECRET: 'secret' }]) {
  try {
    new SecureJwtHandler(environment)
  } catch (error) {
    console.log(error instanceof Error && error.message)
  }
}
// JWT_SECRET environment variable required
// JWT_SECRET must be at least 32 bytes

const handler = new SecureJwtHandler({ JWT_SECRET: SecureJwtHandler.generateSecret(), ...process.env })
const token = await handler.encodeToken({ user_id: 123 })
console.log(await handler.decodeToken(token)) // { user_id: 123 }

// Private state: what prints the handler prints no secret.
console.log(handler) // SecureJwtHandler {}
