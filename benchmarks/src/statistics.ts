import type { Result } from './race.ts'

/** The middle half: what a quarter lies below, the median, what a quarter lies above. */
export interface Quartiles {
  readonly p25: number
  readonly median: number
  readonly p75: number
}

export function operationsPerSecond({ rounds }: Result): Quartiles {
  return quartiles(rounds.map((milliseconds) => 1000 / milliseconds))
}

/** How many times as fast `one` is as `other`: of each round by itself, then of all rounds the middle. */
export function timesAsFast(one: Result, other: Result): Quartiles {
  return quartiles(one.rounds.map((milliseconds, round) => (other.rounds[round] as number) / milliseconds))
}

export function quartiles(values: readonly number[]): Quartiles {
  const sorted = [...values].sort((a, b) => a - b)
  return { p25: quantile(sorted, 0.25), median: quantile(sorted, 0.5), p75: quantile(sorted, 0.75) }
}

function quantile(sorted: readonly number[], part: number): number {
  const at = part * (sorted.length - 1)
  const [below, above] = [sorted[Math.floor(at)] as number, sorted[Math.ceil(at)] as number]
  return below + (above - below) * (at - Math.floor(at))
}
