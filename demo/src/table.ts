import { clipped, type Style, styled, widthOf, wrapped } from './text.ts'

export interface Column {
  readonly title: string
  /** Columns of the terminal; what is longer is cut, or goes on in the next line. */
  readonly most?: number
  readonly wrap?: boolean
  readonly align?: 'left' | 'right'
}

export type Cell = string | { readonly text: string; readonly style: Style }

/** Aligned columns under their titles. Cells must be printable. */
export function table(columns: readonly Column[], rows: readonly (readonly Cell[])[]): string {
  const cut = rows.flatMap((row) => linesOf(columns, row))
  const widths = columns.map(({ title }, index) =>
    Math.max(widthOf(title), ...cut.map((row) => widthOf(textOf(row[index] ?? '')))),
  )
  const line = (cells: readonly Cell[]): string =>
    cells
      .map((cell, index) => pad(cell, widths[index] ?? 0, columns[index]?.align ?? 'left'))
      .join('  ')
      .trimEnd()
  const titles = columns.map(({ title }): Cell => ({ text: title, style: 'bold' }))
  return [line(titles), styled('dim', widths.map((width) => '─'.repeat(width)).join('  ')), ...cut.map(line)].join('\n')
}

/** One line, or more where a cell is wrapped. */
function linesOf(columns: readonly Column[], row: readonly Cell[]): readonly (readonly Cell[])[] {
  const cells = columns.map(({ most = Number.POSITIVE_INFINITY, wrap }, index) => {
    const cell = row[index] ?? ''
    const parts = wrap ? wrapped(textOf(cell), most) : [clipped(textOf(cell), most)]
    return parts.map((text): Cell => (typeof cell === 'string' ? text : { ...cell, text }))
  })
  const height = Math.max(...cells.map(({ length }) => length))
  return Array.from({ length: height }, (_, line) => cells.map((parts) => parts[line] ?? ''))
}

function pad(cell: Cell, width: number, align: 'left' | 'right'): string {
  const text = textOf(cell)
  const space = ' '.repeat(width - widthOf(text))
  const shown = typeof cell === 'string' ? text : styled(cell.style, text)
  return align === 'left' ? shown + space : space + shown
}

function textOf(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.text
}
