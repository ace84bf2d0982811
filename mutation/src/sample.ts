import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Mutant } from '@stryker-mutator/api/core'
import { Instrumenter } from '@stryker-mutator/instrumenter'
import { messages } from './messages.ts'
import { keyOf } from './settings.ts'

export interface Sample {
  /** By `keyOf`. */
  readonly keys: readonly string[]
  /** What Stryker is to mutate: where they are. */
  readonly ranges: readonly string[]
  /** How many mutants there are to choose from. */
  readonly all: number
}

/** `size` mutants of those files, each as likely as any other. The same seed chooses the same while the sources are the same. */
export async function sampleOf(files: readonly string[], size: number, seed: string): Promise<Sample> {
  const instrumenter = new Instrumenter(silent as never)
  const sources = files.map((file) => ({ name: resolve(file), content: readFileSync(file, 'utf8'), mutate: true }))
  const made = await instrumenter.instrument(sources, {
    ignorers: [messages],
    excludedMutations: [],
    plugins: null,
  } as never)
  const mutants = (made.mutants as readonly Mutant[]).filter(({ status }) => status !== 'Ignored')
  const chosen = mutants
    .map((mutant) => ({
      mutant,
      lot: createHash('sha256')
        .update(`${seed} ${keyOf(mutant)}`)
        .digest('hex'),
    }))
    .sort((a, b) => (a.lot < b.lot ? -1 : 1))
    .slice(0, size)
    .map(({ mutant }) => mutant)
  return { keys: chosen.map(keyOf), ranges: chosen.map(rangeOf), all: mutants.length }
}

function rangeOf({ fileName, location: { start, end } }: Mutant): string {
  const file = fileName.slice(process.cwd().length + 1)
  return `${file}:${start.line + 1}:${start.column}-${end.line + 1}:${end.column}`
}

const silent = { debug: () => {}, info: () => {}, warn: () => {}, isDebugEnabled: () => false }
