// run.ts ORDER FILE: measures on the runtime that runs it, and writes the outcome to the file. Started by main.ts.
import { writeFile } from 'node:fs/promises'
import { availableParallelism, cpus } from 'node:os'
import process from 'node:process'
import { groups } from './groups.ts'
import { type Order, runGroups } from './run-groups.ts'

const [order = '', file = ''] = process.argv.slice(2)
const outcome = await runGroups({ runtime: runtime(), machine: machine() }, JSON.parse(order) as Order, groups)
await writeFile(file, JSON.stringify(outcome))
// Servers and workers of a group keep nobody here.
process.exit()

function runtime(): string {
  const { node, bun, deno } = process.versions
  if (bun !== undefined) return `Bun ${bun}`
  return deno === undefined ? `Node ${node}` : `Deno ${deno}`
}

function machine(): string {
  const openssl = /^Node/.test(runtime()) ? `OpenSSL ${process.versions.openssl}, ` : ''
  return `${openssl}${availableParallelism()} × ${cpus()[0]?.model.trim() ?? process.arch}`
}
