import { jwt } from '@jose/backend-node'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { bearerCases } from './cases.ts'
import { bearing, client } from './client.ts'
import { loadTest } from './load.ts'
import { bin, buildNext, dir, edgeServer, env, nextServer } from './next-server.ts'
import { nextStart } from './next-start.ts'

beforeAll(async () => {
  vi.stubEnv('NODE_ENV', 'production')
  // Next.js tells of every error of a route.
  vi.spyOn(console, 'error').mockReturnValue()
  await buildNext()
}, 300_000)
afterAll(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

const routes = nextServer('Next.js routes', '')
const proxied = nextServer('Next.js behind proxy.ts', '/proxied')

bearerCases(routes)
bearerCases(proxied)
for (const server of [routes, proxied, edgeServer]) loadTest(server)

it('`next start` shows the first of several Authorization headers alone, and that one counts', async () => {
  const { url, close } = await nextStart(bin, dir, env)
  const http = client(4)
  const good = await jwt.encode({ sub: 'alice', aud: 'api' }, 'a secret of at least thirty-two bytes')
  const statuses = [
    [bearing(good)],
    [],
    [bearing('x')],
    [bearing(good), bearing('x')],
    [bearing('x'), bearing(good)],
  ].map(async (fields) => (await http.get(`${url}/edge/protected`, fields.flat())).status)
  expect(await Promise.all(statuses)).toEqual([200, 401, 401, 200, 401])
  http.close()
  await close()
})
