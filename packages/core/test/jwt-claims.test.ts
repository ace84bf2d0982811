// Which claims are good, compared with the clock and with what is expected.
import { nodeBackend } from '@jose/backend-node'
import { createJose } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { segmentOf } from './encodings.ts'
import { code } from './refusals.ts'

const now = 1_700_000_000
const { jwt } = createJose(nodeBackend(), { clock: () => now })
const secret = new Uint8Array(32).fill(7)
const algorithms = ['HS256']

describe('times are compared to the second', () => {
  const decode =
    (claims: object, options: object = {}) =>
    () =>
      jwt.decodeSync(jwt.encodeSync(claims, secret), secret, { algorithms, ...options })
  it.each([
    [{ exp: now + 1 }, {}, undefined],
    [{ exp: now }, {}, 'ERR_JWT_EXPIRED'],
    [{ exp: now - 4 }, { leeway: 5 }, undefined],
    [{ exp: now - 5 }, { leeway: 5 }, 'ERR_JWT_EXPIRED'],
    [{ exp: now - 4 }, { options: { leeway: 5 } }, undefined],
    [{ exp: now - 4 }, { leeway: 0, options: { leeway: 5 } }, 'ERR_JWT_EXPIRED'],
    [{ nbf: now }, {}, undefined],
    [{ nbf: now + 1 }, {}, 'ERR_JWT_CLAIM_NOT_YET'],
    [{ nbf: now + 5 }, { leeway: 5 }, undefined],
    [{ nbf: now + 6 }, { leeway: 5 }, 'ERR_JWT_CLAIM_NOT_YET'],
    [{ iat: now + 9 }, {}, undefined],
    [{ iat: now }, { maxAge: 0 }, undefined],
    [{ iat: now - 60 }, { maxAge: 60 }, undefined],
    [{ iat: now - 61 }, { maxAge: 60 }, 'ERR_JWT_EXPIRED'],
    [{ iat: now - 65 }, { maxAge: 60, leeway: 5 }, undefined],
    [{ iat: now - 66 }, { maxAge: 60, leeway: 5 }, 'ERR_JWT_EXPIRED'],
    [{ iat: now + 1 }, { maxAge: 60 }, 'ERR_JWT_CLAIM_INVALID'],
    [{ iat: now + 5 }, { maxAge: 60, leeway: 5 }, undefined],
    [{ iat: now - 61 }, { maxAge: 60, options: { verifyIat: false } }, 'ERR_JWT_EXPIRED'],
    [{}, { maxAge: 60 }, 'ERR_JWT_CLAIM_MISSING'],
    [{ exp: now }, { options: { verifyExp: false } }, undefined],
    [{ nbf: now + 1 }, { options: { verifyNbf: false } }, undefined],
    [{ exp: now }, { options: { verifyExp: false, requireExp: true } }, 'ERR_JWT_EXPIRED'],
    [{ exp: now }, { clock: () => now - 1 }, undefined],
  ])('%j with %j: %s', (claims, options, error) => {
    if (error === undefined) expect(decode(claims, options)()).toEqual(claims)
    else expect(decode(claims, options)).toThrow(code(error))
  })

  it('by a clock that gives seconds', () => {
    for (const time of [Number.NaN, -1, 'now', undefined])
      expect(decode({ exp: now }, { clock: () => time })).toThrow('The clock must be a finite number of seconds')
  })
})

describe('a claim that is expected', () => {
  const decode = (claims: object, options: object) => () =>
    jwt.decodeSync(`${segmentOf({ alg: 'HS256' })}.${segmentOf(claims)}.`, null, {
      ...options,
      options: { verifySignature: false, ...(options as { options?: object }).options },
    })
  it.each([
    [{ aud: 'a' }, { audience: 'a' }, undefined],
    [{ aud: ['b', 'a'] }, { audience: ['c', 'a'] }, undefined],
    [{ aud: 'a' }, { audience: 'b' }, ['aud', 'mismatch']],
    [{ aud: ['a', 'c'] }, { audience: ['b'] }, ['aud', 'mismatch']],
    [{ aud: 'a' }, {}, ['aud', 'mismatch']],
    [{ aud: 'a' }, { options: { verifyAud: false } }, undefined],
    [{ aud: [] }, { audience: 'a' }, ['aud', 'invalid']],
    [{ aud: ['a', 1] }, { audience: 'a' }, ['aud', 'invalid']],
    [{ aud: null }, { audience: 'a' }, ['aud', 'invalid']],
    [{}, { audience: 'a' }, ['aud', 'missing']],
    [{}, { audience: 'a', options: { requireAud: false } }, undefined],
    [{}, { audience: 'a', options: { verifyAud: false } }, undefined],
    [{ iss: 'a' }, { issuer: ['b', 'a'] }, undefined],
    [{ iss: 'a' }, { issuer: 'b' }, ['iss', 'mismatch']],
    [{ iss: ['a'] }, { issuer: 'a' }, ['iss', 'invalid']],
    [{ iss: 5 }, {}, ['iss', 'invalid']],
    [{}, { issuer: 'a' }, ['iss', 'missing']],
    [{}, { issuer: 'a', options: { verifyIss: false } }, undefined],
    [{ sub: 'a' }, { subject: 'a' }, undefined],
    [{ sub: 'a' }, { subject: 'b' }, ['sub', 'mismatch']],
    [{ sub: 5 }, {}, ['sub', 'invalid']],
    [{ sub: 5 }, { options: { verifySub: false } }, undefined],
    [{}, { subject: 'a' }, ['sub', 'missing']],
    [{}, { subject: 'a', options: { verifySub: false } }, undefined],
    [{ jti: 5 }, {}, ['jti', 'invalid']],
    [{ jti: 5 }, { options: { verifyJti: false } }, undefined],
    [{ at_hash: 5 }, { accessToken: 'x' }, ['at_hash', 'invalid']],
    [{ at_hash: 'x' }, { options: { verifyAtHash: false } }, undefined],
    [{ exp: '5' }, {}, ['exp', 'invalid']],
    [{ nbf: null }, {}, ['nbf', 'invalid']],
    [{ iat: '5' }, {}, ['iat', 'invalid']],
    [{ iat: '5' }, { options: { verifyIat: false } }, undefined],
    [{}, { options: { require: ['tenant'] } }, ['tenant', 'missing']],
    [{ tenant: null }, { options: { require: ['tenant'] } }, undefined],
    ...(['Iat', 'Exp', 'Nbf', 'Aud', 'Iss', 'Sub', 'Jti'] as const).map(
      (name) => [{}, { options: { [`require${name}`]: true } }, [name.toLowerCase(), 'missing']] as const,
    ),
    [{}, { options: { requireAtHash: true } }, ['at_hash', 'missing']],
  ] as const)('%j with %j: %s', (claims, options, refusal) => {
    const [claim, reason] = refusal ?? []
    if (refusal === undefined) expect(decode(claims, options)()).toEqual(claims)
    else expect(decode(claims, options)).toThrow(expect.objectContaining({ claim, reason }))
  })

  it('is the typ of the header, written in full or not', () => {
    const token = (typ: string | undefined) => jwt.encodeSync({}, secret, { headers: { typ } })
    const decode = (typ: string | undefined, expected: string) => () =>
      jwt.decodeSync(token(typ), secret, { algorithms, typ: expected })
    for (const [typ, expected] of [
      ['at+jwt', 'at+jwt'],
      ['AT+JWT', 'at+jwt'],
      ['application/at+jwt', 'at+jwt'],
      ['at+jwt', 'Application/AT+jwt'],
      ['a/b', 'a/b'],
    ] as const)
      expect(decode(typ, expected)()).toEqual({})
    for (const [typ, expected] of [
      ['JWT', 'at+jwt'],
      [undefined, 'JWT'],
      ['b', 'a/b'],
    ] as const)
      expect(decode(typ, expected)).toThrow(code('ERR_JWT_TYP'))
  })
})
