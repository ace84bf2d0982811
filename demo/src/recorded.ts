import { isDeepStrictEqual } from 'node:util'
import { JOSEError, jws, jwt } from '@jose/backend-node'
import type { FlattenedJWS, GeneralJWS } from '@jose/core'
import { type Findings, heading, mark } from './report.ts'
import { type Cell, type Column, table } from './table.ts'
import { clipped, duration, json, median, printable, wrapped } from './text.ts'
import { isCompact, keyOf, type RecordedToken, type Recording } from './vectors.ts'

/** The tokens that documents print, a row each. */
export async function showPrinted(recordings: readonly Recording[]): Promise<Findings> {
  heading('Tokens printed in the RFCs and the python-jose guide')
  const judged = await judgeAll(recordings)
  const columns: Column[] = [
    { title: 'source', most: 17 },
    { title: 'token', most: 26 },
    { title: 'algorithm' },
    { title: 'header', most: 15 },
    { title: 'claims or payload', most: 24 },
    { title: 'verdict' },
    { title: 'time', align: 'right' },
  ]
  const rows = judged.map(({ source, token, outcome, surprise, milliseconds }) => [
    source.replace(/ (Appendix|Section) .*$/, ''),
    printable(token.name),
    token.algorithm,
    otherMembers(token.header),
    contentOf(token),
    mark(surprise === undefined, outcome),
    duration(milliseconds),
  ])
  console.log(table(columns, rows))
  return findings(judged, 'tokens of the RFCs and the guide')
}

/** The tokens that implementations made: counts and times in one table, then a token of each. */
export async function showPeers(recordings: readonly Recording[]): Promise<Findings> {
  heading('Tokens recorded from other implementations: verified / recorded, median time')
  const judged = await judgeAll(recordings)
  const algorithms = [...new Set(judged.map(({ token }) => token.algorithm))].toSorted()
  const columns = [{ title: 'algorithm' }, ...recordings.map(({ name }) => ({ title: name }))]
  const rows = algorithms.map((algorithm): Cell[] => [
    algorithm,
    ...recordings.map(({ source }) => {
      const own = judged.filter((one) => one.source === source && one.token.algorithm === algorithm)
      if (own.length === 0) return '–'
      const good = own.filter(({ surprise }) => surprise === undefined)
      const time = duration(median(own.map(({ milliseconds }) => milliseconds)))
      return mark(good.length === own.length, `${good.length}/${own.length} ${time}`)
    }),
  ])
  console.log(table(columns, rows))
  heading('One token of each')
  for (const [index, recording] of recordings.entries()) showExample(recording, index)
  return findings(judged, 'tokens of other implementations')
}

/** Another kind of token for each implementation, so that they are not all the same. */
function showExample({ source, tokens }: Recording, turn: number): void {
  const examples = tokens.filter(isCompact).filter(({ kind, header }) => kind === 'jwt' && 'kid' in header)
  const example = examples[(turn * 5) % examples.length]
  if (example === undefined) return
  console.log(`${source}: ${printable(example.name)}`)
  console.log(`  token   ${clipped(example.token, 110)}`)
  console.log(`  header  ${wrapped(json(example.header), 110).join('\n          ')}`)
  console.log(`  claims  ${wrapped(json(example.claims), 110).join('\n          ')}`)
}

interface Judged {
  readonly source: string
  readonly token: RecordedToken
  readonly outcome: 'verified' | 'refused'
  /** Why the outcome is not the expected one. */
  readonly surprise: string | undefined
  readonly milliseconds: number
}

async function judgeAll(recordings: readonly Recording[]): Promise<readonly Judged[]> {
  const judged: Judged[] = []
  for (const { source, tokens } of recordings) {
    for (const token of tokens) judged.push({ source, token, ...(await judge(token)) })
  }
  return judged
}

type Verdict = Pick<Judged, 'outcome' | 'surprise' | 'milliseconds'>

/** Verified once to see what it holds, then five times against the clock, by when the key is known. */
async function judge(token: RecordedToken): Promise<Verdict> {
  const first = await attempt(token)
  const times: number[] = []
  for (let turn = 0; turn < 5; turn++) {
    const start = performance.now()
    await attempt(token)
    times.push(performance.now() - start)
  }
  const unsecured = token.algorithm === 'none'
  const milliseconds = median(times)
  if (first instanceof JOSEError) {
    return { outcome: 'refused', surprise: unsecured ? undefined : first.message, milliseconds }
  }
  const same = isDeepStrictEqual(first, token.claims ?? token.payload)
  const surprise = unsecured ? 'an unsecured token was verified' : same ? undefined : 'it holds something else'
  return { outcome: 'verified', surprise, milliseconds }
}

/** The claims or the payload of a verified token, or why it was refused. */
async function attempt(token: RecordedToken): Promise<unknown> {
  try {
    return await verify(token)
  } catch (error) {
    if (error instanceof JOSEError) return error
    throw error
  }
}

/** What a program would write to verify this token. */
export async function verify(token: RecordedToken): Promise<unknown> {
  const { kind, algorithm, claims, payload, detached, time } = token
  // An unsecured token has no key to verify it with, so it meets the secret of a program that accepts no such tokens.
  const key = keyOf(token) ?? 'the secret of some program, 32 octets and more'
  const algorithms = algorithm === 'none' ? ['HS256'] : [algorithm]
  const given = token.token as string | FlattenedJWS | GeneralJWS
  // A JWT is compact: claims in a JSON serialization are a payload as any other.
  if (kind === 'jws' || typeof given !== 'string') {
    const verified = await jws.verify(given, key, {
      algorithms,
      ...(detached && payload !== undefined ? { payload } : {}),
    })
    return kind === 'jws' ? verified.text() : verified.json()
  }
  return jwt.decode(given, key, {
    algorithms,
    ...(claims?.aud === undefined ? {} : { audience: claims.aud as string | string[] }),
    ...(time === undefined ? {} : { clock: () => time }),
  })
}

function findings(judged: readonly Judged[], what: string): Findings {
  const count = (outcome: string): number => judged.filter((one) => one.outcome === outcome).length
  const refused = count('refused') === 0 ? '' : `, ${count('refused')} refused`
  return {
    summary: `${count('verified')} of ${judged.length} ${what} verified${refused}`,
    surprises: judged.flatMap(({ source, token, surprise }) =>
      surprise === undefined ? [] : [`${source}, ${token.name}: ${surprise}`],
    ),
  }
}

/** The header beyond `alg`, which has its own column. */
function otherMembers(header: object): string {
  const others = Object.entries(header).filter(([name]) => name !== 'alg')
  return others.map(([name, value]) => `${printable(name)}=${printable(String(value))}`).join(' ') || '–'
}

function contentOf({ claims, payload }: RecordedToken): string {
  return claims === undefined ? printable(payload ?? '') : json(claims)
}
