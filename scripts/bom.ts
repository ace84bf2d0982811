// `pnpm bom`: what each published package brings along, in CycloneDX, into `bom/`.
import { mkdirSync, writeFileSync } from 'node:fs'
import { billsOfMaterials, fileNameOf } from './supply/bills.ts'
import { root } from './supply/published.ts'

mkdirSync(`${root}bom`, { recursive: true })
for (const [name, bill] of await billsOfMaterials()) {
  const file = `bom/${fileNameOf(name)}.cdx.json`
  writeFileSync(`${root}${file}`, `${JSON.stringify(bill, null, 2)}\n`)
  console.log(
    `${file}: ${bill.components.map(({ purl }) => decodeURIComponent(purl.slice(8))).join(', ') || 'nothing'}`,
  )
}
