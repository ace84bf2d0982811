// `pnpm runtimes [NAME…] [--short] [--groups NAME,…] [--record]`: the conformance suite on every runtime, or on those that a NAME begins.
import { parseArgs } from 'node:util'
import { installEngines, installPackages } from './installed.ts'
import { groupsInShort, matrix, someGroups } from './matrix.ts'
import { nameOf, type Result, record, textOf } from './results.ts'
import { runAll } from './run.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    short: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
    groups: { type: 'string' },
  },
})
const all = matrix.flatMap((runtime) =>
  runtime.cells.map((cell) => ({ runtime, cell, name: nameOf({ runtime: runtime.name, ...cell }) })),
)
const names = all.map(({ name }) => name)
const begins = (name: string) => (beginning: string) => name.toLowerCase().startsWith(beginning.toLowerCase())
const chosen = all.filter(({ name }) => positionals.length === 0 || positionals.some(begins(name)))
if (chosen.length === 0) {
  console.error(`Nothing begins so. There are:\n${names.join('\n')}`)
  process.exit(2)
}
if (values.short)
  console.log(
    `Short, for the time it takes: ${someGroups.join(', ')} and no other group by the second way of loading the same code, in JavaScript alone where the engine runs all of it in another runtime, and in interpreters, which need half an hour. Without --short all is run.`,
  )

// What was started ends with this, however this ends.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const started = performance.now()
const minutes = (): string => `${((performance.now() - started) / 60_000).toFixed(1)} minutes`
await Promise.all([installPackages(), installEngines()])
console.log(`The packages and the engines are installed, in ${minutes()}`)

const results: Result[] = []
const runs = chosen.map(({ runtime, cell }) => {
  const groups = values.groups?.split(',') ?? (values.short ? groupsInShort(runtime, cell) : undefined)
  return { runtime, cell, groups }
})
await runAll(runs, (result) => {
  results.push(result)
  console.log(textOf(result))
  if (values.record) record([result], names)
})

const failures = results.filter(({ failed }) => failed.length > 0).map(nameOf)
const runtimes = new Set(results.map(({ runtime }) => runtime))
console.log(`${results.length} runs on ${runtimes.size} runtimes, ${failures.length} with failures, in ${minutes()}`)
for (const name of failures) console.log(`  ${name}`)
process.exitCode = failures.length === 0 ? 0 : 1
