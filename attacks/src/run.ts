import type { Attack } from './attack.ts'
import { judge, type Verdict } from './judge.ts'
import { ours } from './libraries/ours.ts'
import { peers } from './libraries/peers.ts'
import type { Library } from './library.ts'
import { attacks } from './list.ts'

/** One attack, and what each library made of it. */
export interface Row {
  readonly attack: Attack
  readonly verdicts: readonly Verdict[]
}

export const libraries: readonly Library[] = [...ours, ...peers]

/** Every attack on every library, one after the other. */
export async function run(): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const attack of attacks) {
    const verdicts: Verdict[] = []
    for (const library of libraries) verdicts.push(await judge(attack, library))
    rows.push({ attack, verdicts })
  }
  return rows
}

/** What spoils the comparison, wherever it is: a good token that a library refuses, so that it says nothing by refusing the bad one. */
export function flaws(rows: readonly Row[]): readonly string[] {
  return rows.flatMap(({ attack, verdicts }) =>
    verdicts.flatMap(({ control }, index) =>
      control === 'accepted' || control === 'unread'
        ? []
        : [`${libraries[index]?.name} refuses the good token of '${attack.class}: ${attack.what}': ${control}`],
    ),
  )
}

/** Where one of ours does not answer as a careful library does. */
export function failures(rows: readonly Row[]): readonly string[] {
  return rows.flatMap(({ attack, verdicts }) =>
    verdicts
      .slice(0, ours.length)
      .flatMap(({ outcome, error }, index) =>
        outcome === attack.careful
          ? []
          : [
              `${libraries[index]?.name}, '${attack.class}: ${attack.what}': ${[outcome, error].filter(Boolean).join(', ')}`,
            ],
      ),
  )
}
