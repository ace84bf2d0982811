import { availableParallelism } from 'node:os'
import type { Result } from './results.ts'
import type { Cell, Order, Outcome, Runtime } from './runtime.ts'

/** A cell, and what is run of it: all where `groups` is undefined. */
export interface Run {
  readonly runtime: Runtime
  readonly cell: Cell
  readonly groups: readonly string[] | undefined
}

/** Runs them all, two at a time where there are two processors, and tells of each when it is done. */
export async function runAll(runs: readonly Run[], tell: (result: Result) => void): Promise<void> {
  const late: { readonly run: Run; readonly result: Result }[] = []
  const waiting = runs.flatMap((run) => {
    const outcomes: Outcome[] = []
    const orders = ordersOf(run)
    return orders.map((order) => async () => {
      outcomes.push(await outcomeOf(run, order))
      if (outcomes.length < orders.length) return
      const result = await together(run, outcomes)
      if (lateIn(result).length === 0) tell(result)
      else late.push({ run, result })
    })
  })
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await next()
  }
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work))
  for (const { run, result } of late) tell(await again(run, result))
}

/** One order, or one for each part. Cases that the runtime cannot pass are skipped, as far as their groups are run at all. */
function ordersOf({ runtime, cell, groups }: Run): readonly Order[] {
  const { parts: of = 1 } = runtime
  const skip = runtime.skip?.[cell.backend] ?? []
  const fits = (name: string): boolean => groups === undefined || groups.some((group) => name.startsWith(`${group}: `))
  const fitting = skip
    .map(({ reason, cases }) => ({ reason, cases: cases.filter(fits) }))
    .filter(({ cases }) => cases.length > 0)
  return Array.from({ length: of }, (_, index) => ({ ...(groups && { groups }), skip: fitting, part: { index, of } }))
}

/** What comes of an order. Whatever goes wrong is a failure of it, with the reason. */
async function outcomeOf({ runtime, cell }: Run, order: Order): Promise<Outcome> {
  const minutes = order.groups === undefined ? 180 : 20
  const signal = AbortSignal.timeout(minutes * 60_000)
  try {
    const answer = JSON.parse(lastLine(await runtime.run(cell, order, signal))) as Outcome & { readonly error?: string }
    if (answer.error !== undefined) throw new Error(answer.error)
    const present = runtime.without?.filter((name) => answer.globals.includes(name)) ?? []
    if (present.length > 0) throw new Error(`it has ${present.join(', ')}, which it must not`)
    return answer
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    const message = signal.aborted ? `no answer within ${minutes} minutes: ${said}` : said
    const failed = [{ name: 'the suite as a whole', message }]
    return { milliseconds: 0, passed: 0, failed, skipped: [], globals: [] }
  }
}

/** The outcomes of all parts as one. */
async function together({ runtime, cell, groups }: Run, outcomes: readonly Outcome[]): Promise<Result> {
  const skipped = new Map<string, number>()
  for (const { reason, count } of outcomes.flatMap((outcome) => outcome.skipped))
    skipped.set(reason, (skipped.get(reason) ?? 0) + count)
  return {
    runtime: runtime.name,
    version: await runtime.version().catch(() => 'unknown'),
    backend: cell.backend,
    loaded: cell.loaded,
    groups: groups ?? 'all',
    passed: outcomes.reduce((sum, { passed }) => sum + passed, 0),
    failed: outcomes.flatMap(({ failed }) => failed),
    skipped: [...skipped].map(([reason, count]) => ({ reason, count })),
    again: [],
    seconds: outcomes.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000,
  }
}

/** The cases that should have answered within a time, and took longer. */
function lateIn({ failed }: Result): readonly string[] {
  return failed.filter(({ message }) => /\ban answer (within|at)\b/.test(message)).map(({ name }) => name)
}

/** Late cases once more, when nothing else runs beside them. What is too slow by itself stays a failure. */
async function again(run: Run, result: Result): Promise<Result> {
  const late = lateIn(result)
  const { passed, failed } = await outcomeOf(run, { ...(run.groups && { groups: run.groups }), only: late })
  const others = result.failed.filter(({ name }) => !late.includes(name))
  return { ...result, passed: result.passed + passed, failed: [...others, ...failed], again: late }
}

function lastLine(printed: string): string {
  const line = printed.trim().split('\n').at(-1) ?? ''
  if (!line.startsWith('{')) throw new Error(`it printed no outcome: ${printed.slice(-1000) || 'nothing'}`)
  return line
}
