// Numbers for people.
import type { Absent } from './contender.ts'
import type { FiguresOutcome, Race } from './outcome.ts'
import type { Quartiles } from './statistics.ts'
import type { Target } from './targets.ts'

/** One subject: each operation by each contender. */
export function table(races: readonly Race[]): string {
  const rows = races.flatMap(({ operation, contenders, absent }) => [
    ...contenders.map(({ mode, name, operationsPerSecond: speed, oursTimesAsFast: ratio }): readonly string[] => {
      const compared = ratio === undefined ? ['–', ''] : [times(ratio.median), range(ratio)]
      return [operation, mode, name, short(speed.median), `${short(speed.p25)}–${short(speed.p75)}`, ...compared]
    }),
    ...absent.map(({ name }) => [operation, ' ', name, '–', '', '–', '']),
  ])
  const heads = ['', '', 'contender', 'ops/s', 'p25–p75', 'ours /', 'p25–p75']
  const lines = aligned([heads, ...withoutRepetition(rows)], [0, 1, 2])
  return [lines, ...reasons(races.flatMap(({ absent }) => absent))].join('\n')
}

export function figuresTable({ rows, absent }: FiguresOutcome): string {
  const columns = [...new Set(rows.flatMap(({ values }) => Object.keys(values)))]
  const cells = rows.map(({ name, values }) => [
    name,
    ...columns.map((column) => (values[column] === undefined ? '–' : short(values[column]))),
  ])
  return [aligned([['', ...columns], ...cells], [0]), ...reasons(absent)].join('\n')
}

export function targetTable(targets: readonly Target[]): string {
  const rows = targets.map(({ text, unit, wanted, most, value, spread, reached }) => {
    const measured = `${value.toFixed(2)}${unit === '×' ? unit : ` ${unit}`}`
    const bound = `${most ? '≤' : '≥'} ${wanted}${unit === '×' ? unit : ` ${unit}`}`
    return [reached ? '✓' : '✗', text, bound, measured, spread === undefined ? '' : range(spread)]
  })
  return aligned([['', 'target', 'wanted', 'measured', 'p25–p75'], ...rows], [0, 1])
}

/** Why somebody has no numbers, each reason once. */
function reasons(absent: readonly Absent[]): readonly string[] {
  return [...new Set(absent.map(({ name, reason }) => `  – ${name}: ${reason}`))]
}

/** What stands in the row above already is left out. */
function withoutRepetition(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return rows.map((row, index) => {
    const above = rows[index - 1]
    const [operation, mode, ...rest] = row
    return [
      operation === above?.[0] ? '' : operation,
      operation === above?.[0] && mode === above?.[1] ? '' : mode,
      ...rest,
    ] as readonly string[]
  })
}

function aligned(rows: readonly (readonly string[])[], left: readonly number[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  const cell = (text: string, column: number): string =>
    left.includes(column) ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0)
  return rows.map((row) => `  ${row.map(cell).join('  ')}`.trimEnd()).join('\n')
}

/** Three digits are more than the noise leaves. */
function short(value: number): string {
  const [unit, suffix] = value >= 1e6 ? [1e6, 'M'] : value >= 1000 ? [1000, 'k'] : [1, '']
  const scaled = value / unit
  return `${scaled.toFixed(scaled >= 100 ? 0 : scaled >= 10 ? 1 : 2)}${suffix}`
}

function times(ratio: number): string {
  return `${ratio.toFixed(2)}×`
}

function range({ p25, p75 }: Quartiles): string {
  return `${p25.toFixed(2)}–${p75.toFixed(2)}`
}
