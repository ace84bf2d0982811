// What each chart shows, in the words of Vega-Lite.
import type { TopLevelSpec } from 'vega-lite'
import type { Outcome, Report } from './outcome.ts'

/** How many times as fast ours is as each peer, on node:crypto. */
export function peersChart({ outcomes, clock }: Report): TopLevelSpec {
  const outcome = onNode24(outcomes)
  const values = outcome.races
    .filter(({ subject }) => /^(HS|RS|PS|ES)256$|^EdDSA$/.test(subject))
    .flatMap(({ subject, operation, contenders }) =>
      contenders
        .filter(({ name, mode }) => !name.startsWith('ours') && !(name === 'raw' && mode === 'async'))
        .map(({ name, oursTimesAsFast: times }) => ({ peer: name, row: `${subject} ${operation}`, ...times })),
    )
  return {
    ...titled(
      'Ours, times as fast',
      `${outcome.runtime}, ${measured[clock]}; the bar is the median, the line the middle half of the rounds`,
    ),
    data: { values },
    encoding: {
      y: { field: 'row', type: 'nominal', sort: null, title: null },
      yOffset: { field: 'peer', sort: peers },
    },
    layer: [
      {
        mark: { type: 'bar' },
        encoding: {
          x: times('median'),
          x2: { datum: 1 },
          color: { field: 'peer', type: 'nominal', sort: peers, title: null },
        },
      },
      { mark: { type: 'rule', color: '#333' }, encoding: { x: times('p25'), x2: { field: 'p75' } } },
    ],
    height: { step: 9 },
  }
}

const measured = { wall: 'time as it passes', cpu: 'time of the processors' } as const

const peers = ['raw', 'fast-jwt', 'jsonwebtoken', 'node-jose', 'jose']

function times(field: string) {
  return { field, type: 'quantitative', scale: { type: 'log', domainMin: 0.5 }, title: null } as const
}

/** Microseconds for a byte of the claim or plaintext, by how many there are. */
export function sizesChart({ outcomes, clock }: Report): TopLevelSpec {
  const outcome = onNode24(outcomes)
  const values = outcome.races.flatMap(({ subject, operation, contenders }) => {
    const bytes = bytesIn(subject)
    if (bytes === undefined) return []
    return contenders
      .filter(({ name }) => ['ours', 'raw', 'jose', 'fast-jwt'].includes(name))
      .filter(({ name, mode }) => mode === (name === 'jose' ? 'async' : 'sync'))
      .map(({ name, operationsPerSecond: { median } }) => {
        return { of: `${subject.split(/[ ,]/)[0]} ${operation}`, name, bytes, microseconds: 1e6 / median }
      })
  })
  return {
    ...titled('Time of a token by its size', `${outcome.runtime}, ${measured[clock]}`),
    data: { values },
    facet: { field: 'of', title: null, sort: null },
    columns: 2,
    spec: {
      ...{ width: 240, height: 160 },
      mark: { type: 'line', point: true },
      encoding: {
        x: { field: 'bytes', type: 'quantitative', scale: { type: 'log' }, title: 'bytes' },
        y: { field: 'microseconds', type: 'quantitative', scale: { type: 'log' }, title: 'µs' },
        color: { field: 'name', type: 'nominal', title: null, sort: ['ours', 'raw', 'fast-jwt', 'jose'] },
      },
    },
  }
}

/** Such as `HS256, a claim of 10 KiB` or `dir A256GCM 1 MiB`. */
function bytesIn(subject: string): number | undefined {
  const [, number, unit = ''] = /^(?:HS256, a claim of|dir A256GCM) (\d+) (B|KiB|MiB)$/.exec(subject) ?? []
  return number === undefined ? undefined : Number(number) * { B: 1, KiB: 1024, MiB: 1024 ** 2 }[unit as 'B']
}

/** Ours against jose on each runtime's WebCrypto. */
export function runtimesChart({ outcomes, clock }: Report): TopLevelSpec {
  const values = outcomes.flatMap(({ runtime, races }) =>
    races
      .filter(({ subject }) => subject.endsWith('on webcrypto'))
      .flatMap(({ subject, operation, contenders }) =>
        contenders
          .filter(({ name }) => name === 'jose')
          .map(({ oursTimesAsFast: times }) => {
            return { row: `${subject.replace(' on webcrypto', '')} ${operation}`, runtime: shorten(runtime), ...times }
          }),
      ),
  )
  return {
    ...titled(
      'Ours on WebCrypto, times as fast as jose',
      `${measured[clock]}; the point is the median, the line the middle half of the rounds`,
    ),
    data: { values },
    encoding: {
      y: { field: 'row', type: 'nominal', sort: null, title: null },
      yOffset: { field: 'runtime', sort: null },
      color: { field: 'runtime', type: 'nominal', title: null, sort: null },
    },
    layer: [
      { mark: { type: 'point', filled: true }, encoding: { x: times('median') } },
      { mark: 'rule', encoding: { x: times('p25'), x2: { field: 'p75' } } },
    ],
    height: { step: 9 },
  }
}

/** Without the patch. */
function shorten(runtime: string): string {
  return runtime.replace(/(\d+)\..*/, '$1')
}

function onNode24(outcomes: readonly Outcome[]): Outcome {
  const found = outcomes.find(({ runtime }) => runtime.startsWith('Node 24'))
  if (found === undefined) throw new Error('Node 24 was not measured')
  return found
}

function titled(text: string, subtitle: string) {
  return {
    title: { text, subtitle, anchor: 'start' },
    background: 'white',
    config: { view: { stroke: null }, axis: { grid: true } },
  } as const
}
