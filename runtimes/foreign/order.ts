import type { Skip } from '@jose/conformance'

/** What a runtime is asked to do. */
export interface Order {
  /** Groups of cases; all of them where there are none. */
  readonly groups?: readonly string[]
  /** Cases by name, `mode: group: title`; all of them where there are none. */
  readonly only?: readonly string[]
  readonly skip?: readonly Skip[]
  /** One part of so many, for a runtime that is slow: every so many-th case. */
  readonly part?: { readonly index: number; readonly of: number }
}

/** What came of it: one line of JSON. */
export interface Outcome {
  readonly milliseconds: number
  readonly passed: number
  readonly failed: readonly { readonly name: string; readonly message: string }[]
  readonly skipped: readonly { readonly reason: string; readonly count: number }[]
  /** What the runtime has of globals that some runtimes must not have. */
  readonly globals: readonly string[]
}
