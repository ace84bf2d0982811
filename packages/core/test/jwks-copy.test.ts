// When a remote set is fetched and what is answered meanwhile, step by step: no server, no clock, no cryptography.
import { findKeys, JWKSError } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { held, setOf, url } from './held-set.ts'

describe('a set that is not there', () => {
  it('is fetched once for all who ask, and they wait for it', async () => {
    const { ask, soon, answer, state, keys, events } = held()
    expect([keys.snapshot(), state.requests]).toEqual([undefined, 0])
    const asked = [ask('a'), ask('b'), ask(undefined)]
    expect(await soon(asked[0])).toBe('waits')
    expect(state.requests).toBe(1)
    await answer(setOf('a', 'c'))
    expect(await Promise.all(asked)).toEqual([['a'], [], ['a', 'c']])
    expect(keys.snapshot()).toEqual({ url, fetchedAt: 1000, maxAge: 600, jwks: setOf('a', 'c') })
    expect(events).toEqual([{ type: 'loaded', keys: 2, ignored: 0, maxAge: 600 }])
    expect(Object.isFrozen(events[0])).toBe(true)
  })

  it('is an error at once for who cannot wait, and is fetched for the next', async () => {
    const { ask, answer, state } = held()
    expect([ask('a', 'sync'), ask('a', 'sync'), state.requests]).toEqual([
      'ERR_JWKS_NOT_LOADED',
      'ERR_JWKS_NOT_LOADED',
      1,
    ])
    await answer(setOf('a'))
    expect(ask('a', 'sync')).toEqual(['a'])
    expect(state.requests).toBe(1)
  })

  it('and cannot be fetched, is an error, the same until it is time for the next attempt', async () => {
    const { ask, answer, state, events } = held({ cooldown: 3 })
    const first = ask('a')
    await answer('no', 503)
    expect(await first).toBe('ERR_JWKS_FETCH')
    expect(await ask('a')).toBe('ERR_JWKS_FETCH')
    expect(ask('a', 'sync')).toBe('ERR_JWKS_NOT_LOADED')
    expect(state.requests).toBe(1)
    for (const [seconds, requests] of [
      [0.9, 1],
      [0.1, 2],
      [1.9, 2],
      [0.1, 3],
      [2.9, 3],
      [0.1, 4],
      [2.9, 4],
      [0.1, 5],
    ] as const) {
      state.now += seconds
      const asked = ask('a')
      await answer('no', 503)
      expect([await asked, state.requests]).toEqual(['ERR_JWKS_FETCH', requests])
    }
    expect(events.map((event) => event.type === 'failed' && event.failures)).toEqual([1, 2, 3, 4, 5])
    state.now += 3
    const last = ask('a')
    await answer(setOf('a'))
    expect(await last).toEqual(['a'])
  })

  it('tells why it is not there: the last failure is the cause', async () => {
    const { keys, answer } = held()
    const failed = keys.reload().catch((error: unknown) => error)
    await answer('no', 503)
    const failure = await failed
    expect(failure).toMatchObject({ code: 'ERR_JWKS_FETCH' })
    const ask = () => keys[findKeys]({ header: { alg: 'ES256', kid: 'a' }, side: 'read', mode: 'sync' })
    expect(ask).toThrow(expect.objectContaining({ code: 'ERR_JWKS_NOT_LOADED', cause: failure }))
  })

  it('and whatever fails in it is an error of the set, one for each who asks', async () => {
    const { keys, open } = held()
    const cause = new Error('reset')
    const ask = () => keys[findKeys]({ header: { alg: 'ES256', kid: 'a' }, side: 'read', mode: 'async' })
    const errors = [ask(), ask()].map((asked) => (asked as Promise<unknown>).catch((error: unknown) => error))
    open.shift()?.fail(cause)
    const [one, other] = await Promise.all(errors)
    for (const error of [one, other]) {
      expect(error).toBeInstanceOf(JWKSError)
      expect(error).toMatchObject({ code: 'ERR_JWKS_FETCH', cause })
    }
    expect(one).not.toBe(other)
  })
})

describe('a set that is there', () => {
  it('is fetched anew in the background when it ages, while it serves', async () => {
    const { ask, loaded, answer, state, types } = held({ cacheMaxAge: 100 })
    await loaded('a')
    state.now += 79.9
    expect([ask('a'), state.requests]).toEqual([['a'], 1])
    state.now += 0.1
    expect([ask('a'), ask('a', 'sync'), state.requests]).toEqual([['a'], ['a'], 2])
    await answer('no', 500)
    state.now += 0.9
    expect([ask('a'), state.requests]).toEqual([['a'], 2])
    state.now += 0.1
    expect([ask('a'), state.requests]).toEqual([['a'], 3])
    await answer(setOf('b'))
    expect([ask('b'), state.requests, types()]).toEqual([['b'], 3, ['loaded', 'failed', 'loaded']])
  })

  it('is fetched for a kid that it has not, once a cooldown', async () => {
    const { ask, loaded, answer, state, types } = held({ cooldown: 30 })
    await loaded('a')
    for (const kid of ['b', 'c']) expect(ask(kid)).toEqual([])
    expect([state.requests, types()]).toEqual([1, ['loaded', 'cooldown']])
    state.now += 29
    expect([ask('b'), ask('b', 'sync'), state.requests]).toEqual([[], [], 1])
    state.now += 1
    const [one, other] = [ask('b'), ask('c')]
    expect([ask('b', 'sync'), await Promise.race([one, 'waits']), state.requests]).toEqual([[], 'waits', 2])
    await answer(setOf('a', 'b'))
    expect([await one, await other]).toEqual([['b'], []])
    expect(ask('c')).toEqual([])
    expect(types()).toEqual(['loaded', 'cooldown', 'loaded', 'cooldown'])
  })

  it('that could not be fetched for a kid: that is the answer, until it could', async () => {
    const { ask, loaded, answer, state } = held({ cooldown: 10 })
    await loaded('a')
    state.now += 10
    const asked = ask('b')
    await answer('no', 500)
    expect([await asked, ask('b'), ask('a')]).toEqual(['ERR_JWKS_FETCH', 'ERR_JWKS_FETCH', ['a']])
    state.now += 10
    expect(ask('b', 'sync')).toEqual([])
    await answer(setOf('a'))
    expect([ask('b'), ask('a')]).toEqual([[], ['a']])
  })

  it('knows for a token without kid whether it has a key of its kind', async () => {
    const { ask, loaded, state } = held({ cooldown: 10 })
    await loaded('a')
    state.now += 10
    expect([ask(undefined), state.requests]).toEqual([['a'], 1])
    expect([ask(undefined, 'sync', 'RS256'), state.requests]).toEqual([['a'], 2])
  })
})

describe('a set that has expired', () => {
  it('does not serve: it is fetched, or an error for who cannot wait', async () => {
    const { ask, loaded, answer, state, keys } = held({ cacheMaxAge: 100 })
    await loaded('a')
    state.now += 100
    expect([ask('a', 'sync'), state.requests]).toEqual(['ERR_JWKS_EXPIRED', 2])
    const asked = ask('a')
    await answer('no', 500)
    expect(await asked).toBe('ERR_JWKS_FETCH')
    expect([ask('a', 'sync'), state.requests]).toEqual(['ERR_JWKS_EXPIRED', 2])
    state.now += 1
    const again = ask('b')
    await answer(setOf('b'))
    expect([await again, ask('b', 'sync'), keys.snapshot()?.fetchedAt]).toEqual([['b'], ['b'], 1101])
  })

  it('serves on for as long as was allowed, while it cannot be fetched, and says so once an attempt', async () => {
    const { ask, loaded, answer, state, events } = held({ cacheMaxAge: 100, staleIfError: 50, cooldown: 10 })
    await loaded('a')
    state.now += 120
    const first = ask('a')
    await answer('no', 500)
    expect(await first).toEqual(['a'])
    for (let index = 0; index < 3; index++) expect([ask('a'), ask('a', 'sync')]).toEqual([['a'], ['a']])
    expect([ask('b'), ask('b', 'sync')]).toEqual(['ERR_JWKS_FETCH', 'ERR_JWKS_EXPIRED'])
    expect(events.slice(1)).toEqual([
      { type: 'failed', error: expect.any(JWKSError), failures: 1 },
      { type: 'stale', age: 120 },
    ])
    state.now += 19
    expect([ask('a'), state.requests]).toEqual([['a'], 3])
    await answer('no', 500)
    expect(events.slice(3)).toEqual([
      { type: 'stale', age: 139 },
      { type: 'failed', error: expect.any(JWKSError), failures: 2 },
    ])
    state.now += 11
    const last = ask('a')
    await answer('no', 500)
    expect([await last, ask('a', 'sync')]).toEqual(['ERR_JWKS_FETCH', 'ERR_JWKS_EXPIRED'])
  })

  it('makes nobody wait for a server that has failed within a cooldown and twice the longest fetch', async () => {
    const window = 4 + 2 * 3
    for (const [seconds, waits] of [
      [window - 0.1, false],
      [window, true],
    ] as const) {
      const { ask, soon, loaded, answer, state } = held({
        cacheMaxAge: 100,
        staleIfError: 1000,
        cooldown: 4,
        timeout: 3,
      })
      await loaded('a')
      state.now += 100
      const first = ask('a')
      await answer('no', 500)
      expect(await first).toEqual(['a'])
      state.now += seconds
      const asked = ask('a')
      expect([await soon(asked), state.requests]).toEqual([waits ? 'waits' : ['a'], 3])
      await answer(setOf('b'))
      if (waits) expect(await asked).toEqual([])
      expect(ask('b')).toEqual(['b'])
    }
  })
})
