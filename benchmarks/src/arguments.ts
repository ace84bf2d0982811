import { parseArgs } from 'node:util'
import { type AlgorithmName, algorithms } from './subject.ts'

export const usage = `usage: pnpm bench [--quick] [--only ALGORITHM]... [--json FILE]

  --quick     half a minute instead of three; for a look, not for quoting
  --only      ${algorithms.join(', ')}; may be repeated (default: all)
  --json      write the numbers to this file
  --help      show this`

export interface Request {
  readonly quick: boolean
  readonly only: readonly AlgorithmName[]
  readonly json: string | undefined
  readonly help: boolean
}

/** What is asked for, or what is wrong with it. */
export function readArguments(args: readonly string[]): Request | string {
  try {
    // pnpm passes its own `--` on, after which parseArgs would take every option for a file.
    const { quick, only, json, help } = parse(args[0] === '--' ? args.slice(1) : args)
    const unknown = only.find((name) => !isAlgorithm(name))
    if (unknown !== undefined) return `'${unknown}' is none of the algorithms`
    const asked = only.filter(isAlgorithm)
    return { quick, only: asked.length > 0 ? asked : algorithms, json, help }
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

function isAlgorithm(name: string): name is AlgorithmName {
  return (algorithms as readonly string[]).includes(name)
}
