import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { withAlgorithms } from '../scripts/algorithm-table.ts'
import { withRuntimes } from '../scripts/runtime-table.ts'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

it("README's tables of algorithms are what the code says (`pnpm readme` writes them)", async () => {
  expect(readme).toBe(await withAlgorithms(readme))
})

it("README's table of runtimes is what `pnpm runtimes --record` saw (`pnpm readme` writes it)", () => {
  expect(readme).toBe(withRuntimes(readme))
})

it("README's two commands are scripts of the package", () => {
  const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  for (const [, name] of readme.matchAll(/npx --yes pnpm@12 (\w+)/g)) expect(Object.keys(scripts)).toContain(name)
})
