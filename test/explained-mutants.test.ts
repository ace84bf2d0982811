import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { explained } from '../mutation/src/explained/explained.ts'

const root = new URL('..', import.meta.url)

it.each(Object.entries(explained))('what is explained of %s is still there', (file, reasons) => {
  const source = readFileSync(fileURLToPath(new URL(file, root)), 'utf8')
  const lines = new Set(source.split('\n').map((line) => line.trim()))
  const named = Object.values(reasons).flatMap((living) => living.map(([line]) => line))
  expect(named.filter((line) => !lines.has(line))).toEqual([])
})
