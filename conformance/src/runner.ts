/** What the suite needs of a test runner: vitest, node:test, Mocha, Jest and Bun all have it. */
export interface Runner {
  describe(name: string, body: () => void): void
  it(name: string, body: () => void | Promise<void>): void
  /** Cases that do not apply, each with its reason. A case is named by the end of its full name. */
  readonly skip?: readonly Skip[]
}

export interface Skip {
  readonly reason: string
  readonly cases: readonly string[]
}
