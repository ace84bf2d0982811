import { nodeBackend } from '@jose/backend-node'
import { createJose, InvalidKeyError, InvalidTokenError, JWSError, JWTError } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { segmentOf } from './encodings.ts'
import { code, thrownBy } from './refusals.ts'

const node = nodeBackend()
const { jwt, jwe, jwk, jws } = createJose(node)
const secret = new Uint8Array(32).fill(7)
const algorithms = ['HS256']
const key = jwk.generateSync('ES256')

describe('encode', () => {
  it.each([
    ['algorithm', 'HS255'],
    ['headers', 'x'],
    ['crit', 'x'],
    ['accessToken', 5],
  ])('refuses %s: %s', (option, value) => {
    const encode = () => jwt.encodeSync({}, secret, { [option]: value } as object)
    expect(encode).toThrow(TypeError)
    expect(encode).toThrow(option)
    expect(() => jwt.createSignerSync(secret, { [option]: value } as object)).toThrow(option)
  })

  it.each([
    [[], 'Claims are a plain object'],
    [null, 'Claims are a plain object'],
    ['x', 'Claims are a plain object'],
    [new Map(), 'Claims are a plain object'],
    [{ toJSON: () => ({}) }, 'has a toJSON of its own'],
    [{ a: 1n }, 'cannot be written as JSON'],
    [{ a: '\ud800' }, 'has a lone surrogate'],
  ])('refuses the claims %s', (claims, message) => {
    const encode = () => jwt.encodeSync(claims as object, secret)
    expect(encode).toThrow(code('ERR_JWT_CLAIMS'))
    expect(encode).toThrow(message)
  })

  it.each([
    ['exp', 1e12, 'milliseconds'],
    ['nbf', '5', "The claim 'nbf' must be a finite number of seconds or a valid Date"],
    ['iat', new Date(Number.NaN), "The claim 'iat' must be"],
    ['exp', Number.NaN, "The claim 'exp' must be"],
    ['iss', 5, "The claim 'iss' must be a string"],
    ['sub', null, "The claim 'sub' must be a string"],
    ['jti', {}, "The claim 'jti' must be a string"],
    ['at_hash', [], "The claim 'at_hash' must be a string"],
    ['aud', [], 'Invalid audience'],
    ['aud', ['a', 5], 'Invalid audience'],
  ])('refuses %s: %s', (claim, value, message) => {
    const encode = () => jwt.encodeSync({ [claim]: value } as object, secret)
    expect(encode).toThrow(expect.objectContaining({ code: 'ERR_JWT_CLAIM_INVALID', claim, reason: 'invalid' }))
    expect(encode).toThrow(message)
  })

  it('writes dates as whole seconds, and what is undefined not at all', () => {
    const claims = { exp: new Date(1_999_999), nbf: 1e12 - 1, iat: undefined, sub: undefined, aud: undefined, a: false }
    const token = jwt.encodeSync(claims as object, secret)
    expect(jwt.getUnverifiedClaims(token)).toEqual({ exp: 1999, nbf: 1e12 - 1, a: false })
    expect(Object.keys(jwt.getUnverifiedClaims(token))).toEqual(['exp', 'nbf', 'a'])
  })

  it('writes a token as long as the limit allows', () => {
    const { length } = jwt.encodeSync({ a: 1 }, secret)
    expect(createJose(node, { limits: { jwt: length } }).jwt.encodeSync({ a: 1 }, secret)).toHaveLength(length)
    const tight = createJose(node, { limits: { jwt: length - 1 } }).jwt
    expect(() => tight.encodeSync({ a: 1 }, secret)).toThrow(code('ERR_LIMIT'))
    expect(() => tight.encodeSync({ a: 1 }, secret)).toThrow(JWTError)
  })

  it('asks for no signature where the token is too long without it', () => {
    let asked = 0
    const mac: typeof node.sync.mac = (...given) => {
      asked++
      return node.sync.mac(...given)
    }
    const { jwt: tight } = createJose({ ...node, sync: { ...node.sync, mac } }, { limits: { jwt: 100 } })
    expect(() => tight.encodeSync({ a: 'x'.repeat(60) }, secret)).toThrow(code('ERR_LIMIT'))
    expect(asked).toBe(0)
    expect(() => tight.encodeSync({ a: 'x' }, secret)).not.toThrow()
    expect(asked).toBe(1)
  })

  it('is not disturbed by what somebody wrote on Object.prototype', () => {
    const polluted = Object.prototype as { [claim: string]: unknown }
    const names = ['iss', 'sub', 'jti', 'at_hash', 'aud', 'exp']
    try {
      for (const name of names) polluted[name] = 5
      polluted.aud = []
      expect(Object.keys(jwt.getUnverifiedClaims(jwt.encodeSync({ a: 1 }, secret)))).toEqual(['a'])
    } finally {
      for (const name of names) delete polluted[name]
    }
  })

  it.each([
    ['HS256', 32],
    ['RS512', 64],
    ['ES384', 48],
    ['Ed25519', 64],
  ])('hashes an access token as %s does', (algorithm, bytes) => {
    const own = jwk.generateSync(algorithm)
    const token = jwt.encodeSync({ a: 1 }, own, { accessToken: 'opaque' })
    const { at_hash } = jwt.getUnverifiedClaims(token) as { at_hash: string }
    expect(Buffer.from(at_hash, 'base64url')).toHaveLength(bytes / 2)
    expect(jwt.decodeSync(token, own, { accessToken: 'opaque' })).toMatchObject({ a: 1 })
    expect(() => jwt.decodeSync(token, own, { accessToken: 'other' })).toThrow(
      expect.objectContaining({ claim: 'at_hash', reason: 'mismatch' }),
    )
    const without = () => jwt.decodeSync(token, own)
    expect(without).toThrow("give the 'accessToken'")
    expect(without).toThrow(expect.objectContaining({ claim: 'at_hash', reason: 'mismatch' }))
  })

  it('has no hash of an access token where none is defined', () => {
    for (const name of ['Ed448', 'ML-DSA-44']) {
      const encode = () => jwt.encodeSync({}, jwk.generateSync(name), { accessToken: 'opaque' })
      expect(encode).toThrow(expect.objectContaining({ claim: 'at_hash', reason: 'invalid' }))
    }
    const curves = ['Ed25519', 'Ed448'].map((name) => {
      const { alg: _alg, ...both } = jwk.generateSync(name).toJwkSync({ private: true })
      return () => jwt.encodeSync({}, both, { algorithm: 'EdDSA', accessToken: 'opaque' })
    })
    expect(curves[0]?.()).toBeTypeOf('string')
    expect(curves[1]).toThrow('No hash is defined')
  })
})

describe('an error of a JWT has the one below as its cause', () => {
  const token = jwt.encodeSync({}, secret)
  it.each([
    ['x', 'InvalidTokenError', 'ERR_JWT_INVALID', JWSError],
    [`${token}=`, 'InvalidTokenError', 'ERR_JWT_INVALID', JWSError],
    [`${token.slice(0, -4)}AAAA`, 'InvalidSignatureError', 'ERR_JWT_SIGNATURE', JWSError],
    [jwt.encodeSync({}, secret, { algorithm: 'HS512' }), 'JWTError', 'ERR_ALGORITHM_NOT_ALLOWED', JWSError],
    ['x'.repeat(256 * 1024 + 1), 'InvalidTokenError', 'ERR_LIMIT', JWSError],
    [`${segmentOf({ alg: 'HS256', crit: ['x'], x: 1 })}..`, 'JWTError', 'ERR_CRIT', JWSError],
  ])('signed, %#', (given, name, error, cause) => {
    const found = thrownBy(() => jwt.decodeSync(given, secret, { algorithms }))
    expect(found).toBeInstanceOf(JWTError)
    expect(found).toMatchObject({ name, code: error, cause: expect.any(cause) })
  })

  it.each([
    ['x', 'InvalidTokenError', 'ERR_JWT_INVALID'],
    [jwe.encryptSync('[]', secret), 'InvalidTokenError', 'ERR_JWT_INVALID'],
    [jwt.encryptSync({}, secret.slice(16), { encryption: 'A128GCM' }), 'JWTError', 'ERR_ALGORITHM_NOT_ALLOWED'],
    [`${jwt.encryptSync({}, secret).slice(0, -4)}AAAA`, 'JWTError', 'ERR_JWE_DECRYPTION'],
    ['x'.repeat(256 * 1024 + 1), 'InvalidTokenError', 'ERR_LIMIT'],
    [jwe.encryptSync(Uint8Array.of(0xff), secret), 'InvalidTokenError', 'ERR_JWT_INVALID'],
  ])('encrypted, %#', (given, name, error) => {
    const found = thrownBy(() => jwt.decryptSync(given, secret, { encryptions: ['A256GCM'] }))
    expect(found).toBeInstanceOf(JWTError)
    expect(found).toMatchObject({ name, code: error })
  })

  it('but a key of the caller’s is the caller’s', () => {
    expect(() => jwt.decodeSync(token, key, { algorithms })).toThrow(InvalidKeyError)
    expect(() => jwt.decryptSync(jwt.encryptSync({}, secret), key)).toThrow(InvalidKeyError)
  })

  it('and claims too large to write are no malformed token', () => {
    const large = { a: 'x'.repeat(256 * 1024) }
    const found = thrownBy(() => jwt.encryptSync(large, secret))
    expect(found).not.toBeInstanceOf(InvalidTokenError)
    expect(found).toMatchObject({ name: 'JWTError', code: 'ERR_LIMIT', cause: expect.any(InvalidTokenError) })
  })
})

it('what is read completely is the same in both modes', async () => {
  const [signed, encrypted] = [jwt.encodeSync({ a: 1 }, secret), jwt.encryptSync({ a: 1 }, secret)]
  const { header, claims } = await jwt.decodeComplete(signed, secret, { algorithms })
  expect([header, claims]).toEqual([{ alg: 'HS256', typ: 'JWT' }, { a: 1 }])
  expect(jwt.decodeCompleteSync(signed, secret, { algorithms })).toMatchObject({ header, claims })
  const decrypted = await jwt.decryptComplete(encrypted, secret)
  expect([decrypted.header, decrypted.claims]).toEqual([{ alg: 'dir', enc: 'A256GCM', typ: 'JWT' }, { a: 1 }])
})

it('a JWT has no unencoded payload', () => {
  const token = jws.signSync('{}', secret, { b64: false })
  expect(() => jwt.decodeSync(token, secret, { algorithms })).toThrow('A JWT has no unencoded payload')
})

describe('by the key in the header', () => {
  const token = jwt.encodeSync({ a: 1 }, key, { headers: { jwk: key.toJwkSync() } })
  it.each([
    [{ algorithms: undefined }, "The option 'algorithms' is undefined"],
    [{ thumbprint: undefined }, "The option 'thumbprint' is undefined"],
    [{ thumbprint: 'x' }, "The option 'thumbprint'"],
    [{ audience: undefined }, "The option 'audience' is undefined"],
    [{ cache: true }, "Unknown option 'cache'"],
    [{ options: { verifySignature: false } }, "'verifySignature: false' contradicts"],
  ])('%j is refused', (options, message) => {
    const decode = () => jwt.decodeWithEmbeddedKeySync(token, { algorithms: ['ES256'], ...options } as never)
    expect(decode).toThrow(TypeError)
    expect(decode).toThrow(message)
  })

  it('claims are checked, and the thumbprint told', () => {
    const decode = (options: object) => jwt.decodeWithEmbeddedKeySync(token, { algorithms: ['ES256'], ...options })
    const { claims, thumbprint } = decode({})
    expect([claims, thumbprint]).toEqual([{ a: 1 }, jwk.thumbprintSync(key)])
    expect(decode({ thumbprint }).claims).toEqual({ a: 1 })
    expect(() => decode({ thumbprint: 'A'.repeat(43) })).toThrow(code('ERR_KEY_THUMBPRINT'))
    expect(() => decode({ issuer: 'me' })).toThrow(expect.objectContaining({ claim: 'iss', reason: 'missing' }))
    expect(() => jwt.decodeWithEmbeddedKeySync(jwt.encodeSync({}, key), { algorithms: ['ES256'] })).toThrow(
      code('ERR_KEY_NOT_FOUND'),
    )
  })
})
