import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface PythonRequest {
  /** As it is installed. */
  readonly distribution: string
  readonly imports: string
  readonly values: { readonly [name: string]: unknown }
  readonly cells: readonly string[]
  readonly programs: readonly string[]
}

export type PythonCell = { readonly value: unknown } | { readonly error: string; readonly message: string }

export interface PythonAnswer {
  readonly version: string
  readonly cells: readonly PythonCell[]
  readonly programs: readonly string[]
}

const script = fileURLToPath(new URL('python.py', import.meta.url))

/** By the first interpreter that can import what is asked for; a text that says why there is none. */
export async function runPython(request: PythonRequest): Promise<PythonAnswer | string> {
  const reasons: string[] = []
  for (const interpreter of ['python3', '/usr/bin/python3']) {
    const answer = await run(interpreter, JSON.stringify(request))
    if (!('missing' in answer)) return answer
    reasons.push(`${interpreter}: ${answer.missing}`)
  }
  return reasons.join('; ')
}

function run(interpreter: string, input: string): Promise<PythonAnswer | { readonly missing: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(interpreter, [script], { stdio: ['pipe', 'pipe', 'inherit'] })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    child.stdin.on('error', () => {}) // there is no interpreter: the child says so
    child.on('error', ({ message }) => resolve({ missing: message }))
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(output))
      else reject(new Error(`${interpreter} ended with ${code}`))
    })
    child.stdin.end(input)
  })
}
