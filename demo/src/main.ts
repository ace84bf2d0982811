/**
 * `pnpm demo`: recorded tokens verified and decrypted, tampered ones refused, fresh ones given to other implementations.
 * `pnpm demo -- FILE`: the same for one token of your own.
 */
import { JOSEError } from '@jose/backend-node'
import { readArguments, usage } from './arguments.ts'
import { showToken } from './own-token.ts'
import { printable } from './text.ts'

// `pnpm demo | head` closes the pipe early, which is no failure.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : 1))

// What another implementation tries out is no news of this one.
process.removeAllListeners('warning').on('warning', (warning) => {
  if (warning.name !== 'ExperimentalWarning') console.error(`warning: ${warning.message}`)
})

try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  console.error(`error: ${printable(describe(error))}`)
  process.exitCode = 1
}

/** The exit code: 0, 1 for a bad token or anything unexpected, 2 for wrong usage. */
async function run(args: readonly string[]): Promise<number> {
  const request = readArguments(args)
  switch (request.kind) {
    case 'help':
      console.log(usage)
      return 0
    case 'wrong':
      console.error(`error: ${printable(request.problem)}\n\n${usage}`)
      return 2
    case 'all': {
      // Here, because three backends and the other implementations take longer to load than one token to show.
      const { showAll } = await import('./showcase.ts')
      return (await showAll()) ? 0 : 1
    }
    case 'token':
      await showToken(request)
      return 0
  }
}

function describe(error: unknown): string {
  if (error instanceof JOSEError) return `${error.message} (${error.code})`
  return error instanceof Error ? error.message : String(error)
}
