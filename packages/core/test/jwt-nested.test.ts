// JWTs that are signed, then encrypted (RFC 7519 §5.2).
import { nodeBackend } from '@jose/backend-node'
import { createJose } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { code } from './refusals.ts'

const { jwt, jwe } = createJose(nodeBackend())
const secret = new Uint8Array(32).fill(7)
const algorithms = ['HS256']

describe('a nested JWT', () => {
  const sign = { key: secret, algorithm: 'HS256' } as const
  const nested = jwt.encryptSync({ sub: 'a' }, secret, { sign })
  const verify = { key: secret, algorithms }

  it('is signed, then encrypted', () => {
    expect(jwt.getUnverifiedHeader(nested)).toEqual({ alg: 'dir', enc: 'A256GCM', cty: 'JWT' })
    const { claims, signed } = jwt.decryptCompleteSync(nested, secret, { verify, subject: 'a' })
    expect([claims, signed?.claims, signed?.header]).toEqual([{ sub: 'a' }, { sub: 'a' }, { alg: 'HS256', typ: 'JWT' }])
  })

  it.each([
    [{ sign: undefined }, "The option 'sign' is undefined"],
    [{ sign: 5 }, "The option 'sign' is an object with a key"],
    [{ sign: null }, "The option 'sign' is an object with a key"],
    [{ sign, cty: 'x' }, "The 'cty' of a nested JWT is 'JWT'"],
    [{ sign, headers: { cty: 'JWT' } }, "The 'cty' of a nested JWT is 'JWT'"],
    [{ sign: { ...sign, encryption: 'x' } }, "Unknown option 'encryption'"],
    [{ signing: sign }, "Unknown option 'signing'"],
    [{ headers: 'x' }, "The option 'headers'"],
  ])('is not written with %j', (options, message) => {
    expect(() => jwt.encryptSync({}, secret, options as object)).toThrow(TypeError)
    expect(() => jwt.encryptSync({}, secret, options as object)).toThrow(message)
  })

  it.each([
    [{ verify: undefined }, "The option 'verify' is undefined"],
    [{ verify: 5 }, "The option 'verify' is an object with a key"],
    [{ verify: null }, "The option 'verify' is an object with a key"],
    [{ verify: { key: secret, algorithms: undefined } }, "The option 'algorithms' is undefined"],
    [{ verify: { key: secret } }, "The option 'algorithms' is required"],
    [{ verify: { ...verify, audience: 'a' } }, "Unknown option 'audience'"],
    [{ encryptions: undefined }, "The option 'encryptions' is undefined"],
    [{ algorithms: undefined }, "The option 'algorithms' is undefined"],
    [{ audience: undefined }, "The option 'audience' is undefined"],
    [{ crit: 5 }, "The option 'crit'"],
    [{ leeway: -1 }, 'leeway'],
  ])('is not read with %j, whatever the token is', (options, message) => {
    expect(() => jwt.decryptSync('x', secret, options as object)).toThrow(TypeError)
    expect(() => jwt.decryptSync('x', secret, options as object)).toThrow(message)
  })

  it('is one where it says so, and where one is expected', () => {
    expect(() => jwt.decryptSync(nested, secret)).toThrow(code('ERR_JWT_NESTED'))
    expect(() => jwt.decryptSync(jwt.encryptSync({}, secret), secret, { verify })).toThrow(code('ERR_JWT_NESTED'))
    for (const cty of ['jwt', 'application/jwt', 'JWT']) {
      const token = jwe.encryptSync(jwt.encodeSync({ a: 1 }, secret), secret, { cty })
      expect(jwt.decryptSync(token, secret, { verify })).toEqual({ a: 1 })
      expect(() => jwt.decryptSync(token, secret)).toThrow(code('ERR_JWT_NESTED'))
    }
    const other = jwt.encryptSync({ a: 1 }, secret, { cty: 'x' })
    expect(jwt.decryptSync(other, secret, { typ: 'jwt' })).toEqual({ a: 1 })
    expect(() => jwt.decryptSync(other, secret, { typ: 'at+jwt' })).toThrow(code('ERR_JWT_TYP'))
  })

  it('is text or bytes', () => {
    expect(jwt.decryptSync(Buffer.from(nested), secret, { verify })).toEqual({ sub: 'a' })
    for (const token of [5, null, jwe.encryptFlattenedSync('{}', { key: secret })])
      expect(() => jwt.decryptSync(token as never, secret)).toThrow('A token is a string or bytes')
  })
})
