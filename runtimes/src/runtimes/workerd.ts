import { writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { relative } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { command } from '../command.ts'
import { entry } from '../entries.ts'
import { project } from '../folders.ts'
import { freePort } from '../free-port.ts'
import { engine } from '../installed.ts'
import { type Cell, cellsOf, type Runtime } from '../runtime.ts'

const bin = (): string =>
  engine({ x64: '@cloudflare/workerd-linux-64', arm64: '@cloudflare/workerd-linux-arm64' }, 'bin/workerd')

export const workerd: Runtime = {
  name: 'workerd',
  engine: 'V8',
  // Not node: what workerd has of node:crypto signs no RSASSA-PSS with a KeyObject.
  cells: cellsOf(['webcrypto', 'forge'], ['import']),
  version: async () => (await command(bin(), ['--version'])).trim().replace(/^workerd /, ''),
  async run(cell, order, signal) {
    const port = await freePort()
    const configuration = `${project}/workerd-${cell.backend}-${port}.capnp`
    writeFileSync(configuration, configurationOf(cell, await entry(cell, 'worker'), port))
    const served = new AbortController()
    const server = command(bin(), ['serve', configuration], {
      cwd: project,
      signal: AbortSignal.any([served.signal, signal]),
    })
    try {
      return await Promise.race([
        answer(port, JSON.stringify(order)),
        server.then(() => Promise.reject(new Error('workerd ended'))),
      ])
    } finally {
      served.abort()
      await server.catch(() => {})
    }
  },
}

/**
 * Cap'n Proto's text form, in which workerd's configuration is. Every package is a module of its own, as it is installed. workerd takes
 * a package's name for a path from the module that imports it: that is where core lies, of which the others import.
 */
function configurationOf(cell: Cell, file: string, port: number): string {
  const packages = {
    '@jose/@jose/core': 'core',
    '@jose/conformance': 'conformance',
    [`@jose/backend-${cell.backend}`]: `backend-${cell.backend}`,
  }
  const modules = Object.entries(packages).map(
    ([name, folder]) => `(name = "${name}", esModule = embed "node_modules/@jose/${folder}/dist/index.js")`,
  )
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .main)],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const main :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "${relative(project, file)}"), ${modules.join(', ')}],
  compatibilityDate = "2026-11-01",
);
`
}

/** The answer to the order; it takes a moment until the server listens, on a busy machine many seconds, and minutes until it answers. */
async function answer(port: number, body: string): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await post(port, body)
    } catch (error) {
      if (attempt > 600 || (error as { code?: string }).code !== 'ECONNREFUSED') throw error
      await setTimeout(100)
    }
  }
}

/** By node:http, which has no time limit of its own. */
function post(port: number, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method: 'POST' }, (response) => {
      let text = ''
      response
        .setEncoding('utf8')
        .on('data', (part: string) => {
          text += part
        })
        .on('end', () => resolve(text))
        .on('error', reject)
    })
    sent.on('error', reject).end(body)
  })
}
