// `pnpm fuzz der --seconds 600`: a long run on one target, or on `all`. With `--keep`, what went a new way goes to the
// corpus, which is kept as small as it can be.
import { rmSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { bundle } from './bundle.ts'
import { corpusOf, writeCorpus } from './inputs.ts'
import { leastOf } from './least.ts'
import { type Outcome, run, workFolder } from './run.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string' },
    quiet: { type: 'boolean' },
    keep: { type: 'boolean' },
  },
})
const { entry, targets, controls } = await bundle(workFolder('bundle'))
const all = { ...targets, ...controls }
const [name = ''] = positionals
const names = name === 'all' ? Object.keys(targets) : [name]
if (names.some((each) => all[each] === undefined)) {
  process.stderr.write(`Which target? One of ${Object.keys(all).join(', ')}; or all\n`)
  process.exit(2)
}

const seed = Number(values.seed ?? 1 + Math.floor(Math.random() * 2 ** 31))
for (const each of names) {
  const target = all[each]
  if (target === undefined) continue
  const onText = (text: string): unknown => values.quiet || process.stderr.write(text)
  const file = workFolder(each, 'finding')
  rmSync(file, { force: true })
  const outcome = await run(each, target, { entry, seconds: Number(values.seconds), seed, onText })
  process.stdout.write(lineOf(each, outcome))
  if (values.keep) writeCorpus(each, await leastOf(each, entry, [...corpusOf(each), ...outcome.corpus]))
  if (outcome.finding === undefined) continue
  writeFileSync(file, outcome.finding.input)
  process.stdout.write(`${outcome.finding.text}\nThe input is in ${file}\n`)
  process.exitCode = 1
}

function lineOf(target: string, { executions, perSecond, covered, corpus }: Outcome): string {
  return `${target}: ${executions} executions, ${perSecond} a second, ${covered} ways covered, ${corpus.length} new inputs, seed ${seed}\n`
}
