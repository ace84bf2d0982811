// How fast we are, beside others and beside what we want: `pnpm bench -- --help`.
import { writeFile } from 'node:fs/promises'
import { type Request, readArguments, usage } from './arguments.ts'
import { type Measurement, measure } from './contest.ts'
import { groups } from './groups.ts'
import { quick, thorough } from './pace.ts'
import { json, machine, table, targetTable } from './report.ts'
import { targetsOf } from './targets.ts'

const request = readArguments(process.argv.slice(2))
if (typeof request === 'string') {
  console.error(`${request}\n\n${usage}`)
  process.exitCode = 2
} else if (request.help) console.log(usage)
else await run(request)

async function run(request: Request): Promise<void> {
  const pace = request.quick ? quick : thorough
  console.log(`${machine()}; the median of ${pace.rounds} rounds. 'ours /' is how many times as fast ours is.`)
  const measurements: Measurement[] = []
  for (const contests of request.only.flatMap((name) => groups[name] ?? [])) {
    const measured = await measure(await contests(), pace)
    measurements.push(...measured)
    console.log(`\n${measured[0]?.subject}\n${table(measured)}`)
  }
  const targets = targetsOf(measurements)
  console.log(`\nTargets\n${targetTable(targets)}`)
  if (request.json !== undefined) await writeFile(request.json, json(measurements, targets))
}
