import { InvalidAudienceError, InvalidKeyError, InvalidTokenError, JWTClaimsError, JWTError } from '@jose/core'
import { equal, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { secret } from './craft.ts'
import { needAlgorithms, testKeys } from './test-keys.ts'

const algorithms = ['HS256']

/** What people do by mistake: it shows where it is done, and the error says what to do instead. */
export const mistakes: Suite = (o, it) => {
  it('times in milliseconds are not written', async () => {
    for (const claim of ['exp', 'nbf', 'iat']) {
      for (const time of [1_764_000_000_000, 1e12, Number.MAX_SAFE_INTEGER])
        await refuses(() => o.encode({ [claim]: time }, secret), { is: JWTClaimsError, claim, message: 'milliseconds' })
      const token = await o.encode({ [claim]: 253_402_300_799 }, secret)
      equal((await o.decode(token, secret, { algorithms, options: { verifyNbf: false } }))[claim], 253_402_300_799)
    }
  })
  it('registered claims that decode refuses are not written', async () => {
    for (const claim of ['iss', 'sub', 'jti', 'at_hash']) {
      for (const value of [42, null, true, ['x'], {}])
        await refuses(() => o.encode({ [claim]: value } as object, secret), {
          is: JWTClaimsError,
          claim,
          reason: 'invalid',
        })
      equal(await o.decode(await o.encode({ [claim]: undefined, a: 1 }, secret), secret, { algorithms }), { a: 1 })
    }
    for (const aud of [42, null, [], [1], ['a', null], {}])
      await refuses(() => o.encode({ aud } as object, secret), { is: InvalidAudienceError, reason: 'invalid' })
    const token = await o.encode({ aud: ['a', 'b'] }, secret)
    equal(await o.decode(token, secret, { algorithms, audience: 'b' }), { aud: ['a', 'b'] })
  })
  it('a key of the wrong size shows where it is made', async () => {
    const unfit = { is: InvalidKeyError, code: 'ERR_KEY_UNFIT' }
    for (const [algorithm, message] of [
      ['A256GCM', '256 bits'],
      ['A128KW', '128 bits'],
      ['A192GCMKW', '192 bits'],
      ['A128CBC-HS256', '256 bits'],
    ] as const)
      await refuses(() => o.construct('short', algorithm), { ...unfit, message })
    equal((await o.construct('a short one', 'dir')).key.kty, 'oct')
    equal((await o.construct('a short one', 'HS256')).key.bits, 88)
    const strict = o.with({ policy: 'strict' })
    await refuses(() => strict.construct('a short one', 'HS256'), { ...unfit, message: '256 bits' })
    await refuses(() => o.with({ policy: 'fips' }).construct('seven77', 'PBES2-HS256+A128KW'), unfit)
  })
  it('a token with white space says so', async () => {
    const token = await o.encode({ a: 1 }, secret)
    for (const odd of [`Bearer ${token}`, ` ${token}`, `${token}\n`, `${token}\r\n`]) {
      const refusal = { is: InvalidTokenError, message: 'white space' }
      await refuses(() => o.decode(odd, secret, { algorithms }), refusal)
    }
  })
  it('an option that is nearly one is named', async () => {
    const token = await o.encode({ a: 1 }, secret)
    for (const [options, message] of [
      [{ algorithm: 'HS256' }, "did you mean 'algorithms'?"],
      [{ algorithms, Audience: 'a' }, "did you mean 'audience'?"],
      [{ algorithms, max_age: 5 }, "did you mean 'maxAge'?"],
      [{ algorithms, options: { verify_exp: false } }, "did you mean 'verifyExp'?"],
      [{ algorithms, verifyExp: false }, "it belongs in 'options'"],
      [{ algorithms, requiredClaims: ['exp'] }, 'options: { require: [...] }'],
      [['HS256'], '{ algorithms: [...] }'],
    ] as const)
      await refuses(() => o.decode(token, secret, options as object), { is: TypeError, message })
    const unknown = await refuses(() => o.decode(token, secret, { algorithms, colour: 1 } as object), { is: TypeError })
    equal(unknown.message, "Unknown option 'colour'")
    for (const [options, message] of [
      [{ alg: 'HS256' }, "here it is 'algorithm'"],
      [{ expiresIn: '1h' }, "it is the claim 'exp'"],
      [{ issuer: 'me' }, "it is the claim 'iss'"],
    ] as const)
      await refuses(() => o.encode({}, secret, options as object), { is: TypeError, message })
  })
  it('a promise is no key, whatever else is missing', async () => {
    const token = await o.encode({ a: 1 }, secret)
    const promise = Promise.resolve(secret) as never
    await refuses(() => o.decode(token, promise), { is: TypeError, message: 'await' })
    await refuses(() => o.encode({}, promise), { is: TypeError, message: 'await' })
  })
  it('extensions that a reader must understand are an option of encode', async () => {
    const token = await o.encode({ a: 1 }, secret, { headers: { ours: 1 }, crit: ['ours'] })
    await refuses(() => o.decode(token, secret, { algorithms }), { is: JWTError })
    equal(await o.decode(token, secret, { algorithms, crit: ['ours'] }), { a: 1 })
    await refuses(() => o.encode({}, secret, { crit: ['ours'] }), { is: JWTError })
    for (const crit of ['ours', [1], null])
      await refuses(() => o.encode({}, secret, { crit: crit as never }), { is: TypeError })
  })
  it('a PEM that is made into a key again and again is read once', async () => {
    needAlgorithms(o, 'ES256')
    const { privatePem } = testKeys.ES256
    const [one, two] = [await o.construct(privatePem, 'ES256'), await o.construct(privatePem)]
    equal(one.key.algorithm, 'ES256')
    equal(two.key.algorithm, undefined)
  })
}
