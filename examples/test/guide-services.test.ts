import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { backends, run } from './guide-example.ts'

const hour = 3_600_000
const start = Date.parse('2026-11-24T12:00:00Z')
const secret = 'your-secret-key-of-at-least-32-bytes'
const later = (milliseconds: number): void => void vi.setSystemTime(Date.now() + milliseconds)

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: start }))
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
})

describe.each(['node', 'webcrypto', 'forge'] as const)('on %s', (backend) => {
  const { jwt } = backends[backend]

  describe('the secret of the environment', () => {
    const load = async () =>
      (await run<typeof import('../guide/environment-secret.ts')>('environment-secret', backend)).exported

    it('is taken from there', async () => {
      const { SecureJwtHandler } = await load()
      vi.stubEnv('JWT_SECRET', secret)
      const token = await new SecureJwtHandler().encodeToken({ user_id: 123 })
      expect(await jwt.decode(token, secret, { algorithms: ['HS256'] })).toEqual({ user_id: 123 })
    })

    it('is wanted, of 32 bytes, counted as bytes', async () => {
      const { SecureJwtHandler } = await load()
      vi.stubEnv('JWT_SECRET', '')
      expect(() => new SecureJwtHandler()).toThrow('JWT_SECRET environment variable required')
      vi.stubEnv('JWT_SECRET', 'x'.repeat(31))
      expect(() => new SecureJwtHandler()).toThrow('at least 32 bytes')
      vi.stubEnv('JWT_SECRET', 'é'.repeat(16))
      expect(new SecureJwtHandler()).toBeDefined()
    })

    it('is generated of 256 random bits', async () => {
      const { SecureJwtHandler } = await load()
      const made = [SecureJwtHandler.generateSecret(), SecureJwtHandler.generateSecret()]
      expect(made[0]).toMatch(/^[\w-]{43}$/)
      expect(made[0]).not.toBe(made[1])
    })
  })

  describe('rotation', () => {
    it('takes its secrets from the environment', async () => {
      vi.stubEnv('JWT_SECRET_CURRENT', 'no secret: a PEM cannot be one. -----BEGIN PUBLIC KEY-----')
      await expect(run('rotation', backend)).rejects.toMatchObject({ name: 'InvalidKeyError' })
    })

    it('by hand: the kid decides, and says so where there is none', async () => {
      const { exported } = await run<typeof import('../guide/rotation-by-hand.ts')>('rotation-by-hand', backend)
      const handler = new exported.RotatingJwtHandler(
        { now: secret, before: 'the secret before, of 32 bytes and more' },
        'now',
      )
      const claims = { sub: 'alice' }
      expect(jwt.getUnverifiedHeader(await handler.encodeToken(claims)).kid).toBe('now')
      expect(await handler.decodeToken(await jwt.encode(claims, secret))).toEqual(claims)
      const disguised = await jwt.encode(claims, secret, { headers: { kid: 'before' } })
      await expect(handler.decodeToken(disguised)).rejects.toBeInstanceOf(jwt.InvalidSignatureError)
      const unknown = await jwt.encode(claims, secret, { headers: { kid: '__proto__' } })
      await expect(handler.decodeToken(unknown)).rejects.toMatchObject({ code: 'ERR_KEY_NOT_FOUND' })
    })
  })

  it('validation: all claims are there, and hold for an hour', async () => {
    const { createSecureToken, validateSecureToken } = (
      await run<typeof import('../guide/validation.ts')>('validation', backend)
    ).exported
    const token = await createSecureToken(123, secret)
    const now = start / 1000
    const expected = { sub: '123', iat: now, exp: now + 3600, nbf: now, iss: 'your-app', aud: 'your-app-users' }
    expect(await validateSecureToken(token, secret)).toEqual({ ...expected, jti: expect.stringMatching(/^[\w-]{22}$/) })
    later(hour - 1)
    expect(await validateSecureToken(token, secret)).toMatchObject(expected)
    later(1)
    await expect(validateSecureToken(token, secret)).rejects.toThrow('Token has expired')
  })

  it('error-handling: what the library said is the cause', async () => {
    const { exported } = await run<typeof import('../guide/error-handling.ts')>('error-handling', backend)
    const expired = await jwt.encode({ iss: 'your-app', aud: 'api', exp: new Date(start - hour) }, secret)
    await expect(exported.safeJwtDecode(expired, secret)).rejects.toMatchObject({ cause: { code: 'ERR_JWT_EXPIRED' } })
    await expect(exported.safeJwtDecode('', secret)).rejects.toThrow('Invalid token format')
    await expect(exported.safeJwtDecode(expired, {} as never)).rejects.toThrow('Invalid key')
  })

  describe('the JWT service', () => {
    const load = async (options = {}) => {
      const { JwtService: Service } = (await run<typeof import('../guide/jwt-service.ts')>('jwt-service', backend))
        .exported
      return new Service({ secret, issuer: 'scrapersky-api', ...options })
    }

    it('makes tokens that last a day, or as long as they are told', async () => {
      const service = await load()
      const token = await service.createToken({ user_id: 123, iss: 'mallory' })
      const short = await service.createToken({ user_id: 123 }, 1)
      const claims = await service.decodeToken(token)
      expect(claims).toMatchObject({ user_id: 123, iss: 'scrapersky-api', exp: start / 1000 + 24 * 3600 })
      later(hour)
      await expect(service.decodeToken(short)).rejects.toBeInstanceOf(jwt.ExpiredSignatureError)
      expect(await service.decodeToken(token)).toEqual(claims)
      later(23 * hour)
      await expect(service.decodeToken(token)).rejects.toBeInstanceOf(jwt.ExpiredSignatureError)
    })

    it('signs by another algorithm where it is told to, and takes no token by the other', async () => {
      const [one, other] = [await load(), await load({ algorithm: 'HS512' })]
      const token = await other.createToken({})
      expect(jwt.getUnverifiedHeader(token).alg).toBe('HS512')
      await expect(one.decodeToken(token)).rejects.toMatchObject({ code: 'ERR_ALGORITHM_NOT_ALLOWED' })
    })

    it('refreshes: the same claims, a new name, new times; for a week', async () => {
      const service = await load()
      const token = await service.createToken({ user_id: 123, role: 'admin' })
      later(7 * 24 * hour)
      const refreshed = await service.decodeToken(await service.refreshToken(token))
      const { jti } = service.getTokenClaims(token)
      expect(refreshed).toMatchObject({ user_id: 123, role: 'admin', iat: start / 1000 + 7 * 24 * 3600 })
      expect(refreshed.jti).not.toBe(jti)
      later(1000)
      await expect(service.refreshToken(token)).rejects.toThrow('Cannot refresh invalid token: Signature has expired')
    })

    it('takes nobody else’s tokens', async () => {
      const service = await load()
      const theirs = await (await load({ issuer: 'other' })).createToken({})
      await expect(service.decodeToken(theirs)).rejects.toBeInstanceOf(jwt.InvalidIssuerError)
      await expect(service.refreshToken(theirs)).rejects.toThrow('Cannot refresh invalid token: Invalid issuer')
      await expect(service.decodeToken(await jwt.encode({ iss: 'scrapersky-api' }, secret))).rejects.toThrow("'exp'")
    })
  })

  describe('ScraperSky', () => {
    const environment = { JWT_SECRET_KEY: secret, JWE_ENCRYPTION_KEY: 'a secret of exactly thirty-two b' }
    const load = async () =>
      (await run<typeof import('../guide/scrapersky.ts')>('scrapersky', backend)).exported.ScraperSkyJose

    it('looks at its keys when it starts', async () => {
      const { fromEnvironment } = await load()
      await expect(fromEnvironment({})).rejects.toThrow('JWT_SECRET_KEY not configured')
      await expect(fromEnvironment({ JWT_SECRET_KEY: 'short' })).rejects.toThrow('at least 32 bytes')
      await expect(fromEnvironment({ ...environment, JWE_ENCRYPTION_KEY: 'short' })).rejects.toThrow(
        'needs a key of 256 bits',
      )
    })

    it('encrypts what it is told to encrypt, or fails', async () => {
      const Service = await load()
      const service = await Service.fromEnvironment(environment)
      const token = await service.createAccessToken(123, 'admin@example.com', { encrypt: true })
      const { JWE_ENCRYPTION_KEY: key } = environment
      const verify = { key: secret, algorithms: ['HS256'] }
      const claims = await jwt.decrypt(token, key, { verify, audience: 'scrapersky-api', issuer: 'scrapersky' })
      expect(claims).toMatchObject({ sub: '123', email: 'admin@example.com', type: 'access' })
      expect(await service.decodeToken(token, { encrypted: true })).toEqual(claims)

      const keyless = await Service.fromEnvironment({ JWT_SECRET_KEY: secret })
      await expect(keyless.createAccessToken(1, '', { encrypt: true })).rejects.toThrow('not configured')
      await expect(keyless.decodeToken(token, { encrypted: true })).rejects.toThrow('not configured')
    })

    it('wants the cty of a nested token, and there is a way without', async () => {
      const { jwe } = backends[backend]
      const service = await (await load()).fromEnvironment(environment)
      const inner = await service.createAccessToken(123, 'user@example.com')
      const token = await jwe.encrypt(inner, environment.JWE_ENCRYPTION_KEY)
      await expect(service.decodeToken(token, { encrypted: true })).rejects.toThrow("as its 'cty' must say")
      const decrypted = await jwe.decrypt(token, environment.JWE_ENCRYPTION_KEY)
      expect(await service.decodeToken(decrypted.text())).toMatchObject({ sub: '123' })
    })

    it('has access tokens that expire, and API keys that do not', async () => {
      const service = await (await load()).fromEnvironment(environment)
      const token = await service.createAccessToken(123, 'user@example.com')
      const apiKey = await service.createApiKeyToken('key_123', ['read:domains', 'write:sitemaps'])
      later(24 * hour)
      await expect(service.decodeToken(token)).rejects.toThrow('Token validation failed: Signature has expired')
      const claims = await service.decodeToken(apiKey)
      expect(claims).toMatchObject({ sub: 'api_key:key_123', permissions: ['read:domains', 'write:sitemaps'] })
      expect(claims).toHaveProperty('type', 'api_key')
      expect(claims).not.toHaveProperty('exp')
    })

    it('takes no token of another key, audience or encryption', async () => {
      const service = await (await load()).fromEnvironment(environment)
      const other = await (await load()).fromEnvironment({ ...environment, JWE_ENCRYPTION_KEY: 'x'.repeat(32) })
      const token = await other.createAccessToken(1, 'user@example.com', { encrypt: true })
      await expect(service.decodeToken(token, { encrypted: true })).rejects.toThrow('failed: Decryption failed')
      const elsewhere = await jwt.encode({ iss: 'scrapersky', aud: 'web' }, secret)
      await expect(service.decodeToken(elsewhere)).rejects.toThrow('Token validation failed: Invalid audience')
    })
  })
})
