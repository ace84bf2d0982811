// One operation on one subject by several contenders: checked, raced, and held against what we want.
import { type Absent, type Contender, isOurs, reasonOf } from './contender.ts'
import type { Pace } from './pace.ts'
import { type Result, race } from './race.ts'
import type { Goal } from './targets.ts'

export interface Contest {
  /** Such as `HS256`: those of one subject make a table. */
  readonly subject: string
  /** Such as `sign`. */
  readonly operation: string
  readonly contenders: readonly Contender[]
  /** Who would have been one, but does not run here. */
  readonly absent?: readonly Absent[]
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
  readonly absent: readonly Absent[]
}

/**
 * Nobody's time is taken before everybody's results are known to be right. Whose are not is absent; throws where that is
 * this library.
 */
export async function measure(contests: readonly Contest[], pace: Pace): Promise<readonly Measurement[]> {
  const measurements: Measurement[] = []
  for (const contest of contests) {
    const { subject, operation, goals, input } = contest
    const { present, absent } = await checked(contest)
    measurements.push({ subject, operation, goals, results: await race(present, input, pace), absent })
  }
  return measurements
}

async function checked({ contenders, absent = [], check }: Contest) {
  const [present, gone]: [Contender[], Absent[]] = [[], [...absent]]
  for (const contender of contenders) {
    try {
      await check(contender)
      present.push(contender)
    } catch (error) {
      if (isOurs(contender)) throw error
      gone.push({ name: contender.name, reason: reasonOf(error) })
    }
  }
  return { present, absent: gone }
}
