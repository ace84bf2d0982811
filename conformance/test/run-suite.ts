import { type ConformanceOptions, conformance, type Report } from '@jose/conformance'
import type { Backend } from '@jose/core'

export interface Failure {
  /** `async: jws`, the mode and the group. */
  readonly group: string
  readonly title: string
  readonly error: unknown
}

export interface Outcome {
  readonly report: Report
  /** The full name of every case, in order. */
  readonly names: readonly string[]
  readonly failures: readonly Failure[]
}

/** The smallest runner there is: registers, then runs one case after the other. With `untilFailure`, no more of a group after its first failure. */
export async function runSuite(
  backend: Backend,
  options: Omit<ConformanceOptions, 'describe' | 'it'> & { readonly untilFailure?: boolean } = {},
): Promise<Outcome> {
  const { untilFailure = false, ...given } = options
  const groups: {
    readonly name: string
    readonly cases: { readonly title: string; readonly body: () => unknown }[]
  }[] = []
  const report = conformance(backend, {
    ...given,
    describe(name, body) {
      groups.push({ name: name.replace(`${backend.name} `, ''), cases: [] })
      body()
    },
    it: (title, body) => groups[groups.length - 1]?.cases.push({ title, body }),
  })
  const failures: Failure[] = []
  for (const { name: group, cases } of groups) {
    for (const { title, body } of cases) {
      try {
        await body()
      } catch (error) {
        failures.push({ group, title, error })
        if (untilFailure) break
      }
    }
  }
  const names = groups.flatMap(({ name, cases }) => cases.map(({ title }) => `${name}: ${title}`))
  return { report, names, failures }
}
