import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { beforeAll, expect, inject, it } from 'vitest'
import { type BackendName, commonJsOf, expected, programOf } from '../src/programs.ts'

const folder = `${inject('project')}/jest`
const require = createRequire(import.meta.url)
const jest = require.resolve('jest/bin/jest')
const backends: readonly BackendName[] = ['node', 'webcrypto', 'forge']

beforeAll(() => {
  mkdirSync(folder)
  // A project of its own, so that Jest looks at no other file; and without configuration.
  writeFileSync(`${folder}/package.json`, JSON.stringify({ name: 'tested-by-jest', private: true }))
  symlinkSync('../node_modules', `${folder}/node_modules`)
})

const suite = (program: string): string => `
globalThis.random = (length) => crypto.getRandomValues(new Uint8Array(length))
${program}
test('answers', async () => {
  expect(await globalThis.answer).toBe(${JSON.stringify(expected)})
})
`

it(`Jest ${require('jest/package.json').version} without configuration runs CommonJS tests of each backend`, () => {
  for (const backend of backends) writeFileSync(`${folder}/${backend}.test.js`, suite(commonJsOf(backend)))
  expect(results('\\.test\\.js$')).toEqual({ passed: backends.length, failed: 0 })
})

it('and those that are ES modules, which asks Node for a flag and Jest for nothing', () => {
  for (const backend of backends) writeFileSync(`${folder}/${backend}.test.mjs`, suite(programOf(backend)))
  expect(results('\\.test\\.mjs$', ['--experimental-vm-modules'])).toEqual({ passed: backends.length, failed: 0 })
})

it('and those that have a page by jsdom, whose `crypto` has no `subtle`, with the one of Node', () => {
  const crypto = `Object.defineProperty(globalThis, 'crypto', { value: require('node:crypto').webcrypto })`
  for (const backend of backends) {
    const program = `${backend === 'webcrypto' ? crypto : ''}\n${commonJsOf(backend)}`
    writeFileSync(`${folder}/${backend}.page.js`, `${suite(program)}\ntest('a page', () => void document.body.id)`)
  }
  const flags = ['--env', require.resolve('jest-environment-jsdom'), '--testMatch', '**/*.page.js']
  expect(results('\\.page\\.js$', [], flags)).toEqual({ passed: 2 * backends.length, failed: 0 })
})

function results(
  files: string,
  nodeFlags: readonly string[] = [],
  flags: readonly string[] = [],
): { readonly passed: number; readonly failed: number } {
  const output = `${folder}/results.json`
  const own = ['--rootDir', folder, '--json', '--outputFile', output, '--testPathPatterns', files]
  const args = [...nodeFlags, jest, ...flags, ...own]
  execFileSync(process.execPath, args, { cwd: folder, stdio: 'pipe' })
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(output, 'utf8'))
  return { passed: numPassedTests, failed: numFailedTests }
}
