// What is measured otherwise than by a race: numbers of several kinds, one row for each contender.
import type { Absent } from './contender.ts'
import type { Pace } from './pace.ts'

export interface Figures {
  readonly subject: string
  readonly rows: readonly Row[]
  readonly absent: readonly Absent[]
  readonly goals: readonly FigureGoal[]
}

export interface Row {
  readonly name: string
  /** By what they are, unit included, such as `p99 ms`. */
  readonly values: { readonly [column: string]: number }
}

export interface FigureGoal {
  readonly text: string
  readonly unit: string
  readonly wanted: number
  /** Whether `wanted` is the greatest value, not the least. */
  readonly most: boolean
  readonly value: number
}

export type TakeFigures = (pace: Pace) => Promise<Figures>
