// What a server may do to a client that wants its keys, and what a runtime may lack.
import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { createServer, request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { nodeBackend } from '@jose/backend-node'
import { createJose, type FetchLike, JWKSError, JWTError, type RemoteKeySet, type RemoteOptions } from '@jose/core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Answer, type KeyServer, keyServer, pause, sends } from './key-server.ts'

const { jwt, jwk, jwks } = createJose(nodeBackend())
const key = await jwk.generate('ES256', { kid: 'a' })
const good = { keys: [await key.toJwk()] }
const token = await jwt.encode({ a: 1 }, key, { headers: { kid: 'a' } })

let server: KeyServer
const remote = (options: RemoteOptions = {}): RemoteKeySet =>
  jwks.remote(server.url, { allowHttp: true, timeout: 2, ...options })
const decode = (keys: RemoteKeySet): Promise<unknown> => jwt.decode(token, keys, { algorithms: ['ES256'] })
/** The error of a decoding, which blames neither the token nor a key, and says nothing of what was sent. */
const failureOf = async (options?: RemoteOptions): Promise<JWKSError> => {
  const error = await decode(remote(options)).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(JWKSError)
  expect(error).not.toBeInstanceOf(JWTError)
  expect((error as Error).message).not.toMatch(/hidden|127\.0\.0\.1/)
  return error as JWKSError
}

beforeEach(async () => {
  server = await keyServer(sends(good))
})
afterEach(async () => {
  vi.unstubAllGlobals()
  await server.close()
})

describe('wrong answers', () => {
  it.each([
    ...[201, 204, 206, 304, 400, 401, 403, 404, 429, 500, 503].map((status) => [status, sends('hidden', {}, status)]),
    ['no connection', (response) => response.destroy()],
    [
      'half a body',
      (response) => response.writeHead(200, { 'content-length': 500 }).write('{"keys":[', () => response.destroy()),
    ],
    ['no HTTP', (response) => response.socket?.end('hidden\r\n\r\n')],
  ] as [unknown, Answer][])('%s is no fetch', async (_name, answer) => {
    server.answer = answer
    expect((await failureOf()).code).toBe('ERR_JWKS_FETCH')
  })
  it('which status it was is said, where it is no redirect', async () => {
    for (const status of [299, 304, 400, 404, 500]) {
      server.answer = sends(good, {}, status)
      expect((await failureOf()).message).toContain(`status ${status}`)
    }
  })
  it.each([
    ['nothing', ''],
    ['HTML', '<!doctype html><title>hidden</title>'],
    ['half of JSON', '{"keys":[{"kty":"hidden"'],
    ['null', 'null'],
    ['a string', '"hidden"'],
    ['a list', JSON.stringify(good.keys)],
    ['an object', '{}'],
    ['no keys', '{"hidden":[]}'],
    ['keys that are no list', '{"keys":{"0":{}}}'],
    ['keys that are null', '{"keys":null}'],
    ['members twice', `{"keys":[],"keys":${JSON.stringify(good.keys)}}`],
    ['members of a key twice', JSON.stringify(good).replace('"kid"', '"kid":"hidden","kid"')],
    ['a lone surrogate', '{"keys":[{"kid":"\\ud800"}]}'],
    ['a BOM', `\ufeff${JSON.stringify(good)}`],
    ['no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ['UTF-16', Buffer.from(JSON.stringify(good), 'utf16le')],
    ['a JWK', JSON.stringify(good.keys[0])],
    ['texts that are no PEM', '{"a":"hidden"}'],
    ['inherited keys', `{"__proto__":${JSON.stringify(good)}}`],
    ['too deep', `{"keys":[${'['.repeat(40)}${']'.repeat(40)}]}`],
    ['far too deep', '['.repeat(500_000)],
  ])('%s is no set', async (_name, body) => {
    server.answer = sends(body)
    expect((await failureOf()).code).toMatch(/^ERR_(JWKS_INVALID|LIMIT)$/)
  })
  it('the content type does not matter, nor what else the object has, nor members that nobody understands', async () => {
    const odd = [null, 5, 'text', [], {}, { kty: 'LMS' }, { kty: 'EC', crv: 'P-999', kid: 'a' }, { kty: 'RSA', kid: 5 }]
    server.answer = sends({ issuer: 'x', keys: [...odd, ...good.keys] }, { 'content-type': 'text/html' })
    expect(await decode(remote())).toEqual({ a: 1 })
  })
  it('an empty set is a set: all keys were retired', async () => {
    server.answer = sends({ keys: [] })
    await expect(decode(remote())).rejects.toMatchObject({ code: 'ERR_KEY_NOT_FOUND' })
  })
  it('certificates by kid are a set too, as Firebase has them', async () => {
    const pem = await key.toPem()
    server.answer = sends({ a: pem, b: pem })
    const keys = remote()
    expect(await decode(keys)).toEqual({ a: 1 })
    expect(keys.snapshot()?.jwks).toEqual({ a: pem, b: pem })
    expect(await decode(remote({ seed: keys.snapshot() }))).toEqual({ a: 1 })
    const secret = await key.toPem({ private: true })
    server.answer = sends({ a: secret, b: `${pem}${secret}` })
    const none = remote()
    await expect(decode(none)).rejects.toMatchObject({ code: 'ERR_KEY_NOT_FOUND' })
    expect(none.snapshot()?.jwks).toEqual({ keys: [] })
  })
})

describe('redirects', () => {
  it.each([300, 301, 302, 303, 307, 308])('%s is not followed', async (status) => {
    const other = await keyServer(sends(good))
    server.answer = sends(good, { location: other.url }, status)
    expect(await failureOf()).toMatchObject({
      code: 'ERR_JWKS_FETCH',
      message: expect.stringContaining('redirects'),
    })
    expect(other.requests).toBe(0)
    await other.close()
  })
  it('one that the runtime has followed all the same is seen', async () => {
    const other = await keyServer(sends(good))
    server.answer = sends('', { location: other.url }, 302)
    const follows: FetchLike = (url, init) => fetch(url, { ...init, redirect: 'follow' })
    expect((await failureOf({ fetch: follows })).message).toContain('redirects')
    const says =
      (members: object): FetchLike =>
      () =>
        Promise.resolve({ status: 200, text: () => Promise.resolve(JSON.stringify(good)), ...members })
    for (const members of [
      { redirected: true },
      { type: 'opaqueredirect' },
      { status: 0, type: 'opaqueredirect' },
      { url: other.url },
    ])
      expect((await failureOf({ fetch: says(members) })).message).toContain('redirects')
    expect(await decode(remote({ fetch: says({ url: server.url, redirected: false, type: 'basic' }) }))).toEqual({
      a: 1,
    })
    for (const fragment of ['#', '#a', '#a?b#c']) {
      const keys = jwks.remote(`${server.url}${fragment}`, { allowHttp: true, fetch: says({ url: server.url }) })
      expect(await decode(keys)).toEqual({ a: 1 })
    }
    await other.close()
  })
})

describe('too much', () => {
  it('an endless body is given up as soon as it is too long', async () => {
    let sent = 0
    server.answer = (response) => {
      const more = (): void => {
        if (response.destroyed) return
        sent += 65_536
        response.write(' '.repeat(65_536), () => setImmediate(more))
      }
      more()
    }
    expect((await failureOf()).code).toBe('ERR_LIMIT')
    await pause(50)
    const before = sent
    await pause(50)
    expect([sent, sent < 32 * 1024 * 1024]).toEqual([before, true])
  })
  it('100 MB, said or not said, are not read', async () => {
    for (const headers of [{ 'content-length': '100000000' }, {}])
      for (const body of [Buffer.alloc(100_000_000, ' '), gzipSync(Buffer.alloc(100_000_000, ' '))]) {
        const isZipped = body.length < 1_000_000
        const length = isZipped ? {} : headers
        server.answer = sends(body, { ...length, ...(isZipped && { 'content-encoding': 'gzip' }) })
        expect((await failureOf()).code).toBe('ERR_LIMIT')
      }
  })
  it('pieces of one octet are as good as one piece, and take no more memory', async () => {
    const body = Buffer.from(JSON.stringify(good) + ' '.repeat(900_000))
    const inDrops: FetchLike = async () => {
      let sent = 0
      const read = async () => ({ done: sent >= body.length, value: body.subarray(sent, ++sent) })
      return { status: 200, text: async () => '', body: { getReader: () => ({ read, cancel: vi.fn() }) } }
    }
    expect(await decode(remote({ fetch: inDrops, timeout: 60 }))).toEqual({ a: 1 })
    expect((await failureOf({ fetch: inDrops, timeout: 60, limits: { bytes: 900_000 } })).code).toBe('ERR_LIMIT')
  })
  it('pieces without octets end, be no timer ever called', async () => {
    const read = async () => ({ value: new Uint8Array(0) })
    const empty: FetchLike = async () => ({
      status: 200,
      text: async () => '',
      body: { getReader: () => ({ read, cancel: vi.fn() }) },
    })
    expect((await failureOf({ fetch: empty })).message).toContain('too many pieces')
  })
  it('the limits are the caller’s', async () => {
    const body = JSON.stringify(good)
    server.answer = sends(body)
    expect((await failureOf({ limits: { bytes: body.length - 1 } })).code).toBe('ERR_LIMIT')
    expect(await decode(remote({ limits: { bytes: body.length } }))).toEqual({ a: 1 })
    server.answer = sends({ keys: [...Array.from({ length: 1000 }, () => ({ kty: 'oct' })), ...good.keys] })
    expect((await failureOf()).code).toBe('ERR_LIMIT')
    expect(await decode(remote({ limits: { keys: 1001 } }))).toEqual({ a: 1 })
  })
})

describe('too late', () => {
  it.each([
    ['no answer', () => {}],
    ['no body', (response) => response.writeHead(200).flushHeaders()],
    [
      'a body in drops',
      (response) => {
        response.writeHead(200)
        const drops = setInterval(() => response.write(' '), 20)
        response.on('close', () => clearInterval(drops))
      },
    ],
  ] as [string, Answer][])('%s ends in time, and the connection with it', async (_name, answer) => {
    let closed = false
    server.answer = (response, incoming) => {
      response.on('close', () => {
        closed = true
      })
      return answer(response, incoming)
    }
    const start = Date.now()
    expect((await failureOf({ timeout: 0.2 })).code).toBe('ERR_JWKS_TIMEOUT')
    expect(Date.now() - start).toBeLessThan(1500)
    await pause(100)
    expect(closed).toBe(true)
  })
  it('a hundred calls wait for the one request', async () => {
    server.answer = () => {}
    const keys = remote({ timeout: 0.2 })
    const all = await Promise.allSettled(Array.from({ length: 100 }, () => decode(keys)))
    expect(all.every(({ status }) => status === 'rejected')).toBe(true)
    expect(server.requests).toBe(1)
  })
  it('no timer is left, after success or failure', async () => {
    const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
    const before = timers()
    await decode(remote({ timeout: 1000 }))
    expect(timers()).toBeLessThanOrEqual(before + 1)
    server.answer = sends('', {}, 500)
    const set = vi.spyOn(globalThis, 'setTimeout')
    const clear = vi.spyOn(globalThis, 'clearTimeout')
    await failureOf({ timeout: 999 })
    const index = set.mock.calls.findIndex(([, delay]) => delay === 999_000)
    expect(clear.mock.calls.flat()).toContain(set.mock.results[index]?.value)
    vi.restoreAllMocks()
  })
})

describe('what a runtime may lack', () => {
  it('fetch is looked up at the call, called as a function of its own, and asked for once it is missing', async () => {
    vi.stubGlobal('fetch', undefined)
    expect(await failureOf()).toMatchObject({
      code: 'ERR_JWKS_FETCH',
      message: expect.stringContaining('This runtime has no fetch'),
    })
    const calls: unknown[] = []
    vi.stubGlobal('fetch', function (this: unknown, ...args: unknown[]) {
      calls.push(this, ...args)
      return Promise.resolve({ status: 200, text: async () => JSON.stringify(good) })
    })
    expect(await decode(remote())).toEqual({ a: 1 })
    expect(calls).toEqual([
      undefined,
      server.url,
      {
        method: 'GET',
        redirect: 'manual',
        headers: { accept: 'application/jwk-set+json, application/json' },
        signal: expect.any(AbortSignal),
      },
    ])
  })
  it('AbortController, timers, URL, streams', async () => {
    const whole: FetchLike = async (url, init) => {
      const response = await fetch(url, init)
      return { status: response.status, text: () => response.text() }
    }
    vi.stubGlobal('AbortController', undefined)
    vi.stubGlobal('URL', undefined)
    const silent: FetchLike = (_url, init) => {
      expect('signal' in init).toBe(false)
      return new Promise(() => {})
    }
    expect((await failureOf({ timeout: 0.1, fetch: silent })).code).toBe('ERR_JWKS_TIMEOUT')
    const stubborn: FetchLike = () => {
      let reads = 0
      const reader = { read: () => pause(10).then(() => ({ value: new Uint8Array(++reads) })), cancel: vi.fn() }
      cancels.push(reader.cancel)
      return Promise.resolve({ status: 200, text: async () => '', body: { getReader: () => reader } })
    }
    const cancels: unknown[] = []
    expect((await failureOf({ timeout: 0.1, fetch: stubborn })).code).toBe('ERR_JWKS_TIMEOUT')
    await pause(50)
    expect(cancels[0]).toHaveBeenCalledOnce()
    const text =
      (body: string): FetchLike =>
      async (url) => ({ status: 200, url, text: async () => body })
    vi.stubGlobal('setTimeout', undefined)
    vi.stubGlobal('clearTimeout', undefined)
    expect(await decode(remote({ fetch: text(JSON.stringify(good)) }))).toEqual({ a: 1 })
    expect((await failureOf({ fetch: text(' '.repeat(2_000_000)) })).code).toBe('ERR_LIMIT')
    vi.unstubAllGlobals()
    server.answer = sends(good)
    expect(await decode(remote({ fetch: whole }))).toEqual({ a: 1 })
    expect(await decode(remote({ fetch: globalThis.fetch }))).toEqual({ a: 1 })
  })
  it('what an injected fetch does wrong is a failed fetch', async () => {
    const wrong: unknown[] = [
      () => undefined,
      () => null,
      () => ({}),
      () => Promise.reject(new Error('hidden')),
      () => {
        throw new Error('hidden')
      },
      () => ({ status: 200, body: {}, text: () => ({}) }),
      () => ({ status: 200, body: { getReader: () => ({ read: () => ({ value: 'hidden' }), cancel: () => {} }) } }),
      () => ({
        status: 200,
        body: { getReader: () => ({ read: () => Promise.reject(1), cancel: () => Promise.reject(2) }) },
      }),
    ]
    for (const each of wrong) await failureOf({ fetch: each as FetchLike })
  })
  it('over TLS, by a fetch made of node:https whose body is a stream of Node', async () => {
    const read = (name: string) =>
      JSON.parse(readFileSync(new URL(`../../../conformance/vectors/${name}.json`, import.meta.url), 'utf8'))
    const certificate: string = read('certificates').ES256
    const privateKey = createPrivateKey({ key: read('keys').ES256.private, format: 'jwk' })
    const secure = createServer(
      { cert: certificate, key: privateKey.export({ type: 'pkcs8', format: 'pem' }) },
      (incoming, response) => sends(good)(response, incoming),
    )
    await new Promise<void>((listening) => secure.listen(0, '127.0.0.1', listening))
    const url = `https://127.0.0.1:${(secure.address() as AddressInfo).port}/`
    const overTls =
      (ca: string | undefined): FetchLike =>
      (address, { headers, signal }) =>
        new Promise((resolve, reject) => {
          const options = { headers, signal, servername: 'test-ES256', ...(ca && { ca }) }
          const asked = request(address, options, (body: IncomingMessage) =>
            resolve({ status: body.statusCode ?? 0, body, text: () => Promise.reject(new Error('never asked for')) }),
          )
          asked.on('error', reject).end()
        })
    expect(await decode(jwks.remote(url, { fetch: overTls(certificate) }))).toEqual({ a: 1 })
    const untrusted = await decode(jwks.remote(url, { fetch: overTls(undefined) })).catch((error: unknown) => error)
    expect(untrusted).toMatchObject({ code: 'ERR_JWKS_FETCH' })
    await expect(decode(jwks.remote(url))).rejects.toMatchObject({ code: 'ERR_JWKS_FETCH' })
    secure.closeAllConnections()
    secure.close()
  })
})
