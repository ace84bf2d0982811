import { base64url, type JWK, JWSError } from '@jose/core'
import { equal, ok, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { craft } from './craft.ts'

const notFound = { is: JWSError, code: 'ERR_KEY_NOT_FOUND' }
const algorithms = ['HS256']
const text = (name: string): string => `${name} is a secret of at least 32 bytes`
const oct = (name: string, members: object = {}): JWK => ({ kty: 'oct', k: base64url.encode(text(name)), ...members })

/** Functions that find the key for a header. */
export const keyResolvers: Suite = (o, it) => {
  const signed = (name: string, kid?: string) => o.sign('x', text(name), kid === undefined ? {} : { headers: { kid } })
  const verify = (token: string, key: unknown, names: readonly string[] = algorithms) =>
    o.verify(token, key, { algorithms: names })

  it('a resolver gets the header, and its answer is a key or a set', async () => {
    const token = await signed('a', 'k')
    const headers: unknown[] = []
    for (const answer of [text('a'), oct('a'), [oct('b'), oct('a')], { keys: [oct('a', { kid: 'k' })] }]) {
      const resolver = (header: unknown) => {
        headers.push(header)
        return o.mode === 'async' ? Promise.resolve(answer) : answer
      }
      equal((await verify(token, resolver)).text(), 'x')
    }
    equal(headers.length, 4, 'calls')
    for (const header of headers) {
      equal(header, { alg: 'HS256', kid: 'k' })
      ok(Object.isFrozen(header), 'a frozen header')
    }
    await refuses(() => verify(token, () => ({ keys: [oct('a', { kid: 'other' })] })), notFound)
    await refuses(() => verify(token, () => () => text('a')), { is: TypeError })
  })
  it('a resolver is asked only for a token that could pass', async () => {
    let calls = 0
    const resolver = () => {
      calls++
      return text('a')
    }
    const token = await signed('a')
    const bad = [
      `${token}=`,
      token.slice(0, -1),
      'x',
      '',
      await craft(o, { alg: 'HS512' }, 'x'),
      await craft(o, { alg: 'HS256', crit: ['x'], x: 1 }, 'x'),
    ]
    for (const each of bad) await refuses(() => verify(each, resolver), { is: JWSError })
    equal(calls, 0, 'calls')
  })
  it('what a resolver throws passes through unchanged; a late answer in a sync call is an error', async () => {
    const token = await signed('a')
    const thrown = new RangeError('the database is down')
    const error = await refuses(
      () =>
        verify(token, () => {
          throw thrown
        }),
      {},
    )
    ok(error === thrown, 'the same error')
    const late = () => Promise.resolve(text('a'))
    if (o.mode === 'sync') await refuses(() => verify(token, late), { is: TypeError })
    else ok((await refuses(() => verify(token, () => Promise.reject(thrown)), {})) === thrown, 'the same error')
  })
}
