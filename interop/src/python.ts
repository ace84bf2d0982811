import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Answer, Peer, SignRequest, VerifyRequest } from './peer.ts'

const script = fileURLToPath(new URL('../peers/python_peers.py', import.meta.url))

// A distribution's packages belong to its own interpreter, which need not be the first on the PATH.
const interpreters = ['python3', '/usr/bin/python3']

/** Each implementation that an interpreter can import, run by the first interpreter that can. */
export async function pythonPeers(): Promise<Peer[]> {
  const found = new Map<string, Peer>()
  for (const interpreter of interpreters) {
    for (const listed of await list(interpreter)) {
      if (!found.has(listed.implementation)) found.set(listed.implementation, peer(interpreter, listed))
    }
  }
  return [...found.values()]
}

interface Listed {
  readonly implementation: string
  readonly version: string
  readonly algorithms: readonly string[]
}

async function list(interpreter: string): Promise<Listed[]> {
  try {
    return JSON.parse(await run(interpreter, ['--list'], '')) as Listed[]
  } catch {
    return [] // no such interpreter, or one too old for the script
  }
}

function peer(interpreter: string, { implementation, version, algorithms }: Listed): Peer {
  const ask = async (op: 'sign' | 'verify', asked: readonly (SignRequest | VerifyRequest)[]): Promise<Answer[]> => {
    const requests = asked.map((request) => ({ ...request, op, implementation }))
    const output = await run(interpreter, [], JSON.stringify({ requests }))
    return (JSON.parse(output) as { results: Answer[] }).results
  }
  return {
    name: implementation,
    version,
    algorithms,
    sign: (requests) => ask('sign', requests),
    verify: (requests) => ask('verify', requests),
  }
}

/** One process for a whole batch: starting Python costs far more than a signature. */
function run(interpreter: string, flags: readonly string[], input: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(interpreter, [script, ...flags], { stdio: ['pipe', 'pipe', 'pipe'] })
    let output = ''
    let errors = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
    child.stdin.on('error', reject)
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(output)
      else reject(new Error(`${interpreter} ended with ${code}: ${errors}`))
    })
    child.stdin.end(input)
  })
}
