import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export const vectors: URL = new URL('../../conformance/vectors/', import.meta.url)

export interface Output {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** The demo as a process of its own, with that on its standard input. */
export async function demo(args: readonly string[], input = ''): Promise<Output> {
  // A test runner may ask for colours; here the output is no terminal.
  const { FORCE_COLOR, ...env } = process.env
  const child = spawn(process.execPath, ['--import', here('sources.ts'), here('../src/main.ts'), ...args], { env })
  const code = new Promise<number | null>((resolve) => child.on('close', resolve))
  child.stdin.on('error', () => {}) // it need not read what it was not asked to
  child.stdin.end(input)
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await code, stdout, stderr }
}

export function tokensIn(path: string): { readonly algorithm: string }[] {
  return readVectors(path).tokens
}

// biome-ignore lint/suspicious/noExplicitAny: recorded files of many shapes
export function readVectors(path: string): any {
  return JSON.parse(readFileSync(new URL(path, vectors), 'utf8'))
}
