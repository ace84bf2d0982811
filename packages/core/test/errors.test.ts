import { describe, expect, it, vi } from 'vitest'
import * as errors from '../src/errors.ts'

const classes = new Map(
  Object.entries(errors).flatMap(([name, value]) => ('kind' in value ? [[name, value] as const] : [])),
)

describe('errors', () => {
  it('form the tree of the API', () => {
    const error = new errors.InvalidAudienceError()
    for (const type of [errors.InvalidAudienceError, errors.JWTClaimsError, errors.JWTError, errors.JOSEError, Error]) {
      expect(error).toBeInstanceOf(type)
    }
    expect(error).not.toBeInstanceOf(errors.InvalidIssuerError)
    expect(error).not.toBeInstanceOf(errors.JWSError)
    expect(error).toMatchObject({ name: 'InvalidAudienceError', claim: 'aud', reason: 'mismatch' })
  })

  it.each([
    ['JOSEError', 'ERR_JOSE', []],
    ['JWTError', 'ERR_JWT', ['JOSEError']],
    ['InvalidTokenError', 'ERR_JWT_INVALID', ['JWTError', 'JOSEError']],
    ['InvalidSignatureError', 'ERR_JWT_SIGNATURE', ['JWTError', 'JOSEError']],
    ['ExpiredSignatureError', 'ERR_JWT_EXPIRED', ['JWTError', 'JOSEError']],
    ['InvalidAudienceError', 'ERR_JWT_CLAIM_MISMATCH', ['JWTClaimsError', 'JWTError', 'JOSEError']],
    ['InvalidIssuerError', 'ERR_JWT_CLAIM_MISMATCH', ['JWTClaimsError', 'JWTError', 'JOSEError']],
    ['JWSError', 'ERR_JWS_INVALID', ['JOSEError']],
    ['JWSSignatureError', 'ERR_JWS_SIGNATURE', ['JWSError', 'JOSEError']],
    ['JWSAlgorithmError', 'ERR_ALGORITHM_NOT_ALLOWED', ['JWSError', 'JOSEError']],
    ['JWEError', 'ERR_JWE', ['JOSEError']],
    ['JWEParseError', 'ERR_JWE_INVALID', ['JWEError', 'JOSEError']],
    ['JWEInvalidAuth', 'ERR_JWE_DECRYPTION', ['JWEError', 'JOSEError']],
    ['JWEAlgorithmUnsupportedError', 'ERR_ALGORITHM_NOT_ALLOWED', ['JWEError', 'JOSEError']],
    ['JWKError', 'ERR_JWK', ['JOSEError']],
    ['InvalidKeyError', 'ERR_KEY_INVALID', ['JWKError', 'JOSEError']],
    ['JWKSError', 'ERR_JWKS', ['JWKError', 'JOSEError']],
  ] as const)('%s is told by its name, %s and its class', (name, code, above) => {
    const error = new (classes.get(name) as new (message: string) => errors.JOSEError)('why')
    expect([error.name, error.code, error.message]).toEqual([name, code, 'why'])
    expect(Object.keys(error).filter((member) => !['code', 'claim', 'reason'].includes(member))).toEqual([])
    expect(classes.get(name)?.kind).toEqual([name, code])
    expect(Reflect.get(error, Symbol.for('jose.error.brands'))).toEqual([name, ...above])
    for (const [other, type] of classes)
      expect([other, error instanceof type]).toEqual([other, [name, ...above].includes(other as never)])
  })

  it('of a claim say which and why, the code too', () => {
    for (const reason of ['missing', 'invalid', 'mismatch', 'not_yet'] as const) {
      const code = `ERR_JWT_CLAIM_${reason.toUpperCase()}`
      expect(new errors.JWTClaimsError('why', 'sub', reason)).toMatchObject({ code, claim: 'sub', reason })
      expect(new errors.InvalidAudienceError('why', reason)).toMatchObject({ code, claim: 'aud', reason })
      expect(new errors.InvalidIssuerError('why', reason)).toMatchObject({ code, claim: 'iss', reason })
    }
    expect(new errors.InvalidIssuerError()).toMatchObject({ claim: 'iss', reason: 'mismatch' })
    expect(errors.JWTClaimsError.kind).toEqual(['JWTClaimsError', 'ERR_JWT_CLAIM_INVALID'])
  })

  it('of an algorithm that a backend lacks say what else there is', () => {
    const of = (backend: string): errors.UnsupportedAlgorithmError =>
      new errors.UnsupportedAlgorithmError('Ed448', backend)
    expect(of('node')).toMatchObject({
      name: 'UnsupportedAlgorithmError',
      code: 'ERR_ALGORITHM_UNSUPPORTED',
      algorithm: 'Ed448',
      backend: 'node',
    })
    expect(of('node').message).toContain('compose()')
    expect(of('node+forge').message).toBe('Ed448 is not available on the node+forge backend')
  })

  it('keep a code and a cause that they are given, and show neither name nor cause among their members', () => {
    const cause = new Error('below')
    const error = new errors.InvalidSignatureError('why', 'ERR_OTHER', { cause })
    expect(error).toMatchObject({ code: 'ERR_OTHER', cause, name: 'InvalidSignatureError' })
    expect(Object.keys(error)).toEqual(['code'])
    expect('cause' in new errors.JWTError('why')).toBe(false)
    for (const property of ['name', 'cause'] as const)
      expect(Object.getOwnPropertyDescriptor(error, property)).toMatchObject({ configurable: true, writable: true })
  })

  it('are recognised across copies of the package', async () => {
    vi.resetModules()
    const copy: typeof errors = await import('../src/errors.ts')
    expect(copy.ExpiredSignatureError).not.toBe(errors.ExpiredSignatureError)
    expect(new copy.ExpiredSignatureError()).toBeInstanceOf(errors.ExpiredSignatureError)
    expect(new copy.ExpiredSignatureError()).toBeInstanceOf(errors.JWTError)
    expect(new copy.JWSError('x')).not.toBeInstanceOf(errors.JWTError)
  })

  it('are recognised by their brand alone, as another copy’s are', () => {
    const brand = (names: unknown): unknown => ({ [Symbol.for('jose.error.brands')]: names })
    expect(brand(['JWTError', 'JOSEError']) instanceof errors.JWTError).toBe(true)
    for (const names of [['JOSEError'], [], 'JWTError', undefined])
      expect(brand(names) instanceof errors.JWTError).toBe(false)
  })

  it('leave classes that users derive to ordinary inheritance', () => {
    class Mine extends errors.JWTError {}
    expect(new Mine('mine')).toBeInstanceOf(Mine)
    expect(new Mine('mine')).toBeInstanceOf(errors.JWTError)
    expect(new errors.JWTError('other')).not.toBeInstanceOf(Mine)
  })

  it('can be made by lowered classes, functions that throw where `this` is not an instance before it is anything', () => {
    for (const type of [errors.JOSEError, errors.JWTError, errors.InvalidAudienceError])
      expect(Object.create(type.prototype)).toBeInstanceOf(type)
  })

  it('are not taken for by other values', () => {
    for (const value of [null, undefined, 'x', {}, new Error('x')])
      expect(value instanceof errors.JOSEError).toBe(false)
  })

  it('a search passes over what one key is refused for, and nothing else', () => {
    expect(errors.passOver(new errors.JWKError('why'))).toBe(undefined)
    for (const error of [new errors.JWKSError('why'), new TypeError('why'), 'why'])
      expect(() => errors.passOver(error)).toThrow(error as Error)
  })
})
