// ScraperSky: access tokens, encrypted where they carry what nobody else should read, and tokens that are API keys.
import { type Claims, jwk, jwt, type Key } from '@jose/backend-node'

type Environment = { readonly [name: string]: string | undefined }

export class ScraperSkyJose {
  readonly #signing: Key
  readonly #encryption: Key | undefined

  private constructor(signing: Key, encryption: Key | undefined) {
    this.#signing = signing
    this.#encryption = encryption
  }

  /** `JWT_SECRET_KEY` has 32 bytes or more, `JWE_ENCRYPTION_KEY`, which is optional, exactly 32. Throws for others, now. */
  static async fromEnvironment(environment: Environment = process.env): Promise<ScraperSkyJose> {
    const { JWT_SECRET_KEY, JWE_ENCRYPTION_KEY } = environment
    if (!JWT_SECRET_KEY) throw new Error('JWT_SECRET_KEY not configured')
    const signing = await jwk.construct(JWT_SECRET_KEY, 'HS256')
    if (signing.bits < 256) throw new Error('JWT_SECRET_KEY must be at least 32 bytes')
    if (!JWE_ENCRYPTION_KEY) return new ScraperSkyJose(signing, undefined)
    const encryption = await jwk.construct(JWE_ENCRYPTION_KEY, 'A256GCM')
    return new ScraperSkyJose(signing, encryption)
  }

  async createAccessToken(userId: number, email: string, { encrypt = false } = {}): Promise<string> {
    const now = Date.now()
    const claims = {
      sub: String(userId),
      email,
      type: 'access',
      exp: new Date(now + 24 * 3_600_000),
      iat: new Date(now),
      ...ours,
    }
    if (!encrypt) return jwt.encode(claims, this.#signing)
    // Signed, then encrypted, in one call. Where there is no key the guide does not encrypt, and nobody would notice.
    return jwt.encrypt(claims, this.#encryptionKey, {
      algorithm: 'dir',
      encryption: 'A256GCM',
      sign: { key: this.#signing },
    })
  }

  /** The claims of a token that is good. Throws `Error` for any other; what is wrong with it is the error's cause. */
  async decodeToken(token: string, { encrypted = false } = {}): Promise<Claims> {
    try {
      const expected = { audience: ours.aud, issuer: ours.iss }
      if (!encrypted) return await jwt.decode(token, this.#signing, expected)
      // The guide's own tokens lack the `cty: 'JWT'` that this wants (RFC 7519 §5.2): jwe.decrypt, then jwt.decode.
      return await jwt.decrypt(token, this.#encryptionKey, { verify: { key: this.#signing }, ...expected })
    } catch (error) {
      if (!(error instanceof jwt.JWTError)) throw error
      throw new Error(`Token validation failed: ${error.message}`, { cause: error })
    }
  }

  createApiKeyToken(apiKeyId: string, permissions: readonly string[]): Promise<string> {
    // No expiration for API keys: keep a list of those that were withdrawn.
    const claims = { sub: `api_key:${apiKeyId}`, permissions, type: 'api_key', iat: new Date(), ...ours }
    return jwt.encode(claims, this.#signing)
  }

  get #encryptionKey(): Key {
    if (this.#encryption === undefined) throw new Error('JWE_ENCRYPTION_KEY not configured')
    return this.#encryption
  }
}

const ours = { iss: 'scrapersky', aud: 'scrapersky-api' }

const scraperSky = await ScraperSkyJose.fromEnvironment({
  JWT_SECRET_KEY: 'a secret for signing, of at least 32 bytes',
  JWE_ENCRYPTION_KEY: 'a secret of exactly thirty-two b',
  ...process.env,
})

const token = await scraperSky.createAccessToken(123, 'user@example.com')
console.log((await scraperSky.decodeToken(token)).email) // user@example.com

const encryptedToken = await scraperSky.createAccessToken(123, 'admin@example.com', { encrypt: true })
console.log(encryptedToken.split('.').length, jwt.getUnverifiedHeader(encryptedToken))
// 5 { alg: 'dir', enc: 'A256GCM', cty: 'JWT' }
console.log((await scraperSky.decodeToken(encryptedToken, { encrypted: true })).email) // admin@example.com

const apiToken = await scraperSky.createApiKeyToken('key_123', ['read:domains', 'write:sitemaps'])
console.log((await scraperSky.decodeToken(apiToken)).permissions) // [ 'read:domains', 'write:sitemaps' ]

// A plain token is not taken for an encrypted one, nor the other way round.
console.log(await scraperSky.decodeToken(token, { encrypted: true }).catch((error: Error) => error.message))
// Token validation failed: The token is signed (JWS), not encrypted
console.log(await scraperSky.decodeToken(encryptedToken).catch((error: Error) => error.message))
// Token validation failed: The token is encrypted (JWE), not signed
