// Requests to upgrade, over sockets: they pass no middleware.
import { once } from 'node:events'
import { request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, vi } from 'vitest'
import { backends } from './guide-example.ts'

const secret = 'your-secret-key-of-at-least-32-bytes'

it.each(['node', 'webcrypto', 'forge'] as const)('an upgrade wants a token, on %s', async (backend) => {
  vi.doMock('@jose/backend-node', () => backends[backend])
  vi.resetModules()
  const { server }: { server: Server } = await import('../frameworks/upgrade.ts')
  vi.doUnmock('@jose/backend-node')
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const token = await backends[backend].jwt.encode({ sub: 'alice' }, secret)
  const invalid = [401, 'Bearer realm="api", error="invalid_token"']

  expect(await answerTo(port, { authorization: `Bearer ${token}` })).toEqual([101, 'Hello alice!'])
  expect(await answerTo(port, { cookie: `session=${token}` })).toEqual([101, 'Hello alice!'])
  expect(await answerTo(port, {})).toEqual([401, 'Bearer realm="api"'])
  expect(await answerTo(port, { authorization: `Bearer ${token}A` })).toEqual(invalid)
  expect(await answerTo(port, { cookie: `session=${token}A` })).toEqual(invalid)
  expect((await answerTo(port, { authorization: `Bearer ${token}`, cookie: `session=${token}` }))[0]).toBe(400)
  server.close()
})

/** The status; and what is said after it was upgraded, or the challenge. */
function answerTo(port: number, headers: { readonly [name: string]: string }): Promise<readonly unknown[]> {
  return new Promise((resolve, reject) => {
    const asked = request({ port, host: '127.0.0.1', headers: { connection: 'Upgrade', upgrade: 'hello', ...headers } })
    asked.once('error', reject)
    asked.once('response', (response) => resolve([response.statusCode, response.headers['www-authenticate']]))
    asked.once('upgrade', async (response, socket, head: Buffer) => {
      const parts = [head]
      for await (const part of socket) parts.push(part)
      resolve([response.statusCode, Buffer.concat(parts).toString()])
    })
    asked.end()
  })
}
