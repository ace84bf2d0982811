import { expect } from 'vitest'

/** How the tests of one file went, in one mode of one backend. */
export interface Tally {
  /** The test has run; `agrees` is whether what came of it is what is to come of it. `kinds` are counted for the summary. */
  judge(tcId: number | string, agrees: boolean, ...kinds: readonly string[]): void
  /** The test has not run, or is not to come out as Wycheproof says, and why. */
  leave(why: string, tests?: number): void
}

export interface Count {
  passed: number
  total: number
  readonly kinds: Map<string, number>
  readonly left: Map<string, number>
  readonly wrong: (number | string)[]
}

export function newCount(): Count {
  return { passed: 0, total: 0, kinds: new Map(), left: new Map(), wrong: [] }
}

export function tallyOf(count: Count): Tally {
  const add = (to: Map<string, number>, name: string, by: number): unknown => to.set(name, (to.get(name) ?? 0) + by)
  return {
    judge(tcId, agrees, ...kinds) {
      count.total++
      if (agrees) count.passed++
      else count.wrong.push(tcId)
      for (const kind of kinds) add(count.kinds, kind, 1)
    },
    leave: (why, tests = 1) => void add(count.left, why, tests),
  }
}

/** Both modes come to the same. */
export function expectSame(counts: readonly Count[]): void {
  for (const count of counts) expect(count).toEqual(counts[0])
}

/** Such as `174/174 (99 valid, 75 invalid); 3 not run: why`. */
export function lineOf({ passed, total, kinds, left, wrong }: Count): string {
  const counted = [...kinds].map(([kind, number]) => `${number} ${kind}`).join(', ')
  const parts = [`${passed}/${total}${counted === '' ? '' : ` (${counted})`}`]
  if (wrong.length > 0) parts.push(`WRONG: ${wrong.slice(0, 20).join(', ')}`)
  for (const [why, number] of left) parts.push(`${number} not counted: ${why}`)
  return total === 0 && left.size > 0 ? parts.slice(1).join('; ') : parts.join('; ')
}
