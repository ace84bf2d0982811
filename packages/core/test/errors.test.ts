import { describe, expect, it, vi } from 'vitest'
import * as errors from '../src/errors.ts'

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

  it('are recognised across copies of the package', async () => {
    vi.resetModules()
    const copy: typeof errors = await import('../src/errors.ts')
    expect(copy.ExpiredSignatureError).not.toBe(errors.ExpiredSignatureError)
    expect(new copy.ExpiredSignatureError()).toBeInstanceOf(errors.ExpiredSignatureError)
    expect(new copy.ExpiredSignatureError()).toBeInstanceOf(errors.JWTError)
    expect(new copy.JWSError('x')).not.toBeInstanceOf(errors.JWTError)
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
})
