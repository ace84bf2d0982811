import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { explained } from '../mutation/src/explained/explained.ts'

const root = new URL('..', import.meta.url)

it.each(Object.entries(explained))('what is explained of %s is still there', (file, reasons) => {
  const source = readFileSync(fileURLToPath(new URL(file, root)), 'utf8')
  // As the report has it: in one line, and cut off where it is long.
  const whole = source.replace(/\s+/g, ' ')
  const lines = new Set(source.split('\n').map((line) => line.trim()))
  for (const [line, ...changes] of Object.values(reasons).flat()) {
    expect(lines).toContain(line)
    for (const [was] of changes) expect(whole).toContain(was.replace(/…$/, ''))
  }
})
