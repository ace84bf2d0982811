// A terminal of somebody who has this Node, and whose configuration says no more than that our registry is the registry.
import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import type { Registry } from './registry.ts'

export interface Home {
  readonly env: Readonly<Record<string, string>>
}

/** An empty home, with nothing in any cache. */
export function newHome(folder: string, registry: Registry, more: Readonly<Record<string, string>> = {}): Home {
  mkdirSync(folder, { recursive: true })
  const { host } = new URL(registry.url)
  writeFileSync(`${folder}/.npmrc`, `registry=${registry.url}\n//${host}/:_authToken=${registry.token}\n`)
  const berry = {
    npmRegistryServer: registry.url,
    unsafeHttpWhitelist: ['localhost'],
    npmMinimalAgeGate: 0,
    enableTelemetry: false,
  }
  writeFileSync(`${folder}/.yarnrc.yml`, JSON.stringify(berry))
  return {
    env: {
      HOME: folder,
      // pnpm, Yarn and others do not see releases of the last day; here they are of the last minute.
      pnpm_config_minimum_release_age: '0',
      CI: 'true',
      NO_COLOR: '1',
      ...more,
    },
  }
}

/** What the command prints on its standard output. Throws where it fails. `node` is on its path, and the system's own programs. */
export async function inTerminal(home: Home, node: string, cwd: string, command: readonly string[]): Promise<string> {
  const [file = '', ...args] = command
  const path = [dirname(node), home.env.PATH, '/usr/bin', '/bin'].filter((entry) => entry !== undefined).join(':')
  const env: NodeJS.ProcessEnv = Object.assign(Object.create(null), home.env, { PATH: path })
  const { stdout } = await promisify(execFile)(file, args, { cwd, env, encoding: 'utf8' })
  return stdout
}
