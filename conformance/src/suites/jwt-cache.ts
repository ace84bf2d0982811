import { InvalidKeyError, InvalidSignatureError, JWTError, type Primitives } from '@jose/core'
import { equal, refuses } from '../assert.ts'
import type { Operations } from '../modes.ts'
import type { Suite } from '../suite.ts'
import { altered } from './altered.ts'
import { craft, flipped, octetsOf, replaced, secret } from './craft.ts'

const algorithms = ['HS256']

/** The operations, and how often the backend was asked to verify. */
function counted(o: Operations): { readonly o: Operations; count(): number } {
  let calls = 0
  const counting = <P extends Primitives>(primitives: P): P => {
    const verifyMac: Primitives['verifyMac'] = (...args) => {
      calls++
      return primitives.verifyMac(...args)
    }
    const get = (_: object, name: string | symbol): unknown => {
      if (name === 'verifyMac') return verifyMac
      const method = Reflect.get(primitives, name)
      return typeof method === 'function' ? method.bind(primitives) : method
    }
    return new Proxy<P>({} as P, { get })
  }
  const { async, sync } = o.backend
  return {
    o: altered(o, { async: counting(async), ...(sync === undefined ? {} : { sync: counting(sync) }) }),
    count: () => calls,
  }
}

/** What a verifier with `cache` remembers, and for how long. */
export const jwtCache: Suite = (plain, it) => {
  it('a token is verified once with a cache, each time without', async () => {
    for (const [cache, expected] of [
      [true, 1],
      [{}, 1],
      [{ max: 1, ttl: 1 }, 1],
      [false, 3],
      [undefined, 3],
    ] as const) {
      const { o, count } = counted(plain)
      const verify = o.createVerifier(secret, {
        algorithms,
        clock: () => 1_000,
        ...(cache === undefined ? {} : { cache }),
      })
      const token = await craft(plain, { alg: 'HS256' }, { a: 'b' })
      for (let round = 0; round < 3; round++) equal(await verify(token), { a: 'b' })
      equal(count(), expected, 'verifications')
    }
  })
  it('a token is remembered for ttl seconds', async () => {
    const { o, count } = counted(plain)
    let now = 1_000
    const verify = o.createVerifier(secret, { algorithms, clock: () => now, cache: { ttl: 10 } })
    const token = await craft(plain, { alg: 'HS256' }, {})
    await verify(token)
    now = 1_009
    await verify(token)
    equal(count(), 1, 'verifications within ttl')
    now = 1_010
    await verify(token)
    equal(count(), 2, 'verifications after ttl')
    now = 1_019
    await verify(token)
    equal(count(), 2, 'verifications within the next ttl')
  })
  it('at most max tokens are remembered', async () => {
    const { o, count } = counted(plain)
    const verify = o.createVerifier(secret, { algorithms, cache: { max: 2 } })
    const tokens = await Promise.all([1, 2, 3].map((n) => craft(plain, { alg: 'HS256' }, { n })))
    for (const token of tokens) await verify(token)
    await verify(tokens[2])
    equal(count(), 3, 'the newest is remembered')
    await verify(tokens[0])
    equal(count(), 4, 'the oldest is not')
  })
  it('a refused token is verified again each time, and refused', async () => {
    const { o, count } = counted(plain)
    const verify = o.createVerifier(secret, { algorithms, cache: true })
    const token = await craft(plain, { alg: 'HS256' }, {}, `${secret}!`)
    for (let round = 0; round < 3; round++) await refuses(() => verify(token), { is: InvalidSignatureError })
    equal(count(), 3, 'verifications')
    const expired = await craft(plain, { alg: 'HS256' }, { exp: 1 })
    for (let round = 0; round < 3; round++) await refuses(() => verify(expired), { code: 'ERR_JWT_EXPIRED' })
  })
  it('no other token is taken for a remembered one', async () => {
    const verify = plain.createVerifier(secret, { algorithms, cache: true })
    const token = await craft(plain, { alg: 'HS256', kid: 'k' }, { sub: 'me' })
    equal(await verify(token), { sub: 'me' })
    for (const index of [0, 1, 2]) {
      const octets = octetsOf(token)[index] as Uint8Array
      for (let at = 0; at < octets.length; at++)
        await refuses(() => verify(replaced(token, index, flipped(octets, at))), { is: JWTError })
    }
    for (const other of [token.slice(0, -1), `${token}A`, `${token}.`, token.toLowerCase(), ` ${token}`, [token]])
      await refuses(() => verify(other), { is: JWTError })
    equal(await verify(token), { sub: 'me' })
  })
  it('tokens that end alike are not taken for each other', async () => {
    const verify = plain.createVerifier(null, { algorithms: ['none'], cache: true })
    const text = 'the same as in the other'
    const [one, other] = await Promise.all([1, 2].map((n) => plain.encode({ n, text }, null, { algorithm: 'none' })))
    for (const [token, n] of [
      [one, 1],
      [other, 2],
      [other, 2],
      [one, 1],
    ] as const)
      equal(await verify(token), { n, text })
  })
  it('two verifiers share nothing', async () => {
    const token = await craft(plain, { alg: 'HS256' }, { aud: 'a' })
    const verify = plain.createVerifier(secret, { algorithms, audience: 'a', cache: true })
    equal([await verify(token), await verify(token)], [{ aud: 'a' }, { aud: 'a' }])
    const others = [
      plain.createVerifier(`${secret}!`, { algorithms, audience: 'a', cache: true }),
      plain.createVerifier(secret, { algorithms, audience: 'b', cache: true }),
      plain.createVerifier(secret, { algorithms: ['HS512'], audience: 'a', cache: true }),
      plain.createVerifier(secret, { algorithms, audience: 'a', typ: 'JWT', cache: true }),
      plain.createVerifier(secret, { algorithms, audience: 'a', options: { requireExp: true }, cache: true }),
    ]
    for (const other of others) await refuses(() => other(token), { is: JWTError })
  })
  it('a verifier without a key, or with an empty one, remembers nothing and accepts nothing', async () => {
    const token = await craft(plain, { alg: 'HS256' }, {})
    for (const key of ['', new Uint8Array(0), null, undefined, { kty: 'oct', k: '' }])
      await refuses(async () => plain.createVerifier(key, { algorithms, cache: true })(token), { is: InvalidKeyError })
  })
  it('a cache that is neither true, false nor of max and ttl is a TypeError', async () => {
    const numbers = [0, -1, Number.NaN, Number.POSITIVE_INFINITY, '10', null, true, {}]
    const wrong = [null, 'yes', '', 0, 1, 1000, [], () => true, { size: 1 }, { max: 1, ttl: 1, x: 1 }, { max: 1.5 }]
    for (const cache of [...wrong, ...numbers.map((max) => ({ max })), ...numbers.map((ttl) => ({ ttl }))])
      await refuses(() => plain.createVerifier(secret, { algorithms, cache } as object), { is: TypeError })
  })
}
