import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import {
  andThen,
  begun,
  firstSuccess,
  inOrder,
  isPromise,
  type Maybe,
  promised,
  recover,
  settled,
} from '../src/maybe.ts'

const later = <T>(value: T): Promise<T> => new Promise((resolve) => setTimeout(resolve, 0, value))
const thrown = (): never => {
  throw new RangeError('why')
}

describe.each([
  ['now', <T>(value: T): Maybe<T> => value],
  ['later', later],
  ['at times later', <T>(value: T): Maybe<T> => (value === 2 || value === undefined ? later(value) : value)],
])('what is answered %s', (_, answer) => {
  it('goes on', async () => {
    expect(await andThen(answer(1), (value) => answer(value + 1))).toBe(2)
  })

  it('is the first success, after which nothing is tried', async () => {
    const tried: number[] = []
    const attempt = (candidate: number): Maybe<string | undefined> => {
      tried.push(candidate)
      return andThen(answer(candidate === 3 ? 'found' : undefined), (found) => found)
    }
    expect(await firstSuccess([1, 2, 3, 4], attempt)).toBe('found')
    expect(tried).toEqual([1, 2, 3])
    expect(await firstSuccess([1, 2], attempt)).toBe(undefined)
    expect(await firstSuccess([], attempt)).toBe(undefined)
    expect(tried).toEqual([1, 2, 3, 1, 2])
    await expect(promised(() => firstSuccess([1, 2], () => andThen(answer(1), thrown)))).rejects.toThrow('why')
  })

  it('comes in the order of the items, one after the other', async () => {
    const begun: number[] = []
    const results = await inOrder([3, 2, 1], (item, index) => {
      begun.push(item, index)
      return andThen(answer(item), (value) => value * 10)
    })
    expect(results).toEqual([30, 20, 10])
    expect(begun).toEqual([3, 0, 2, 1, 1, 2])
    expect(await inOrder([], thrown)).toEqual([])
  })

  it('is recovered from where it fails', async () => {
    const failing = () => andThen(answer(1), thrown) as Maybe<number>
    expect(await recover(failing, (error) => (error instanceof RangeError ? answer(2) : 3))).toBe(2)
    expect(await recover(() => answer(1), thrown)).toBe(1)
    await expect(promised(failing)).rejects.toThrow(RangeError)
  })
})

it('a promise is one of any realm or library', () => {
  for (const promise of [Promise.resolve(1), runInNewContext('Promise.resolve(1)')]) {
    expect(isPromise(promise)).toBe(true)
    expect(() => settled<unknown>(promise)).toThrow('A promise came up in a sync call')
  }
  for (const value of [null, undefined, 1, 'then', {}, JSON.parse('{"then":1}'), () => {}]) {
    expect(isPromise<unknown>(value)).toBe(false)
    expect(settled<unknown>(value)).toBe(value)
  }
})

describe('what is begun and not waited for yet', () => {
  const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

  it('is nobody’s unhandled failure meanwhile, and fails for whoever waits for it', async () => {
    const unhandled: unknown[] = []
    const note = (reason: unknown): unknown => unhandled.push(reason)
    process.on('unhandledRejection', note)
    try {
      const running = begun(Promise.reject(new RangeError('why')))
      await nextTurn()
      await nextTurn()
      await expect(running).rejects.toThrow('why')
      expect(unhandled).toEqual([])
    } finally {
      process.off('unhandledRejection', note)
    }
  })

  it('is the same where it is there at once', () => {
    const value = {}
    expect(begun(value)).toBe(value)
  })
})
