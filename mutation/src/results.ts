import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { MutantResult } from '@stryker-mutator/api/core'

/** What came of the mutants of one folder or file. */
export interface Result {
  readonly target: string
  readonly seconds: number
  readonly counts: Readonly<Record<Status, number>>
  /** Percent that a test noticed, of those that were tried or that no test reached. */
  readonly score: number
  /** Those that no test noticed. */
  readonly alive: readonly Alive[]
}

export interface Alive {
  readonly place: string
  readonly status: string
  readonly mutator: string
  readonly was: string
  readonly became: string
}

type Status = MutantResult['status']

export function tally(target: string, mutants: readonly MutantResult[], seconds: number): Result {
  const counts = {
    Killed: 0,
    Timeout: 0,
    Survived: 0,
    NoCoverage: 0,
    Ignored: 0,
    RuntimeError: 0,
    CompileError: 0,
    Pending: 0,
  }
  for (const { status } of mutants) counts[status]++
  const noticed = counts.Killed + counts.Timeout
  const all = noticed + counts.Survived + counts.NoCoverage
  const alive = mutants.filter(({ status }) => status === 'Survived' || status === 'NoCoverage').map(aliveOf)
  return { target, seconds, counts, score: all === 0 ? 100 : (100 * noticed) / all, alive }
}

function aliveOf({ fileName, location, status, mutatorName, replacement }: MutantResult): Alive {
  const { start, end } = location
  const lines = readFileSync(fileName, 'utf8')
    .split('\n')
    .slice(start.line, end.line + 1)
  const was = lines.map((line, index) =>
    line.slice(index === 0 ? start.column : 0, index === lines.length - 1 ? end.column : undefined).trim(),
  )
  const place = `${relative(process.cwd(), fileName)}:${start.line + 1}:${start.column + 1}`
  return { place, status, mutator: mutatorName, was: short(was.join(' ')), became: short(replacement ?? '') }
}

function short(code: string): string {
  const line = code.replace(/\s+/g, ' ')
  return line.length > 120 ? `${line.slice(0, 117)}…` : line
}

/** The score and the living, for the terminal. */
export function textOf({ target, seconds, counts, score, alive }: Result): string {
  const living = alive.map(
    ({ place, status, mutator, was, became }) =>
      `${status === 'NoCoverage' ? 'not reached' : 'survived'} ${place} ${mutator}\n  - ${was}\n  + ${became}`,
  )
  const { Killed, Timeout, Survived, NoCoverage, Ignored, RuntimeError } = counts
  return `${living.join('\n')}
${target}: ${score.toFixed(1)} %: ${Killed} killed, ${Timeout} timed out, ${Survived} survived, ${NoCoverage} not reached; \
${Ignored} texts of errors left out, ${RuntimeError} could not run; ${Math.round(seconds)} s
`
}

/** The row of RESULTS.md, and `report/`, where the whole list of the living is for the next reader. */
export function write(result: Result): void {
  const { target, counts, score, seconds } = result
  const { Killed, Timeout, Survived, NoCoverage, Ignored } = counts
  mkdirSync('mutation/report', { recursive: true })
  writeFileSync(`mutation/report/${target.replaceAll('/', '_')}.json`, JSON.stringify(result, null, 1))
  const cells = [Killed + Timeout + Survived + NoCoverage, Killed, Timeout, Survived, NoCoverage, Ignored]
  const date = new Date().toISOString().slice(0, 10)
  const row = `| \`${target}\` | ${cells.join(' | ')} | ${score.toFixed(1)} % | ${Math.round(seconds)} s | ${date} |`
  const lines = readFileSync(resultsFile, 'utf8').trimEnd().split('\n')
  const known = lines.findIndex((line) => line.startsWith(`| \`${target}\` |`))
  if (known === -1) lines.push(row)
  else lines[known] = row
  writeFileSync(resultsFile, `${lines.join('\n')}\n`)
}

const resultsFile = 'mutation/RESULTS.md'
