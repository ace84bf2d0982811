import {
  base64url,
  InvalidKeyError,
  type JWK,
  JWKSError,
  JWSAlgorithmError,
  JWSError,
  JWSSignatureError,
} from '@jose/core'
import certificates from '../../vectors/certificates.json' with { type: 'json' }
import { equal, ok, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { needAlgorithms, testKeys } from './test-keys.ts'

const notFound = { is: JWSError, code: 'ERR_KEY_NOT_FOUND' }
const algorithms = ['HS256']
const text = (name: string): string => `${name} is a secret of at least 32 bytes`
const oct = (name: string, members: object = {}): JWK => ({ kty: 'oct', k: base64url.encode(text(name)), ...members })

/** `jwks.local`: which key of a set is used, by what, and in which order. */
export const jwksLocal: Suite = (o, it) => {
  const { jwks } = o.jose
  const local = (...keys: readonly unknown[]) => jwks.local({ keys: keys as readonly JWK[] })
  const signed = (name: string, kid?: string) => o.sign('x', text(name), kid === undefined ? {} : { headers: { kid } })
  const verify = (token: string, key: unknown, names: readonly string[] = algorithms) =>
    o.verify(token, key, { algorithms: names })
  const usedBy = async (token: string, key: unknown, names?: readonly string[]) =>
    (await verify(token, key, names)).key?.kid

  it('a JWKS, its text, and certificates by kid are sets', async () => {
    const token = await signed('a', 'k')
    const set = { keys: [oct('b', { kid: 'l' }), oct('a', { kid: 'k' })], other: 'members' }
    for (const keys of [jwks.local(set), jwks.local(JSON.stringify(set)), jwks.local(Object.freeze(set))]) {
      equal(await usedBy(token, keys), 'k')
      equal([keys.size, keys.kids], [2, ['l', 'k']])
    }
    needAlgorithms(o, 'ES256')
    const byKid = { one: certificates.ES256, two: certificates.RS256 }
    for (const keys of [jwks.local(byKid), jwks.local(JSON.stringify(byKid))]) {
      const es = (kid?: string) =>
        o.sign('x', testKeys.ES256.private, { algorithm: 'ES256', headers: kid === undefined ? {} : { kid } })
      for (const each of [await es('one'), await es()]) equal((await verify(each, keys, ['ES256'])).text(), 'x')
      for (const kid of ['two', 'three', '__proto__', 'constructor'])
        await refuses(async () => verify(await es(kid), keys, ['ES256']), notFound)
    }
  })
  it('what is no set is refused at once, strictly', () => {
    const wrong = ['', 'x', 'null', '[]', '{}', '{"keys":{}}', '{"keys":[],"keys":[]}', [], {}, { keys: 5 }, oct('a')]
    for (const each of wrong) refusesNow(() => jwks.local(each as string), JWKSError)
    for (const each of [undefined, null, 5, true]) refusesNow(() => jwks.local(each as never), TypeError)
  })
  it('a set is what it was when it was made', async () => {
    const [jwk, keys] = [{ ...oct('a'), kid: 'k' }, [] as JWK[]]
    keys.push(jwk)
    const set = jwks.local({ keys })
    jwk.k = oct('b').k as string
    keys[0] = oct('b')
    keys.push(oct('c'))
    equal(await usedBy(await signed('a'), set), 'k')
    for (const name of ['b', 'c']) await refuses(async () => verify(await signed(name), set), { is: JWSSignatureError })
    equal(set.size, 1)
  })
  it('kid: one that differs excludes; the same comes first, then those without', async () => {
    const token = await signed('a', 'k')
    equal(await usedBy(token, local(oct('a', { kid: 'other' }), oct('b'), oct('a', { kid: 'k' }))), 'k')
    equal(await usedBy(token, local(oct('a'))), undefined)
    equal(await usedBy(token, local(oct('a'), oct('a', { kid: 'k' }))), 'k')
    equal(await usedBy(token, local(oct('b', { kid: 'k' }), oct('a'))), undefined)
    await refuses(() => verify(token, local(oct('a', { kid: 'K' }), oct('a', { kid: '' }))), notFound)
    await refuses(() => verify(token, local()), notFound)
    equal(await usedBy(await signed('a'), local(oct('b', { kid: '1' }), oct('a', { kid: '2' }))), '2')
    equal(await usedBy(await signed('a', ''), local(oct('a', { kid: 'k' }), oct('a', { kid: '' }))), '')
  })
  it('kid: a name like any other, whatever it spells', async () => {
    for (const kid of ['__proto__', 'constructor', 'toString', '../../etc/passwd', 'é\u0000']) {
      const token = await signed('a', kid)
      await refuses(() => verify(token, local(oct('a', { kid: 'k' }))), notFound)
      equal(await usedBy(token, local(oct('b', { kid: 'k' }), oct('a', { kid }))), kid)
    }
  })
  it('kty, crv, alg, use and key_ops choose among keys of the same kid', async () => {
    needAlgorithms(o, 'RS256', 'ES256', 'ES384')
    const kid = 'k'
    const keys = [
      { ...testKeys.RS256.public, kid },
      { ...testKeys.ES384.public, kid },
      { ...testKeys.ES256.public, kid, use: 'enc' },
      { ...testKeys.ES256.public, kid, alg: 'ECDH-ES' },
      { ...testKeys.ES256.public, kid, key_ops: ['deriveBits'] },
      { ...testKeys.ES256.public, kid, key_ops: [] },
      { ...testKeys.ES256.public, kid, alg: 'ES256', use: 'sig', key_ops: ['verify'] },
      oct('a', { kid }),
    ]
    const all = ['HS256', 'RS256', 'ES256', 'ES384']
    const set = local(...keys)
    for (const name of ['RS256', 'ES256', 'ES384'] as const) {
      for (const headers of [{ kid }, {}]) {
        const token = await o.sign('x', testKeys[name].private, { algorithm: name, headers })
        for (let time = 0; time < 2; time++) {
          const { key } = await verify(token, set, all)
          equal([key?.kty, key?.crv], [testKeys[name].public.kty, testKeys[name].public.crv])
          equal(key?.use, name === 'ES256' ? 'sig' : undefined)
        }
        const others = keys.filter(({ kty }) => kty !== testKeys[name].public.kty)
        await refuses(() => verify(token, local(...others), all), notFound)
      }
    }
    const es = await o.sign('x', testKeys.ES256.private, { algorithm: 'ES256', headers: { kid } })
    await refuses(() => verify(es, local(...keys.slice(0, 6)), all), notFound)
    equal((await verify(await signed('a', kid), set, all)).key?.kty, 'oct')
  })
  it('keys of the same kid are tried one after the other', async () => {
    const set = local(oct('a', { kid: 'k' }), oct('b', { kid: 'k' }), oct('a', { kid: 'k' }))
    for (const name of ['a', 'b']) equal(await usedBy(await signed(name, 'k'), set), 'k')
    await refuses(async () => verify(await signed('c', 'k'), set), { is: JWSSignatureError })
  })
  it('at most 16 keys are tried, and those that do not fit do not count', async () => {
    const wrong = Array.from({ length: 16 }, (_, index) => oct(`wrong ${index}`))
    const others = Array.from({ length: 50 }, () => testKeys.RS256.public)
    const token = await signed('a', 'k')
    equal((await verify(token, local(...others, ...wrong.slice(1), oct('a')))).text(), 'x')
    equal((await verify(token, local(...wrong, oct('a', { kid: 'k' })))).text(), 'x')
    for (const set of [local(...wrong, oct('a')), local(...wrong.map((jwk) => ({ ...jwk, kid: 'k' })), oct('a'))]) {
      await refuses(() => verify(token, set), { is: JWSSignatureError })
      equal((await o.with({ limits: { keys: 17 } }).verify(token, set, { algorithms })).text(), 'x')
    }
  })
  it('a bad member never hides a good one', async () => {
    const bad = [
      ...[null, 5, '', 'text', {}, [], { kty: 'oct' }, { kty: 'oct', k: '' }, { kty: 'oct', k: '!' }, { kty: 'LMS' }],
      ...[
        { ...testKeys.RS256.public, n: 'AQAB' },
        { ...testKeys.ES256.public, y: testKeys.ES256.public.x },
      ],
      ...[oct('a', { alg: 'foo' }), oct('a', { kid: 5 }), oct('a', { use: {} }), oct('a', { key_ops: 'sign' })],
      ...[
        { kty: 'EC', crv: 'P-999', x: '', y: '' },
        { kty: 'AKP', alg: 'foo', pub: 'AA' },
      ],
    ]
    const token = await signed('a')
    for (const set of [
      local(...bad, oct('a')),
      local(oct('a'), ...bad),
      jwks.local(JSON.stringify({ keys: [...bad, oct('a')] })),
    ])
      for (let time = 0; time < 2; time++) equal((await verify(token, set)).text(), 'x')
    for (let time = 0; time < 2; time++) await refuses(() => verify(token, local(...bad)), notFound)
  })
  it('a Key may be a member', async () => {
    const { key } = await o.construct(oct('a', { kid: 'k' }))
    equal(await usedBy(await signed('a', 'k'), local(oct('b', { kid: 'k' }), key)), 'k')
    await refuses(async () => verify(await signed('a', 'other'), local(key)), notFound)
  })
  it('algorithms may be left out when every key names its alg', async () => {
    needAlgorithms(o, 'RS256', 'ES256')
    const set = local({ ...testKeys.RS256.public, alg: 'RS256' }, { ...testKeys.ES256.public, alg: 'ES256' })
    for (const name of ['RS256', 'ES256'] as const) {
      const token = await o.sign('x', testKeys[name].private, { algorithm: name })
      equal((await o.verify(token, set)).header.alg, name)
    }
    await refuses(async () => o.verify(await signed('a'), set), { is: JWSAlgorithmError })
    await refuses(async () => o.verify(await signed('a'), local(oct('a'))), { is: TypeError })
  })
  it('a private set signs, and its public halves verify', async () => {
    needAlgorithms(o, 'ES256')
    const set = local(
      { ...testKeys.ES256.private, kid: '1', key_ops: ['verify'] },
      { ...testKeys.ES256.private, kid: '2', key_ops: ['sign'] },
    )
    const token = await o.sign('x', set, { algorithm: 'ES256', headers: { kid: '2' } })
    equal(await usedBy(token, local({ ...testKeys.ES256.public, kid: '2' }), ['ES256']), '2')
    equal(await usedBy(token, set, ['ES256']), '2')
    await refuses(() => o.sign('x', set, { algorithm: 'ES256', headers: { kid: '1' } }), { is: InvalidKeyError })
    await refuses(() => o.sign('x', set, { algorithm: 'HS256' }), { is: InvalidKeyError })
    const one = local(oct('a', { alg: 'HS512' }))
    equal((await o.verify(await o.sign('x', one), one)).header.alg, 'HS512')
  })
  it('a set encrypts and decrypts, by kid and by what fits', async () => {
    needAlgorithms(o, 'A256KW', 'A256GCM')
    const kek = (name: string, members: object) => ({
      kty: 'oct',
      k: base64url.encode(text(name).slice(0, 32)),
      ...members,
    })
    const set = local(
      kek('1', { kid: 'sig', use: 'sig' }),
      kek('2', { kid: 'one', alg: 'A256KW' }),
      kek('3', { kid: 'two', use: 'enc' }),
      oct('a', { kid: 'two' }),
    )
    for (const kid of ['one', 'two', undefined]) {
      const options = { algorithm: 'A256KW', encryption: 'A256GCM', ...(kid !== undefined && { kid }) }
      const { key } = await o.decrypt(await o.encrypt('x', set, options), set)
      equal(key.kid, kid ?? 'one')
    }
    await refuses(() => o.encrypt('x', set, { algorithm: 'A256KW', kid: 'sig' }), { is: InvalidKeyError })
  })
  it('signers and verifiers that are made once take it too', async () => {
    const set = local(oct('a', { kid: 'k' }))
    const token = await o.createSigner(set, { algorithm: 'HS256', headers: { kid: 'k' } })({ a: 1 })
    for (const cache of [false, true]) {
      const decode = o.createVerifier(set, { algorithms, cache })
      for (let time = 0; time < 2; time++) equal(await decode(token), { a: 1 })
    }
  })
  it('a set stands by itself: not in a list, and not as the answer of a resolver', async () => {
    const set = local(oct('a'))
    const token = await signed('a')
    for (const key of [[set], [oct('b'), set], () => set]) await refuses(() => verify(token, key), { is: TypeError })
  })
  it('one set serves at once whoever asks', async () => {
    const set = local(...Array.from({ length: 40 }, (_, index) => oct(`${index}`, { kid: `k${index % 20}` })))
    const names = Array.from({ length: 80 }, (_, index) => index % 40)
    const tokens = await Promise.all(names.map((name) => signed(`${name}`, `k${name % 20}`)))
    const used = await Promise.all(tokens.map((token) => usedBy(token, set)))
    equal(
      used,
      names.map((name) => `k${name % 20}`),
    )
  })
}

function refusesNow(call: () => unknown, is: abstract new (...args: never[]) => Error): void {
  try {
    call()
  } catch (error) {
    ok(error instanceof is, `${is.name}, not ${error}`)
    return
  }
  throw new Error('expected a refusal, but the call succeeded')
}
