// What no client would send: written to the socket as it is, to each adapter.
import { connect } from 'node:net'
import { jwt } from '@jose/backend-node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Listening } from './cases.ts'
import { servers } from './servers.ts'

const options = { jwt, key: 'a secret of at least thirty-two bytes', algorithms: ['HS256'] }
const good = await jwt.encode({ sub: 'alice' }, options.key)
const bad = good.replace(/\.[^.]*$/, `.${'A'.repeat(43)}`)

const get = (...fields: readonly string[]): string => request('GET /protected HTTP/1.1', ...fields)
const request = (line: string, ...fields: readonly string[]): string =>
  [line, 'Host: api.example', 'Connection: close', ...fields, '', ''].join('\r\n')

/** With no good token in the one place where it counts. */
const strangers: { readonly [what: string]: string } = {
  'no token': get(),
  'a name that is nearly the one': get(`Authorization_: Bearer ${good}`, `X-Authorization: Bearer ${good}`),
  'the header for proxies': get(`Proxy-Authorization: Bearer ${good}`),
  'a token in a trailer': get('Transfer-Encoding: chunked', '', '0', `Authorization: Bearer ${good}`),
  HEAD: request('HEAD /protected HTTP/1.1'),
  'a method overridden': get('X-HTTP-Method-Override: OPTIONS', 'X-Method-Override: OPTIONS'),
  'an absolute target': request('GET http://elsewhere.example/protected HTTP/1.1'),
  'an upgrade that nobody takes': get('Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'),
  'an address overridden': get('X-Original-URL: /open', 'X-Rewrite-URL: /open', 'X-Forwarded-Prefix: /open'),
}

/** With a good token, and something beside it that another reader may take for the token: refused, by whoever sees it first. */
const ambiguous: { readonly [what: string]: string } = {
  'a line folded before the token': get('Authorization: Bearer', ` ${good}`),
  'a line folded within the token': get(`Authorization: Bearer ${good.slice(0, 20)}`, ` ${good.slice(20)}`),
  'a space before the colon': get(`Authorization : Bearer ${good}`),
  'a line feed alone': get().replace('\r\n\r\n', `\r\nAuthorization: Bearer ${good}\n\n`),
  'an octet over ASCII in the token': get(`Authorization: Bearer ${good}\xff`),
  'a space over ASCII': get(`Authorization: Bearer\xa0${good}`),
  'a NUL': get(`Authorization: Bearer ${good}\0`),
  'two headers far from each other': get(
    `Authorization: Bearer ${good}`,
    ...Array.from({ length: 300 }, (_, index) => `X-${index}: y`),
    `AUTHORIZATION: Bearer ${bad}`,
  ),
  'two headers, the second of another scheme': get(`Authorization: Bearer ${good}`, 'authorization: Basic YTpi'),
  'two headers, one of them empty': get('Authorization:', `Authorization: Bearer ${good}`),
  'two tokens in one header': get(`Authorization: Bearer ${good}, Bearer ${bad}`),
  'two headers of one length': get(`Content-Length: 0`, `Content-Length: 5`, `Authorization: Bearer ${good}`),
}

describe.each(servers.map((server) => [server.name, server] as const))('%s', (_name, server) => {
  let listening: Listening
  let optional: Listening
  beforeAll(async () => {
    listening = await server.start(options)
    optional = await server.start({ ...options, optional: true })
  })
  afterAll(async () => {
    await listening.close()
    await optional.close()
  })

  it('lets nobody in who shows no token', async () => {
    for (const [what, text] of Object.entries(strangers)) {
      expect([what, await answersTo(listening, text)]).toEqual([what, [401]])
      expect([what, await answersTo(optional, text)]).toEqual([what, [200]])
    }
  })

  it('lets nobody in who shows something that can be read in two ways, as nobody neither', async () => {
    for (const [what, text] of Object.entries(ambiguous)) {
      for (const at of [listening, optional]) expect([what, await answersTo(at, text)]).toEqual([what, [400]])
    }
  })

  it('keeps apart what comes in one go', async () => {
    const asked = [`Authorization: Bearer ${good}`, 'X: y', `Authorization: Bearer ${bad}`, 'Authorization: Bearer']
    const text = asked.map((field) => get(field).replace('Connection: close', 'Connection: keep-alive')).join('')
    expect(await answersTo(listening, text + get())).toEqual([200, 401, 401, 400, 401])
  })
})

/** The statuses, until the server hangs up. */
function answersTo({ url }: Listening, text: string): Promise<readonly number[]> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    let answers = ''
    socket.setEncoding('latin1').on('data', (part: string) => {
      answers += part
    })
    socket.once('error', reject).once('close', () => {
      resolve([...answers.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status)))
    })
    socket.setTimeout(5000, () => socket.destroy(new Error('The server does not hang up')))
    socket.write(text, 'latin1')
  })
}
