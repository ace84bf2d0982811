import { parseArgs } from 'node:util'
import { groups } from './groups.ts'

const names = Object.keys(groups)

export const usage = `usage: pnpm bench [--quick] [--only GROUP]... [--json FILE]

  --quick     a minute instead of six; for a look, not for quoting
  --only      ${names.join(', ')}; may be repeated (default: all).
              An algorithm by its name is this library on node:crypto
  --json      write the numbers to this file
  --help      show this`

export interface Request {
  readonly quick: boolean
  /** Names of groups. */
  readonly only: readonly string[]
  readonly json: string | undefined
  readonly help: boolean
}

/** What is asked for, or what is wrong with it. */
export function readArguments(args: readonly string[]): Request | string {
  try {
    // pnpm passes its own `--` on, after which parseArgs would take every option for a file.
    const { quick, only, json, help } = parse(args[0] === '--' ? args.slice(1) : args)
    const unknown = only.find((name) => !names.includes(name))
    if (unknown !== undefined) return `'${unknown}' is none of the groups`
    return { quick, only: only.length > 0 ? only : names, json, help }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  }).values
}
