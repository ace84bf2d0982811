/** What came of a run: filled while the cases run. */
export interface Report {
  readonly backend: string
  readonly modes: readonly ModeReport[]
}

export interface ModeReport {
  /** `async`, `sync`, or of what kind the cases are. */
  readonly mode: string
  /** Cases registered: for every backend the same. */
  readonly cases: number
  readonly passed: number
  /** The full names of those that failed. */
  readonly failed: readonly string[]
  readonly skipped: readonly { readonly reason: string; readonly cases: readonly string[] }[]
}

/** A `ModeReport` while it is filled. */
export interface Tally extends ModeReport {
  passed: number
  readonly failed: string[]
  readonly skipped: { readonly reason: string; readonly cases: string[] }[]
}

export function tallyOf(mode: string, cases: number): Tally {
  return { mode, cases, passed: 0, failed: [], skipped: [] }
}

export function countSkipped({ skipped }: Tally, reason: string, name: string): void {
  const known = skipped.find((each) => each.reason === reason)
  if (known === undefined) skipped.push({ reason, cases: [name] })
  else known.cases.push(name)
}

/**
 * The report in a few lines, for the output of a test run.
 *
 * @example
 * const report = conformance(nodeBackend(), { describe, it })
 * afterAll(() => console.log(reportText(report)))
 */
export function reportText({ backend, modes }: Report): string {
  const lines = modes.flatMap(({ mode, cases, passed, failed, skipped }) => {
    const passedOver = skipped.reduce((sum, each) => sum + each.cases.length, 0)
    const left = cases - passed - failed.length - passedOver
    const counts = [`${passed} passed`, `${failed.length} failed`, `${passedOver} skipped`]
    if (left > 0) counts.push(`${left} not run`)
    return [
      `${backend} ${mode}: ${cases} cases: ${counts.join(', ')}`,
      ...skipped.map((each) => `  ${each.cases.length} skipped: ${each.reason}`),
      ...failed.map((name) => `  failed: ${name}`),
    ]
  })
  if (modes.length === 1 && modes[0]?.mode === 'async')
    lines.push(`${backend} sync: no cases, as the backend has no sync half`)
  return lines.join('\n')
}
