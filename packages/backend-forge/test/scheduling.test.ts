import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { finished, hasTurns, inTurn, inTurns, turn } from '../src/turns.ts'

const means = ['setImmediate', 'MessageChannel', 'setTimeout'] as const

/** The event loop, as far as it is needed: what was put off, and with which means. */
const later: (() => void)[] = []
const used: string[] = []
const postpone = (name: string) => (callback: () => void, milliseconds?: number) => {
  used.push([name, milliseconds].join(' ').trim())
  later.push(callback)
}
/** All that was put off when it was called. */
function next(): void {
  for (const callback of later.splice(0)) callback()
}

const ports: { onmessage: (() => void) | null }[] = []
class Channel {
  readonly port1: { onmessage: (() => void) | null } = { onmessage: null }
  readonly port2 = { postMessage: (): void => postpone('MessageChannel')(() => this.port1.onmessage?.()) }
  constructor() {
    ports.push(this.port1)
  }
}

beforeEach(() => {
  later.length = 0
  used.length = 0
  provide(...means)
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

function provide(...names: readonly string[]): void {
  for (const name of means) {
    const made = name === 'MessageChannel' ? Channel : postpone(name)
    vi.stubGlobal(name, names.includes(name) ? made : undefined)
  }
}

/** What has become of it by now. */
async function stateOf(promise: unknown): Promise<unknown> {
  for (let round = 0; round < 10; round++) await undefined
  return Promise.race([promise, Promise.resolve('pending')])
}

describe('work in a turn of its own', () => {
  it.each([
    [['setImmediate', 'MessageChannel', 'setTimeout'], 'setImmediate'],
    [['setImmediate', 'setTimeout'], 'setImmediate'],
    [['MessageChannel', 'setTimeout'], 'MessageChannel'],
    [['setTimeout'], 'setTimeout 0'],
  ])('waits by %s with %s', async (names, first) => {
    provide(...names)
    expect(hasTurns()).toBe(true)
    const work = vi.fn(() => 'done')
    const working = inTurn(work)
    expect([used, work.mock.calls.length, await stateOf(working)]).toEqual([[first], 0, 'pending'])
    next()
    expect([used, work.mock.calls.length, await stateOf(working)]).toEqual([[first], 1, 'done'])
  })
  it('is done at once where there is nothing to wait with', () => {
    provide()
    expect([hasTurns(), inTurn(() => 'done'), used]).toEqual([false, 'done', []])
    expect(() =>
      inTurn(() => {
        throw new RangeError('failed')
      }),
    ).toThrow(RangeError)
  })
  it('leaves a turn to others between one and the next, and keeps their order', async () => {
    const order: number[] = []
    const working = [1, 2, 3].map((each) => inTurn(() => order.push(each)))
    const seen = [[...order]]
    for (let round = 0; round < 3; round++) {
      expect(later.length).toBe(1)
      next()
      seen.push([...order])
    }
    expect(seen).toEqual([[], [1], [1, 2], [1, 2, 3]])
    expect([await Promise.all(working), used.length, later.length]).toEqual([[1, 2, 3], 3, 0])
  })
  it('goes on after work that failed, whether it throws or promises to', async () => {
    const failing = inTurn(() => {
      throw new RangeError('failed')
    })
    const rejected = inTurn(async () => {
      throw new TypeError('failed')
    })
    const working = inTurn(() => 'done')
    for (let round = 0; round < 3; round++) next()
    await expect(failing).rejects.toThrow(RangeError)
    await expect(rejected).rejects.toThrow(TypeError)
    expect(await stateOf(working)).toBe('done')
  })
  it('takes what is there when its turn comes, and goes on without when that is taken away', async () => {
    const working = [1, 2, 3].map((each) => inTurn(() => each))
    provide('setTimeout')
    next()
    expect(used).toEqual(['setImmediate', 'setTimeout 0'])
    provide()
    next()
    expect(await stateOf(Promise.all(working))).toEqual([1, 2, 3])
    provide(...means)
    const another = inTurn(() => 4)
    next()
    expect(await stateOf(another)).toBe(4)
  })
  it('asks for more work that waits in its turn', async () => {
    const working = inTurn(() => inTurn(() => 'inner'))
    next()
    expect(await stateOf(working)).toBe('pending')
    next()
    expect(await stateOf(working)).toBe('inner')
    expect(used.length).toBe(2)
  })
  it('makes one channel, whose port listens only while something waits', async () => {
    provide('MessageChannel')
    for (let round = 0; round < 3; round++) {
      const working = inTurn(() => round)
      expect(ports[0]?.onmessage).toBeTypeOf('function')
      next()
      expect([await stateOf(working), ports[0]?.onmessage, ports.length]).toEqual([round, null, 1])
    }
  })
  it('is nothing, to who only wants a turn', async () => {
    const waiting = turn()
    expect(await stateOf(waiting)).toBe('pending')
    next()
    expect(await stateOf(waiting)).toBe(undefined)
  })
})

describe('work in steps', () => {
  function* steps(count: number): Generator<number, string> {
    for (let step = 0; step < count; step++) yield step
    return `after ${count}`
  }
  /** A clock that goes on by so many milliseconds each time somebody looks. */
  function clock(milliseconds: number): void {
    let now = 1000
    vi.spyOn(Date, 'now').mockImplementation(() => {
      now += milliseconds
      return now
    })
  }

  it.each([
    // The first look is at the begin of a turn.
    [0, 1],
    [1, 3],
    [5, 11],
    [9, 11],
    [10, 21],
    [100, 21],
  ])('has turns of 10 ms: with steps of %i ms, %i turns for 20 of them', async (milliseconds, turns) => {
    clock(milliseconds)
    const working = inTurns(steps(20))
    let count = 0
    for (; later.length > 0; count++) {
      expect(await stateOf(working)).toBe('pending')
      next()
      await stateOf(working)
    }
    expect([await stateOf(working), count]).toEqual(['after 20', turns])
  })
  it('fails as its steps do', async () => {
    const failing = inTurns(
      (function* () {
        yield 1
        throw new RangeError('failed')
      })(),
    )
    next()
    await expect(failing).rejects.toThrow(RangeError)
  })
  it('can be as many as they like where there is nothing to wait with', () => {
    provide()
    clock(100)
    expect(inTurns(steps(50_000))).toBe('after 50000')
  })
  it('is done at once where there is nothing to wait with, and when all of it is wanted', () => {
    provide()
    clock(100)
    expect([inTurns(steps(20)), inTurns(steps(0)), finished(steps(20)), finished(steps(0))]).toEqual([
      'after 20',
      'after 0',
      'after 20',
      'after 0',
    ])
    expect(used).toEqual([])
  })
})
