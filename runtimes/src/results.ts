import { readFileSync, writeFileSync } from 'node:fs'
import type { Cell } from './runtime.ts'

/** What came of one cell, all parts of it together. */
export interface Result extends Omit<Cell, 'made'> {
  readonly runtime: string
  readonly version: string
  /** `all`, or the groups of cases that were run. */
  readonly groups: 'all' | readonly string[]
  readonly passed: number
  readonly failed: readonly { readonly name: string; readonly message: string }[]
  readonly skipped: readonly { readonly reason: string; readonly count: number }[]
  /** Names of cases that took too long beside others, and were run once more. */
  readonly again: readonly string[]
  readonly seconds: number
}

/** A result as it is kept, with the day it is of. `groups`: how many, where it was not all of them. */
export interface Recorded extends Omit<Cell, 'made'> {
  readonly runtime: string
  readonly version: string
  readonly groups?: number
  readonly passed: number
  readonly skipped: number
  readonly seconds: number
  readonly date: string
}

const file = new URL('../results.json', import.meta.url)

export function recorded(): readonly Recorded[] {
  return JSON.parse(readFileSync(file, 'utf8'))
}

/** Keeps results without a failure, in the order of the names. A part of the suite never takes the place of the whole. */
export function record(results: readonly Result[], names: readonly string[]): void {
  const date = new Date().toISOString().slice(0, 10)
  const kept = new Map(recorded().map((each) => [nameOf(each), each]))
  for (const result of results) {
    const name = nameOf(result)
    const before = kept.get(name)
    if (result.failed.length > 0) continue
    if (result.groups !== 'all' && before !== undefined && before.groups === undefined) continue
    const { runtime, version, backend, loaded, groups, passed, seconds } = result
    kept.set(name, {
      ...{ runtime, version, backend, loaded, passed, skipped: skippedOf(result), seconds: Math.ceil(seconds), date },
      ...(groups !== 'all' && { groups: groups.length }),
    })
  }
  const all = names.flatMap((name) => kept.get(name) ?? [])
  writeFileSync(file, `${JSON.stringify(all, null, 2)}\n`)
}

function skippedOf({ skipped }: Result): number {
  return skipped.reduce((sum, { count }) => sum + count, 0)
}

export function nameOf({ runtime, backend, loaded }: Pick<Result, 'runtime' | 'backend' | 'loaded'>): string {
  return `${runtime}: ${backend} by ${loaded}`
}

/** What a cell says for itself: a line, and why cases were skipped or what failed. */
export function textOf(result: Result): string {
  const counts = `${result.passed} passed, ${result.failed.length} failed, ${skippedOf(result)} skipped`
  const part = result.groups === 'all' ? '' : ` (${result.groups.length} groups of the suite)`
  return [
    `${nameOf(result)}: ${counts}, ${result.seconds.toFixed(0)} s, version ${result.version}${part}`,
    ...result.again.map((name) => `  once more, by itself: ${name}`),
    ...result.skipped.map(({ reason, count }) => `  ${count} skipped: ${reason}`),
    ...result.failed.map(({ name, message }) => `  failed: ${name}: ${message}`),
  ].join('\n')
}
