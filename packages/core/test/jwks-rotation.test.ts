// Rotation under load: 1,000 tokens a second for 30 s, while the keys change every 3 s and their server fails half the time.
// JOSE_ROTATION_SECONDS=… makes it shorter or longer.
import { nodeBackend } from '@jose/backend-node'
import { createJose, JOSEError, type Key, type RemoteKeySet } from '@jose/core'
import { expect, it } from 'vitest'
import { type Answer, keyServer, pause, sends } from './key-server.ts'

const seconds = Number(process.env.JOSE_ROTATION_SECONDS ?? 30)
const timeout = (10 * seconds + 60) * 1000
const rate = 1000
const [rotation, overlap] = [3, 2.5]
const cooldown = 0.2
/** From then on a valid token must pass. */
const grace = 2
/**
 * What an acceptance may be later than `cacheMaxAge + staleIfError` after the key was withdrawn. The set is judged by its
 * age after all waiting for requests, so what is left is the signature, which may take a few ticks of the clock.
 */
const slack = 0.1

/** In seconds. It goes no further than a tick while the machine stands still: for the server and its readers alike. */
let now = 0
const longestTick = 0.02
const { jwt, jwk, jwks } = createJose(nodeBackend(), { clock: () => now })
const algorithms = ['ES256']

/** A key, its one token, and the time in which the server publishes it: a while longer than it is the newest. */
interface Signer {
  readonly kid: string
  readonly published: unknown
  readonly token: string
  readonly from: number
  readonly to: number
}

const signers = await Promise.all(
  Array.from({ length: Math.ceil(seconds / rotation) }, async (_, number): Promise<Signer> => {
    const kid = `key-${number}`
    const key = await jwk.generate('ES256', { kid })
    const from = number * rotation
    const to = Math.min(from + rotation + overlap, seconds)
    return { kid, published: await key.toJwk(), token: await tokenBy(key, kid), from, to }
  }),
)
const stranger = await jwk.generate('ES256')
const strange = await Promise.all(Array.from({ length: 100 }, (_, number) => tokenBy(stranger, `strange-${number}`)))

function tokenBy(key: Key, kid: string): Promise<string> {
  return jwt.encode({ by: kid }, key, { headers: { kid } })
}

/** The newest first. */
const byAge = signers.toReversed()
const publishedNow = (): Signer[] => byAge.filter(({ from, to }) => from <= now && now < to)
const withdrawnNow = (): Signer[] => byAge.filter(({ to }) => to <= now).slice(0, 3)

/** Half of the time one of these, in turn. */
const troubles: readonly Answer[] = [
  sends('overloaded', {}, 500),
  (response) => response.destroy(),
  sends('{"keys":[{"kty":"EC","crv":'),
  async (response) => {
    for (const end = now + 0.3; now < end; ) await pause(2)
    response.destroy()
  },
]
/** So long it is well, and then as long not: never for a second on end, until the end, when it is down for good. */
const spells = [0.4, 0.8, 0.6] as const

function troubleNow(): Answer | undefined {
  if (now >= seconds) return troubles[0]
  let rest = now
  for (let turn = 0; ; turn++) {
    const spell = spells[turn % spells.length] as number
    if (rest < 2 * spell) return rest < spell ? undefined : troubles[turn % troubles.length]
    rest -= 2 * spell
  }
}

interface Lifetime {
  readonly cacheMaxAge: number
  readonly staleIfError: number
}

/** Somebody who verifies tokens, and what came of it. */
interface Reader extends Lifetime {
  verify(token: string): Promise<{ readonly by?: unknown }>
  /** When his requests were made that the server has got. */
  readonly asked: number[]
  /** Latest acceptance of a withdrawn key, and how many of such tokens were refused when it could not be later. */
  late: number
  afterwards: number
}

function readerOf(url: string, name: number, lifetime: Lifetime, by: (keys: RemoteKeySet) => Reader['verify']): Reader {
  const keys = jwks.remote(url, {
    ...{ ...lifetime, cooldown, allowHttp: true },
    // Counted where it arrives; the time is that at which it was made, whatever the way costs on a busy machine.
    fetch: (url, init) =>
      fetch(url, { ...init, headers: { ...init.headers, reader: `${name}`, 'asked-at': `${now}` } }),
  })
  return { ...lifetime, verify: by(keys), asked: [], late: 0, afterwards: 0 }
}

const faults: string[] = []
const count = { sent: 0, open: 0, accepted: 0, refused: 0, failed: 0 }
/** Longest time after its publication for which a key was unknown. */
let longestRefusal = 0

async function send(reader: Reader, token: string, signer?: Signer): Promise<void> {
  const came = now
  count.open++
  const answer = await reader.verify(token).catch((error: unknown) => error)
  count.open--
  if (answer instanceof Error) {
    count.refused++
    if (!(answer instanceof JOSEError)) faults.push(`it threw ${answer}`)
    const wait = signer === undefined || now >= signer.to ? 0 : came - signer.from
    longestRefusal = Math.max(longestRefusal, wait)
    if (wait >= grace) faults.push(`${inMs(wait)} after its publication ${signer?.kid} was refused: ${answer}`)
    if (signer !== undefined && came >= signer.to + lifeOf(reader)) reader.afterwards++
    return
  }
  count.accepted++
  const { by } = answer as { by?: unknown }
  if (signer === undefined || by !== signer.kid) return void faults.push('a token passed by a key that is not its own')
  const late = now - signer.to
  reader.late = Math.max(reader.late, late)
  if (late > lifeOf(reader) + slack) faults.push(`${inMs(late)} after its withdrawal ${signer.kid} was accepted`)
}

/** Whose token comes next; nobody's whom the server knows, for one in eight. */
function nextSigner(turn: number): Signer | undefined {
  const [published, withdrawn] = [publishedNow(), withdrawnNow()]
  const [newest, oldest] = [published[0], published.at(-1)]
  const inUse = published.find(({ from }) => now - from >= grace)
  const before = withdrawn[Math.floor(turn / 8) % withdrawn.length]
  return turn % 8 === 0 ? undefined : ([undefined, newest, oldest, before][turn % 8] ?? inUse ?? newest ?? before)
}

function sendNext(readers: readonly Reader[]): void {
  const number = count.sent++
  const turn = Math.floor(number / readers.length)
  const signer = nextSigner(turn)
  const token = signer?.token ?? (strange[turn % strange.length] as string)
  void send(readers[number % readers.length] as Reader, token, signer)
}

const lifeOf = ({ cacheMaxAge, staleIfError }: Lifetime): number => cacheMaxAge + staleIfError
const inMs = (time: number): string => `${Math.round(time * 1000)} ms`

it('refuses no valid token, accepts none too late, and spares the server', { timeout }, async () => {
  const server = await keyServer(sends({ keys: [] }))
  const readers = [
    // One whose set grows stale in each trouble, and one who would not see a new key in time but for its unknown kid.
    readerOf(server.url, 0, { cacheMaxAge: 0.5, staleIfError: 1.5 }, (keys) => {
      return (token) => jwt.decode(token, keys, { algorithms })
    }),
    readerOf(server.url, 1, { cacheMaxAge: 4, staleIfError: 0.5 }, (keys) => {
      return jwt.createVerifier(keys, { algorithms, cache: true })
    }),
  ]
  server.answer = (response, request) => {
    readers[Number(request.headers.reader)]?.asked.push(Number(request.headers['asked-at']))
    const trouble = troubleNow()
    if (trouble !== undefined) count.failed++
    return (trouble ?? sends({ keys: publishedNow().map(({ published }) => published) }))(response, request)
  }

  const began = performance.now()
  const end = seconds + Math.max(...readers.map(lifeOf)) + 0.5
  for (let last = began; now < end; ) {
    await pause(1)
    const tick = performance.now() - last
    last += tick
    now += Math.min(tick / 1000, longestTick)
    while (count.sent < now * rate) sendNext(readers)
  }
  const took = (performance.now() - began) / 1000
  while (count.open > 0) await pause(1)
  await server.close()

  for (const { asked } of readers) {
    const gaps = asked.toSorted((a, b) => a - b).map((time, index, all) => time - (all[index - 1] ?? -cooldown))
    for (const gap of gaps.filter((gap) => gap < cooldown)) faults.push(`a request came ${inMs(gap)} after the last`)
  }
  const lates = readers.map((reader) => `${inMs(reader.late)} of ${inMs(lifeOf(reader))}`)
  const speed = `${Math.round(count.sent / took)} a second${took > end * 1.05 ? `, not ${rate}` : ''}`
  process.stdout.write(
    `rotation: ${count.sent} verifications in ${took.toFixed(1)} s (${speed}), ${count.accepted} accepted, ` +
      `${count.refused} refused; ${server.requests} fetches, ${count.failed} failed; latest acceptance after ` +
      `retirement ${lates.join(', ')}; longest refusal after publication ${inMs(longestRefusal)}\n`,
  )
  expect(faults.slice(0, 10)).toEqual([])
  // It has seen what it is about: troubles, tokens in use that passed, and withdrawn keys until after their time.
  expect(count.failed).toBeGreaterThan(0)
  expect(count.accepted).toBeGreaterThan((seconds * rate) / 2)
  for (const reader of readers) expect(reader.afterwards).toBeGreaterThan(0)
})
