import type { Backend } from '@jose/core'
import { modesOf } from './modes.ts'
import type { Runner } from './runner.ts'
import { suites } from './suites.ts'

export type { Runner, Skip } from './runner.ts'

/**
 * Register every case for a backend, in each mode it has. It passes when the backend is right.
 *
 * @example
 * import { describe, it } from 'vitest'
 * conformance(nodeBackend(), { describe, it })
 */
export function conformance(backend: Backend, runner: Runner): void {
  for (const operations of modesOf(backend)) {
    for (const [name, suite] of Object.entries(suites)) {
      runner.describe(`${backend.name} ${operations.mode}: ${name}`, () => {
        suite(operations, (title, body) => {
          const reason = skipReason(`${name}: ${title}`, runner)
          // A case that is passed over says so, and why, in its own name.
          if (reason === undefined) runner.it(title, body)
          else runner.it(`${title} (skipped: ${reason})`, () => {})
        })
      })
    }
  }
}

function skipReason(title: string, { skip = [] }: Runner): string | undefined {
  return skip.find(({ cases }) => cases.some((name) => title.endsWith(name)))?.reason
}
