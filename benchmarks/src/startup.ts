// How long a program waits for its first import: in fresh processes, one after the other and each library in turn.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { type Absent, reasonOf } from './contender.ts'
import type { FigureGoal, Row, TakeFigures } from './figures.ts'
import { quartiles } from './statistics.ts'

const run = promisify(execFile)

const libraries: { readonly [name: string]: string } = {
  'node:crypto': 'node:crypto',
  'ours, node': '@jose/backend-node',
  'ours, webcrypto': '@jose/backend-webcrypto',
  'ours, forge': '@jose/backend-forge',
  jose: 'jose',
  'fast-jwt': 'fast-jwt',
  jsonwebtoken: 'jsonwebtoken',
  'node-jose': 'node-jose',
  jsrsasign: 'jsrsasign',
  'node-forge': 'node-forge',
}

export const startup: readonly TakeFigures[] = [
  async ({ rounds }) => {
    const times = new Map<string, number[]>(Object.keys(libraries).map((name) => [name, []]))
    const absent = new Map<string, Absent>()
    for (let round = 0; round < rounds; round++)
      for (const [name, list] of times) {
        if (absent.has(name)) continue
        try {
          list.push(await timeOf(libraries[name] as string))
        } catch (error) {
          absent.set(name, { name, reason: reasonOf(error) })
        }
      }
    const rows = [...times]
      .filter(([, list]) => list.length > 0)
      .map(([name, list]): Row => {
        const { median } = quartiles(list)
        // Other work of the machine only ever makes it longer.
        return { name, values: { 'import ms, least': Math.min(...list), median } }
      })
    return { subject: 'Import, in a fresh process', rows, absent: [...absent.values()], goals: goalsOf(rows) }
  },
]

function goalsOf(rows: readonly Row[]): readonly FigureGoal[] {
  const value = rows.find(({ name }) => name === 'ours, node')?.values['import ms, least']
  if (value === undefined) return []
  return [{ text: 'import of core and the node backend', unit: 'ms', wanted: 15, most: true, value }]
}

/** Milliseconds. */
async function timeOf(library: string): Promise<number> {
  const code = `const begin = performance.now(); await import('${library}'); console.log(performance.now() - begin)`
  const { stdout } = await run(process.execPath, argumentsFor(code), { cwd: new URL('..', import.meta.url) })
  return Number(stdout)
}

function argumentsFor(code: string): readonly string[] {
  if (process.versions.deno !== undefined) return ['eval', code]
  return process.versions.bun === undefined ? ['--input-type=module', '-e', code] : ['-e', code]
}
