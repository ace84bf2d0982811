// Attempts to fetch a set that overlap or follow each other, and who hears of them.
import { findKeys, type JWKSError, localKeySet, remoteKeySet } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { held, setOf, url } from './held-set.ts'

describe('attempts side by side', () => {
  it('a reload does not wait for what was asked before, and what comes late does not count', async () => {
    const { ask, answer, keys, state, types, open } = held()
    const asked = ask('a')
    const reloading = [keys.reload(), keys.reload()]
    expect(state.requests).toBe(2)
    open.unshift(open.pop() as (typeof open)[number])
    await answer(setOf('new'))
    await Promise.all(reloading)
    await answer(setOf('old'))
    expect(await asked).toEqual([])
    expect([ask('new'), types()]).toEqual([['new'], ['loaded', 'discarded']])
  })

  it('a failure that comes late is none, one that comes early is', async () => {
    for (const late of [true, false]) {
      const { ask, answer, keys, open, events, state } = held()
      const asked = ask('a')
      const reloading = keys.reload()
      if (late) open.unshift(open.pop() as (typeof open)[number])
      await answer(...((late ? [setOf('a')] : ['no', 500]) as [unknown, number?]))
      await answer(...((late ? ['no', 500] : [setOf('a')]) as [unknown, number?]))
      await reloading
      expect(await asked).toEqual(late ? ['a'] : 'ERR_JWKS_FETCH')
      expect(events.find(({ type }) => type === 'failed')).toMatchObject({ failures: late ? 0 : 1 })
      expect([ask('a'), state.requests]).toEqual([['a'], 2])
    }
  })

  it('one that has ended does not hide the one that still runs', async () => {
    const { ask, answer, keys, state } = held()
    const asked = ask('a')
    const reloading = keys.reload()
    await answer(setOf('a'))
    expect(await asked).toEqual(['a'])
    const other = ask('b')
    await answer(setOf('a', 'b'))
    await reloading
    expect([await other, state.requests]).toEqual([['b'], 2])
  })

  it('whoever asks while the set is fetched once more waits, whatever the last attempt has failed with', async () => {
    const { ask, answer, state } = held()
    const first = ask('a')
    await answer('no', 500)
    expect(await first).toBe('ERR_JWKS_FETCH')
    state.now += 1
    const asked = [ask('a'), ask('a')]
    await answer(setOf('a'))
    expect([await Promise.all(asked), state.requests]).toEqual([[['a'], ['a']], 2])
  })

  it('a failure counts no more once the set has come: when it expires, it is waited for', async () => {
    const { ask, soon, answer, state } = held({ cacheMaxAge: 1, staleIfError: 1000, cooldown: 4 })
    const first = ask('a')
    await answer('no', 500)
    expect(await first).toBe('ERR_JWKS_FETCH')
    state.now += 1
    const second = ask('a')
    await answer(setOf('a'))
    expect(await second).toEqual(['a'])
    state.now += 1
    const third = ask('a')
    expect([await soon(third), state.requests]).toEqual(['waits', 3])
    await answer(setOf('b'))
    expect(await third).toEqual([])
  })

  it('a reload that fails is an error, and the set from before stays', async () => {
    const { ask, loaded, answer, keys, state } = held()
    await loaded('a')
    const reloading = keys.reload().catch((error: JWKSError) => error.code)
    await answer(setOf('a', 'b'), 404)
    expect([await reloading, ask('a'), state.requests]).toEqual(['ERR_JWKS_FETCH', ['a'], 2])
    const again = keys.reload()
    await answer(setOf('b'))
    expect([await again, ask('b'), state.requests]).toEqual([undefined, ['b'], 3])
  })
})

describe('who listens', () => {
  it('can break nothing, at once or later', async () => {
    const unhandled: unknown[] = []
    const note = (error: unknown): void => void unhandled.push(error)
    process.on('unhandledRejection', note)
    try {
      for (const onEvent of [
        () => {
          throw new Error('listener')
        },
        () => Promise.reject(new Error('listener')),
        () => 5,
      ]) {
        const { loaded, ask } = held({ onEvent })
        await loaded('a')
        expect(ask('a')).toEqual(['a'])
      }
      await new Promise((resolve) => setTimeout(resolve, 20))
    } finally {
      process.off('unhandledRejection', note)
    }
    expect(unhandled).toEqual([])
  })
})

it('what a set answers by cannot be exchanged', () => {
  for (const set of [held().keys, localKeySet({ keys: [] })])
    expect(() => Object.assign(set, { [findKeys]: () => 'a secret of somebody else' })).toThrow(TypeError)
})

it('a set by itself goes by the clock of the system, and reads UTF-8', async () => {
  const body = () => new Response(JSON.stringify(setOf('\u00e9'))).body
  const keys = remoteKeySet(url, { fetch: async () => ({ status: 200, body: body(), text: async () => '' }) })
  const before = Date.now() / 1000
  await keys.reload()
  expect(keys.snapshot()).toEqual({ url, fetchedAt: expect.any(Number), maxAge: 600, jwks: setOf('\u00e9') })
  expect(Math.abs((keys.snapshot()?.fetchedAt ?? 0) - before)).toBeLessThan(60)
})
