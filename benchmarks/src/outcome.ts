// What one runtime measured, as data: for the tables, for the history, for the charts.
import type { Absent, Mode } from './contender.ts'
import type { Measurement } from './contest.ts'
import type { Figures, Row } from './figures.ts'
import type { ClockName, PaceName } from './pace.ts'
import type { Result } from './race.ts'
import { operationsPerSecond, type Quartiles, timesAsFast } from './statistics.ts'
import { find, oursIn, type Target, targetsOf } from './targets.ts'

/** A file of the history. */
export interface Report {
  /** Of the day, as in `2026-11-28`. */
  readonly date: string
  readonly pace: PaceName
  readonly clock: ClockName
  readonly outcomes: readonly Outcome[]
}

export interface Outcome {
  /** Such as `Node 24.21.0`. */
  readonly runtime: string
  readonly machine: string
  readonly races: readonly Race[]
  readonly figures: readonly FiguresOutcome[]
  readonly targets: readonly Target[]
}

export interface Race {
  readonly subject: string
  readonly operation: string
  readonly contenders: readonly Ranked[]
  readonly absent: readonly Absent[]
}

export interface Ranked {
  readonly name: string
  readonly mode: Mode
  readonly operationsPerSecond: Quartiles
  /** Ours with a prepared key against the contender, each in its own mode, or the other where ours has one only. */
  readonly oursTimesAsFast?: Quartiles
}

export interface FiguresOutcome {
  readonly subject: string
  readonly rows: readonly Row[]
  readonly absent: readonly Absent[]
}

export function raceOf({ subject, operation, results, absent }: Measurement): Race {
  return { subject, operation, absent, contenders: results.map((result) => ranked(result, results)) }
}

function ranked(result: Result, results: readonly Result[]): Ranked {
  const ours = find(results, oursIn(result.mode)) ?? find(results, oursIn('sync')) ?? find(results, oursIn('async'))
  return {
    ...{ name: result.name, mode: result.mode, operationsPerSecond: operationsPerSecond(result) },
    ...(ours && { oursTimesAsFast: timesAsFast(ours, result) }),
  }
}

export function outcomeOf(
  { runtime, machine }: Pick<Outcome, 'runtime' | 'machine'>,
  measurements: readonly Measurement[],
  figures: readonly Figures[],
): Outcome {
  return {
    ...{ runtime, machine, races: measurements.map(raceOf) },
    figures: figures.map(({ subject, rows, absent }) => ({ subject, rows, absent })),
    targets: targetsOf(measurements, figures),
  }
}

/** As JSON, numbers to four digits: the noise leaves no more. */
export function jsonOf(report: Report): string {
  const rounded = (_name: string, value: unknown): unknown =>
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value
  return `${JSON.stringify(report, rounded, 1)}\n`
}
