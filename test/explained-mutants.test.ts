import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { explained } from '../mutation/src/explained/explained.ts'

const root = new URL('..', import.meta.url)

it.each([...new Set(explained.map(({ file }) => file))])('what is explained of %s is still there', (file) => {
  const lines = new Set(
    readFileSync(fileURLToPath(new URL(file, root)), 'utf8')
      .split('\n')
      .map((line) => line.trim()),
  )
  const gone = explained.filter((each) => each.file === file && !lines.has(each.line)).map(({ line }) => line)
  expect(gone).toEqual([])
})
