import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Listening } from './cases.ts'

/** `next start` on a free port. */
export async function nextStart(bin: string, dir: string, env: NodeJS.ProcessEnv): Promise<Listening> {
  const child = spawn(process.execPath, [bin, 'start', dir, '--port', '0', '--hostname', '127.0.0.1'], { env })
  const exited = once(child, 'exit')
  for await (const line of createInterface(child.stdout)) {
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? []
    if (url === undefined) continue
    child.stdout.resume()
    child.stderr.resume()
    const close = async (): Promise<void> => {
      child.kill()
      await exited
    }
    return { url, close }
  }
  throw new Error('next start has ended')
}
