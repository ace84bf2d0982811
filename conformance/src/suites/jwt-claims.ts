import { InvalidAudienceError, InvalidIssuerError, JWTClaimsError, JWTError } from '@jose/core'
import { equal, ok, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { craft, secret } from './craft.ts'
import { decode, invalid, mismatch, missing, passes } from './jwt-at-a-time.ts'

/** `aud` and `iss` (RFC 7519 §4.1.1, §4.1.3). */
export const jwtParties: Suite = (o, it) => {
  it('an audience is a string or a list on either side; one in common is enough', async () => {
    for (const aud of ['a', ['a'], ['b', 'a']])
      for (const audience of ['a', ['a'], ['a', 'c']]) await passes(o, { aud }, { audience })
  })
  it('an audience of the token that is none of those expected is refused', async () => {
    for (const [aud, audience] of [
      ['a', 'b'],
      ['a', ['b', 'c']],
      [['a', 'b'], 'c'],
      ['a', 'A'],
      ['a', 'a '],
      ['', 'a'],
      ['a', ''],
    ] as const) {
      const error = await refuses(() => decode(o, { aud }, { audience }), {
        ...mismatch('aud'),
        is: InvalidAudienceError,
      })
      ok(error.message.startsWith('Invalid audience'), 'the stable start of the message')
    }
  })
  it('an audience is no substring', async () => {
    await refuses(() => decode(o, { aud: 'admin' }, { audience: 'administrators' }), mismatch('aud'))
    await refuses(() => decode(o, { aud: 'administrators' }, { audience: 'admin' }), mismatch('aud'))
    await refuses(() => decode(o, { aud: ['administrators'] }, { audience: ['admin'] }), mismatch('aud'))
  })
  it('aud that is no string and no list of strings is refused, expected or not', async () => {
    for (const aud of [1, null, true, {}, { a: 1 }, [], [1], ['a', 1], [['a']], [null]]) {
      const error = { ...invalid('aud'), is: InvalidAudienceError }
      const refused = await refuses(() => decode(o, { aud }, { audience: 'a' }), error)
      ok(refused.message.startsWith('Invalid audience'), 'the stable start of the message')
      await refuses(() => decode(o, { aud }), error)
    }
  })
  it('aud in the token and no audience given is refused', async () => {
    const error = await refuses(() => decode(o, { aud: 'a' }), { ...mismatch('aud'), is: InvalidAudienceError })
    ok(error.message.startsWith('Invalid audience'), 'the stable start of the message')
  })
  it('verifyAud: false accepts any aud, and none', async () => {
    const options = { verifyAud: false }
    await passes(o, { aud: 'a' }, { options })
    await passes(o, { aud: 1 }, { options, audience: 'a' })
    await passes(o, {}, { options, audience: 'a' })
  })
  it('audience given but aud absent is refused', async () => {
    const error = await refuses(() => decode(o, {}, { audience: 'a' }), { ...missing('aud'), is: InvalidAudienceError })
    ok(error.message.startsWith('Invalid audience'), 'the stable start of the message')
  })
  it('requireAud: false, said explicitly, lets a token without aud pass, and no wrong one', async () => {
    const options = { requireAud: false }
    await passes(o, {}, { audience: 'a', options })
    await refuses(() => decode(o, { aud: 'b' }, { audience: 'a', options }), mismatch('aud'))
  })
  it('an empty string is a real expectation', async () => {
    await passes(o, { aud: '', iss: '', sub: '' }, { audience: '', issuer: '', subject: '' })
    await refuses(() => decode(o, {}, { audience: '' }), missing('aud'))
    await refuses(() => decode(o, {}, { issuer: '' }), missing('iss'))
    await refuses(() => decode(o, {}, { subject: '' }), { is: JWTClaimsError, claim: 'sub' })
  })
  it('an issuer is one of those given, a string or a list', async () => {
    await passes(o, { iss: 'a' }, { issuer: 'a' })
    await passes(o, { iss: 'a' }, { issuer: ['b', 'a'] })
    await passes(o, { iss: 'a' })
    await passes(o, {})
  })
  it('an issuer that is none of those given is refused', async () => {
    for (const issuer of ['b', 'aa', 'A', '', ['b', 'c']])
      await refuses(() => decode(o, { iss: 'a' }, { issuer }), { ...mismatch('iss'), is: InvalidIssuerError })
  })
  it('a missing iss fails where an issuer is given', async () => {
    await refuses(() => decode(o, {}, { issuer: 'a' }), { ...missing('iss'), is: InvalidIssuerError })
    await passes(o, {}, { issuer: 'a', options: { verifyIss: false } })
  })
  it('iss that is a list, or no string at all, is refused', async () => {
    for (const iss of [['a'], ['a', 'b'], 1, null, {}, false]) {
      await refuses(() => decode(o, { iss }, { issuer: 'a' }), { ...invalid('iss'), is: InvalidIssuerError })
      await refuses(() => decode(o, { iss }), invalid('iss'))
    }
    await passes(o, { iss: ['a'] }, { options: { verifyIss: false } })
  })
}

/** `sub`, `jti`, `at_hash` and the header's `typ`. */
export const jwtIdentity: Suite = (o, it) => {
  for (const claim of ['sub', 'jti'] as const) {
    it(`${claim} must be a string`, async () => {
      await passes(o, { [claim]: 'x' })
      for (const value of [1, null, ['x'], {}, true]) {
        await refuses(() => decode(o, { [claim]: value }), invalid(claim))
        const options = claim === 'sub' ? { verifySub: false } : { verifyJti: false }
        await passes(o, { [claim]: value }, { options })
      }
    })
  }
  it('sub is compared when subject is given', async () => {
    await passes(o, { sub: 'a' }, { subject: 'a' })
    await refuses(() => decode(o, { sub: 'b' }, { subject: 'a' }), mismatch('sub'))
    await refuses(() => decode(o, {}, { subject: 'a' }), missing('sub'))
    await passes(o, { sub: 'b' }, { subject: 'a', options: { verifySub: false } })
  })
  const at_hash = '77QmUPtjPfzWtF2AnpK9RQ'
  const accessToken = 'jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y'
  it('at_hash must belong to the accessToken', async () => {
    await passes(o, { at_hash }, { accessToken })
    for (const other of [`${accessToken}A`, accessToken.toLowerCase(), ''])
      await refuses(() => decode(o, { at_hash }, { accessToken: other }), mismatch('at_hash'))
    for (const other of ['', `${at_hash}==`, at_hash.slice(1), at_hash.toLowerCase()])
      await refuses(() => decode(o, { at_hash: other }, { accessToken }), mismatch('at_hash'))
  })
  it('at_hash goes by the hash of the header’s alg', async () => {
    const token = await craft(o, '{"alg":"HS512"}', { at_hash }, secret, 'HS512')
    await refuses(() => o.decode(token, secret, { algorithms: ['HS512'], accessToken }), mismatch('at_hash'))
  })
  it('at_hash without an accessToken to compare is refused', async () => {
    await refuses(() => decode(o, { at_hash }), { is: JWTClaimsError, claim: 'at_hash' })
    await passes(o, { at_hash }, { options: { verifyAtHash: false } })
  })
  it('an accessToken and no at_hash in the token is accepted, unless requireAtHash', async () => {
    await passes(o, {}, { accessToken })
    await refuses(() => decode(o, {}, { accessToken, options: { requireAtHash: true } }), missing('at_hash'))
  })
  it('at_hash that is no string is refused', async () => {
    for (const value of [1, null, [at_hash], {}])
      await refuses(() => decode(o, { at_hash: value }, { accessToken }), invalid('at_hash'))
  })
  it('typ compares without case and with or without application/', async () => {
    const check = async (typ: string, expected: string): Promise<unknown> =>
      o.decode(await craft(o, { alg: 'HS256', typ }, {}), secret, { algorithms: ['HS256'], typ: expected })
    for (const [typ, expected] of [
      ['JWT', 'jwt'],
      ['at+jwt', 'application/at+jwt'],
      ['APPLICATION/AT+JWT', 'at+jwt'],
      ['', ''],
    ] as const)
      equal(await check(typ, expected), {})
    for (const [typ, expected] of [
      ['JWT', 'at+jwt'],
      ['at+jwt', 'text/at+jwt'],
      ['at', 'at+jwt'],
      ['JWT', ''],
      ['', 'JWT'],
    ] as const)
      await refuses(() => check(typ, expected), { is: JWTError, code: 'ERR_JWT_TYP' })
  })
  it('a token without typ fails where one is expected', async () => {
    await refuses(() => decode(o, {}, { typ: 'JWT' }), { is: JWTError, code: 'ERR_JWT_TYP' })
    await refuses(() => decode(o, {}, { typ: '' }), { is: JWTError, code: 'ERR_JWT_TYP' })
  })
}
