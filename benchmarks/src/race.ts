// Contenders side by side. On a machine that others use too, speed changes from second to second, so that one
// contender's total says little against another's. Here all run in short turns, round after round, and what is
// compared is what they did in the same round.
import { Bench, type Task } from 'tinybench'
import type { Contender, Mode } from './contender.ts'
import { type Clock, clocks, type Pace } from './pace.ts'

export interface Result {
  readonly name: string
  readonly mode: Mode
  /** Mean milliseconds of one call, round by round. */
  readonly rounds: readonly number[]
}

/** `input` is asked for what each call is to be given, outside the time that is measured. */
export async function race(
  contenders: readonly Contender[],
  input: () => unknown,
  { rounds, turn, warmUp, clock = clocks.wall }: Pace,
): Promise<readonly Result[]> {
  const bench = new Bench({ time: turn, iterations: 1, warmup: false, throws: true })
  const entries = contenders.map((contender, index): Entry => {
    // Tasks go by name, and two contenders may share theirs; a batch is sized once its speed is known.
    const entry: { size: number } = { size: 1 }
    const batch = contender.mode === 'sync' ? syncBatch : asyncBatch
    bench.add(`${index}`, () => batch(contender, inputs(input, entry.size), clock), {
      async: contender.mode === 'async',
    })
    return Object.assign(entry, { contender, task: bench.getTask(`${index}`) as Task, rounds: [] })
  })
  for (let round = 0; round < warmUp; round++) {
    for (const entry of entries) entry.size = Math.max(1, Math.round(batchTime / (await takeTurn(entry))))
  }
  for (let round = 0; round < rounds; round++) {
    for (const entry of inTurn(entries, round)) entry.rounds.push(await takeTurn(entry))
  }
  return entries.map(({ contender: { name, mode }, rounds }) => ({ name, mode, rounds }))
}

/** Milliseconds between two looks at the clock: long against the cost of a look, short against a turn. */
const batchTime = 0.5

interface Entry {
  readonly contender: Contender
  readonly task: Task
  readonly rounds: number[]
  /** Calls in a batch. */
  size: number
}

/** Milliseconds of one call, the mean of a turn: a mean, so that whoever makes garbage pays for its collection. */
async function takeTurn({ contender, task }: Entry): Promise<number> {
  task.reset(false)
  if (contender.mode === 'sync') task.runSync()
  else await task.run()
  const { result } = task
  if (result.state !== 'completed') throw new Error(`${contender.name} did not come to its end: ${result.state}`)
  return result.latency.mean
}

/** Another one begins each time, and every other round goes backwards: no place in the order is the better one. */
function inTurn(entries: readonly Entry[], round: number): readonly Entry[] {
  const first = (round >> 1) % entries.length
  const order = [...entries.slice(first), ...entries.slice(0, first)]
  return round % 2 === 0 ? order : order.reverse()
}

function inputs(input: () => unknown, size: number): readonly unknown[] {
  return Array.from({ length: size }, input)
}

/** @public Where results go, so that no compiler may leave out the work behind them. */
export let sink: unknown

interface Measured {
  readonly overriddenDuration: number
  readonly overriddenIterationCost: number
}

function syncBatch({ call }: Contender, inputs: readonly unknown[], clock: Clock): Measured {
  const start = clock()
  for (const input of inputs) sink = call(input)
  return measured(clock() - start, inputs.length)
}

async function asyncBatch({ call }: Contender, inputs: readonly unknown[], clock: Clock): Promise<Measured> {
  const start = clock()
  for (const input of inputs) sink = await call(input)
  return measured(clock() - start, inputs.length)
}

function measured(time: number, calls: number): Measured {
  return { overriddenDuration: time / calls, overriddenIterationCost: time }
}
