// Turbo without telemetry: `node scripts/turbo.ts [--quiet] TASK...`. With --quiet nothing is printed unless a task fails.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'

const quiet = process.argv.includes('--quiet')
const rest = process.argv.slice(2).filter((argument) => argument !== '--quiet')
const turbo = createRequire(import.meta.url).resolve('turbo/bin/turbo')

const { status, stdout, stderr } = spawnSync(
  process.execPath,
  [turbo, 'run', ...rest, '--output-logs=errors-only', '--log-order=grouped'],
  {
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    encoding: 'utf8',
  },
)
if (quiet && status !== 0) process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`)
process.exitCode = status ?? 1
