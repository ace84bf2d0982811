import { type Recorded, recorded } from '../runtimes/src/results.ts'

const start = /<!-- runtimes: [^\n]*-->\n/
const end = '<!-- /runtimes -->'
const backends = ['node', 'webcrypto', 'forge'] as const

/** The text with the table of runtimes between its two comments, made from what `pnpm runtimes --record` saw. */
export function withRuntimes(text: string): string {
  const opening = start.exec(text)
  const from = (opening?.index ?? -1) + (opening?.[0].length ?? 0)
  const to = text.indexOf(end)
  if (opening === null || to < from) throw new Error('The text has no place for the table of runtimes')
  return `${text.slice(0, from)}\n${table(recorded())}\n${text.slice(to)}`
}

function table(results: readonly Recorded[]): string {
  const runtimes = [...new Set(results.map(({ runtime }) => runtime))]
  const rows = runtimes.map((runtime) => {
    const own = results.filter((each) => each.runtime === runtime)
    const ways = [...new Set(own.map(({ loaded }) => loaded))].join(', ')
    const cells = backends.map((backend) => cellOf(own.filter((each) => each.backend === backend)))
    return [runtime, [...new Set(own.map(({ version }) => version))].join(', '), ways, ...cells, lastOf(own)]
  })
  const head = ['runtime', 'version', 'loaded by', ...backends, 'seen']
  return `${[head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`
}

/** Passed, skipped and time; of each way of loading where they differ. */
function cellOf(results: readonly Recorded[]): string {
  const texts = results.map(({ passed, skipped, groups, seconds }) => {
    const part = groups === undefined ? '' : `, ${groups} groups`
    return { counts: `${passed} / ${skipped}${part}`, seconds }
  })
  const counts = [...new Set(texts.map((each) => each.counts))]
  const lines = counts.map((text) => {
    const seconds = Math.max(...texts.filter((each) => each.counts === text).map((each) => each.seconds))
    return `${text}, ${coarse(seconds)}`
  })
  return lines.join('; ') || '–'
}

/** So coarse that the same machine says the same the next day. */
function coarse(seconds: number): string {
  const step = [10, 30, 60, 120, 300, 600, 1800, 3600].find((limit) => seconds < limit)
  if (step === undefined) return 'over 1 h'
  return step < 60 ? `under ${step} s` : step < 3600 ? `under ${step / 60} min` : 'under 1 h'
}

function lastOf(results: readonly Recorded[]): string {
  return [...results.map(({ date }) => date)].sort().at(-1) ?? ''
}
