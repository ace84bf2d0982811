// What we want to reach. Measured here for information; noise alone could miss a target, so nothing fails.
import { type Mode, prepared } from './contender.ts'
import type { Measurement } from './contest.ts'
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

export interface Target extends Pick<Goal, 'text' | 'wanted' | 'most'> {
  readonly ratio: Quartiles
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

export function targetsOf(measurements: readonly Measurement[]): readonly Target[] {
  return measurements.flatMap(({ subject, operation, goals, results }) =>
    goals.map(({ text, wanted, most, one, other }): Target => {
      const ratio = timesAsFast(find(results, one), find(results, other))
      const reached = most ? ratio.median <= wanted : ratio.median >= wanted
      return { text: `${subject} ${operation}, ${text}`, wanted, most, ratio, reached }
    }),
  )
}

export function find(results: readonly Result[], { name, mode }: Selection): Result {
  const found = results.find((result) => result.name === name && result.mode === mode)
  if (found === undefined) throw new Error(`${name} (${mode}) was not measured`)
  return found
}
