import { parseArgs } from 'node:util'
import { keyManagementAlgorithms, signatureAlgorithms } from '@jose/core'

export const usage = `usage: pnpm demo                        the recorded tokens and the installed implementations
       pnpm demo -- FILE|- [options]    a token of your own, from a file or standard input

  --key FILE          verify or decrypt with this key: PEM, JWK, JWKS, or a secret as text (a line end after it is ignored)
  --secret TEXT       verify or decrypt with this secret
  --algorithm NAME    accept this algorithm; may be repeated (default: those the key is able to do; RSA1_5 and PBES2 if named)
  --audience NAME     you are this audience; may be repeated
  --issuer NAME       expect this issuer; may be repeated
  --help              show this

Without a key the token is shown, but not verified or decrypted. Exit code: 0 good, 1 refused, 2 wrong usage.`

/** A token of the user's, and what it must be. */
export interface TokenRequest {
  readonly kind: 'token'
  /** A path, or `-` for standard input. */
  readonly file: string
  readonly keyFile?: string
  readonly secret?: string
  readonly algorithms: readonly string[]
  readonly audience: readonly string[]
  readonly issuer: readonly string[]
}

export type Request =
  | { readonly kind: 'help' | 'all' }
  | { readonly kind: 'wrong'; readonly problem: string }
  | TokenRequest

export function readArguments(args: readonly string[]): Request {
  try {
    // pnpm passes its own `--` on, after which parseArgs would take every option for a file.
    return requestFrom(parse(args[0] === '--' ? args.slice(1) : args))
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error))
  }
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      key: { type: 'string' },
      secret: { type: 'string' },
      algorithm: { type: 'string', multiple: true, default: [] },
      audience: { type: 'string', multiple: true, default: [] },
      issuer: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
}

function requestFrom({ values, positionals }: ReturnType<typeof parse>): Request {
  const { key, secret, algorithm, audience, issuer, help } = values
  const [file, ...more] = positionals
  const options = [key, secret, ...algorithm, ...audience, ...issuer].filter((value) => value !== undefined)
  if (help) return { kind: 'help' }
  if (file === undefined) return options.length === 0 ? { kind: 'all' } : wrong('FILE is missing')
  if (more.length > 0) return wrong('one FILE at a time')
  if (key !== undefined && secret !== undefined) return wrong('--key or --secret, not both')
  if (key === undefined && secret === undefined && options.length > 0) {
    return wrong('--algorithm, --audience and --issuer need --key or --secret: without one nothing is verified')
  }
  const known = Object.keys({ ...signatureAlgorithms, ...keyManagementAlgorithms })
  const unknown = algorithm.find((name) => !known.includes(name))
  if (unknown !== undefined) return wrong(`no algorithm is called '${unknown}'; there are ${known.join(' ')}`)
  return {
    kind: 'token',
    file,
    ...(key === undefined ? {} : { keyFile: key }),
    ...(secret === undefined ? {} : { secret }),
    algorithms: algorithm,
    audience,
    issuer,
  }
}

function wrong(problem: string): Request {
  return { kind: 'wrong', problem }
}
