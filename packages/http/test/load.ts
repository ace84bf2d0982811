// Thousands of requests over sockets, good and bad ones mixed, each verdict looked at.
import { jwt } from '@jose/backend-node'
import { expect, it } from 'vitest'
import type { TestServer } from './cases.ts'
import { bearing, client, type Fields } from './client.ts'

const requests = Number(process.env.JOSE_HTTP_REQUESTS ?? 10_000)
const inFlight = 100
const secret = 'a secret of at least thirty-two bytes'

interface Kind {
  readonly path: string
  readonly fields: Fields
  readonly status: number
  readonly body: string
}

/** The load test, as a test of the runner; it prints how many answers of each status there were, and how many a second. */
export function loadTest(server: TestServer): void {
  it(`${server.name}: no wrong verdict in ${requests} requests`, { timeout: 120_000 }, async () => {
    const kinds = await makeKinds()
    const { url, close } = await server.start({ jwt, key: secret, algorithms: ['HS256'], audience: 'api' })
    const http = client(inFlight)
    const [counts, wrong]: [Map<number, number>, unknown[]] = [new Map(), []]
    const started = performance.now()
    const next = mixed(requests, kinds)
    const ask = async (): Promise<void> => {
      for (const { path, fields, status, body } of next) {
        const answer = await http.get(`${url}${path}`, fields)
        counts.set(answer.status, (counts.get(answer.status) ?? 0) + 1)
        if (answer.status !== status || answer.body !== body) wrong.push([status, body, answer.status, answer.body])
      }
    }
    await Promise.all(Array.from({ length: inFlight }, ask))
    const seconds = (performance.now() - started) / 1000
    http.close()
    await close()
    const tally = [...counts].sort(([one], [other]) => one - other).map(([status, count]) => `${count} × ${status}`)
    process.stdout.write(`${server.name}: ${tally.join(', ')}; ${Math.round(requests / seconds)} a second\n`)
    expect(wrong).toEqual([])
    expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBe(requests)
    expect([...counts.keys()].sort()).toEqual([200, 400, 401, 403])
  })
}

/** One sequence for all who take from it; the same at each run. */
function* mixed(length: number, kinds: readonly Kind[]): Generator<Kind, undefined> {
  let state = 1
  for (let count = 0; count < length; count++) {
    state = (state * 48271) % 0x7fffffff
    yield kinds[state % kinds.length] as Kind
  }
  return undefined
}

async function makeKinds(): Promise<readonly Kind[]> {
  const exp = Math.floor(Date.now() / 1000) + 3600
  const make = (claims: object, key = secret): Promise<string> => jwt.encode({ exp, aud: 'api', ...claims }, key)
  const refused = (error: string): string => `{"error":"${error}"}`
  const kinds: Kind[] = []
  for (let user = 0; user < 40; user++) {
    const sub = `user ${user}`
    const seen = JSON.stringify({ sub, inUrl: false })
    const good = await make({ sub })
    const admin = await make({ sub, scope: 'read admin' })
    const forged = await make({ sub, scope: 'admin' }, 'another secret of thirty-two bytes')
    const expired = await make({ sub, exp: exp - 7200 })
    const other = await make({ sub, aud: 'another' })
    kinds.push(
      { path: '/protected', fields: bearing(good), status: 200, body: seen },
      { path: '/protected', fields: bearing(admin), status: 200, body: seen },
      { path: '/admin', fields: bearing(admin), status: 200, body: seen },
      { path: '/admin', fields: bearing(good), status: 403, body: refused('insufficient_scope') },
      { path: '/protected', fields: [], status: 401, body: refused('unauthorized') },
      {
        path: '/protected',
        fields: [...bearing(good), ...bearing(good)],
        status: 400,
        body: refused('invalid_request'),
      },
      { path: '/admin', fields: [['authorization', 'Bearer']], status: 400, body: refused('invalid_request') },
    )
    for (const bad of [forged, expired, other, `${good}A`, good.slice(1)]) {
      kinds.push({ path: '/protected', fields: bearing(bad), status: 401, body: refused('invalid_token') })
    }
  }
  return kinds
}
