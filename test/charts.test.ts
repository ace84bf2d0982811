/** The charts of the documentation are those of the newest measurements. */
import { execFileSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { expect, it } from 'vitest'
import { root } from './documents.ts'

const script = `${root}benchmarks/src/charts.ts`
const names = globSync('*.svg', { cwd: `${root}docs/charts` })

it('there are charts', () => {
  expect(names.length).toBeGreaterThan(0)
})

it('they are what the newest file of the history says', { timeout: 60_000 }, () => {
  const folder = mkdtempSync(`${tmpdir()}/charts-`)
  try {
    execFileSync(process.execPath, [script, '--into', folder])
    for (const name of names)
      expect(
        readFileSync(`${folder}/${name}`, 'utf8') === readFileSync(`${root}docs/charts/${name}`, 'utf8'),
        name,
      ).toBe(true)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
