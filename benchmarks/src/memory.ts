// What an operation takes of the heap, for whom: in a process of Node's whose room for new objects is so large that nothing is
// collected while it is looked at.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Figures, TakeFigures } from './figures.ts'

const run = promisify(execFile)
const room = ['--min-semi-space-size=128', '--max-semi-space-size=128']

export const memory: readonly TakeFigures[] = [
  async (): Promise<Figures> => {
    const subject = 'Memory of an HS256 token'
    if (process.versions.bun !== undefined || process.versions.deno !== undefined)
      return { subject, rows: [], absent: [{ name: 'all', reason: 'it is asked by flags of Node' }], goals: [] }
    const script = fileURLToPath(new URL(`./memory-of${import.meta.url.slice(-3)}`, import.meta.url))
    const { stdout } = await run(process.execPath, ['--expose-gc', '--single-threaded', ...room, script])
    return { subject, ...JSON.parse(stdout), goals: [] }
  },
]
