// One operation on one subject by several contenders: checked, raced, and held against what we want.
import type { Contender } from './contender.ts'
import type { Pace } from './pace.ts'
import { type Result, race } from './race.ts'
import type { Goal } from './targets.ts'

export interface Contest {
  /** Such as `HS256`: those of one subject make a table. */
  readonly subject: string
  /** Such as `sign`. */
  readonly operation: string
  readonly contenders: readonly Contender[]
  readonly goals: readonly Goal[]
  /** What a call is given. */
  input(): unknown
  /** Throws where the contender gives a wrong result. */
  check(contender: Contender): Promise<void>
}

/** The contests of one subject; its keys and tokens are made when it is its turn. */
export type Table = () => Promise<readonly Contest[]>

export interface Measurement extends Pick<Contest, 'subject' | 'operation' | 'goals'> {
  readonly results: readonly Result[]
}

/** Nobody's time is taken before everybody's results are known to be right. Throws where one is wrong. */
export async function measure(contests: readonly Contest[], pace: Pace): Promise<readonly Measurement[]> {
  for (const { contenders, check } of contests) for (const contender of contenders) await check(contender)
  const measurements: Measurement[] = []
  for (const { subject, operation, goals, contenders, input } of contests)
    measurements.push({ subject, operation, goals, results: await race(contenders, input, pace) })
  return measurements
}
