import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { describe, expect, inject, it } from 'vitest'
import { publishedIn } from '../../release/src/published.ts'
import { toolPath } from '../../release/src/tools.ts'
import { type BackendName, commonJsOf, expected, programOf } from '../src/programs.ts'

const project = inject('project')
const nodes = { 'Node 20': toolPath('node-20/bin/node'), 'Node 24': process.execPath }
const backends: readonly BackendName[] = ['node', 'webcrypto', 'forge']

/** All that can be imported, with the files that `exports` promises; but http's part for NestJS, which is not installed here. */
const entries = publishedIn().flatMap(({ manifest: { name, exports } }) =>
  Object.entries(exports).flatMap(([path, conditions]) => {
    if (typeof conditions === 'string' || path === './nest') return []
    return [{ specifier: `${name}${path.slice(1)}`, esm: conditions.import.default, cjs: conditions.require.default }]
  }),
)

describe.each(Object.entries(nodes))('%s', (_version, node) => {
  it.each(backends)('imports and requires %s', (backend) => {
    const print = 'globalThis.answer.then((answer) => process.stdout.write(answer))'
    expect(run(node, `${backend}-run.mjs`, `${programOf(backend)}\n${print}`)).toBe(expected)
    expect(run(node, `${backend}-run.cjs`, `${commonJsOf(backend)}\n${print}`)).toBe(expected)
  })
  it('finds by each condition the file that is promised, with the same names in it', () => {
    const found = JSON.parse(run(node, 'entries.mjs', findEntries))
    expect(found).toEqual(entries.map(({ specifier, esm, cjs }) => ({ specifier, esm, cjs, same: true })))
  })
  it('knows an error of the one format in the other', () => {
    expect(run(node, 'errors.mjs', mixErrors)).toBe('true')
  })
  it('finds no file that is not promised', () => {
    const inner = publishedIn().map(({ manifest: { name } }) => `${name}/dist/index.js`)
    const code = `for (const name of ${JSON.stringify(inner)}) await import(name).catch(({ code }) => console.log(code))`
    expect(run(node, 'inner.mjs', code).trim().split('\n')).toEqual(inner.map(() => 'ERR_PACKAGE_PATH_NOT_EXPORTED'))
  })
})

const findEntries = `
import { createRequire } from 'node:module'
const require = createRequire(import.meta.url)
const names = (module) => Object.keys(module).filter((name) => name !== 'default' && name !== 'module.exports').sort().join()
const found = []
for (const specifier of ${JSON.stringify(entries.map(({ specifier }) => specifier))}) {
  const file = (path) => path.replace(/^.*(?=\\/dist\\/)/, '.')
  const same = names(await import(specifier)) === names(require(specifier)) && names(require(specifier)) !== ''
  found.push({ specifier, esm: file(import.meta.resolve(specifier)), cjs: file(require.resolve(specifier)), same })
}
process.stdout.write(JSON.stringify(found))
`

const mixErrors = `
import { createRequire } from 'node:module'
import { JOSEError } from '@jose/core'
const { jwt } = createRequire(import.meta.url)('@jose/backend-node')
const error = await jwt.decode('no token', 'a secret of at least thirty-two bytes', { algorithms: ['HS256'] }).catch((error) => error)
process.stdout.write(String(error instanceof JOSEError))
`

/** What the program prints, as a file of the project. */
function run(node: string, file: string, code: string): string {
  const random = 'globalThis.random = (length) => crypto.getRandomValues(new Uint8Array(length))'
  writeFileSync(`${project}/random.cjs`, `globalThis.crypto ??= require('node:crypto').webcrypto\n${random}`)
  writeFileSync(`${project}/${file}`, code)
  return execFileSync(node, ['--require', './random.cjs', file], { cwd: project, encoding: 'utf8' })
}
