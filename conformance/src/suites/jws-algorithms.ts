import { base64url, InvalidKeyError, JWSAlgorithmError, JWSError, JWSSignatureError } from '@jose/core'
import { equal, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { craft, secret, segment } from './craft.ts'
import { testKeys } from './test-keys.ts'

const jwk = { kty: 'oct', k: base64url.encode(secret) }
const notAllowed = { is: JWSAlgorithmError, code: 'ERR_ALGORITHM_NOT_ALLOWED' }

/** Who chooses the algorithm: the caller, or the key, never the token. */
export const jwsAlgorithms: Suite = (o, it) => {
  const verify = (token: unknown, key: unknown, algorithms?: unknown) =>
    o.verify(token, key, algorithms === undefined ? {} : { algorithms: algorithms as string[] })

  it('the key’s own alg is the default for signing, and HS256 where it has none', async () => {
    const algOf = async (key: unknown) => o.jose.jws.getUnverifiedHeader(await o.sign('x', key)).alg
    equal(await algOf(secret), 'HS256', 'a text')
    equal(await algOf(jwk), 'HS256', 'a JWK without alg')
    equal(await algOf({ ...jwk, alg: 'HS512' }), 'HS512', 'a JWK')
    equal(await algOf((await o.construct(secret, 'HS384')).key), 'HS384', 'a Key')
    await refuses(() => o.sign('x', testKeys.ES256.private), { is: InvalidKeyError })
  })
  it('the option overrides the default, never what the key says', async () => {
    equal((await verify(await o.sign('x', jwk, { algorithm: 'HS384' }), jwk, 'HS384')).header.alg, 'HS384')
    await refuses(() => o.sign('x', { ...jwk, alg: 'HS512' }, { algorithm: 'HS256' }), { is: InvalidKeyError })
    for (const algorithm of [
      'HS255',
      '',
      'None',
      'hs256',
      'RSA-OAEP',
      'A128GCM',
      '__proto__',
      'constructor',
      5,
      null,
    ]) {
      await refuses(() => o.sign('x', jwk, { algorithm: algorithm as string }), { is: TypeError })
    }
  })
  it('algorithms must be there, unless every key names its alg', async () => {
    const token = await o.sign('x', secret)
    const named = { ...jwk, alg: 'HS256' }
    const key = (await o.construct(secret, 'HS256')).key
    for (const keys of [named, key, [named, key], { keys: [named, named] }, [{ keys: [named] }]]) {
      equal((await verify(token, keys)).text(), 'x')
    }
    for (const keys of [secret, jwk, [named, jwk], { keys: [named, jwk] }, [], { keys: [] }, () => named]) {
      await refuses(() => verify(token, keys), { is: TypeError })
    }
    await refuses(async () => verify(token, (await o.construct(secret)).key), { is: TypeError })
  })
  it('algorithms is a list of registered names, or one of them', async () => {
    const token = await o.sign('x', secret)
    equal((await verify(token, secret, 'HS256')).text(), 'x')
    equal((await verify(token, secret, ['HS512', 'HS256'])).text(), 'x')
    const wrong = [
      [],
      '',
      'HS256,HS512',
      'HS2',
      ['HS256', 'foo'],
      ['HS256', null],
      [['HS256']],
      { 0: 'HS256' },
      null,
      5,
      true,
    ]
    for (const algorithms of [...wrong, 'A256GCM', ['RSA-OAEP'], ['__proto__'], ['toString']]) {
      await refuses(() => verify(token, secret, algorithms), { is: TypeError })
    }
    await refuses(() => o.verify(token, secret, { algorithms: undefined as unknown as string }), { is: TypeError })
  })
  it('options that do not exist are errors of the programmer', async () => {
    const token = await o.sign('x', secret)
    const wrong = [{ algorithm: 'HS256' }, { algorithms: 'HS256', verify: false }, [], 'HS256', null, 5]
    for (const options of wrong) {
      await refuses(() => o.verify(token, secret, options as object), { is: TypeError })
    }
    const inherited = Object.create({ algorithms: ['HS256'] })
    await refuses(() => o.verify(token, secret, inherited), { is: TypeError })
    for (const options of [{ alg: 'HS256' }, { detached: 'yes' }, { b64: 0 }, { crit: 'b64' }, 'HS256']) {
      await refuses(() => o.sign('x', secret, options as object), { is: TypeError })
    }
  })
  it('an algorithm that is not allowed is refused, whatever the signature', async () => {
    const token = await o.sign('x', secret, { algorithm: 'HS512' })
    const error = await refuses(() => verify(token, secret, ['HS256', 'HS384']), notAllowed)
    equal(error.message.startsWith('The specified alg value is not allowed'), true, 'message')
    await refuses(() => verify(token, { ...jwk, alg: 'HS256' }), notAllowed)
    for (const alg of ['foo', '', 'hs256', 'HS256 ', ' HS256', 'HS256\u0000', '__proto__', 'constructor', 'none']) {
      const bad = await craft(o, { alg }, 'x')
      await refuses(() => verify(bad, secret, ['HS256', 'HS384', 'HS512']), notAllowed)
    }
  })
  it('an alg that is missing or no string is malformed', async () => {
    for (const header of [{}, { alg: null }, { alg: 1 }, { alg: ['HS256'] }, { alg: { HS256: 1 } }, { alg: true }]) {
      const bad = await craft(o, header, 'x')
      await refuses(() => verify(bad, secret, 'HS256'), { is: JWSError })
    }
  })
  it('the verdict on options and keys comes before the token is read', async () => {
    await refuses(() => verify('not a token', secret), { is: TypeError })
    await refuses(() => verify('not a token', undefined, ['HS256']), { is: InvalidKeyError })
    await refuses(() => verify('not a token', null, ['HS256']), { is: InvalidKeyError })
    await refuses(() => verify(undefined, secret, ['HS256']), { is: JWSError })
  })

  it('none is written only with algorithm none and without a key', async () => {
    const token = await o.sign({ a: 1 }, undefined, { algorithm: 'none' })
    equal(token, `${segment('{"alg":"none","typ":"JWT"}')}.${segment({ a: 1 })}.`)
    await refuses(() => o.sign('x', secret, { algorithm: 'none' }), { is: InvalidKeyError })
    await refuses(() => o.sign('x', ''), { is: InvalidKeyError })
    await refuses(() => o.sign('x', undefined), { is: InvalidKeyError })
    await refuses(() => o.sign('x', null, { algorithm: 'HS256' }), { is: InvalidKeyError })
  })
  it('none is read only with algorithms none alone and without a key', async () => {
    const token = await o.sign('x', undefined, { algorithm: 'none' })
    for (const algorithms of ['none', ['none']]) {
      const { key, header } = await verify(token, undefined, algorithms)
      equal([key, header.alg], [undefined, 'none'])
    }
    equal((await verify(token, null, ['none'])).text(), 'x')
    await refuses(() => verify(token, secret, ['none']), { is: InvalidKeyError })
    await refuses(() => verify(token, '', ['none']), { is: InvalidKeyError })
    await refuses(() => verify(token, () => undefined, ['none']), { is: InvalidKeyError })
    for (const algorithms of [
      ['none', 'HS256'],
      ['HS256', 'none'],
    ]) {
      await refuses(() => verify(token, secret, algorithms), { is: TypeError })
      await refuses(() => verify(token, undefined, algorithms), { is: TypeError })
    }
    await refuses(() => verify(token, undefined), { is: TypeError })
    await refuses(() => verify(token, { ...jwk, alg: 'none' }), { is: InvalidKeyError })
    await refuses(() => verify(`${token}${segment('x')}`, undefined, ['none']), { is: JWSSignatureError })
    for (const alg of ['None', 'NONE', 'nOnE', 'none ', '']) {
      await refuses(() => verify(`${segment({ alg })}.${segment('x')}.`, undefined, ['none']), notAllowed)
    }
    const signed = await o.sign('x', secret)
    await refuses(() => verify(signed, undefined, ['none']), notAllowed)
  })
  for (const policy of ['strict', 'fips'] as const) {
    it(`none is refused by the policy ${policy}, written and read`, async () => {
      const token = await o.sign('x', undefined, { algorithm: 'none' })
      const p = o.with({ policy })
      await refuses(() => p.sign('x', undefined, { algorithm: 'none' }), notAllowed)
      await refuses(() => p.verify(token, undefined, { algorithms: ['none'] }), notAllowed)
    })
  }
}
