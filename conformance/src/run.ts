import { countSkipped, type Tally } from './report.ts'
import { type CaseBody, markSkipped } from './runner.ts'
import { Skipped } from './skip.ts'
import type { It } from './suite.ts'

export interface Case {
  readonly title: string
  readonly body: () => void | Promise<void>
}

/** The cases that a suite registers, in its order. */
export function casesOf(register: (it: It) => void): readonly Case[] {
  const cases: Case[] = []
  register((title, body) => cases.push({ title, body }))
  return cases
}

/** The case for the runner: it waits until the backends are ready, counts what comes of it, and tells the runner of a skip. */
export function runnable(name: string, { body }: Case, ready: () => unknown, tally: Tally): CaseBody {
  return async function (this: unknown, ...given: readonly unknown[]): Promise<void> {
    try {
      await ready()
      await body()
      tally.passed++
    } catch (error) {
      if (!(error instanceof Skipped)) {
        tally.failed.push(name)
        throw error
      }
      countSkipped(tally, error.reason, name)
      markSkipped(this, given[0], error.reason)
    }
  }
}
