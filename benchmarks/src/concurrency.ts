// Several operations in flight at a time: how many are done in a second, and how long the event loop has to wait meanwhile.
import { availableParallelism } from 'node:os'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { jwk, jwt } from '@jose/backend-node'
import { type Contender, gather } from './contender.ts'
import type { FigureGoal, Figures, Row, TakeFigures } from './figures.ts'
import { verifying } from './jwt/contests.ts'
import { type AlgorithmName, createSubject, type Subject } from './jwt/subject.ts'
import type { Pace } from './pace.ts'
import { quartiles } from './statistics.ts'

const inFlight = [1, 16, 64]

export const concurrency: readonly TakeFigures[] = [
  (pace) => figuresOf('RS256', 'sign', pace),
  (pace) => figuresOf('HS256', 'verify', pace),
]

/** Milliseconds between two looks of the monitor at the clock: less than that it cannot tell. */
const resolution = 1

async function figuresOf(algorithm: AlgorithmName, operation: 'sign' | 'verify', pace: Pace): Promise<Figures> {
  const subject = await createSubject(algorithm)
  const { all, absent } = await gather<Contender>({
    ours: () => ours(subject, operation),
    jose: async () => only(await (await import('./jwt/contenders/jose.ts')).jose(subject), operation),
    'node-jose': async () => only(await (await import('./jwt/contenders/node-jose.ts')).nodeJose(subject), operation),
    raw: async () => only((await import('./jwt/contenders/raw.ts')).raw(subject), operation),
  })
  const input = operation === 'sign' ? () => subject.claims : verifying(subject).input
  const rows: Row[] = []
  for (const number of inFlight) rows.push(...(await rowsOf(all, number, input, pace)))
  return { subject: `${algorithm} ${operation}, several in flight`, rows, absent, goals: goalsOf(algorithm, rows) }
}

/** All contenders by turns, as in a race. */
async function rowsOf(
  contenders: readonly Contender[],
  number: number,
  input: () => unknown,
  pace: Pace,
): Promise<readonly Row[]> {
  const turns = new Map(contenders.map((contender): [Contender, Turn[]] => [contender, []]))
  for (let round = 0; round < pace.rounds; round++)
    for (const [contender, taken] of turns) {
      const turn = await takeTurn(contender, number, input, 4 * pace.turn)
      if (round > 0) taken.push(turn)
    }
  return [...turns].map(([{ name }, taken]) => ({
    name: `${name}, ${number} in flight`,
    values: {
      'ops/s': quartiles(taken.map(({ rate }) => rate)).median,
      'loop p99 ms': quartiles(taken.map(({ delay }) => delay)).median,
      'loop max ms': Math.max(...taken.map(({ longest }) => longest)),
    },
  }))
}

interface Turn {
  readonly rate: number
  readonly delay: number
  readonly longest: number
}

async function takeTurn({ call }: Contender, number: number, input: () => unknown, time: number): Promise<Turn> {
  const histogram = monitorEventLoopDelay({ resolution })
  histogram.enable()
  const start = performance.now()
  let done = 0
  // Whoever has an answer goes on in a turn of its own, as requests do.
  const one = async (): Promise<void> => {
    while (performance.now() - start < time) {
      await call(input())
      done++
      if (done % 8 === 0) await new Promise(setImmediate)
    }
  }
  await Promise.all(Array.from({ length: number }, one))
  const seconds = (performance.now() - start) / 1000
  histogram.disable()
  // Where the monitor had no turn at all, the loop waited all the time.
  const [delay, longest] =
    histogram.count === 0 ? [1000 * seconds, 1000 * seconds] : [histogram.percentile(99) / 1e6, histogram.max / 1e6]
  return { rate: done / seconds, delay, longest }
}

async function ours({ algorithm, text }: Subject, operation: 'sign' | 'verify'): Promise<Contender> {
  const call =
    operation === 'sign'
      ? jwt.createSigner(await jwk.construct(text.signing, algorithm))
      : jwt.createVerifier(await jwk.construct(text.verifying, algorithm), { options: { verifyAud: false } })
  return { name: 'ours', mode: 'async', call: (given) => call(given as never) }
}

function only(of: { readonly [operation: string]: readonly Contender[] }, operation: string): Contender {
  const found = of[operation]?.find(({ mode }) => mode === 'async')
  if (found === undefined) throw new Error('is not async')
  return found
}

function goalsOf(algorithm: AlgorithmName, rows: readonly Row[]): readonly FigureGoal[] {
  if (algorithm !== 'RS256') return []
  const [one, many] = ['ours, 1 in flight', 'ours, 64 in flight'].map((name) => rows.find((row) => row.name === name))
  const times = (many?.values['ops/s'] ?? 0) / (one?.values['ops/s'] ?? 1)
  const delay = many?.values['loop p99 ms'] ?? Number.POSITIVE_INFINITY
  return [
    { text: 'RS256 sign, 64 in flight: event loop p99', unit: 'ms', wanted: 5, most: true, value: delay },
    // Four threads are libuv's own number.
    {
      text: 'RS256 sign, 64 in flight / 1',
      unit: '×',
      wanted: 0.8 * Math.min(4, availableParallelism()),
      most: false,
      value: times,
    },
  ]
}
