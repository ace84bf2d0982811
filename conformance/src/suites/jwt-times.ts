import { ExpiredSignatureError, JWTClaimsError } from '@jose/core'
import { equal, ok, type Refusal, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { craft, secret } from './craft.ts'
import { decode, now, passes } from './jwt-at-a-time.ts'

const expired: Refusal = { is: ExpiredSignatureError, code: 'ERR_JWT_EXPIRED', message: 'Signature has expired' }
const early: Refusal = { is: JWTClaimsError, code: 'ERR_JWT_CLAIM_NOT_YET', claim: 'nbf', reason: 'not_yet' }

/** `exp`, `nbf`, `iat` and `maxAge` at their boundaries (RFC 7519 §4.1.4–4.1.6). */
export const jwtTimes: Suite = (o, it) => {
  it('exp === now is expired, a fraction of a second later is not', async () => {
    const error = await refuses(() => decode(o, { exp: now }), expired)
    ok(error.message.startsWith('Signature has expired'), 'the stable start of the message')
    await refuses(() => decode(o, { exp: now - 1 }), expired)
    await passes(o, { exp: now + 0.25 })
    await passes(o, { exp: now + 1 })
  })
  it('exp with leeway: expired at exp + leeway, not before', async () => {
    for (const options of [{ leeway: 10 }, { options: { leeway: 10 } }]) {
      await passes(o, { exp: now - 9 }, options)
      await refuses(() => decode(o, { exp: now - 10 }, options), expired)
    }
  })
  it('nbf === now is valid, a fraction of a second later is not yet', async () => {
    await passes(o, { nbf: now })
    await refuses(() => decode(o, { nbf: now + 0.25 }), early)
    await refuses(() => decode(o, { nbf: now + 1 }), early)
  })
  it('nbf with leeway: valid at nbf − leeway, not before', async () => {
    for (const options of [{ leeway: 10 }, { options: { leeway: 10 } }]) {
      await passes(o, { nbf: now + 10 }, options)
      await refuses(() => decode(o, { nbf: now + 11 }, options), early)
    }
  })
  it('leeway at top level wins over the one in options', async () => {
    await refuses(() => decode(o, { exp: now - 5 }, { leeway: 0, options: { leeway: 10 } }), expired)
    await passes(o, { exp: now - 5 }, { leeway: 10, options: { leeway: 0 } })
  })
  it('iat in the future is accepted, unless maxAge is set', async () => {
    await passes(o, { iat: now + 1_000_000 })
    const future: Refusal = { is: JWTClaimsError, code: 'ERR_JWT_CLAIM_INVALID', claim: 'iat', reason: 'invalid' }
    await refuses(() => decode(o, { iat: now + 1 }, { maxAge: 60 }), future)
    await passes(o, { iat: now + 10 }, { maxAge: 60, leeway: 10 })
    await refuses(() => decode(o, { iat: now + 11 }, { maxAge: 60, leeway: 10 }), future)
  })
  it('maxAge: a token of exactly that age is valid, an older one has expired', async () => {
    await passes(o, { iat: now - 60 }, { maxAge: 60 })
    await refuses(() => decode(o, { iat: now - 60.5 }, { maxAge: 60 }), expired)
    await passes(o, { iat: now - 70 }, { maxAge: 60, leeway: 10 })
    await refuses(() => decode(o, { iat: now - 71 }, { maxAge: 60, leeway: 10 }), expired)
  })
  it('maxAge: 0 is a real age', async () => {
    await passes(o, { iat: now }, { maxAge: 0 })
    await refuses(() => decode(o, { iat: now - 1 }, { maxAge: 0 }), expired)
  })
  it('maxAge wants iat, and wants it checked', async () => {
    const missing: Refusal = { is: JWTClaimsError, claim: 'iat', reason: 'missing' }
    await refuses(() => decode(o, {}, { maxAge: 60 }), missing)
    const options = { verifyIat: false }
    await refuses(() => decode(o, {}, { maxAge: 60, options }), missing)
    await refuses(() => decode(o, { iat: now - 61 }, { maxAge: 60, options }), expired)
  })
  for (const claim of ['exp', 'nbf', 'iat'] as const) {
    const name = { exp: 'verifyExp', nbf: 'verifyNbf', iat: 'verifyIat' }[claim]
    it(`${claim} must be a finite number`, async () => {
      const error: Refusal = { is: JWTClaimsError, code: 'ERR_JWT_CLAIM_INVALID', claim, reason: 'invalid' }
      const times = ['null', 'true', 'false', '""', '"1"', '"9999999999"', '"never"', '{}', '[]', '[9999999999]']
      for (const time of [...times, '1e400', '-1e400', '{"$numberLong":"1"}'])
        await refuses(() => decode(o, `{"${claim}":${time}}`), error)
    })
    it(`${name}: false does not look at ${claim}`, async () => {
      for (const value of ['x', null, {}, claim === 'nbf' ? now + 99 : now - 99])
        await passes(o, { [claim]: value }, { options: { [name]: false } })
    })
  }
  it('iat and the other times may have fractions', async () => {
    await passes(o, { iat: now - 0.5, nbf: now - 0.5, exp: now + 0.5 })
    await refuses(() => decode(o, { exp: now - 0.5 }), expired)
  })
  it('negative and very great times are times', async () => {
    await refuses(() => decode(o, { exp: -1 }), expired)
    await refuses(() => decode(o, { exp: 0 }), expired)
    await passes(o, { nbf: -1, iat: -1, exp: Number.MAX_SAFE_INTEGER })
  })
  it('the clock of the library serves where the call gives none', async () => {
    const late = o.with({ clock: () => now })
    const token = await craft(o, '{"alg":"HS256"}', { exp: now })
    await refuses(() => late.decode(token, secret, { algorithms: ['HS256'] }), expired)
    equal(await late.decode(token, secret, { algorithms: ['HS256'], clock: () => now - 1 }), { exp: now })
  })
  it('without any clock the system’s is used', async () => {
    const seconds = Math.floor(Date.now() / 1000)
    const decodeNow = async (claims: object): Promise<unknown> =>
      o.decode(await craft(o, '{"alg":"HS256"}', claims), secret, { algorithms: ['HS256'] })
    equal(await decodeNow({ exp: seconds + 3600, nbf: seconds - 1 }), { exp: seconds + 3600, nbf: seconds - 1 })
    await refuses(() => decodeNow({ exp: seconds - 1 }), expired)
    await refuses(() => decodeNow({ nbf: seconds + 3600 }), early)
  })
  it('a clock that gives no finite number ≥ 0 lets no token pass', async () => {
    for (const time of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1, '1', null, undefined]) {
      const clock = (): number => time as number
      await refuses(() => decode(o, { exp: 1 }, { clock }), { is: TypeError })
      await refuses(() => decode(o, {}, { clock }), { is: TypeError })
    }
  })
}
