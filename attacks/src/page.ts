import { readFileSync, writeFileSync } from 'node:fs'
import { markdown } from './report.ts'
import { libraries, type Row } from './run.ts'

const file = new URL('../../docs/security.md', import.meta.url)
const start = /<!-- attacks: [^\n]*-->\n/
const end = '<!-- /attacks -->'

/** The block of docs/security.md that is made of the report. */
export function writtenBlock(): string {
  const [from, to] = placeIn(readFileSync(file, 'utf8'))
  return readFileSync(file, 'utf8').slice(from, to).trim()
}

/** The table as it is now, with the day it was made, as YYYY-MM-DD. */
export function blockOf(rows: readonly Row[], day: string): string {
  return `${rows.length} inputs on ${day}, Node ${process.versions.node}:\n\n${markdown(libraries, rows)}`
}

/** What does not depend on the day, the runtime, or how busy the machine is. */
export function lasting(block: string): string {
  return block.replace(/ on \d{4}-\d\d-\d\d, Node [\d.]+:/, ':').replace(/, [\d.]+ m?s/g, '')
}

/** Put the table into the page. */
export function writePage(rows: readonly Row[]): void {
  const text = readFileSync(file, 'utf8')
  const [from, to] = placeIn(text)
  const day = new Date().toISOString().slice(0, 10)
  writeFileSync(file, `${text.slice(0, from)}\n${blockOf(rows, day)}\n\n${text.slice(to)}`)
}

function placeIn(text: string): readonly [from: number, to: number] {
  const opening = start.exec(text)
  const from = (opening?.index ?? -1) + (opening?.[0].length ?? 0)
  const to = text.indexOf(end)
  if (opening === null || to < from) throw new Error('docs/security.md has no place for the table of attacks')
  return [from, to]
}
