import { isDeepStrictEqual } from 'node:util'
import { JOSEError } from '@jose/backend-node'
import { type Backend, backends } from './backends.ts'
import { type Findings, heading, mark } from './report.ts'
import { type Cell, table } from './table.ts'
import { clipped, duration, json, median, printable } from './text.ts'
import type { EncryptedRecording, EncryptedToken } from './vectors.ts'

/** The tokens that implementations encrypted, on each backend: counts in one table, times in another, a token of each. */
export async function showEncrypted(recordings: readonly EncryptedRecording[]): Promise<Findings> {
  heading(`Encrypted tokens recorded from other implementations: decrypted by ${backends.map(nameOf).join(' · ')}`)
  const judged = await judgeAll(recordings)
  const algorithms = [...new Set(judged.map(({ token }) => token.algorithm))].toSorted()
  const columns = recordings.map(({ name }) => ({ title: name }))
  const rows = algorithms.map((algorithm): Cell[] => [
    algorithm,
    ...recordings.map(({ name }) =>
      counts(judged.filter((one) => one.from === name && one.token.algorithm === algorithm)),
    ),
  ])
  console.log(table([{ title: 'algorithm' }, ...columns], rows))
  console.log('\n– in place of a number: the backend has no such algorithm; alone: there is no such token')

  heading('Median time to decrypt one of them, and how many were decrypted')
  const times = backends.map((backend): Cell[] => [
    backend.name,
    ...recordings.map(({ name }) => timeOf(judged.filter((one) => one.from === name && one.backend === backend))),
  ])
  console.log(table([{ title: 'backend' }, ...columns], times))
  heading('One encrypted token of each')
  for (const [index, recording] of recordings.entries()) showExample(recording, index)

  const good = judged.filter(({ surprise }) => surprise === undefined)
  const tokens = new Set(judged.map(({ token }) => token)).size
  return {
    summary: `${good.length} of ${judged.length} decryptions of ${tokens} encrypted tokens succeeded, on ${backends.length} backends`,
    surprises: judged.flatMap(({ from, token, backend, surprise }) =>
      surprise === undefined ? [] : [`${from}, ${token.name}, by ${backend.name}: ${surprise}`],
    ),
  }
}

interface Judged {
  /** The name of the recording. */
  readonly from: string
  readonly token: EncryptedToken
  readonly backend: Backend
  /** Why it is not as expected. */
  readonly surprise: string | undefined
  readonly milliseconds: number
}

async function judgeAll(recordings: readonly EncryptedRecording[]): Promise<readonly Judged[]> {
  const judged: Judged[] = []
  for (const { name: from, encrypted } of recordings) {
    for (const token of encrypted.filter(({ refused }) => refused === undefined)) {
      for (const backend of backends.filter((one) => one.has(token.algorithm, token.key.jwk.crv)))
        judged.push({ from, token, backend, ...(await judge(backend, token)) })
    }
  }
  return judged
}

/** Decrypted once to see what it holds, and again against the clock, by when the key is known; what is slow only once. */
async function judge(backend: Backend, token: EncryptedToken): Promise<Pick<Judged, 'surprise' | 'milliseconds'>> {
  try {
    const first = await timed(() => decrypt(backend, token))
    const { milliseconds } = first.milliseconds > 20 ? first : await timed(() => decrypt(backend, token))
    const { header, aad } = first.result
    const additional = aad === undefined ? undefined : new TextDecoder().decode(aad)
    const same = first.result.text() === token.payload && isDeepStrictEqual({ ...header }, token.header)
    return { surprise: same && additional === token.aad ? undefined : 'it holds something else', milliseconds }
  } catch (error) {
    if (error instanceof JOSEError) return { surprise: error.message, milliseconds: Number.NaN }
    throw error
  }
}

async function timed<T>(call: () => Promise<T>): Promise<{ readonly result: T; readonly milliseconds: number }> {
  const start = performance.now()
  const result = await call()
  return { result, milliseconds: performance.now() - start }
}

/** What a program would write to decrypt this token. RSA1_5 and PBES2 are decrypted only where they are asked for. */
export function decrypt(
  { jwe }: Backend,
  { token, key, algorithm }: Pick<EncryptedToken, 'token' | 'key' | 'algorithm'>,
) {
  return jwe.decrypt(token, key.jwk, { algorithms: [algorithm] })
}

/** How many tokens each backend decrypted, as `✓ 4 · 4 · –`. */
function counts(own: readonly Judged[]): Cell {
  if (own.length === 0) return '–'
  const parts = backends.map((backend) => {
    const tried = own.filter((one) => one.backend === backend)
    const good = tried.filter(({ surprise }) => surprise === undefined)
    if (tried.length === 0) return '–'
    return good.length === tried.length ? `${good.length}` : `${good.length}/${tried.length}`
  })
  return mark(
    own.every(({ surprise }) => surprise === undefined),
    parts.join(' · '),
  )
}

function timeOf(own: readonly Judged[]): Cell {
  const good = own.filter(({ surprise }) => surprise === undefined)
  const time = duration(median(good.map(({ milliseconds }) => milliseconds)))
  return mark(good.length === own.length, `${good.length}/${own.length} ${time}`)
}

/** Another kind of token for each implementation. */
function showExample({ source, encrypted }: EncryptedRecording, turn: number): void {
  const examples = encrypted.filter(({ refused, payload }) => refused === undefined && payload.length > 20)
  const example = examples[(turn * 17 + 5) % examples.length]
  if (example === undefined) return
  const text = typeof example.token === 'string' ? example.token : json(example.token)
  console.log(`${source}: ${printable(example.name)}`)
  console.log(`  token      ${clipped(printable(text), 107)}`)
  console.log(`  header     ${clipped(json(example.header), 107)}`)
  console.log(`  plaintext  ${clipped(printable(example.payload), 107)}`)
}

function nameOf({ name }: Backend): string {
  return name
}
