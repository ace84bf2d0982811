// What we want to reach. Measured here for information; noise alone could miss a target, so nothing fails.
import { prepared, withKey } from './contenders/ours.ts'
import type { Measurement } from './measure.ts'
import type { Result } from './race.ts'
import { type Quartiles, timesAsFast } from './statistics.ts'

export interface Target {
  readonly text: string
  /** The least ratio, or with `most` the greatest. */
  readonly wanted: number
  readonly most: boolean
  readonly ratio: Quartiles
  readonly reached: boolean
}

/** The targets that the measurements tell something about. */
export function targetsOf(measurements: readonly Measurement[]): readonly Target[] {
  return [
    ...measurements.flatMap(speed),
    ...measurements.flatMap(materialOnEveryCall),
    ...measurements.filter(({ kind }) => kind === 'cached').map(cached),
  ]
}

function speed({ algorithm, kind, results }: Measurement): readonly Target[] {
  if (kind === 'cached') return []
  const against = (name: string, mode: Result['mode'], wanted: number): Target =>
    atLeast(wanted, `${algorithm} ${kind}, sync: ours / ${name}`, [results, prepared, 'sync'], [results, name, mode])
  return algorithm === 'HS256'
    ? [against('fast-jwt', 'sync', 1.3), against('jose', 'async', 10)]
    : [against('raw', 'sync', 0.95)]
}

/** The cost of material that could have been prepared: time with it / time with a `Key`. */
function materialOnEveryCall({ algorithm, kind, results }: Measurement): readonly Target[] {
  if (kind === 'cached') return []
  const key = find(results, withKey, 'sync')
  return results
    .filter(({ name, mode }) => mode === 'sync' && name.startsWith('ours, ') && name !== withKey)
    .map((material) => {
      const ratio = timesAsFast(key, material)
      const text = `${algorithm} ${kind}, sync: cost of ${material.name.slice('ours, '.length)} on every call / Key`
      return { text, wanted: 1.2, most: true, ratio, reached: ratio.median <= 1.2 }
    })
}

function cached({ algorithm, results }: Measurement): Target {
  const text = `${algorithm} verify, cached: ours / fast-jwt's cache`
  return atLeast(3, text, [results, prepared, 'sync'], [results, 'fast-jwt', 'sync'])
}

type Selection = readonly [results: readonly Result[], name: string, mode: Result['mode']]

function atLeast(wanted: number, text: string, one: Selection, other: Selection): Target {
  const ratio = timesAsFast(find(...one), find(...other))
  return { text, wanted, most: false, ratio, reached: ratio.median >= wanted }
}

export function find(...[results, name, mode]: Selection): Result {
  const found = results.find((result) => result.name === name && result.mode === mode)
  if (found === undefined) throw new Error(`${name} (${mode}) was not measured`)
  return found
}
