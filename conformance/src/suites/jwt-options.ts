import { base64url, InvalidKeyError, InvalidSignatureError, JOSEError, JWTError } from '@jose/core'
import { equal, ok, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { craft, secret, segment } from './craft.ts'

const algorithms = ['HS256']
const jwk = { kty: 'oct', k: base64url.encode(secret), alg: 'HS256' }

const neverANumber = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1, '5', true, null, {}, [5]]

/** Options that no call may have, whatever the token is. */
const wrong: { readonly [what: string]: readonly unknown[] } = {
  'an unknown option': [
    { algorithms, audiences: 'a' },
    { algorithms, algorithm: 'HS256' },
    { algorithms, verifyExp: false },
    { algorithms, Audience: 'a' },
    { algorithms, constructor: 1 },
    JSON.parse('{"algorithms":["HS256"],"__proto__":1}'),
  ],
  'an unknown switch': [
    { algorithms, options: { verifyAll: true } },
    { algorithms, options: { verify_exp: false } },
    { algorithms, options: { requireSignature: true } },
    { algorithms, options: { audience: 'a' } },
  ],
  'options that are no plain object': [null, 'HS256', ['HS256'], 1, new Map()],
  'switches that are no plain object': [null, 'verifyExp', ['verifyExp'], false].map((options) => ({
    algorithms,
    options,
  })),
  'a switch that is neither true nor false': ['false', 0, 1, null, {}].flatMap((value) =>
    ['verifySignature', 'verifyExp', 'requireExp', 'requireAud'].map((name) => ({
      algorithms,
      options: { [name]: value },
    })),
  ),
  'audience: undefined': [{ algorithms, audience: undefined }],
  'issuer: undefined': [{ algorithms, issuer: undefined }],
  'subject: undefined': [{ algorithms, subject: undefined }],
  'algorithms: undefined': [{ algorithms: undefined }],
  'no algorithms': [undefined, {}, { audience: 'a' }],
  'an empty list of algorithms': [{ algorithms: [] }],
  'an unknown name in algorithms': [
    ...['HS255', 'hs256', 'HS', '', 'HS256,HS512', 'HS256 HS512', 'foo', 'toString', '__proto__', 'dir', 'None'],
    ...[[null], [1], [undefined], ['HS256', 'foo'], [['HS256']], { 0: 'HS256' }, null, true, /HS/],
  ].map((names) => ({ algorithms: names })),
  'none in company': [
    { algorithms: ['none', 'HS256'] },
    { algorithms: ['HS256', 'none'] },
    { algorithms: ['none', 'none'] },
  ],
  'an audience that is no string and no list of strings': [1, null, {}, [1], ['a', null], [], /a/].map((audience) => ({
    algorithms,
    audience,
  })),
  'an issuer that is no string and no list of strings': [1, null, {}, [1], ['a', null], [], /a/].map((issuer) => ({
    algorithms,
    issuer,
  })),
  'a subject that is no string': [1, null, ['a'], {}].map((subject) => ({ algorithms, subject })),
  'an accessToken that is no string': [1, null, {}].map((accessToken) => ({ algorithms, accessToken })),
  'a typ that is no string': [1, null, ['JWT']].map((typ) => ({ algorithms, typ })),
  'a leeway that is no finite number ≥ 0': neverANumber.map((leeway) => ({ algorithms, leeway })),
  'a leeway among the switches that is no finite number ≥ 0': neverANumber.map((leeway) => ({
    algorithms,
    options: { leeway },
  })),
  'a maxAge that is no finite number ≥ 0': neverANumber.map((maxAge) => ({ algorithms, maxAge })),
  'a clock that is no function': [1, null, 'now'].map((clock) => ({ algorithms, clock })),
  'a crit that is no list of names': ['x', [1], null, {}].map((crit) => ({ algorithms, crit })),
  'a require that is no list of names': ['exp', [1], null, {}].map((require) => ({ algorithms, options: { require } })),
}

/** Programmer errors are decided before the token, or anything else, is looked at. */
export const jwtOptions: Suite = (o, it) => {
  for (const [what, list] of Object.entries(wrong)) {
    it(`${what} is a TypeError, before the token is read`, async () => {
      const unread = (): never => {
        throw new Error('The resolver was asked')
      }
      for (const options of list) {
        for (const token of ['garbage', undefined]) {
          await refuses(() => o.decode(token, secret, options as object), { is: TypeError })
          await refuses(() => o.decodeComplete(token, secret, options as object), { is: TypeError })
          await refuses(() => o.decode(token, unread, options as object), { is: TypeError })
        }
        await refuses(() => o.createVerifier(secret, options as object), { is: TypeError })
      }
    })
  }
  it('an option that is undefined and skips nothing is left out', async () => {
    const token = await craft(o, { alg: 'HS256' }, { a: 'b' })
    const options = { algorithms, leeway: undefined, clock: undefined, crit: undefined, options: undefined }
    equal(await o.decode(token, secret, options as object), { a: 'b' })
  })
  it('options without a prototype, or frozen, are options like any other', async () => {
    const token = await craft(o, { alg: 'HS256' }, { a: 'b' })
    equal(await o.decode(token, secret, Object.assign(Object.create(null), { algorithms })), { a: 'b' })
    equal(await o.decode(token, secret, Object.freeze({ algorithms: Object.freeze(['HS256']) })), { a: 'b' })
  })
  it('a garbage token with right options is the token’s fault', async () => {
    await refuses(() => o.decode('garbage', secret, { algorithms }), { is: JWTError })
  })
}

/** What a token may choose from. */
export const jwtAlgorithms: Suite = (o, it) => {
  it('algorithms is one name or a list of names', async () => {
    const token = await craft(o, { alg: 'HS256' }, { a: 'b' })
    for (const names of ['HS256', ['HS256'], ['HS512', 'HS256'], ['RS256', 'HS256']])
      equal(await o.decode(token, secret, { algorithms: names }), { a: 'b' })
  })
  it('algorithms may be left out when every key names its own', async () => {
    const token = await craft(o, { alg: 'HS256' }, { a: 'b' })
    const { key } = await o.construct(secret, 'HS256')
    for (const named of [jwk, key, [jwk, key], { keys: [jwk, { ...jwk, alg: 'HS512' }] }, [{ keys: [jwk] }, key]])
      equal(await o.decode(token, named), { a: 'b' })
    equal(await o.createVerifier(jwk)(token), { a: 'b' })
  })
  it('algorithms may not be left out when one of the keys names none, or for a resolver', async () => {
    const { alg, ...unnamed } = jwk
    const { key } = await o.construct(secret)
    for (const some of [secret, unnamed, key, [jwk, secret], { keys: [jwk, unnamed] }, { keys: [] }, [], () => jwk])
      await refuses(() => o.decode('garbage', some), { is: TypeError })
  })
  it('the key’s own alg does not widen algorithms', async () => {
    const token = await craft(o, { alg: 'HS256' }, {})
    await refuses(() => o.decode(token, jwk, { algorithms: ['HS512'] }), { is: JOSEError })
  })
  it('an alg that is not in algorithms is refused with its stable message', async () => {
    for (const alg of ['HS512', 'RS256', 'none', 'foo']) {
      const token = `${segment({ alg })}.${segment({})}.${segment('x')}`
      const error = await refuses(() => o.decode(token, secret, { algorithms }), {
        is: JWTError,
        code: 'ERR_ALGORITHM_NOT_ALLOWED',
      })
      ok(error.message.startsWith('The specified alg value is not allowed'), 'the stable start of the message')
    }
  })
  const odd = ['none', 'None', 'NONE', 'nOnE', 'none ', '', 'foo', 'hs256', 'HS256 ', 'toString', '__proto__', 'dir']
  for (const alg of [...odd, null, ['HS256'], 1, true, {}, undefined]) {
    const spelled = alg === undefined ? 'absent' : JSON.stringify(alg)
    it(`alg ${spelled} is refused with an empty, a garbage and a good HMAC signature`, async () => {
      const token = await craft(o, { alg }, { a: 'b' })
      const input = token.slice(0, token.lastIndexOf('.'))
      for (const signed of [`${input}.`, `${input}.AAAA`, token]) {
        for (const names of [['HS256'], ['HS256', 'HS384', 'HS512']]) {
          await refuses(() => o.decode(signed, secret, { algorithms: names }), { is: JWTError })
          await refuses(() => o.decode(signed, () => null, { algorithms: names }), { is: JWTError })
        }
        await refuses(() => o.decode(signed, jwk), { is: JWTError })
        if (alg !== 'none') await refuses(() => o.decode(signed, null, { algorithms: ['none'] }), { is: JWTError })
      }
    })
  }
  const unsecured = `${segment({ alg: 'none' })}.${segment({ a: 'b' })}.`
  it('none is accepted only with algorithms none alone and no key', async () => {
    for (const names of ['none', ['none']])
      for (const key of [null, undefined]) equal(await o.decode(unsecured, key, { algorithms: names }), { a: 'b' })
    for (const key of [secret, '', jwk, new Uint8Array(0), () => null, () => secret, { keys: [] }])
      await refuses(() => o.decode(unsecured, key, { algorithms: ['none'] }), { is: InvalidKeyError })
  })
  it('none with a signature is refused', async () => {
    await refuses(() => o.decode(`${unsecured}AAAA`, null, { algorithms: ['none'] }), { is: InvalidSignatureError })
    const signed = await craft(o, { alg: 'none' }, {})
    await refuses(() => o.decode(signed, null, { algorithms: ['none'] }), { is: InvalidSignatureError })
  })
  it('a signed token is refused where none is expected', async () => {
    const error = { is: JWTError, code: 'ERR_ALGORITHM_NOT_ALLOWED' }
    const token = await craft(o, { alg: 'HS256' }, {})
    await refuses(() => o.decode(token, null, { algorithms: ['none'] }), error)
  })
  it('the claims of an unsecured token are checked', async () => {
    const token = `${segment({ alg: 'none' })}.${segment({ exp: 1 })}.`
    await refuses(() => o.decode(token, null, { algorithms: ['none'] }), { is: JWTError, code: 'ERR_JWT_EXPIRED' })
  })
  it('a key whose own alg is none is no way to none', async () => {
    await refuses(() => o.decode(unsecured, { ...jwk, alg: 'none' }), { is: JOSEError })
    await refuses(() => o.decode(unsecured, { ...jwk, alg: 'none' }, { algorithms }), { is: JOSEError })
  })
  for (const policy of ['strict', 'fips'] as const) {
    it(`the policy ${policy} never accepts none`, async () => {
      const error = { is: JOSEError, code: 'ERR_ALGORITHM_NOT_ALLOWED' }
      await refuses(() => o.with({ policy }).decode(unsecured, null, { algorithms: ['none'] }), error)
    })
  }
}
