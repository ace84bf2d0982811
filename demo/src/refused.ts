import { JOSEError } from '@jose/backend-node'
import { type Backend, backends } from './backends.ts'
import { decrypt } from './encrypted.ts'
import { type Findings, heading, mark } from './report.ts'
import { type Cell, table } from './table.ts'
import { printable } from './text.ts'
import type { EncryptedRecording, EncryptedToken } from './vectors.ts'

/** Encrypted tokens that are not to the RFCs, or spoilt, or misused: each backend must refuse them, all in one way. */
export async function showRefused(recordings: readonly EncryptedRecording[]): Promise<Findings> {
  heading(`Encrypted tokens that are refused, by ${backends.map(({ name }) => name).join(', ')} alike`)
  const rows: Cell[][] = []
  const surprises: string[] = []
  for (const { title, what, uses } of [...misfitsOf(recordings), ...spoilt.map((one) => attemptOn(recordings, one))]) {
    const refusals = await Promise.all(backends.flatMap((backend) => uses.map((use) => refusalOf(() => use(backend)))))
    const [message, ...others] = new Set(refusals)
    const refused = message !== undefined && others.length === 0
    if (!refused) surprises.push(`${title}, ${what}: ${refusals.map((one) => one ?? 'decrypted').join('; ')}`)
    rows.push([title, what, mark(refused, refused ? 'refused' : 'not refused'), message ?? ''])
  }
  const columns = [
    { title: 'token', most: 30, wrap: true },
    { title: 'what is wrong with it', most: 32, wrap: true },
    { title: 'verdict' },
    { title: 'message of the library', most: 42, wrap: true },
  ]
  console.log(table(columns, rows))
  return { summary: `${rows.length - surprises.length} of ${rows.length} bad encrypted tokens refused`, surprises }
}

interface Attempt {
  readonly title: string
  readonly what: string
  /** Each of them is to be refused. */
  readonly uses: readonly ((backend: Backend) => Promise<unknown>)[]
}

/** What implementations wrote otherwise than the RFCs say, one for each `enc`; RSA1_5 is not on every backend. */
function misfitsOf(recordings: readonly EncryptedRecording[]): readonly Attempt[] {
  return recordings.flatMap(({ source, encrypted }) => {
    const misfits = encrypted.filter(({ refused, algorithm }) => refused !== undefined && algorithm !== 'RSA1_5')
    const kinds = Map.groupBy(misfits, ({ refused, encryption }) => `${encryption} ${refused}`)
    return [...kinds.values()].map((alike): Attempt => {
      const [{ algorithm, encryption, refused = '' }] = alike as [EncryptedToken]
      return {
        title: `${source}: ${algorithm} with ${encryption}`,
        what: printable(refused),
        uses: alike.map((token) => (backend: Backend) => decrypt(backend, token)),
      }
    })
  })
}

/** A recorded token that is as it should be, and what somebody does with it. */
interface Spoilt {
  readonly from: string
  readonly name: string
  readonly what: string
  change?(segments: readonly string[]): readonly string[]
  /** Decrypts the token as it is. */
  use?(backend: Backend, token: EncryptedToken): Promise<unknown>
}

const spoilt: readonly Spoilt[] = [
  {
    from: 'panva-jose',
    name: 'dir A256GCM, compact',
    what: 'ciphertext: one bit',
    change: (all) => all.with(3, flipBit(all[3])),
  },
  {
    from: 'jwcrypto',
    name: 'dir A128CBC-HS256, compact',
    what: 'tag: one bit',
    change: (all) => all.with(4, flipBit(all[4])),
  },
  {
    from: 'node-jose',
    name: 'dir A192CBC-HS384, compact',
    what: 'tag: cut in half',
    change: (all) => all.with(4, String(all[4]).slice(0, 16)),
  },
  {
    from: 'latchset-jose',
    name: 'dir A128GCM, compact',
    what: 'a segment too few',
    change: (all) => all.slice(0, 4),
  },
  {
    from: 'panva-jose',
    name: 'A256KW A128GCM, 256 bits',
    what: 'encrypted key: one bit',
    change: (all) => all.with(1, flipBit(all[1])),
  },
  {
    from: 'latchset-jose',
    name: 'PBES2-HS256+A128KW A256GCM, compact',
    what: 'PBES2, which was not asked for',
    use: ({ jwe }, { token, key }) => jwe.decrypt(token, key.jwk),
  },
  {
    from: 'jwcrypto',
    name: 'RSA1_5 A192GCM, RSA',
    what: 'RSA1_5, which was not asked for',
    use: ({ jwe }, { token, key }) => jwe.decrypt(token, key.jwk),
  },
]

function attemptOn(recordings: readonly EncryptedRecording[], { from, name, what, change, use }: Spoilt): Attempt {
  const tokens = recordings.find((recording) => recording.name === from)?.encrypted ?? []
  const vector = tokens.find((one) => one.name === name)
  if (vector === undefined) throw new Error(`the vectors have no ${from}, ${name}`)
  const open = (backend: Backend): Promise<unknown> => {
    if (use !== undefined) return use(backend, vector)
    const token = change?.(String(vector.token).split('.')).join('.') ?? ''
    return decrypt(backend, { ...vector, token })
  }
  return { title: `${from}: ${name.replace(/,.*$/, '').replace(' ', ' with ')}`, what, uses: [open] }
}

function flipBit(segment = ''): string {
  const octets = Buffer.from(segment, 'base64url')
  return Buffer.from(octets.map((octet, index) => (index === 0 ? octet ^ 1 : octet))).toString('base64url')
}

/** The message and the code of the refusal. */
async function refusalOf(call: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await call()
    return undefined
  } catch (error) {
    if (error instanceof JOSEError) return `${error.message} (${error.code})`
    throw error
  }
}
