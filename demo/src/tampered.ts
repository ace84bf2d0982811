import { createHmac } from 'node:crypto'
import { JOSEError, jwt } from '@jose/backend-node'
import { verify } from './recorded.ts'
import { type Findings, heading, mark } from './report.ts'
import { type Cell, table } from './table.ts'
import { printable } from './text.ts'
import { type CompactToken, isCompact, keyOf, type Recording } from './vectors.ts'

/** Good tokens made bad, or used where they do not belong: each must be refused, with a message that helps. */
export async function showTampered(recordings: readonly Recording[]): Promise<Findings> {
  heading('Tampered and misused copies of these tokens')
  const rows: Cell[][] = []
  const surprises: string[] = []
  for (const { file, name, what, verify } of attempts) {
    const token = find(recordings, file, name)
    const title = `${file.replace('rfc', 'RFC ')}, ${printable(name)}`
    const refusal = await refusalOf(() => verify(token))
    if (refusal === undefined) surprises.push(`${title}, ${what}: it was verified`)
    const message = refusal === undefined ? '' : `${refusal.message} (${refusal.code})`
    rows.push([title, what, mark(refusal !== undefined, refusal === undefined ? 'verified' : 'refused'), message])
  }
  const columns = [
    { title: 'token', most: 28 },
    { title: 'what was done to it' },
    { title: 'verdict' },
    { title: 'message of the library', most: 55, wrap: true },
  ]
  console.log(table(columns, rows))
  return { summary: `${rows.length - surprises.length} of ${rows.length} tampered tokens refused`, surprises }
}

/** A recorded token, and what somebody does with it. */
interface Attempt {
  readonly file: string
  readonly name: string
  readonly what: string
  verify(token: CompactToken): Promise<unknown>
}

type Key = ReturnType<typeof keyOf>
type Segments = readonly [header: string, payload: string, signature: string]

const audience = 'https://api.example'
const attempts: readonly Attempt[] = [
  change('rfc7515', 'A.1 HS256', 'signature: one bit', ([h, p, s]) => [h, p, flipBit(s)]),
  change('rfc7515', 'A.2 RS256', 'another claim', ([h, p, s]) => [h, rewrite(p, 'joe', 'eve'), s]),
  change('rfc7515', 'A.3 ES256', 'signature removed', ([h, p]) => [h, p, '']),
  change('rfc8037', 'A.4 EdDSA with Ed25519', 'signature: all zero', ([h, p]) => [h, p, base64url(Buffer.alloc(64))]),
  change('rfc9964', 'A.1 ML-DSA-44', 'payload: one bit', ([h, p, s]) => [h, flipBit(p), s]),
  change('guide', 'HMAC key construction', 'unsecured', ([h, p]) => [rewrite(h, 'HS256', 'none'), p, '']),
  change('pyjwt', 'RS256 registered', 'header: other spelling', ([h, p, s]) => [rewrite(h, '{', '{ '), p, s]),
  change('jwcrypto', 'EdDSA registered', 'padded base64', ([h, p, s]) => [`${h}=`, p, s]),
  change('authlib', 'ES256 registered', 'a segment too many', ([h, p, s]) => [h, p, s, 'AA']),
  change('panva-jose', 'PS256 registered', 'cut in half', ([h, p]) => [h, p]),
  misuse('pyjwt', 'RS256 audiences', 'signed with public key', (token, key) => {
    return jwt.decode(signedWithPublicKey(token, key), key, { algorithms: ['RS256', 'HS256'], audience })
  }),
  misuse('python-jose', 'RS256 audiences', 'alg not accepted', (token, key) => {
    return jwt.decode(token, key, { algorithms: ['PS256'], audience })
  }),
  misuse('fast-jwt', 'RS256 audiences', 'meant for others', (token, key) => {
    return jwt.decode(token, key, { algorithms: ['RS256'], audience: 'https://elsewhere.example' })
  }),
  misuse('rfc7515', 'A.2 RS256', 'used today', (token, key) => jwt.decode(token, key, { algorithms: ['RS256'] })),
]

function change(file: string, name: string, what: string, by: (segments: Segments) => readonly string[]): Attempt {
  const verifyChanged = (vector: CompactToken): Promise<unknown> => {
    const [header = '', payload = '', signature = ''] = vector.token.split('.')
    const token = by([header, payload, signature]).join('.')
    if (token === vector.token) throw new Error(`${name}, ${what}: nothing was changed`)
    return verify({ ...vector, token })
  }
  return { file, name, what, verify: verifyChanged }
}

function misuse(file: string, name: string, what: string, use: (token: string, key: Key) => Promise<unknown>): Attempt {
  return { file, name, what, verify: (vector) => use(vector.token, keyOf(vector)) }
}

/** The classic: HMAC with the text of the public key as the secret, which everyone can compute (CVE-2016-10555). */
function signedWithPublicKey(token: string, publicKey: Key): string {
  const [header = '', payload] = token.split('.')
  const input = `${rewrite(header, 'RS256', 'HS256')}.${payload}`
  return `${input}.${createHmac('sha256', String(publicKey)).update(input).digest('base64url')}`
}

function flipBit(segment: string): string {
  return base64url(Buffer.from(segment, 'base64url').map((octet, index) => (index === 0 ? octet ^ 1 : octet)))
}

function rewrite(segment: string, from: string, to: string): string {
  return base64url(Buffer.from(Buffer.from(segment, 'base64url').toString().replace(from, to)))
}

function base64url(octets: Uint8Array): string {
  return Buffer.from(octets).toString('base64url')
}

async function refusalOf(call: () => Promise<unknown>): Promise<JOSEError | undefined> {
  try {
    await call()
    return undefined
  } catch (error) {
    if (error instanceof JOSEError) return error
    throw error
  }
}

function find(recordings: readonly Recording[], file: string, name: string): CompactToken {
  const tokens = recordings.find((recording) => recording.name === file)?.tokens ?? []
  const token = tokens.filter(isCompact).find((one) => one.name === name)
  if (token === undefined) throw new Error(`the vectors have no ${file}, ${name}`)
  return token
}
