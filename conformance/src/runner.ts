import type { NativeKeys } from './native.ts'

/**
 * What the suite needs of a test runner: vitest, node:test, Mocha, Jest and Bun all have it. Where a runner lets a running
 * case be skipped, by `context.skip(reason)` or `this.skip()`, cases that do not apply are skipped by it; elsewhere they
 * pass, and the report says why.
 */
export interface Runner {
  describe(name: string, body: () => void): void
  it(name: string, body: CaseBody): void
}

/** The body of a case as the runner gets it. It has no parameters by its `length`, so that no runner waits for a callback. */
export type CaseBody = (this: unknown, ...given: readonly unknown[]) => void | Promise<void>

export interface ConformanceOptions extends Runner {
  /** Cases that shall not run, each with its reason. */
  readonly skip?: readonly Skip[]
  /** Only these groups of cases, by name, such as `['jws', 'key forms']`. Default: all. */
  readonly groups?: readonly string[]
  /** How to make native keys of the backend's platform, if it has any. Without it the cases of native keys are skipped. */
  readonly native?: NativeKeys
}

/** A case is named by the end of its full name, `group: title`. A name that no case has is an error. */
export interface Skip {
  readonly reason: string
  readonly cases: readonly string[]
}

/** Tell the runner that the running case is skipped, if it can be told. Some throw to do so. */
export function markSkipped(self: unknown, context: unknown, reason: string): void {
  for (const place of [context, self] as readonly ({ readonly skip?: unknown } | null | undefined)[]) {
    if (typeof place?.skip !== 'function') continue
    place.skip(reason)
    return
  }
}
