import fc from 'fast-check'
import { Disagreement } from './agreement.ts'
import type { Ledger } from './ledger.ts'
import { seed } from './settings.ts'

const batch = 10_000

/**
 * Runs the property for so many cases, in batches of seeds that follow each other, so that what one of them finds does
 * not end the others. What is found goes into the ledger, made as small as can be.
 */
export async function explore<T>(
  ledger: Ledger,
  cases: fc.Arbitrary<T>,
  number: number,
  property: (each: T) => Promise<void>,
): Promise<void> {
  const batches = Math.ceil(number / batch)
  for (let index = 0; index < batches; index++) {
    const numRuns = Math.min(batch, number - index * batch)
    const details = await fc.check(fc.asyncProperty(cases, property), { seed: seed + index, numRuns })
    if (details.failed) {
      const { errorInstance: error, counterexample, counterexamplePath: path } = details
      const found = error instanceof Disagreement ? ledger.differences : ledger.crashes
      const { message, cause } = Object(error) as Error
      const why = cause === undefined ? message : `${message}: ${(cause as Error).stack ?? String(cause)}`
      found.push(`seed ${seed + index}, path ${path}\n${fc.stringify(counterexample)}\n${why}`)
    }
    // A long run says how far it is, and what it has found.
    const finds = [...ledger.differences, ...ledger.crashes]
    if (batches > 1) process.stderr.write(`${[`${ledger.title}: ${index + 1} of ${batches}`, ...finds].join('\n')}\n`)
  }
}

/** The seeds that so many cases are made of. */
export function seedsOf(number: number): string {
  const last = seed + Math.ceil(number / batch) - 1
  return last === seed ? `seed ${seed}` : `seeds ${seed} to ${last}`
}
