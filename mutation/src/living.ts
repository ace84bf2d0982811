import type { MutantResult } from '@stryker-mutator/api/core'
import type { Reporter } from '@stryker-mutator/api/report'
import { countedFromZero, keyOf, told } from './settings.ts'

/** Says on standard error, while a run of an hour lasts, which mutant has just survived. */
export class Living implements Reporter {
  #tried = 0
  readonly #wanted = told().sample

  onMutantTested(mutant: Readonly<MutantResult>): void {
    const { fileName, location, mutatorName, replacement, status } = mutant
    if (status === 'Ignored' || this.#wanted?.includes(keyOf(countedFromZero(mutant))) === false) return
    this.#tried++
    if (status !== 'Survived' && status !== 'NoCoverage') return
    const place = `${fileName}:${location.start.line}:${location.start.column}`
    process.stderr.write(`${this.#tried}: ${status} ${place} ${mutatorName} ${replacement?.replace(/\s+/g, ' ')}\n`)
  }
}
