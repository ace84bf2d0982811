// What we want to reach. Measured here for information; noise alone could miss a target, so nothing fails.
import { type Mode, prepared } from './contender.ts'
import type { Measurement } from './contest.ts'
import type { Figures } from './figures.ts'
import type { Result } from './race.ts'
import { type Quartiles, timesAsFast } from './statistics.ts'

/** How many times as fast one contender should be as another of the same contest. */
export interface Goal {
  readonly text: string
  /** The least ratio, or with `most` the greatest. */
  readonly wanted: number
  readonly most: boolean
  readonly one: Selection
  readonly other: Selection
}

export interface Selection {
  readonly name: string
  readonly mode: Mode
}

export interface Target {
  readonly text: string
  /** Such as `×`, for a ratio. */
  readonly unit: string
  readonly wanted: number
  /** Whether `wanted` is the greatest value, not the least. */
  readonly most: boolean
  readonly value: number
  /** Of a ratio, how much it varied from round to round. */
  readonly spread?: Quartiles
  readonly reached: boolean
}

export function atLeast(wanted: number, one: Selection, other: Selection): Goal {
  return { text: `${one.mode}: ${one.name} / ${other.name}`, wanted, most: false, one, other }
}

/** Ours with everything prepared, in that mode. */
export function oursIn(mode: Mode): Selection {
  return { name: prepared, mode }
}

/** The cost of material that could have been prepared: time with it / time with a `Key`. */
export function materialAtMost(wanted: number, material: Selection, key: Selection): Goal {
  const form = material.name.slice(`${prepared}, `.length)
  return { text: `${key.mode}: cost of ${form} on every call / Key`, wanted, most: true, one: key, other: material }
}

/** Without those whose contender is absent. */
export function targetsOf(measurements: readonly Measurement[], figures: readonly Figures[]): readonly Target[] {
  const ratios = measurements.flatMap(({ subject, operation, goals, results }) =>
    goals.flatMap(({ text, wanted, most, one, other }): readonly Target[] => {
      const [first, second] = [find(results, one), find(results, other)]
      if (first === undefined || second === undefined) return []
      const spread = timesAsFast(first, second)
      const value = spread.median
      return [
        {
          ...{ text: `${subject} ${operation}, ${text}`, unit: '×', wanted, most, value, spread },
          reached: isReached({ wanted, most, value }),
        },
      ]
    }),
  )
  const numbers = figures.flatMap(({ goals }) => goals.map((goal): Target => ({ ...goal, reached: isReached(goal) })))
  return [...ratios, ...numbers]
}

function isReached({ wanted, most, value }: Pick<Target, 'wanted' | 'most' | 'value'>): boolean {
  return most ? value <= wanted : value >= wanted
}

export function find(results: readonly Result[], { name, mode }: Selection): Result | undefined {
  return results.find((result) => result.name === name && result.mode === mode)
}
