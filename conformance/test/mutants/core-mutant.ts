import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'vite'

/** A rule of core's left out: texts of its sources, each replaced by another, and the groups of cases that must find it. */
export interface CoreMutant {
  readonly what: string
  readonly changes: readonly Change[]
  readonly caughtBy: readonly string[]
  /** Default: both. */
  readonly modes?: readonly ('async' | 'sync')[]
}

/** The file below `packages/core/src`, what stands in it, once, and what takes its place. */
export type Change = readonly [file: string, from: string, to: string]

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const core = source('../../../packages/core/src/')
const alias = [
  { find: /^@jose\/conformance$/, replacement: source('../../src/index.ts') },
  { find: /^@jose\/backend-node$/, replacement: source('../../../packages/backend-node/src/index.ts') },
]

/** The suite with node's backend, as a module that imports `@jose/core`. */
export function bundleSuite(): Promise<string> {
  return bundle(source('./core-entry.ts'), [], ['@jose/core'])
}

/** Core with the changes, as a module. Throws where a text is no longer there, or more than once: a mutant must not die of old age. */
export async function bundleCore(changes: readonly Change[]): Promise<string> {
  const left = new Set(changes)
  const plugin: Plugin = {
    name: 'mutant',
    enforce: 'pre',
    transform(code, id) {
      let text = code
      for (const change of changes) {
        const [file, from, to] = change
        if (id.split('?')[0] !== core + file) continue
        const times = text.split(from).length - 1
        if (times !== 1) throw new Error(`'${from}' stands ${times} times in ${file}`)
        text = text.replace(from, () => to)
        left.delete(change)
      }
      return text === code ? null : { code: text, map: null }
    },
  }
  const code = await bundle(`${core}index.ts`, [plugin], [])
  for (const [file] of left) throw new Error(`${file} is no file of core's`)
  return code
}

/** The URL of a module with that text. */
export function moduleOf(code: string): string {
  return `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`
}

async function bundle(entry: string, plugins: readonly Plugin[], external: readonly string[]): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { alias: [...alias] },
    plugins: [...plugins],
    build: {
      write: false,
      target: 'esnext',
      minify: false,
      lib: { entry, formats: ['es'], fileName: 'bundle' },
      rollupOptions: { external: [/^node:/, ...external] },
    },
  })
  const [{ output: chunks }] = output as unknown as readonly [{ readonly output: readonly { readonly code: string }[] }]
  return (chunks[0] as { readonly code: string }).code
}
