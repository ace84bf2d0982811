import type { Backend } from '@jose/core'
import { modesOf, readyOf } from './modes.ts'
import { type Report, tallyOf } from './report.ts'
import { type Case, casesOf, runnable } from './run.ts'
import type { ConformanceOptions, Skip } from './runner.ts'
import { skip as skipCase } from './skip.ts'
import { suites } from './suites.ts'

export { matrix } from './matrix.ts'
export type { NativeKeys } from './native.ts'
export { type ModeReport, type Report, reportText } from './report.ts'
export type { CaseBody, ConformanceOptions, Runner, Skip } from './runner.ts'

/**
 * Register every case for a backend, in each mode it has. It passes when the backend is right. The report that it answers
 * is filled while the cases run. Throws `TypeError` for a group that does not exist, and for a case to skip that does not.
 *
 * @example
 * import { describe, it } from 'vitest'
 * conformance(nodeBackend(), { describe, it })
 */
export function conformance(backend: Backend, options: ConformanceOptions): Report {
  const { skip = [], groups = Object.keys(suites), native } = options
  const unknown = groups.find((name) => !Object.prototype.hasOwnProperty.call(suites, name))
  if (unknown !== undefined) throw new TypeError(`There is no group of cases '${unknown}'`)
  const ready = (): unknown => readyOf(backend)
  const modes = modesOf(backend, native).map((operations) => {
    const registered = groups.map((group) => ({
      group,
      cases: casesOf((it) => suites[group]?.(operations, it)),
    }))
    const names = registered.flatMap(({ group, cases }) => cases.map(({ title }) => `${group}: ${title}`))
    return { operations, registered, names, tally: tallyOf(operations.mode, names.length) }
  })
  checkSkips(
    skip,
    modes.flatMap(({ names }) => names),
  )
  for (const { operations, registered, tally } of modes) {
    for (const { group, cases } of registered) {
      options.describe(`${backend.name} ${operations.mode}: ${group}`, () => {
        for (const each of cases) {
          const name = `${group}: ${each.title}`
          const run = passedOver(each, name, skip)
          options.it(run.title, runnable(name, run, ready, tally))
        }
      })
    }
  }
  return { backend: backend.name, modes: modes.map(({ tally }) => tally) }
}

/** A case that shall not run says so, and why, in its own name. */
function passedOver(each: Case, name: string, skips: readonly Skip[]): Case {
  const reason = skips.find(({ cases }) => cases.some((end) => name.endsWith(end)))?.reason
  if (reason === undefined) return each
  return { title: `${each.title} (skipped: ${reason})`, body: () => skipCase(reason) }
}

/** A skip that fits nothing is a case that was renamed, or never was: nobody would notice that it runs, or is gone. */
function checkSkips(skips: readonly Skip[], names: readonly string[]): void {
  for (const { reason, cases } of skips) {
    if (typeof reason !== 'string' || reason === '') throw new TypeError('A skip needs a reason')
    for (const end of cases) {
      if (end === '' || !names.some((name) => name.endsWith(end)))
        throw new TypeError(`There is no case '${end}' to skip`)
    }
  }
}
