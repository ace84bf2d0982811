// The same hostile tokens for other libraries and ours, side by side: `pnpm attacks`; `--write` renews the table in docs/security.md.
import { writePage } from './page.ts'
import { counts, text } from './report.ts'
import { failures, flaws, libraries, run } from './run.ts'

const given = process.argv.slice(2).filter((argument) => argument !== '--')
if (given.some((argument) => argument !== '--write')) {
  console.error('usage: pnpm attacks [--write]\n\n  --write     renew the table in docs/security.md')
  process.exit(2)
}
const rows = await run()
console.log(`${text(libraries, rows)}\n\n${counts(libraries, rows)}`)
if (given.includes('--write')) writePage(rows)
const wrong = [...flaws(rows), ...failures(rows)]
for (const each of wrong) console.error(each)
if (wrong.length > 0) process.exitCode = 1
