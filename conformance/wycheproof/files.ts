import type { Backend, Primitive } from '@jose/core'
import { expect, it } from 'vitest'
import { type Mode, modes } from './mode.ts'
import { type Count, expectSame, lineOf, newCount, type Tally, tallyOf } from './tally.ts'

/** What the files of one backend are registered with. */
export interface Files {
  readonly backend: Backend
  /** File and how it went, in the order of the files. */
  readonly lines: [file: string, line: string][]
}

/** In milliseconds: pure JavaScript takes its time over a thousand points of a curve. */
const timeout = 120_000

/** Run `body` over the file in every mode of the backend, if it supports what the file is about. */
export function file(
  { backend, lines }: Files,
  name: string,
  needs: readonly (Primitive | string)[],
  body: (mode: Mode, tally: Tally) => Promise<void>,
): void {
  const line: [string, string] = [name, 'did not run to its end']
  lines.push(line)
  it(name, { timeout }, async () => {
    await backend.ready?.()
    const all = modes(backend)
    const missing = needs.filter((need) => !isSupported(all[0] as Mode, need))
    if (missing.length > 0) {
      line[1] = `not run: ${missing.map(nameOf).join(' and ')} is not supported here`
      return
    }
    const counts: Count[] = []
    for (const mode of all) {
      const count = newCount()
      counts.push(count)
      await body(mode, tallyOf(count))
      line[1] = lineOf(count)
    }
    for (const { wrong } of counts) expect(wrong).toEqual([])
    expectSame(counts)
  })
}

function isSupported({ operations }: Mode, need: Primitive | string): boolean {
  return typeof need === 'string' ? operations.jose.supports(need) : operations.backend.supports(need)
}

function nameOf(need: Primitive | string): string {
  return typeof need === 'string' ? need : Object.values(need).join(' ')
}
