// HTTP/2 has its own ways with header fields.
import { connect, createServer } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { jwt } from '@jose/backend-node'
import { type BearerError, type BearerOptions, bearer, fromCookie, fromHeader } from '@jose/http'
import { expect, it } from 'vitest'

const options: BearerOptions = {
  ...{ jwt, key: 'a secret of at least thirty-two bytes', algorithms: ['HS256'] },
  getToken: [fromHeader(), fromCookie('session')],
}
const token = await jwt.encode({ sub: 'alice' }, 'a secret of at least thirty-two bytes')

it('tokens over HTTP/2', async () => {
  const authenticate = bearer(options)
  const server = createServer(async (request, response) => {
    const error = await authenticate(request).then(
      () => undefined,
      (error: BearerError) => error,
    )
    response.writeHead(error?.status ?? 200, { ...error?.headers }).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A client that sends twice what may come once; an option that the types do not know yet.
  const lenient: object = { strictSingleValueFields: false }
  const session = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, lenient)
  const ask = (headers: object): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const stream = session.request(Array.isArray(headers) ? [':path', '/', ...headers] : { ':path': '/', ...headers })
      stream.once('response', (headers) => resolve(headers[':status'])).once('error', reject)
      stream.resume().end()
    })
  expect(await ask({ authorization: `Bearer ${token}` })).toBe(200)
  expect(await ask({ Authorization: `bearer ${token}` })).toBe(200)
  expect(await ask({ authorization: `Bearer ${token}A` })).toBe(401)
  expect(await ask({})).toBe(401)
  // In crumbs, as browsers send them (RFC 9113 §8.2.3).
  expect(await ask({ cookie: ['a=b', `session=${token}`, 'c=d'] })).toBe(200)
  expect(await ask({ cookie: [`session=${token}`, `session=${token}`] })).toBe(400)
  // Node shows the first alone.
  for (const other of [`Bearer ${token}`, 'Bearer x', 'Basic YTpi', '']) {
    expect(await ask(['authorization', `Bearer ${token}`, 'authorization', other])).toBe(400)
    expect(await ask(['authorization', other, 'authorization', `Bearer ${token}`])).toBe(400)
  }
  session.close()
  await new Promise((resolve) => server.close(resolve))
})
