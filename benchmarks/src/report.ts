// Numbers for people, and for programs.
import { availableParallelism, cpus } from 'node:os'
import type { Measurement } from './contest.ts'
import type { Result } from './race.ts'
import { operationsPerSecond, type Quartiles, timesAsFast } from './statistics.ts'
import { find, oursIn, type Target } from './targets.ts'

/** One subject: each operation by each contender. */
export function table(measurements: readonly Measurement[]): string {
  const rows = measurements.flatMap(({ operation, results }) =>
    results.map((result): readonly string[] => {
      const speed = operationsPerSecond(result)
      const ratio = compared(result, results)
      const spread = `${short(speed.p25)}–${short(speed.p75)}`
      return [operation, result.mode, result.name, short(speed.median), spread, times(ratio.median), range(ratio)]
    }),
  )
  const heads = ['', '', 'contender', 'ops/s', 'p25–p75', 'ours /', 'p25–p75']
  return aligned([heads, ...withoutRepetition(rows)], [0, 1, 2])
}

export function targetTable(targets: readonly Target[]): string {
  const rows = targets.map(({ text, wanted, most, ratio, reached }) => {
    return [reached ? '✓' : '✗', text, `${most ? '≤' : '≥'} ${wanted}×`, times(ratio.median), range(ratio)]
  })
  return aligned([['', 'target', 'wanted', 'measured', 'p25–p75'], ...rows], [0, 1])
}

export function machine(): string {
  return `Node ${process.versions.node}, OpenSSL ${process.versions.openssl}, ${availableParallelism()} × ${cpus()[0]?.model ?? process.arch}`
}

/** All numbers: operations a second, ratios, milliseconds of each round. */
export function json(measurements: readonly Measurement[], targets: readonly Target[]): string {
  const races = measurements.map(({ subject, operation, results }) => ({
    subject,
    operation,
    contenders: results.map((result) => ({
      ...{ name: result.name, mode: result.mode, operationsPerSecond: operationsPerSecond(result) },
      ...{ oursTimesAsFast: compared(result, results), millisecondsByRound: result.rounds },
    })),
  }))
  return `${JSON.stringify({ machine: machine(), races, targets }, null, 2)}\n`
}

/** Ours with a prepared key against the contender, each in its own mode. */
function compared(result: Result, results: readonly Result[]): Quartiles {
  return timesAsFast(find(results, oursIn(result.mode)), result)
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
