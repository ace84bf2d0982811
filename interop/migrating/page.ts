/** A page of docs/migrating as the tests read it: its tables, row by row, and its blocks of code. */
import { readFileSync } from 'node:fs'

export interface Page {
  /** The version of the other library that the page speaks of. */
  readonly compared: string
  readonly tables: readonly Table[]
  readonly blocks: readonly Block[]
}

export interface Table {
  /** The heading that it stands under. */
  readonly heading: string
  readonly rows: readonly (readonly string[])[]
}

export interface Block {
  readonly language: string
  readonly code: string
}

export function readPage(name: string): Page {
  const text = readFileSync(new URL(`../../docs/migrating/${name}.md`, import.meta.url), 'utf8')
  const fence = /^```(\w*)\n([\s\S]*?)^```$/gm
  const blocks = [...text.matchAll(fence)].map(([, language = '', code = '']) => ({ language, code }))
  const compared = /^Compared with .*? (\d+\.\d+\.\d+)/m.exec(text)?.[1] ?? ''
  return { compared, tables: tablesOf(text.replace(fence, '')), blocks }
}

function tablesOf(text: string): Table[] {
  return text.split(/^#+ /m).flatMap((section) => {
    const [heading = '', ...lines] = section.split('\n')
    // The first line of a table is its head.
    const rows = lines.filter((line) => line.startsWith('| ')).slice(1)
    return rows.length === 0 ? [] : [{ heading, rows: rows.map(cellsOf) }]
  })
}

function cellsOf(line: string): string[] {
  return line
    .replace(/^\| | \|$/g, '')
    .split(' | ')
    .map((cell) => cell.trim())
}

/** The rows of the table under a heading. */
export function rowsUnder(page: Page, heading: string): Table['rows'] {
  const found = page.tables.find((table) => table.heading === heading)
  if (found === undefined) throw new Error(`No table under '${heading}'`)
  return found.rows
}

/** The code of a cell that is nothing but code. */
export function codeOf(cell = ''): string | undefined {
  return /^`([^`]+)`$/.exec(cell)?.[1]
}
