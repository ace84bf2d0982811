// Writes the generated tables: of algorithms and runtimes into README.md, of dependencies into docs/security.md, of licences into docs/packages.md.
// `node scripts/readme.ts`
import { readFileSync, writeFileSync } from 'node:fs'
import { withLicences } from '../consumers/src/licences.ts'
import { withAlgorithms } from './algorithm-table.ts'
import { withRuntimes } from './runtime-table.ts'
import { withDependencies } from './supply/dependency-table.ts'

for (const [path, write] of [
  ['README.md', async (text: string) => withRuntimes(await withAlgorithms(text))],
  ['docs/security.md', withDependencies],
  ['docs/packages.md', withLicences],
] as const) {
  const file = new URL(`../${path}`, import.meta.url)
  writeFileSync(file, await write(readFileSync(file, 'utf8')))
}
