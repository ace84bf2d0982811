import { spawn } from 'node:child_process'

export interface CommandOptions {
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
  readonly signal?: AbortSignal
}

/** What a command prints. Throws `Error` with the end of its output when it fails. Whatever it started ends with it. */
export function command(name: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  const { signal, ...rest } = options
  return new Promise((resolve, reject) => {
    const child = spawn(name, args, { ...rest, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    const end = (): void => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
      } catch {
        // It has ended already.
      }
    }
    const printed = { stdout: '', stderr: '' }
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        printed[stream] += text
      })
    }
    signal?.addEventListener('abort', end)
    if (signal?.aborted) end()
    process.once('exit', end)
    child.on('error', reject).on('close', (status, by) => {
      signal?.removeEventListener('abort', end)
      process.removeListener('exit', end)
      if (status === 0) return resolve(printed.stdout)
      const said = `${printed.stdout.slice(-1000)}${printed.stderr.slice(-2000)}`.trim()
      reject(new Error(`${name} ended with ${status ?? by}: ${said || 'it said nothing'}`))
    })
  })
}
