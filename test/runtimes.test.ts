import { describe, expect, it } from 'vitest'
import { matrix } from '../runtimes/src/matrix.ts'
import { nameOf, type Result, recorded } from '../runtimes/src/results.ts'
import { runAll } from '../runtimes/src/run.ts'
import { cellsOf, type Order, type Outcome, type Runtime } from '../runtimes/src/runtime.ts'

describe('the matrix of runtimes', () => {
  it('has a result of every cell, so that README leaves out none', () => {
    const cells = matrix.flatMap((runtime) => runtime.cells.map((cell) => nameOf({ runtime: runtime.name, ...cell })))
    expect(recorded().map(nameOf)).toEqual(cells)
  })
  it('has results of runs in which something passed', () => {
    for (const result of recorded()) expect(result.passed, nameOf(result)).toBeGreaterThan(100)
  })
})

// What comes of each answer, without a runtime that gives it; the runtimes themselves are for `pnpm runtimes`.
describe('what a run in a runtime counts for', () => {
  const good: Outcome = { milliseconds: 1, passed: 2, failed: [], skipped: [{ reason: 'no', count: 1 }], globals: [] }
  const late = [{ name: 'async: a: b', message: 'expected: an answer within 1000 ms; it took 1500' }]

  it('the parts together, where there are several', async () => {
    const orders: Order[] = []
    const result = await runs({ parts: 2 }, (order) => {
      orders.push(order)
      return JSON.stringify(good)
    })
    expect(orders.map(({ part }) => part)).toEqual([
      { index: 0, of: 2 },
      { index: 1, of: 2 },
    ])
    expect(result).toMatchObject({ passed: 4, failed: [], skipped: [{ reason: 'no', count: 2 }] })
  })
  it.each([
    ['it says nothing', () => '', 'it printed no outcome: nothing'],
    ['it does not start', () => Promise.reject(new Error('there is no such runtime')), 'there is no such runtime'],
    ['the suite does not start', () => '{"error":"SyntaxError"}', 'SyntaxError'],
    ['it has what it must not', () => JSON.stringify({ ...good, globals: ['crypto'] }), 'it has crypto, which it must'],
  ])('a failure, where %s', async (_what, answer, message) => {
    const result = await runs({ without: ['crypto'] }, answer)
    expect(result).toMatchObject({ passed: 0, failed: [{ message: expect.stringContaining(message) }] })
  })
  it('a case that was late beside others counts as it does by itself, and any other failure as it is', async () => {
    const other = { name: 'async: a: c', message: 'expected: more' }
    const answers: Outcome[] = [
      { ...good, failed: [...late, other] },
      { ...good, passed: 1, skipped: [] },
    ]
    const result = await runs({}, () => JSON.stringify(answers.shift()))
    expect(result).toMatchObject({ passed: 3, failed: [other], again: ['async: a: b'] })
  })
  it('a case that is late by itself too is a failure', async () => {
    const result = await runs({}, () => JSON.stringify({ ...good, failed: late }))
    expect(result?.failed).toEqual(late)
  })
  it('only those skips whose groups are run are asked for', async () => {
    const skip = [{ reason: 'slow', cases: ['jws: a', 'jwe: b'] }]
    let asked: Order = {}
    const note = (order: Order): string => {
      asked = order
      return JSON.stringify(good)
    }
    await runs({ skip: { forge: skip } }, note, ['jwe'])
    expect(asked.skip).toEqual([{ reason: 'slow', cases: ['jwe: b'] }])
    await runs({ skip: { forge: skip } }, note)
    expect(asked.skip).toEqual(skip)
  })

  async function runs(
    members: Partial<Runtime>,
    answer: (order: Order) => string | Promise<string>,
    groups?: readonly string[],
  ): Promise<Result | undefined> {
    const runtime: Runtime = {
      ...{ name: 'a runtime', engine: 'V8', cells: cellsOf(['forge'], ['import']), ...members },
      version: async () => '1',
      run: async (_cell, order) => answer(order),
    }
    let told: Result | undefined
    for (const cell of runtime.cells) {
      await runAll([{ runtime, cell, groups }], (result) => {
        told = result
      })
    }
    return told
  }
})
