import { mkdirSync, writeFileSync } from 'node:fs'
import { build, type Rolldown } from 'vite'
import { foreign, project } from './folders.ts'
import type { Cell } from './runtime.ts'

/** Where it runs: `foreign/terminal.ts`, `foreign/page.ts` or `foreign/worker.ts`. */
export type Place = 'terminal' | 'page' | 'worker'

const forms = {
  import: { format: 'es', end: '.mjs' },
  require: { format: 'cjs', end: '.cjs' },
  bundle: { format: 'iife', end: '.bundle.js' },
} as const
const made = new Map<string, Promise<string>>()

/**
 * The entry script for a cell: a file in the user's project, so that `@jose/…` is what is installed there. It is resolved by the
 * runtime itself, but in a bundle.
 */
export function entry(cell: Pick<Cell, 'made' | 'loaded'>, place: Place): Promise<string> {
  const name = `${place}-${cell.made}${forms[cell.loaded].end}`
  const known = made.get(name) ?? write(cell, place, name)
  made.set(name, known)
  return known
}

async function write(cell: Pick<Cell, 'made' | 'loaded'>, place: Place, name: string): Promise<string> {
  const bundle = cell.loaded === 'bundle'
  const output = await build({
    configFile: false,
    logLevel: 'warn',
    root: project,
    resolve: { alias: { '#backend': `${foreign}/backends/${cell.made}.ts` } },
    plugins: [{ name: 'installed', enforce: 'pre', resolveId: bundle ? fromProject : undefined }],
    build: {
      write: false,
      minify: false,
      target: 'es2020',
      lib: { entry: `${foreign}/${place}.ts`, formats: [forms[cell.loaded].format], name: 'suite' },
      rolldownOptions: { external: bundle ? [] : [/^@jose\//, 'node:crypto'] },
    },
  })
  const [{ output: chunks }] = output as unknown as readonly [Rolldown.RolldownOutput]
  mkdirSync(`${project}/entries`, { recursive: true })
  const file = `${project}/entries/${name}`
  writeFileSync(file, chunks[0].code)
  return file
}

/** The entry's sources are here, what they import is there. */
function fromProject(this: Rolldown.PluginContext, id: string) {
  return id.startsWith('@jose/') ? this.resolve(id, `${project}/package.json`, { skipSelf: true }) : null
}
