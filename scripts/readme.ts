// Writes the generated table of algorithms into README.md: `node scripts/readme.ts`.
import { readFileSync, writeFileSync } from 'node:fs'
import { backend } from '@jose/backend-node'
import { createJose, signatureAlgorithms } from '@jose/core'
import { withAlgorithms } from './algorithm-table.ts'

const file = new URL('../README.md', import.meta.url)
const { supports } = createJose(backend)
writeFileSync(file, withAlgorithms(readFileSync(file, 'utf8'), Object.values(signatureAlgorithms), { node: supports }))
