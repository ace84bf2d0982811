import { execFileSync } from 'node:child_process'

type Variables = Readonly<Record<string, string>>

/** What the commands print. Throws where one of them fails, or all take longer than four minutes. */
export function inTerminal(commands: string, cwd: string, variables: Variables = {}): string {
  return execFileSync('bash', ['-eo', 'pipefail', '-c', commands], {
    cwd,
    env: terminal(variables),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 240_000,
  })
}

/** The environment of a new terminal: nothing of the package manager that runs the tests, and the machine's own Node. */
export function terminal(variables: Variables): NodeJS.ProcessEnv {
  const path = (process.env.PATH ?? '').split(':').filter((entry) => !entry.includes('node_modules'))
  const env: NodeJS.ProcessEnv = { ...process.env, PATH: path.join(':') }
  for (const name of Object.keys(env)) if (/^(npm_(?!config_registry)|pnpm_|NODE|VITEST)/.test(name)) delete env[name]
  return Object.assign(env, variables)
}
