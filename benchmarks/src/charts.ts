// charts.ts [--into FOLDER] [FILE]: draws the charts of the documentation from a file of the history, by default the newest.
import { globSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { parse, View } from 'vega'
import { compile, type TopLevelSpec } from 'vega-lite'
import { peersChart, runtimesChart, sizesChart } from './chart-specs.ts'
import type { Report } from './outcome.ts'

const history = fileURLToPath(new URL('../history/', import.meta.url))
const charts = fileURLToPath(new URL('../../docs/charts', import.meta.url))

const { values, positionals } = parseArgs({
  options: { into: { type: 'string', default: charts } },
  allowPositionals: true,
})
const [file = newest()] = positionals
const target = values.into
const report = JSON.parse(await readFile(file, 'utf8')) as Report
await mkdir(target, { recursive: true })
for (const [name, spec] of Object.entries({
  peers: peersChart(report),
  sizes: sizesChart(report),
  runtimes: runtimesChart(report),
}))
  await writeFile(`${target}/${name}.svg`, `${await svg(spec)}\n`)

/** Files are named by their day. */
function newest(): string {
  const found = globSync('*.json', { cwd: history }).sort().at(-1)
  if (found === undefined) throw new Error('There is no history: pnpm bench -- --json benchmarks/history/DAY.json')
  return `${history}${found}`
}

function svg(spec: TopLevelSpec): Promise<string> {
  return new View(parse(compile(spec).spec), { renderer: 'none' }).toSVG()
}
