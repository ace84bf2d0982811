import { parseArgs } from 'node:util'
import { groups } from './groups.ts'
import type { ClockName, PaceName } from './pace.ts'
import { runtimes } from './runtimes.ts'

const names = Object.keys(groups)
/** Of `--short`: what most people do. */
const shortNames = ['HS256', 'RS256', 'ES256', 'jwks', 'jwe']
const own = 'node-24'

export const usage = `usage: pnpm bench [--quick | --short] [--cpu] [--only GROUP]... [--runtime NAME]... [--json FILE]

  --quick     a few minutes instead of a quarter of an hour; for a look, not for quoting
  --short     less than a minute, of ${shortNames.join(', ')}
  --cpu       races by the time of the processors, for a machine that is busy
  --only      ${names.join(', ')}; may be repeated (default: all).
              An algorithm by its name is this library on node:crypto
  --runtime   ${Object.keys(runtimes).join(', ')}, or all; may be repeated (default: ${own}).
              Others than this one come from the npm registry, Chromium from the machine
  --json      write the numbers to this file, as in benchmarks/history
  --help      show this`

export interface Request {
  readonly pace: PaceName
  readonly clock: ClockName
  /** Names of groups. */
  readonly only: readonly string[]
  /** Names of runtimes. */
  readonly on: readonly string[]
  readonly json: string | undefined
  readonly help: boolean
}

/** What is asked for, or what is wrong with it. */
export function readArguments(args: readonly string[]): Request | string {
  try {
    // pnpm passes its own `--` on, after which parseArgs would take every option for a file.
    const { quick, short, cpu, only, runtime, json, help } = parse(args[0] === '--' ? args.slice(1) : args)
    const unknown = only.find((name) => !names.includes(name))
    if (unknown !== undefined) return `'${unknown}' is none of the groups`
    const on = runtime.includes('all') ? Object.keys(runtimes) : runtime
    const strange = on.find((name) => runtimes[name] === undefined)
    if (strange !== undefined) return `'${strange}' is none of the runtimes`
    if (quick && short) return "'--quick' and '--short' are two things"
    const pace = quick ? 'quick' : short ? 'short' : 'thorough'
    const clock = cpu ? 'cpu' : 'wall'
    return { pace, clock, only: only.length > 0 ? only : short ? shortNames : names, on, json, help }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      short: { type: 'boolean', default: false },
      cpu: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      runtime: { type: 'string', multiple: true, default: [own] },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  }).values
}
