import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type {
  Answer,
  DecryptRequest,
  EncryptionAnswer,
  EncryptionPeer,
  EncryptRequest,
  Peer,
  SignRequest,
  VerifyRequest,
} from './peer.ts'

const signing = fileURLToPath(new URL('../peers/python_peers.py', import.meta.url))
const encrypting = fileURLToPath(new URL('../peers/python_jwe_peers.py', import.meta.url))

// A distribution's packages belong to its own interpreter, which need not be the first on the PATH.
const interpreters = ['python3', '/usr/bin/python3']

/** Each implementation that an interpreter can import, run by the first interpreter that can. */
export async function pythonPeers(): Promise<Peer[]> {
  return (await installed<Pick<Peer, 'version' | 'algorithms'>>(signing)).map(({ implementation, ask, ...about }) => ({
    ...about,
    name: implementation,
    sign: (requests: readonly SignRequest[]) => ask<Answer>('sign', requests),
    verify: (requests: readonly VerifyRequest[]) => ask<Answer>('verify', requests),
  }))
}

/** Those that encrypt. */
export async function pythonEncryptionPeers(): Promise<EncryptionPeer[]> {
  type About = Omit<EncryptionPeer, 'name' | 'encrypt' | 'decrypt'>
  return (await installed<About>(encrypting)).map(({ implementation, ask, ...about }) => ({
    ...about,
    name: implementation,
    encrypt: (requests: readonly EncryptRequest[]) => ask<EncryptionAnswer>('encrypt', requests),
    decrypt: (requests: readonly DecryptRequest[]) => ask<EncryptionAnswer>('decrypt', requests),
  }))
}

interface Listed {
  readonly implementation: string
}

interface Asked {
  ask<Result>(op: string, requests: readonly object[]): Promise<Result[]>
}

async function installed<About>(script: string): Promise<(About & Listed & Asked)[]> {
  const found = new Map<string, About & Listed & Asked>()
  for (const interpreter of interpreters) {
    for (const listed of await list<About & Listed>(interpreter, script)) {
      const { implementation } = listed
      if (found.has(implementation)) continue
      const ask = async <Result>(op: string, asked: readonly object[]): Promise<Result[]> => {
        const requests = asked.map((request) => ({ ...request, op, implementation }))
        const output = await run(interpreter, [script], JSON.stringify({ requests }))
        return (JSON.parse(output) as { results: Result[] }).results
      }
      found.set(implementation, { ...listed, ask })
    }
  }
  return [...found.values()]
}

async function list<T>(interpreter: string, script: string): Promise<T[]> {
  try {
    return JSON.parse(await run(interpreter, [script, '--list'], '')) as T[]
  } catch {
    return [] // no such interpreter, or one too old for the script
  }
}

/** One process for a whole batch: starting Python costs far more than a signature. */
function run(interpreter: string, args: readonly string[], input: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(interpreter, args, { stdio: ['pipe', 'pipe', 'pipe'] })
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
