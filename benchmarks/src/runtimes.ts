// How each runtime is made to measure: the same code on all of them, in a process of its own.
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { build } from './build.ts'
import { inChromium } from './chromium.ts'
import type { Outcome } from './outcome.ts'
import type { Order } from './run-groups.ts'

export type Runtime = (order: Order) => Promise<Outcome>

const script = fileURLToPath(new URL('run.ts', import.meta.url))

/** The version of a major that npm has. */
const node = (major: number): readonly string[] => ['npx', '--yes', `--package=node@${major}`, '--', 'node']

export const runtimes: { readonly [name: string]: Runtime } = {
  // Its TypeScript has to become JavaScript first.
  'node-20': async (order) => measureBy([...node(20), '--expose-gc', await build('run')], withoutHttp(order)),
  'node-22': (order) => measureBy([...node(22), '--expose-gc', '--no-warnings', script], order),
  'node-24': (order) => measureBy([process.execPath, '--expose-gc', script], order),
  'node-26': (order) => measureBy([...node(26), '--expose-gc', script], order),
  bun: (order) => measureBy(['npx', '--yes', '--package=bun', '--', 'bun', script], order),
  deno: (order) =>
    measureBy(
      ['npx', '--yes', '--package=deno', '--', 'deno', 'run', '-A', '--node-modules-dir=manual', script],
      order,
    ),
  chromium: inChromium,
}

/** Its clients are a worker's file. */
function withoutHttp(order: Order): Order {
  return { ...order, only: order.only.filter((name) => name !== 'http') }
}

async function measureBy([command = '', ...args]: readonly string[], order: Order): Promise<Outcome> {
  const folder = await mkdtemp(`${tmpdir()}/jose-bench-`)
  const file = `${folder}/outcome.json`
  try {
    await new Promise<void>((resolve, reject) => {
      spawn(command, [...args, JSON.stringify(order), file], { stdio: ['ignore', 'inherit', 'inherit'] })
        .on('error', reject)
        .on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${command} ended with ${code}`))))
    })
    return JSON.parse(await readFile(file, 'utf8'))
  } finally {
    await rm(folder, { recursive: true })
  }
}
