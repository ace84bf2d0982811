// Writes the generated tables: of algorithms into README.md, of dependencies into docs/security.md, of licences into docs/packages.md.
// `node scripts/readme.ts`
// Writes the generated tables of algorithms and of runtimes into README.md: `node scripts/readme.ts`.
import { readFileSync, writeFileSync } from 'node:fs'
import { withLicences } from '../consumers/src/licences.ts'
import { withAlgorithms } from './algorithm-table.ts'
import { withDependencies } from './supply/dependency-table.ts'

for (const [path, write] of [
  ['README.md', withAlgorithms],
  ['docs/security.md', withDependencies],
  ['docs/packages.md', withLicences],
] as const) {
  const file = new URL(`../${path}`, import.meta.url)
  writeFileSync(file, await write(readFileSync(file, 'utf8')))
}
import { withRuntimes } from './runtime-table.ts'

const file = new URL('../README.md', import.meta.url)
writeFileSync(file, withRuntimes(await withAlgorithms(readFileSync(file, 'utf8'))))
