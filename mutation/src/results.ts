import { readFileSync, writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { MutantResult } from '@stryker-mutator/api/core'
import { whyOf } from './explained/explained.ts'

/** What came of the mutants of one folder or file, or of a sample of them. */
export interface Result extends Omit<Outcome, 'mutants'> {
  readonly killed: number
  readonly timedOut: number
  /** Texts of error messages. */
  readonly leftOut: number
  /** What could not be run is in no other figure. */
  readonly broken: number
  /** Those that no test noticed. */
  readonly alive: readonly Alive[]
  /** Percent that a test noticed, of those that were tried or that no test reached, the explained ones too. */
  readonly score: number
  /** Of the score of all mutants, where these are a sample (Wilson's, 95 %). */
  readonly interval?: readonly [from: number, to: number]
}

export interface Alive {
  readonly place: string
  readonly status: string
  readonly mutator: string
  readonly line: string
  readonly was: string
  readonly became: string
  /** Why it cannot be noticed. */
  readonly why?: string
}

export interface Outcome {
  /** What `pnpm mutation` was given. */
  readonly given: string
  readonly chosen?: { readonly seed: string; readonly of: number }
  readonly mutants: readonly MutantResult[]
  readonly seconds: number
}

export function tally({ mutants, ...outcome }: Outcome): Result {
  const count = (status: MutantResult['status']): number => mutants.filter((each) => each.status === status).length
  const alive = mutants.filter(({ status }) => status === 'Survived' || status === 'NoCoverage').map(aliveOf)
  const [killed, timedOut, leftOut] = [count('Killed'), count('Timeout'), count('Ignored')]
  const all = killed + timedOut + alive.length
  return {
    ...outcome,
    killed,
    timedOut,
    leftOut,
    broken: mutants.length - all - leftOut,
    alive,
    score: all === 0 ? 100 : (100 * (killed + timedOut)) / all,
    ...(outcome.chosen && { interval: intervalOf(killed + timedOut, all) }),
  }
}

function intervalOf(noticed: number, all: number): [number, number] {
  const [z, share] = [1.96, noticed / all]
  const middle = share + (z * z) / (2 * all)
  const half = z * Math.sqrt((share * (1 - share)) / all + (z * z) / (4 * all * all))
  const scale = 1 + (z * z) / all
  return [(100 * (middle - half)) / scale, (100 * (middle + half)) / scale]
}

function aliveOf({ fileName, location, status, mutatorName, replacement }: MutantResult): Alive {
  const { start, end } = location
  const file = relative(process.cwd(), fileName)
  const lines = readFileSync(fileName, 'utf8')
    .split('\n')
    .slice(start.line, end.line + 1)
  const was = lines.map((line, index) =>
    line.slice(index === 0 ? start.column : 0, index === lines.length - 1 ? end.column : undefined).trim(),
  )
  const alive = {
    place: `${file}:${start.line + 1}:${start.column + 1}`,
    status,
    mutator: mutatorName,
    line: (lines[0] ?? '').trim(),
    was: short(was.join(' ')),
    became: short(replacement ?? ''),
  }
  const why = whyOf(file, alive)
  return { ...alive, ...(why && { why }) }
}

function short(code: string): string {
  const line = code.replace(/\s+/g, ' ')
  return line.length > 120 ? `${line.slice(0, 117)}…` : line
}

/** The score and the living, for the terminal. */
export function textOf(result: Result): string {
  const { given, killed, timedOut, leftOut, broken, alive, seconds, chosen } = result
  const living = alive.map(({ place, status, mutator, was, became, why }) => {
    const word = why ? `explained (${why})` : status === 'NoCoverage' ? 'not reached' : 'survived'
    return `${word} ${place} ${mutator}\n  - ${was}\n  + ${became}\n`
  })
  const from = chosen && ` (${killed + timedOut + alive.length} of ${chosen.of} mutants, seed ${chosen.seed})`
  return `${living.join('')}
${given}${from ?? ''}: ${scoreOf(result)}: ${killed} killed, ${timedOut} timed out, ${explainedOf(result)} explained, \
${unexplainedOf(result)} unexplained; ${leftOut} texts of errors left out, ${broken} could not run; ${Math.round(seconds)} s
`
}

function scoreOf({ score, interval }: Result): string {
  const [from, to] = interval ?? []
  const range = from === undefined || to === undefined ? '' : ` (95 %: ${from.toFixed(1)} to ${to.toFixed(1)})`
  return `${score.toFixed(1)} %${range}`
}

function explainedOf({ alive }: Result): number {
  return alive.filter(({ why }) => why !== undefined).length
}

function unexplainedOf({ alive }: Result): number {
  return alive.filter(({ why }) => why === undefined).length
}

/** The row of RESULTS.md, and `report/`, where the whole list of the living is for the next reader. */
export function write(result: Result): void {
  const { given, killed, timedOut, alive, seconds } = result
  const what = `\`${given}\``
  writeFileSync(`mutation/report/${what.replace(/[^\w.-]+/g, '_')}.json`, JSON.stringify(result, null, 1))
  const cells = [killed + timedOut + alive.length, killed, timedOut, explainedOf(result), unexplainedOf(result)]
  const date = new Date().toISOString().slice(0, 10)
  const row = `| ${[what, ...cells, scoreOf(result), `${Math.round(seconds)} s`, date].join(' | ')} |`
  const lines = readFileSync(resultsFile, 'utf8').trimEnd().split('\n')
  const known = lines.findIndex((line) => line.startsWith(`| ${what} |`))
  if (known === -1) lines.push(row)
  else lines[known] = row
  writeFileSync(resultsFile, `${lines.join('\n')}\n`)
}

const resultsFile = 'mutation/RESULTS.md'
