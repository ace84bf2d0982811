import { getRandomValues } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { constants, createContext, runInContext } from 'node:vm'
import type { Report } from '@jose/conformance'
import { build } from 'vite'
import { beforeAll, describe, expect, it } from 'vitest'
import { nodeForgeAlone } from '../../packages/backend-forge/node-forge-alone.ts'

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const alias = {
  '@jose/backend-forge': source('../../packages/backend-forge/src/index.ts'),
  '@jose/conformance': source('../src/index.ts'),
  '@jose/core': source('../../packages/core/src/index.ts'),
}

describe('the suite, bundled, in an engine that has the language and nothing more', () => {
  let code = ''
  let modules: readonly string[] = []

  beforeAll(async () => {
    const output = await build({
      configFile: false,
      logLevel: 'silent',
      resolve: { alias },
      plugins: [nodeForgeAlone],
      build: {
        write: false,
        target: 'es2020',
        minify: false,
        lib: { entry: source('./bare-engine-entry.ts'), formats: ['iife'], name: 'bundle' },
      },
    })
    const [bundle] = output as readonly {
      output: readonly { code: string; modules: object; imports: readonly string[] }[]
    }[]
    const [chunk] = bundle?.output ?? []
    code = chunk?.code ?? ''
    modules = [...Object.keys(chunk?.modules ?? {}), ...(chunk?.imports ?? [])]
  }, 60_000)

  /** The answer of the body of an async function, as JSON, in a fresh engine. */
  async function run<T>(body: string): Promise<T> {
    const random = (length: number): Uint8Array => {
      const octets = new Uint8Array(length)
      for (let start = 0; start < length; start += 65_536) getRandomValues(octets.subarray(start, start + 65_536))
      return octets
    }
    // A global object of the engine's own: one that is contextified answers for every name, and takes its time.
    const context = Object.assign(createContext(constants.DONT_CONTEXTIFY), { random })
    const others = `for (const name of ['console', 'WebAssembly', 'SharedArrayBuffer', 'Atomics', 'escape', 'unescape']) delete globalThis[name]`
    const text = `${others}\n${code}\n;(async () => {\n${runner}\n${body}\n})().then(JSON.stringify)`
    return JSON.parse(await runInContext(text, context)) as T
  }

  /** A runner of a few lines. */
  const runner = `
    const { conformance, forgeBackend, matrix, reportText } = bundle
    const backend = forgeBackend({ random })
    const bodies = []
    const failures = []
    const tiny = { describe: (name, body) => body(), it: (title, body) => bodies.push([title, body]) }
    const runAll = async () => {
      for (const [title, body] of bodies) {
        try {
          await body()
        } catch (error) {
          failures.push(title + ': ' + error)
        }
      }
    }
  `

  it('has nothing of a runtime in it: no module of Node, no vector left outside', () => {
    expect(modules.filter((id) => /^node:|__vite-browser-external|backend-node|vectors.*\?url/.test(id))).toEqual([])
    expect(modules.filter((id) => id.includes('conformance/vectors')).length).toBeGreaterThanOrEqual(15)
  })
  it('has none of what a runtime adds around it', async () => {
    const names = [
      'TextEncoder',
      'Buffer',
      'URL',
      'atob',
      'process',
      'setTimeout',
      'queueMicrotask',
      'crypto',
      'require',
      'console',
      'performance',
    ]
    expect(await run(`return ${JSON.stringify(names)}.filter((name) => name in globalThis)`)).toEqual([])
  })
  it('passes, every case of it', { timeout: 300_000 }, async () => {
    const { report, failures, text } = await run<{ report: Report; failures: readonly string[]; text: string }>(`
      const report = conformance({ ...backend, sync: undefined }, tiny)
      await runAll()
      return { report, failures, text: reportText(report) }
    `)
    process.stdout.write(`\nin a bare engine, ${text}\n`)
    expect(failures).toEqual([])
    const [mode] = report.modes
    expect(mode?.passed).toBe(
      (mode?.cases ?? 0) - (mode?.skipped ?? []).reduce((sum, { cases }) => sum + cases.length, 0),
    )
    expect(mode?.skipped.map(({ reason }) => reason).sort()).toEqual([
      'forge has no codec of its own',
      'no native keys given for forge',
    ])
  })
  it('passes in sync mode, and beside another backend', { timeout: 300_000 }, async () => {
    const { count, failures } = await run<{ count: number; failures: readonly string[] }>(`
      conformance(backend, { ...tiny, groups: ['jws', 'key forms', 'attacks signatures', 'support'] })
      matrix([backend, { ...backend, name: 'other' }], { describe: tiny.describe, it: (title, body) => /ES256|HS256|RS256/.test(title) && tiny.it(title, body) })
      await runAll()
      return { count: bodies.length, failures }
    `)
    expect(failures).toEqual([])
    expect(count).toBeGreaterThan(200)
  })
})
