import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DecryptRequest, EncryptedToken, EncryptionPeer, EncryptRequest } from '../src/peer.ts'
import { answering } from './node-jwe-peers.ts'

/** latchset jose, a command called `jose`, where it is installed. */
export async function latchsetPeers(): Promise<EncryptionPeer[]> {
  try {
    const [algorithms, encryptions] = await Promise.all([listed('wrap'), listed('encr')])
    return [
      {
        name: 'latchset-jose',
        version: await version(),
        algorithms,
        encryptions,
        curves: ['P-256', 'P-384', 'P-521'],
        serializations: ['compact', 'flattened', 'general'],
        encrypt: answering(oneOfFew(async (request) => ({ token: await encrypt(request) }))),
        decrypt: answering(oneOfFew(async (request) => ({ plaintext: await decrypt(request) }))),
      },
    ]
  } catch {
    return [] // not here, or of another name
  }
}

async function listed(kind: string): Promise<string[]> {
  return (await run('jose', ['alg', '-k', kind])).split('\n').filter((name) => name !== '')
}

/** The command does not say it, but the package does. */
async function version(): Promise<string> {
  try {
    const [, installed = ''] = (await run('dpkg-query', ['--show', 'jose'])).split('\t')
    return installed.replace(/-.*$/s, '')
  } catch {
    return 'of unknown version'
  }
}

async function encrypt({
  recipients,
  encryption,
  plaintext,
  serialization,
  unprotected,
  aad,
  ...request
}: EncryptRequest): Promise<EncryptedToken> {
  const general = serialization === 'general'
  const alg = general ? {} : { alg: recipients[0]?.algorithm }
  const template = {
    protected: { ...alg, enc: encryption, ...request.protected },
    ...(unprotected === undefined ? {} : { unprotected }),
    ...(aad === undefined ? {} : { aad: Buffer.from(aad).toString('base64url') }),
  }
  const keys = recipients.map(({ key }) => key)
  const templates = recipients.flatMap(({ algorithm, header }) => [
    '-r',
    JSON.stringify({ header: { ...(general ? { alg: algorithm } : {}), ...header } }),
  ])
  const output = await withFiles(keys, (files) => {
    const compact = serialization === 'compact' ? ['-c'] : []
    const keyFiles = files.flatMap((file) => ['-k', file])
    return run(
      'jose',
      ['jwe', 'enc', '-i', JSON.stringify(template), '-I-', ...templates, ...keyFiles, ...compact],
      plaintext,
    )
  })
  return serialization === 'compact' ? output.trim() : JSON.parse(output)
}

function decrypt({ token, key }: DecryptRequest): Promise<string> {
  const text = typeof token === 'string' ? token : JSON.stringify(token)
  return withFiles([key], ([file = '']) => run('jose', ['jwe', 'dec', '-i-', '-k', file], text))
}

/** Keys go in files, where no list of processes shows them. */
async function withFiles<T>(contents: readonly object[], use: (files: readonly string[]) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'jose-'))
  try {
    const files = contents.map((_, index) => join(directory, `${index}.jwk`))
    await Promise.all(files.map((file, index) => writeFile(file, JSON.stringify(contents[index]), { mode: 0o600 })))
    return await use(files)
  } finally {
    await rm(directory, { recursive: true })
  }
}

/** A process for each call, a few at a time. */
function oneOfFew<Request, Result>(work: (request: Request) => Promise<Result>): (request: Request) => Promise<Result> {
  const queues: Promise<unknown>[] = [Promise.resolve(), Promise.resolve(), Promise.resolve()]
  let next = 0
  return (request) => {
    const turn = next++ % queues.length
    const result = (queues[turn] as Promise<unknown>).then(() => work(request))
    queues[turn] = result.catch(() => {})
    return result
  }
}

function run(command: string, args: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] })
    let [output, errors] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
    child.stdin.on('error', () => {}) // it may end before it has read all
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(output)
      else reject(new Error(errors.trim() || `${command} ended with ${code}`))
    })
    child.stdin.end(input)
  })
}
