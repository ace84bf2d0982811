// A service that creates, checks and refreshes tokens.
import { backend, base64url, type Claims, jwt } from '@jose/backend-node'

export interface JwtServiceOptions {
  readonly secret: string
  readonly issuer?: string
  readonly algorithm?: string
  readonly expirationHours?: number
  /** How long after its issue a token may be refreshed, expired or not. */
  readonly refreshableHours?: number
}

export class JwtService {
  readonly #secret: string
  readonly #issuer: string
  readonly #algorithm: string
  readonly #expirationHours: number
  readonly #refreshableHours: number

  constructor(options: JwtServiceOptions) {
    this.#secret = options.secret
    this.#issuer = options.issuer ?? 'myapp'
    this.#algorithm = options.algorithm ?? 'HS256'
    this.#expirationHours = options.expirationHours ?? 24
    this.#refreshableHours = options.refreshableHours ?? 24 * 7
  }

  /** The claims, with those that the service is responsible for. */
  createToken(claims: { readonly [claim: string]: unknown }, hours = this.#expirationHours): Promise<string> {
    const now = Date.now()
    const own = {
      iat: new Date(now),
      exp: new Date(now + hours * 3_600_000),
      iss: this.#issuer,
      jti: base64url.encode(backend.random(16)), // unique token ID
    }
    return jwt.encode({ ...claims, ...own }, this.#secret, { algorithm: this.#algorithm })
  }

  decodeToken(token: string): Promise<Claims> {
    return jwt.decode(token, this.#secret, { ...this.#checks, options: { requireExp: true } })
  }

  /** A new token for the claims of an old one, which the guide lets be of any age: who finds one has access for ever. */
  async refreshToken(token: string): Promise<string> {
    try {
      const maxAge = this.#refreshableHours * 3600
      const options = { verifyExp: false }
      const { iat, exp, jti, ...claims } = await jwt.decode(token, this.#secret, { ...this.#checks, maxAge, options })
      return await this.createToken(claims)
    } catch (error) {
      if (!(error instanceof jwt.JWTError)) throw error
      throw new Error(`Cannot refresh invalid token: ${error.message}`, { cause: error })
    }
  }

  /** Not verified: for debugging. */
  getTokenClaims(token: string): Claims {
    return jwt.getUnverifiedClaims(token)
  }

  get #checks() {
    return { algorithms: [this.#algorithm], issuer: this.#issuer }
  }
}

const service = new JwtService({ secret: 'your-256-bit-secret, of at least 32 bytes', issuer: 'scrapersky-api' })

const token = await service.createToken({ user_id: 123, role: 'admin' })
const { user_id, role, iss } = await service.decodeToken(token)
console.log(user_id, role, iss) // 123 admin scrapersky-api

const expired = await service.createToken({ user_id: 123, role: 'admin' }, -1)
console.log(await service.decodeToken(expired).catch((error: Error) => error.message)) // Signature has expired
const refreshed = await service.refreshToken(expired)
console.log((await service.decodeToken(refreshed)).role) // admin
console.log(service.getTokenClaims(refreshed).jti === service.getTokenClaims(expired).jti) // false

const forged = await new JwtService({ secret: 'a guess of at least thirty-two bytes' }).createToken({ role: 'admin' })
console.log(await service.refreshToken(forged).catch((error: Error) => error.message))
// Cannot refresh invalid token: Signature verification failed
