import type { Attack } from './attack.ts'
import { isCareful, type Verdict } from './judge.ts'
import type { Library } from './library.ts'
import type { Row } from './run.ts'

/** An answer that takes longer, in milliseconds, is a finding by itself. */
export const long = 1000

const words = {
  refused: 'refused',
  'read as data': 'as data',
  accepted: 'ACCEPTED',
  'wrong error': 'wrong error',
  unread: '–',
}

/** The table for a terminal, with what each took. */
export function text(libraries: readonly Library[], rows: readonly Row[]): string {
  const heads = ['', ...libraries.map(({ name }) => name)]
  const cells = rows.map(({ attack, verdicts }) => [
    `${attack.class}: ${attack.what}`,
    ...verdicts.map((verdict) =>
      verdict.outcome === 'unread' ? words.unread : `${words[verdict.outcome]} ${took(verdict)}`,
    ),
  ])
  const widths = heads.map((_, column) => Math.max(...[heads, ...cells].map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  return [heads, ...cells].map(line).join('\n')
}

/** The table for a page: of each class the inputs that somebody does not answer as a careful library does, and how many others there are; what costly ones take, where it is more than a tenth of a second. */
export function markdown(libraries: readonly Library[], rows: readonly Row[]): string {
  const heads = [
    'class',
    'input',
    ...libraries.map(({ name, version }) => `${name}${/ours/.test(name) ? '' : ` ${version}`}`),
  ]
  const classes = [...new Set(rows.map(({ attack }) => attack.class))]
  const cells = classes.flatMap((name) => {
    const all = rows.filter(({ attack }) => attack.class === name)
    const notable = all.filter(
      ({ attack, verdicts }) =>
        attack.isCostly || attack.careful !== 'refused' || verdicts.some((verdict) => !isCareful(attack, verdict)),
    )
    const others = all.length - notable.length
    const first = all[0]?.verdicts ?? []
    const rest = [
      `${others} ${notable.length === 0 ? 'inputs' : others === 1 ? 'other' : 'others'}`,
      ...first.map(({ outcome }) => (outcome === 'unread' ? '–' : 'refused')),
    ]
    const lines = [
      ...notable.map((row) => [codeOf(row.attack.what), ...row.verdicts.map((verdict) => cellOf(row.attack, verdict))]),
      ...(others > 0 ? [rest] : []),
    ]
    return lines.map((line, index) => [index === 0 ? name : '', ...line])
  })
  return [heads, heads.map(() => '---'), ...cells].map((row) => `| ${row.join(' | ')} |`).join('\n')
}

/** How many of the inputs that it reads each library answered otherwise than a careful one. */
export function counts(libraries: readonly Library[], rows: readonly Row[]): string {
  const lines = libraries.map(({ name, version }, index) => {
    const judged = rows.flatMap(({ attack, verdicts }) => {
      const verdict = verdicts[index]
      return verdict === undefined || verdict.outcome === 'unread' ? [] : [{ attack, verdict }]
    })
    const number = (outcome: Verdict['outcome']): number =>
      judged.filter(({ verdict }) => verdict.outcome === outcome).length
    const careful = judged.filter(({ attack, verdict }) => isCareful(attack, verdict)).length
    const counted = `${number('accepted')} accepted, ${number('wrong error')} ended in an error of another kind`
    return `${name} ${version}: of ${judged.length} inputs ${counted}, ${careful} answered as by a careful library`
  })
  return lines.join('\n')
}

function cellOf({ isCostly }: Attack, verdict: Verdict): string {
  const word = verdict.outcome === 'accepted' ? '**accepted**' : words[verdict.outcome]
  return isCostly && verdict.milliseconds > 100 ? `${word}, ${took(verdict)}` : word
}

/** What Markdown would take for its own is code. */
function codeOf(what: string): string {
  return /[{}[\]_<>*]/.test(what) ? `\`${what}\`` : what
}

function took({ milliseconds }: Verdict): string {
  if (milliseconds >= long) return `${(milliseconds / 1000).toFixed(1)} s`
  return `${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)} ms`
}
