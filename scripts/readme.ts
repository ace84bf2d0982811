// Writes the generated tables of algorithms into README.md: `node scripts/readme.ts`.
import { readFileSync, writeFileSync } from 'node:fs'
import { withAlgorithms } from './algorithm-table.ts'

const file = new URL('../README.md', import.meta.url)
writeFileSync(file, await withAlgorithms(readFileSync(file, 'utf8')))
