/** Every program that the READMEs and pages show compiles, by the types that its reader gets. One run of the compiler. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Block, blocksOf, documents, root } from './documents.ts'

/** Where every package that a page imports is found. */
const folder = `${root}examples/node_modules/.cache/docs`
// The code of a TypeScript file of the repository is checked there.
const programs = documents.flatMap(blocksOf).filter(({ language, file }) => language === 'ts' && !file?.endsWith('.ts'))
// Strict, as a reader's may be; but a short example may name what it does not go on to use.
const compilerOptions = {
  target: 'ES2024',
  lib: ['ES2024', 'DOM'],
  types: ['node'],
  isolatedDeclarations: false,
  declaration: false,
  noUnusedLocals: false,
  noUnusedParameters: false,
}
let errors: readonly string[] = []

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true })
  for (const block of programs) write(fileOf(block), '\n'.repeat(block.line) + block.code)
  write('elsewhere.d.ts', `declare module 'expo-crypto' { export function getRandomBytes(length: number): Uint8Array }`)
  const config = { extends: `${root}tsconfig.base.json`, compilerOptions, include: ['**/*.ts'] }
  write('tsconfig.json', JSON.stringify(config))
  errors = compile()
}, 120_000)

describe.each([...new Set(programs.map(({ document }) => document))])('%s', (document) => {
  it.each(programs.filter((block) => block.document === document))('compiles: line $line', (block) => {
    expect(errors.filter((error) => error.startsWith(`${fileOf(block)}(`))).toEqual([])
  })
})

it('and nothing else is wrong', () => {
  const files = programs.map(fileOf)
  expect(errors.filter((error) => !files.some((file) => error.startsWith(`${file}(`)))).toEqual([])
})

/** The line numbers of the program are those of the document. */
function fileOf({ document, line }: Block): string {
  return `${document}/${line}.ts`
}

function write(path: string, text: string): void {
  mkdirSync(dirname(`${folder}/${path}`), { recursive: true })
  writeFileSync(`${folder}/${path}`, text)
}

/** The errors, one a line: `path(line,column): error TS1234: …`. */
function compile(): readonly string[] {
  const compiler = `${root}node_modules/typescript/bin/tsc`
  const arguments_ = [compiler, '-p', folder, '--pretty', 'false']
  const { stdout, status } = spawnSync(process.execPath, arguments_, { cwd: folder, encoding: 'utf8' })
  const lines = stdout.split('\n').filter((line) => line !== '')
  if (status !== 0 && lines.length === 0) throw new Error(`The compiler ended with ${status}`)
  return lines
}
