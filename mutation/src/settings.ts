import { readFileSync, writeFileSync } from 'node:fs'
import type { Mutant, MutantResult } from '@stryker-mutator/api/core'

/** What the worker is told: Stryker starts it, in a sandbox, with the environment of the command. */
export interface Settings {
  /** Where `node_modules` are. */
  readonly repository: string
  /** Test files, from the root of the sandbox. */
  readonly tests: readonly string[]
  /** The mutants to try, by `keyOf`; absent for all of them. */
  readonly sample?: readonly string[]
  /** Whether the async twins of what there is for sync are run too. */
  readonly both: boolean
  /** Seconds of the processor that the tests of one mutant may take; one that is alive then has survived. */
  readonly budget: number
}

const variable = 'JOSE_MUTATION_SETTINGS'

export function tell(file: string, settings: Settings): void {
  writeFileSync(file, JSON.stringify(settings))
  process.env[variable] = file
}

export function told(): Settings {
  return JSON.parse(readFileSync(process.env[variable] ?? '', 'utf8'))
}

/** The same for a mutant however many are made beside it, and wherever the sources were copied to. */
export function keyOf({ fileName, location, mutatorName, replacement }: Pick<Mutant, KeyMember>): string {
  const { start, end } = location
  const file = fileName.slice(fileName.lastIndexOf('/packages/') + 1)
  return [file, start.line, start.column, end.line, end.column, mutatorName, replacement].join(' ')
}

type KeyMember = 'fileName' | 'location' | 'mutatorName' | 'replacement'

/** Stryker counts lines and columns from 0 while it works, and from 1 in what it answers: here it is from 0 always. */
export function countedFromZero(mutant: MutantResult): MutantResult {
  const { start, end } = mutant.location
  const before = ({ line, column }: typeof start): typeof start => ({ line: line - 1, column: column - 1 })
  return { ...mutant, location: { start: before(start), end: before(end) } }
}
