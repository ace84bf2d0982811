// How fast we are, beside others and beside what we want: `pnpm bench -- --help`.
import { writeFile } from 'node:fs/promises'
import { type Request, readArguments, usage } from './arguments.ts'
import { jsonOf, type Outcome } from './outcome.ts'
import { runtimes } from './runtimes.ts'

const request = readArguments(process.argv.slice(2))
if (typeof request === 'string') {
  console.error(`${request}\n\n${usage}`)
  process.exitCode = 2
} else if (request.help) console.log(usage)
else await run(request)

async function run({ pace, clock, only, on, json }: Request): Promise<void> {
  const outcomes: Outcome[] = []
  for (const name of on) {
    try {
      const outcome = await runtimes[name]?.({ pace, clock, only })
      if (outcome !== undefined) outcomes.push(outcome)
    } catch (error) {
      // The others are worth their numbers all the same.
      process.exitCode = 1
      console.error(`\n${name}: ${error instanceof Error ? error.message : error}`)
    }
  }
  const report = { date: new Date().toISOString().slice(0, 10), pace, clock, outcomes }
  if (json !== undefined) await writeFile(json, jsonOf(report))
}
