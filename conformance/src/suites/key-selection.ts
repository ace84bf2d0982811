import {
  base64url,
  InvalidKeyError,
  type JWK,
  JWSAlgorithmError,
  JWSError,
  JWSSignatureError,
  JWTError,
} from '@jose/core'
import certificates from '../../vectors/certificates.json' with { type: 'json' }
import { equal, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { craft } from './craft.ts'
import { unarmoured } from './der.ts'
import { testKeys } from './test-keys.ts'
import { rsa1024 } from './weak-keys.ts'

const notFound = { is: JWSError, code: 'ERR_KEY_NOT_FOUND' }
const algorithms = ['HS256']
const text = (name: string): string => `${name} is a secret of at least 32 bytes`
const oct = (name: string, members: object = {}): JWK => ({ kty: 'oct', k: base64url.encode(text(name)), ...members })

/** Which of several keys is used, by what, and in which order. */
export const keySelection: Suite = (o, it) => {
  const signed = (name: string, kid?: string) => o.sign('x', text(name), kid === undefined ? {} : { headers: { kid } })
  const verify = (token: string, key: unknown, names: readonly string[] = algorithms) =>
    o.verify(token, key, { algorithms: names })
  const usedBy = async (token: string, key: unknown, names?: readonly string[]) =>
    (await verify(token, key, names)).key?.kid

  it('sets: arrays of any forms, JWKS, arrays of JWKS', async () => {
    const token = await signed('b')
    const key = (await o.construct(text('b'), 'HS256')).key
    const sets = [
      [text('a'), text('b')],
      [oct('a'), oct('b')],
      { keys: [oct('a'), oct('b')] },
      [{ keys: [oct('a')] }, { keys: [oct('b')] }],
      [testKeys.RS256.publicPem, oct('a'), key],
      { keys: [oct('b')], other: 'members' },
      Object.freeze([Object.freeze(oct('b'))]),
    ]
    for (const set of sets) equal((await verify(token, set)).text(), 'x')
    for (const set of [[], { keys: [] }, [{ keys: [] }]]) await refuses(() => verify(token, set), notFound)
    for (const set of [[oct('a')], { keys: [oct('a'), oct('c')] }]) {
      await refuses(() => verify(token, set), { is: JWSSignatureError })
    }
  })
  it('certificates: by kid, as Firebase has them, alone, and as DER', async () => {
    const byKid = { one: certificates.ES256, two: certificates.RS256 }
    for (const [name, kid] of [
      ['RS256', 'two'],
      ['ES256', 'one'],
    ] as const) {
      const plain = await o.sign('x', testKeys[name].private, { algorithm: name })
      const named = await o.sign('x', testKeys[name].private, { algorithm: name, headers: { kid } })
      const other = await o.sign('x', testKeys[name].private, { algorithm: name, headers: { kid: 'three' } })
      const swapped = await o.sign('x', testKeys[name].private, {
        algorithm: name,
        headers: { kid: kid === 'one' ? 'two' : 'one' },
      })
      for (const token of [plain, named]) equal((await verify(token, byKid, [name])).text(), 'x')
      for (const token of [other, swapped]) await refuses(() => verify(token, byKid, [name]), notFound)
      for (const certificate of [certificates[name], { der: unarmoured(certificates[name]) }]) {
        equal((await verify(other, certificate, [name])).text(), 'x')
      }
      equal(await (await o.construct(certificates[name])).toPem(), testKeys[name].publicPem)
    }
    const pems = { a: testKeys.RS256.publicPem, b: testKeys.ES256.publicPem }
    const token = await o.sign('x', testKeys.ES256.private, { algorithm: 'ES256', headers: { kid: 'b' } })
    equal((await verify(token, pems, ['ES256'])).text(), 'x')
    equal(
      (
        await o.decodeComplete(
          await o.encode({ a: 1 }, testKeys.ES256.private, { algorithm: 'ES256', headers: { kid: 'one' } }),
          byKid,
          { algorithms: ['ES256'] },
        )
      ).claims,
      { a: 1 },
    )
  })

  it('kid: one that differs excludes, one that is the same or absent does not', async () => {
    const token = await signed('a', 'k')
    equal(await usedBy(token, [oct('b', { kid: 'other' }), oct('a', { kid: 'k' })]), 'k')
    equal(await usedBy(token, { keys: [oct('a')] }), undefined)
    await refuses(() => verify(token, [oct('a', { kid: 'other' })]), notFound)
    await refuses(() => verify(token, { keys: [oct('a', { kid: 'K' }), oct('a', { kid: '' })] }), notFound)
    equal(await usedBy(await signed('a'), { keys: [oct('b', { kid: '1' }), oct('a', { kid: '2' })] }), '2')
    equal(await usedBy(await signed('a', ''), [oct('a', { kid: 'k' }), oct('a', { kid: '' })]), '')
  })
  it('kid: of a Key in an array counts too', async () => {
    const key = (await o.construct(oct('a', { kid: 'k' }))).key
    equal(await usedBy(await signed('a', 'k'), [key]), 'k')
    await refuses(async () => verify(await signed('a', 'other'), [key]), notFound)
  })
  it('kid: of a JWK in text counts too, and is known only once it is read', async () => {
    const sign = (kid: string) => o.sign('x', testKeys.ES256.private, { algorithm: 'ES256', headers: { kid } })
    const set = [JSON.stringify({ ...testKeys.ES256.public, kid: 'k' })]
    equal(await usedBy(await sign('k'), set, ['ES256']), 'k')
    await refuses(async () => verify(await sign('other'), set, ['ES256']), notFound)
  })
  it('kid: certificates by kid are looked up among own properties only', async () => {
    const pems = Object.assign(Object.create({ inherited: certificates.ES256 }), { own: certificates.RS256 })
    const token = await o.sign('x', testKeys.ES256.private, { algorithm: 'ES256', headers: { kid: 'inherited' } })
    await refuses(() => verify(token, pems, ['ES256']), notFound)
  })
  it('order: the same kid first, then keys without, else as they stand', async () => {
    const named = oct('a', { kid: 'k' })
    const token = await signed('a', 'k')
    for (const set of [
      [oct('a'), named],
      [named, oct('a')],
    ]) {
      equal(await usedBy(token, set), 'k')
      equal(await usedBy(token, { keys: set }), 'k')
    }
    const plain = await signed('a')
    equal(await usedBy(plain, [oct('a', { kid: '2' }), oct('a', { kid: '1' })]), '2')
    equal(await usedBy(plain, { keys: [oct('a'), oct('a', { kid: '1' })] }), undefined)
  })
  it('one explicit key is used whatever the kid says', async () => {
    const token = await signed('a', 'k')
    const named = oct('a', { kid: 'other' })
    for (const key of [named, (await o.construct(named)).key, text('a'), () => named, JSON.stringify]) {
      if (key !== JSON.stringify) equal((await verify(token, key)).text(), 'x')
    }
    const rs = await o.sign('x', testKeys.RS256.private, { algorithm: 'RS256', headers: { kid: 'other' } })
    equal((await verify(rs, testKeys.RS256.public, ['RS256'])).text(), 'x')
  })
  it('kty, crv, alg, use and key_ops choose among keys of the same kid', async () => {
    const kid = 'k'
    const keys = [
      { ...testKeys.RS256.public, kid },
      { ...testKeys.ES384.public, kid },
      { ...testKeys.ES256.public, kid, use: 'enc' },
      { ...testKeys.ES256.public, kid, alg: 'ECDH-ES' },
      { ...testKeys.ES256.public, kid, key_ops: ['deriveBits'] },
      { ...testKeys.ES256.public, kid, alg: 'ES256', use: 'sig', key_ops: ['verify'] },
      oct('a', { kid }),
    ]
    const all = ['HS256', 'RS256', 'ES256', 'ES384']
    for (const name of ['RS256', 'ES256', 'ES384'] as const) {
      const token = await o.sign('x', testKeys[name].private, { algorithm: name, headers: { kid } })
      const { key } = await verify(token, { keys }, all)
      equal([key?.kty, key?.crv], [testKeys[name].public.kty, testKeys[name].public.crv])
      await refuses(() => verify(token, { keys: keys.filter((each) => each.kty !== key?.kty) }, all), notFound)
    }
    const es256 = await o.sign('x', testKeys.ES256.private, { algorithm: 'ES256' })
    equal((await verify(es256, keys, all)).key?.use, 'sig')
    await refuses(() => verify(es256, keys.slice(0, 5), all), notFound)
    equal((await verify(await signed('a', kid), { keys }, all)).key?.kty, 'oct')
  })
  it('algorithms may be left out when every key names its alg; the token still takes one of those', async () => {
    const set = {
      keys: [
        { ...testKeys.RS256.public, alg: 'RS256' },
        { ...testKeys.ES256.public, alg: 'ES256' },
      ],
    }
    for (const name of ['RS256', 'ES256'] as const) {
      const token = await o.sign('x', testKeys[name].private, { algorithm: name })
      equal((await o.verify(token, set)).header.alg, name)
    }
    const ps = await o.sign('x', testKeys.RS256.private, { algorithm: 'PS256' })
    await refuses(() => o.verify(ps, set), { is: JWSAlgorithmError })
  })
  it('at most 16 keys are tried, and those that do not fit do not count', async () => {
    const wrong = Array.from({ length: 16 }, (_, index) => oct(`wrong ${index}`))
    const token = await signed('a')
    equal((await verify(token, [...wrong.slice(1), oct('a')])).text(), 'x')
    await refuses(() => verify(token, [...wrong, oct('a')]), { is: JWSSignatureError })
    await refuses(() => verify(token, { keys: [...wrong, oct('a')] }), { is: JWSSignatureError })
    const others = Array.from({ length: 50 }, () => testKeys.RS256.public)
    equal((await verify(token, { keys: [...others, ...wrong.slice(1), oct('a')] })).text(), 'x')
    equal((await verify(await signed('a', 'k'), { keys: [...wrong, oct('a', { kid: 'k' })] })).text(), 'x')
    const more = o.with({ limits: { keys: 17 } })
    equal((await more.verify(token, [...wrong, oct('a')], { algorithms })).text(), 'x')
    const many = Array.from({ length: 10_000 }, (_, index) => oct('wrong', { kid: `${index}` }))
    equal((await verify(await signed('a', 'k'), { keys: [...many, oct('a', { kid: 'k' })] })).text(), 'x')
  })
  it('a bad member never hides a good one, in any kind of set', async () => {
    const bad = [
      ...[
        null,
        5,
        '',
        'text',
        {},
        [],
        { kty: 'oct' },
        { kty: 'oct', k: '' },
        { kty: 'oct', k: '!' },
        { kty: 'LMS', pub: '' },
      ],
      ...[rsa1024, { ...testKeys.RS256.public, n: 'AQAB' }, { ...testKeys.ES256.public, y: testKeys.ES256.public.x }],
      ...[oct('a', { alg: 'foo' }), oct('a', { kid: 5 }), oct('a', { use: {} }), oct('a', { key_ops: 'sign' })],
      ...[{ kty: 'EC', crv: 'P-999', x: '', y: '' }, { kty: 'AKP', alg: 'foo', pub: 'AA' }, testKeys.RS256.publicPem],
    ]
    const token = await signed('a')
    for (const set of [
      [...bad, oct('a')],
      [oct('a'), ...bad],
      { keys: [...bad, oct('a')] },
      [{ keys: bad }, text('a')],
    ]) {
      equal((await verify(token, set)).text(), 'x')
    }
    await refuses(() => verify(token, { keys: bad.filter((each) => each !== 'text') }), notFound)
    const rs = await o.sign('x', testKeys.RS256.private, { algorithm: 'RS256' })
    equal((await verify(rs, { keys: [...bad.slice(0, -1), testKeys.RS256.public] }, ['RS256'])).text(), 'x')
  })
  it('a kid is a name, whatever it spells', async () => {
    for (const kid of [
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      '../../etc/passwd',
      "' OR 1=1 --",
      'é\u0000',
    ]) {
      const token = await signed('a', kid)
      const ecToken = await o.sign('x', testKeys.ES256.private, { algorithm: 'ES256', headers: { kid } })
      await refuses(() => verify(token, { keys: [oct('a', { kid: 'k' })] }), notFound)
      await refuses(() => verify(ecToken, { k: certificates.ES256 }, ['ES256']), notFound)
      equal(await usedBy(token, { keys: [oct('b', { kid: 'k' }), oct('a', { kid })] }), kid)
      const own = JSON.parse(`{${JSON.stringify(kid)}:${JSON.stringify(certificates.ES256)}}`)
      equal((await verify(ecToken, own, ['ES256'])).text(), 'x')
    }
  })
  it('a kid that is too long or no string is refused', async () => {
    await refuses(async () => verify(await craft(o, { alg: 'HS256', kid: 'k'.repeat(1_000_000) }, 'x'), oct('a')), {
      is: JWSError,
    })
    for (const kid of [{ a: 1 }, 5, null, ['k']]) {
      await refuses(async () => verify(await craft(o, { alg: 'HS256', kid }, 'x', text('a')), oct('a')), {
        is: JWSError,
      })
    }
  })
  it('a JWT whose key is not found is a JWTError', async () => {
    const token = await o.encode({ a: 1 }, text('a'), { headers: { kid: 'k' } })
    for (const key of [[oct('a', { kid: 'other' })], { keys: [] }, () => null, () => undefined]) {
      await refuses(() => o.decode(token, key, { algorithms }), { is: JWTError, code: 'ERR_KEY_NOT_FOUND' })
    }
  })

  it('signing takes the first key of a set that can', async () => {
    const set = {
      keys: [testKeys.ES256.public, oct('b', { use: 'enc' }), oct('a', { kid: '1' }), oct('b', { kid: '2' })],
    }
    const first = await o.sign('x', set, { algorithm: 'HS256' })
    equal((await verify(first, text('a'))).text(), 'x')
    const second = await o.sign('x', set, { algorithm: 'HS256', headers: { kid: '2' } })
    equal((await verify(second, text('b'))).text(), 'x')
    await refuses(() => o.sign('x', set, { algorithm: 'HS256', headers: { kid: '3' } }), { code: 'ERR_KEY_UNFIT' })
    await refuses(() => o.sign('x', { keys: [testKeys.ES256.public] }, { algorithm: 'ES256' }), { is: InvalidKeyError })
  })
}
