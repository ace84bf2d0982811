import type { Cell, Runtime } from './runtime.ts'
import { bun } from './runtimes/bun.ts'
import { chromiums } from './runtimes/chromium.ts'
import { deno } from './runtimes/deno.ts'
import { firefoxes } from './runtimes/firefox.ts'
import { hermes } from './runtimes/hermes.ts'
import { nodes } from './runtimes/node.ts'
import { quickjs } from './runtimes/quickjs.ts'
import { workerd } from './runtimes/workerd.ts'

/** Every runtime there is a promise for. */
export const matrix: readonly Runtime[] = [...nodes, bun, deno, workerd, ...chromiums, ...firefoxes, hermes, quickjs]

/**
 * Groups of cases that use every algorithm once, for what would take too long: the second way to load the same code, JavaScript alone
 * on an engine that runs the whole suite elsewhere, and interpreters.
 */
export const someGroups: readonly string[] = ['support', 'jws', 'jws strict', 'jwt decode', 'key forms']

/** Runtimes that run all of forge even in a short run: one of each engine that compiles, the oldest V8. */
const wholeOfForge: readonly string[] = ['Node 14', 'Bun', 'Firefox, insecure page']

/** The groups that a short run has of a cell; `undefined` for all. */
export function groupsInShort(runtime: Runtime, cell: Cell): readonly string[] | undefined {
  const first = runtime.cells.find(({ backend }) => backend === cell.backend) === cell
  const whole = cell.backend !== 'forge' || wholeOfForge.includes(runtime.name)
  return first && whole ? undefined : someGroups
}
