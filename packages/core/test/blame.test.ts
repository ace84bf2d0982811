import { nodeBackend } from '@jose/backend-node'
import { createJose, InvalidKeyError, JWEError, JWSError, type SyncBackend } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { thrownBy } from './refusals.ts'

const node = nodeBackend()
const { jwe, jwk, jws } = createJose(node)
const secret = { kty: 'oct', k: Buffer.alloc(32, 7).toString('base64url') }
const { alg: _rsa, ...rsa } = jwk.generateSync('RS256').toJwkSync({ private: true })
const { alg: _ec, ...ec } = jwk.generateSync('ES256').toJwkSync({ private: true })

describe.each([
  [
    'encrypted',
    JWEError,
    (key: object) => jwe.encryptSync('', key, { algorithm: 'A256KW' }),
    (key: object, algorithms: readonly string[]) =>
      jwe.decryptSync(jwe.encryptSync('', secret, { algorithm: 'A256KW' }), key, { algorithms }),
    ['A256KW', 'RSA-OAEP'],
  ],
  [
    'signed',
    JWSError,
    (key: object) => jws.signSync('', key, { algorithm: 'HS256' }),
    (key: object, algorithms: readonly string[]) =>
      jws.verifySync(jws.signSync('', secret, { algorithm: 'HS256' }), key, { algorithms }),
    ['HS256', 'RS256'],
  ],
] as const)('whose fault it is that no key fits what is %s', (_, TokenError, write, read, [algorithm, other]) => {
  it('the caller’s, who writes', () => {
    for (const key of [{ keys: [rsa, ec] }, [rsa], rsa]) {
      expect(thrownBy(() => write(key))).toBeInstanceOf(InvalidKeyError)
      expect(thrownBy(() => write(key))).toMatchObject({ code: 'ERR_KEY_UNFIT' })
    }
  })

  it('the token’s, where a set has no key for it', () => {
    for (const key of [{ keys: [rsa, ec] }, [rsa]]) {
      const error = thrownBy(() => read(key, [algorithm, other]))
      expect(error).toBeInstanceOf(TokenError)
      expect(error).toMatchObject({ code: 'ERR_KEY_NOT_FOUND' })
    }
  })

  it('the token’s, where the key fits another algorithm that is allowed', () => {
    const error = thrownBy(() => read(rsa, [algorithm, other]))
    expect(error).toBeInstanceOf(TokenError)
    expect(error).toMatchObject({ code: 'ERR_KEY_UNFIT', cause: expect.any(InvalidKeyError) })
    expect((error as Error).message).toBe(`${algorithm} needs a key of kty oct, not RSA`)
  })

  it('the caller’s, whose key fits none of those that are allowed', () => {
    for (const [key, algorithms] of [
      [rsa, [algorithm]],
      [ec, [algorithm, other]],
    ] as const) {
      const error = thrownBy(() => read(key, algorithms))
      expect(error).toBeInstanceOf(InvalidKeyError)
      expect(error).toMatchObject({ code: 'ERR_KEY_UNFIT' })
    }
  })
})

it('nobody’s, where the backend lacks the algorithm', () => {
  const poor: SyncBackend = { ...node, name: 'poor', supports: () => false }
  const { jwe: none, jws: neither } = createJose(poor)
  const token = jwe.encryptSync('', secret, { algorithm: 'dir', encryption: 'A256GCM' })
  const unsupported = expect.objectContaining({ code: 'ERR_ALGORITHM_UNSUPPORTED', backend: 'poor' })
  for (const key of [{ keys: [secret] }, { keys: [rsa] }, secret]) {
    expect(() => none.decryptSync(token, key)).toThrow(unsupported)
    expect(() => none.encryptSync('', key, { algorithm: 'A256KW' })).toThrow(unsupported)
  }
  expect(() => neither.signSync('', { keys: [secret] }, { algorithm: 'HS256' })).toThrow(unsupported)
})

it('a verdict is of one policy: another one judges the same key anew', () => {
  const [key, fips] = [jwk.constructSync(rsa), createJose(node, { policy: 'fips' })]
  const signing = jwk.constructSync(Buffer.alloc(13, 1))
  for (let round = 0; round < 2; round++) {
    expect(jwe.encryptSync('', key, { algorithm: 'RSA1_5' })).toBeTypeOf('string')
    expect(() => fips.jwe.encryptSync('', key, { algorithm: 'RSA1_5' })).toThrow('refused by the policy')
    expect(jws.signSync('', signing, { algorithm: 'HS256' })).toBeTypeOf('string')
    expect(() => fips.jws.signSync('', signing, { algorithm: 'HS256' })).toThrow('112 bits')
  }
})
