// Writes the generated tables of algorithms into README.md, and that of licences into docs/packages.md: `node scripts/readme.ts`.
import { readFileSync, writeFileSync } from 'node:fs'
import { withLicences } from '../consumers/src/licences.ts'
import { withAlgorithms } from './algorithm-table.ts'

await write('README.md', withAlgorithms)
await write('docs/packages.md', withLicences)

async function write(path: string, withTables: (text: string) => Promise<string>): Promise<void> {
  const file = new URL(`../${path}`, import.meta.url)
  writeFileSync(file, await withTables(readFileSync(file, 'utf8')))
}
