import { type Measurement, measure } from './contest.ts'
import type { Figures } from './figures.ts'
import type { GroupLoader } from './groups.ts'
import { type Outcome, outcomeOf, raceOf } from './outcome.ts'
import { type ClockName, clocks, type PaceName, paces } from './pace.ts'
import { figuresTable, table, targetTable } from './report.ts'

/** What a runtime is to measure. */
export interface Order {
  readonly pace: PaceName
  readonly clock: ClockName
  /** Names of groups. */
  readonly only: readonly string[]
}

/** Measures one group after the other, and prints each table when it is there. */
export async function runGroups(
  here: Pick<Outcome, 'runtime' | 'machine'>,
  { pace: paceName, clock, only }: Order,
  groups: { readonly [name: string]: GroupLoader },
): Promise<Outcome> {
  const pace = { ...paces[paceName], clock: clocks[clock] }
  const [measurements, numbers]: [Measurement[], Figures[]] = [[], []]
  console.log(
    `\n${here.runtime}, ${here.machine}; the median of ${pace.rounds} rounds. 'ours /' is how many times as fast ours is.`,
  )
  for (const name of only) {
    const { tables = [], figures = [] } = (await groups[name]?.()) ?? {}
    for (const contests of tables) {
      const measured = await measure(await contests(), pace)
      measurements.push(...measured)
      console.log(`\n${measured[0]?.subject}\n${table(measured.map(raceOf))}`)
    }
    for (const take of figures) {
      const taken = await take(pace)
      numbers.push(taken)
      console.log(`\n${taken.subject}\n${figuresTable(taken)}`)
    }
  }
  const outcome = outcomeOf(here, measurements, numbers)
  console.log(`\nTargets\n${targetTable(outcome.targets)}`)
  return outcome
}
