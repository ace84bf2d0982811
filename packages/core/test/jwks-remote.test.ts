// Remote key sets against a real HTTP server, by an injected clock: what is fetched when, and what is answered meanwhile.
import { inspect } from 'node:util'
import { nodeBackend } from '@jose/backend-node'
import {
  createJose,
  InvalidKeyError,
  InvalidSignatureError,
  JWKSError,
  JWTError,
  type JwksEvent,
  type RemoteKeySet,
  type RemoteOptions,
} from '@jose/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type KeyServer, keyServer, pause, sends } from './key-server.ts'

let now = 1_000_000
const { jwt, jws, jwe, jwk, jwks } = createJose(nodeBackend(), { clock: () => now })
const algorithms = ['ES256']
const privates = await Promise.all(['a', 'b', 'c'].map((kid) => jwk.generate('ES256', { kid })))
const publics = await Promise.all(privates.map((key) => key.toJwk()))
const tokens = await Promise.all(privates.map((key) => jwt.encode({ by: key.kid }, key, { headers: { kid: key.kid } })))
const [a, b] = publics
const [byA, byB, byC] = tokens as [string, string, string]
const notFound = { code: 'ERR_KEY_NOT_FOUND' }

let server: KeyServer
let events: JwksEvent[] = []
const types = (): string[] => events.map(({ type }) => type)
const remote = (options: RemoteOptions = {}): RemoteKeySet =>
  jwks.remote(server.url, { allowHttp: true, onEvent: (event) => events.push(event), ...options })
const decode = (token: string, keys: RemoteKeySet): Promise<unknown> => jwt.decode(token, keys, { algorithms })
const unknown = (kid: string): Promise<string> =>
  jwt.encode({}, privates[2] as never, { headers: { kid }, algorithm: 'ES256' })
/** Until what goes on in the background is over. */
const settled = async (count: number): Promise<void> => {
  for (let waited = 0; events.length < count && waited < 200; waited++) await pause(10)
}

beforeEach(async () => {
  now = 1_000_000
  events = []
  server = await keyServer(sends({ keys: [a] }))
})
afterEach(() => server.close())

describe('when it fetches', () => {
  it('is when the first token comes, once for a hundred at a time, and not again while the set is good', async () => {
    const keys = remote()
    expect(server.requests).toBe(0)
    expect(keys.snapshot()).toBeUndefined()
    await Promise.all(Array.from({ length: 100 }, () => decode(byA, keys)))
    now += 400
    expect(await decode(byA, keys)).toEqual({ by: 'a' })
    expect(server.requests).toBe(1)
    expect(events).toEqual([{ type: 'loaded', keys: 1, ignored: 0, maxAge: 600 }])
  })
  it('is not for a token that could not pass', async () => {
    const keys = remote()
    for (const token of ['x', `${byA}=`, await jwt.encode({}, 'secret')]) {
      await expect(decode(token, keys)).rejects.toBeInstanceOf(JWTError)
    }
    await expect(jwt.decode(byA, keys)).rejects.toBeInstanceOf(TypeError)
    expect(server.requests).toBe(0)
  })
  it('is never for what a token names', async () => {
    const named = await keyServer(sends({ keys: [b] }))
    const headers = { kid: 'b', jku: named.url, x5u: named.url }
    const token = await jwt.encode({}, privates[1] as never, { headers })
    await expect(decode(token, remote())).rejects.toMatchObject(notFound)
    expect(named.requests).toBe(0)
    await named.close()
  })
  it('is when a kid is unknown, once a cooldown', async () => {
    const keys = remote({ cooldown: 30, cacheMaxAge: 3600 })
    await decode(byA, keys)
    server.answer = sends({ keys: [a, b] })
    const strange = await Promise.all(Array.from({ length: 50 }, (_, index) => unknown(`x${index}`)))
    for (const token of [...strange, byB]) await expect(decode(token, keys)).rejects.toMatchObject(notFound)
    expect([server.requests, types()]).toEqual([1, ['loaded', 'cooldown']])
    now += 30
    const all = await Promise.allSettled([...strange, byB].map((token) => decode(token, keys)))
    expect(all.filter(({ status }) => status === 'fulfilled').length).toBe(1)
    expect(all[50]?.status).toBe('fulfilled')
    expect(server.requests).toBe(2)
  })
  it('is once a cooldown too while the clock is set back and forth', async () => {
    const keys = remote({ cooldown: 30, cacheMaxAge: 3600 })
    await decode(byA, keys)
    for (const step of [-5, 3, -20, 25, -29, 1]) {
      now = 1_000_000 + step
      await expect(decode(await unknown(`x${step}`), keys)).rejects.toMatchObject(notFound)
    }
    expect(server.requests).toBe(1)
    // A clock that was set right by more says nothing of the last request.
    now -= 100
    await expect(decode(await unknown('y'), keys)).rejects.toMatchObject(notFound)
    expect(server.requests).toBe(2)
  })
  it('is when no key is of the kind that a token without kid needs', async () => {
    const keys = remote({ cooldown: 30 })
    const rs = await jwk.generate('RS256')
    const token = await jwt.encode({}, rs)
    await decode(byA, keys)
    now += 30
    await expect(jwt.decode(token, keys, { algorithms: ['RS256'] })).rejects.toMatchObject(notFound)
    expect(server.requests).toBe(2)
    now += 30
    await decode(await jwt.encode({}, privates[0] as never), keys)
    await expect(decode(await jwt.encode({}, privates[1] as never), keys)).rejects.toBeInstanceOf(InvalidSignatureError)
    expect(server.requests).toBe(2)
  })
  it('is ahead of the end, in the background, and nobody waits or hears of a failure', async () => {
    const keys = remote({ cacheMaxAge: 100, cooldown: 4 })
    await decode(byA, keys)
    server.answer = sends('gone', {}, 500)
    now += 80
    expect(await decode(byA, keys)).toEqual({ by: 'a' })
    await settled(2)
    expect([server.requests, types()]).toEqual([2, ['loaded', 'failed']])
    for (const [seconds, requests] of [
      [0.9, 2],
      [0.1, 3],
      [1.9, 3],
      [0.1, 4],
      [3.9, 4],
      [0.1, 5],
      [3.9, 5],
    ] as const) {
      now += seconds
      await decode(byA, keys)
      await settled(requests)
      await pause(20)
      expect(server.requests).toBe(requests)
    }
    server.answer = sends({ keys: [a, b] })
    now += 0.1
    await decode(byA, keys)
    await settled(6)
    expect(await decode(byB, keys)).toEqual({ by: 'b' })
    expect(types()).toEqual(['loaded', 'failed', 'failed', 'failed', 'failed', 'loaded'])
  })
  it.each([
    ['max-age=120', {}, 120],
    ['public, MAX-AGE="300", must-revalidate', {}, 300],
    ['max-age=1000', { age: '400' }, 600],
    ['max-age=5', {}, 60],
    ['max-age=1000, no-cache', {}, 60],
    ['no-store', {}, 60],
    ['max-age=99999999', {}, 86_400],
    ['max-age=-1', {}, 600],
    ['x-max-age=5', {}, 600],
    ['s-maxage=70', {}, 600],
  ] as const)('is after what the server says, within bounds: %s', async (directives, headers, maxAge) => {
    server.answer = sends({ keys: [a] }, { 'cache-control': directives, ...headers })
    const keys = remote()
    await keys.reload()
    expect(events).toEqual([{ type: 'loaded', keys: 1, ignored: 0, maxAge }])
    expect(keys.snapshot()).toMatchObject({ maxAge, fetchedAt: now })
    const own = remote({ cacheMaxAge: 7 })
    await own.reload()
    expect(own.snapshot()).toMatchObject({ maxAge: 7 })
  })
  it('is counted from the request on, and a clock that was set back makes no set younger', async () => {
    server.answer = (response) => {
      now += 50
      sends({ keys: [a] })(response, undefined as never)
    }
    const keys = remote({ cacheMaxAge: 100 })
    await decode(byA, keys)
    expect(keys.snapshot()?.fetchedAt).toBe(1_000_000)
    server.answer = sends({ keys: [b] })
    now -= 3600
    expect(await decode(byB, keys)).toEqual({ by: 'b' })
  })
})

describe('when the server is in trouble', () => {
  it('a set that has expired serves on for the time that was allowed, no longer', async () => {
    const keys = remote({ cacheMaxAge: 100, staleIfError: 50, cooldown: 10 })
    await decode(byA, keys)
    server.answer = sends('no', {}, 503)
    now += 100
    for (let index = 0; index < 20; index++) expect(await decode(byA, keys)).toEqual({ by: 'a' })
    expect(types()).toEqual(['loaded', 'failed', 'stale'])
    // A token by a key that nobody knows here is not refused for good: it is the set that is missing.
    await expect(decode(byB, keys)).rejects.toBeInstanceOf(JWKSError)
    now += 49
    expect(await decode(byA, keys)).toEqual({ by: 'a' })
    await settled(5)
    now += 1
    const error = await decode(byA, keys).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(JWKSError)
    expect(error).not.toBeInstanceOf(JWTError)
    expect(error).toMatchObject({
      code: 'ERR_JWKS_FETCH',
      message: 'The server of the key set answered with status 503',
    })
    server.answer = sends({ keys: [b] })
    now += 10
    expect(await decode(byB, keys)).toEqual({ by: 'b' })
    await expect(decode(byA, keys)).rejects.toMatchObject(notFound)
  })
  it('without a set there is an error, the same until it is time for another attempt', async () => {
    server.answer = sends('no', {}, 500)
    const keys = remote()
    const attempt = (): Promise<unknown> => decode(byA, keys).catch((error: unknown) => error)
    const all = await Promise.all(Array.from({ length: 50 }, attempt))
    for (const error of [...all, await attempt()]) expect(error).toMatchObject({ code: 'ERR_JWKS_FETCH' })
    expect(server.requests).toBe(1)
    now += 1
    await attempt()
    now += 1
    await attempt()
    expect(server.requests).toBe(2)
    server.answer = sends({ keys: [a] })
    now += 1
    expect(await attempt()).toEqual({ by: 'a' })
    expect(server.requests).toBe(3)
    // The pauses begin anew; a clock that was set back ends them.
    server.answer = sends('no', {}, 500)
    now += 600
    await attempt()
    now += 1
    await attempt()
    expect(server.requests).toBe(5)
    now -= 1000
    await attempt()
    expect(server.requests).toBe(6)
  })
  it('nobody waits for a server that does not answer, but the first, and what comes at last counts', async () => {
    const keys = remote({ cacheMaxAge: 100, staleIfError: 1000, timeout: 0.1 })
    await decode(byA, keys)
    server.answer = () => {}
    now += 100
    expect(await decode(byA, keys)).toEqual({ by: 'a' })
    expect(types()).toEqual(['loaded', 'failed', 'stale'])
    now += 1
    for (let index = 0; index < 10; index++) expect(await decode(byA, keys)).toEqual({ by: 'a' })
    expect(types()).toEqual(['loaded', 'failed', 'stale', 'stale'])
    await settled(5)
    server.answer = sends({ keys: [b] })
    now += 2
    expect(await decode(byA, keys)).toEqual({ by: 'a' })
    await settled(7)
    expect(await decode(byB, keys)).toEqual({ by: 'b' })
    await expect(decode(byA, keys)).rejects.toMatchObject(notFound)
    expect(server.requests).toBe(4)
  })
  it('an unknown kid is an error of the set, as long as the set could not be fetched for it', async () => {
    const keys = remote({ cacheMaxAge: 1000, cooldown: 10 })
    await decode(byA, keys)
    server.answer = sends('no', {}, 500)
    now += 10
    for (let index = 0; index < 3; index++) await expect(decode(byB, keys)).rejects.toBeInstanceOf(JWKSError)
    expect(await decode(byA, keys)).toEqual({ by: 'a' })
    expect(server.requests).toBe(2)
    server.answer = sends({ keys: [a] })
    now += 10
    await expect(decode(byB, keys)).rejects.toBeInstanceOf(JWTError)
  })
  it('a key without kid serves a token with one, when the set cannot be fetched for it', async () => {
    const { kid: _, ...nameless } = b as { kid: string }
    server.answer = sends({ keys: [a, nameless] })
    const keys = remote({ cacheMaxAge: 1000, cooldown: 10 })
    await decode(byA, keys)
    server.answer = sends('no', {}, 500)
    now += 10
    expect(await decode(byB, keys)).toEqual({ by: 'b' })
    expect(server.requests).toBe(2)
  })
  it('a server that flaps half the time is enough', async () => {
    const keys = remote({ cacheMaxAge: 2, cooldown: 1, staleIfError: 1 })
    server.answer = (response, request) =>
      server.requests % 2 === 0 ? response.destroy() : sends({ keys: [a] })(response, request)
    for (let index = 0; index < 60; index++) {
      expect(await decode(byA, keys)).toEqual({ by: 'a' })
      now += 0.5
      await pause(2)
    }
    expect(server.requests).toBeLessThanOrEqual(31)
  })
  it('the failure is no error of the token, for JSON forms with several signatures or recipients neither', async () => {
    server.answer = sends('no', {}, 500)
    const keys = remote()
    const signers = privates.slice(0, 2).map((key) => ({ key, protected: { kid: key.kid as string } }))
    const signed = await jws.signGeneral('x', signers)
    await expect(jws.verify(signed, keys, { algorithms })).rejects.toBeInstanceOf(JWKSError)
    const recipient = { key: 'a secret of 16 by', algorithm: 'PBES2-HS256+A128KW', p2c: 1000 }
    const encrypted = await jwe.encryptGeneral('x', [recipient, recipient])
    const options = { algorithms: ['PBES2-HS256+A128KW'] }
    await expect(jwe.decrypt(encrypted, keys, options)).rejects.toBeInstanceOf(JWKSError)
  })
})

describe('one request in flight', () => {
  it('an older response, however late, never replaces a newer one', async () => {
    const keys = remote({ cooldown: 0 })
    let slow = (): void => {}
    server.answer = (response, request) => {
      slow = () => sends({ keys: [a] })(response, request)
    }
    const first = decode(byA, keys).catch((error: unknown) => error)
    while (server.requests < 1) await pause(1)
    server.answer = sends({ keys: [b] })
    await Promise.all([keys.reload(), keys.reload(), keys.reload()])
    expect(server.requests).toBe(2)
    slow()
    expect(await first).toMatchObject(notFound)
    expect(types()).toEqual(['loaded', 'discarded'])
    expect(await decode(byB, keys)).toEqual({ by: 'b' })
    expect(keys.snapshot()?.jwks).toEqual({ keys: [b] })
  })
  it('an older failure changes nothing', async () => {
    const keys = remote()
    let slow = (): void => {}
    server.answer = (response) => {
      slow = () => response.destroy()
    }
    const first = decode(byB, keys)
    while (server.requests < 1) await pause(1)
    server.answer = sends({ keys: [b] })
    await keys.reload()
    slow()
    expect(await first).toEqual({ by: 'b' })
    expect(types()).toEqual(['loaded', 'failed'])
  })
  it('reload fetches whatever the age and the cooldown, and throws when it fails', async () => {
    const keys = remote()
    await keys.reload()
    server.answer = sends({ keys: [b] })
    await keys.reload()
    expect(await decode(byB, keys)).toEqual({ by: 'b' })
    server.answer = sends('no', {}, 404)
    await expect(keys.reload()).rejects.toBeInstanceOf(JWKSError)
    expect(await decode(byB, keys)).toEqual({ by: 'b' })
    expect(server.requests).toBe(3)
  })
  it('a key that is still in the set is not built again', async () => {
    const keys = remote()
    const used = async (): Promise<unknown> => (await jwt.decodeComplete(byA, keys, { algorithms })).key
    const before = await used()
    server.answer = sends({ keys: [b, a] })
    await keys.reload()
    expect(await used()).toBe(before)
  })
})

describe('in sync calls', () => {
  const decodeSync = (token: string, keys: RemoteKeySet): unknown => jwt.decodeSync(token, keys, { algorithms })

  it('the last set answers', async () => {
    const keys = remote({ cacheMaxAge: 100, staleIfError: 50 })
    expect(() => decodeSync(byA, keys)).toThrow(expect.objectContaining({ code: 'ERR_JWKS_NOT_LOADED' }))
    await settled(1)
    expect(decodeSync(byA, keys)).toEqual({ by: 'a' })
    server.answer = sends('no', {}, 500)
    now += 149
    expect(decodeSync(byA, keys)).toEqual({ by: 'a' })
    await settled(3)
    now += 1
    expect(() => decodeSync(byA, keys)).toThrow(expect.objectContaining({ code: 'ERR_JWKS_EXPIRED' }))
    await settled(4)
    server.answer = sends({ keys: [b] })
    await keys.reload()
    expect(decodeSync(byB, keys)).toEqual({ by: 'b' })
  })
  it('an unknown kid is refused, and the set fetched for the next', async () => {
    const keys = remote({ cooldown: 30 })
    await keys.reload()
    server.answer = sends({ keys: [a, b] })
    now += 30
    expect(() => decodeSync(byB, keys)).toThrow(JWTError)
    await settled(2)
    expect(decodeSync(byB, keys)).toEqual({ by: 'b' })
  })
})

describe('seeding', () => {
  it('a snapshot is JSON, and a set that is made of it asks nobody while it is good', async () => {
    const first = remote({ cacheMaxAge: 100 })
    await first.reload()
    const seed = JSON.parse(JSON.stringify(first.snapshot()))
    expect(seed).toEqual({ url: server.url, fetchedAt: now, maxAge: 100, jwks: { keys: [a] } })
    const second = remote({ cacheMaxAge: 100, seed })
    expect(await decode(byA, second)).toEqual({ by: 'a' })
    expect(jwt.decodeSync(byA, second, { algorithms })).toEqual({ by: 'a' })
    expect(server.requests).toBe(1)
    expect(second.snapshot()).toEqual(seed)
    server.answer = sends({ keys: [a, b] })
    expect(await decode(byB, second)).toEqual({ by: 'b' })
    now += 100
    const third = remote({ seed: { ...seed, maxAge: 1e9 }, cacheMaxAge: 100 })
    server.answer = sends({ keys: [b] })
    await expect(decode(byA, third)).rejects.toMatchObject(notFound)
  })
  it('a seed of the future, or one that lives too long, is not trusted for longer', async () => {
    const seed = { url: server.url, fetchedAt: now + 1e9, maxAge: 1e9, jwks: { keys: [b as never] } }
    await expect(decode(byB, remote({ seed }))).rejects.toMatchObject(notFound)
    expect(remote({ seed }).snapshot()?.maxAge).toBe(86_400)
  })
  it('what is no seed, or one of another address, is refused', () => {
    const seed = { url: server.url, fetchedAt: now, maxAge: 60, jwks: { keys: [] } }
    const wrong = [{}, { ...seed, fetchedAt: '1' }, { ...seed, maxAge: null }, { ...seed, jwks: [] }]
    for (const each of [...wrong, { ...seed, url: 'https://other.example/' }])
      expect(() => remote({ seed: each as never })).toThrow(JWKSError)
    expect(() => remote({ seed: 'x' as never })).toThrow(TypeError)
    expect(() => remote({ seed: undefined })).not.toThrow()
  })
})

describe('secrets', () => {
  it('of a server’s set only public keys count', async () => {
    const secret = { kty: 'oct', kid: 'a', k: Buffer.from('a secret of at least 32 bytes !!').toString('base64url') }
    const full = await privates[1]?.toJwk({ private: true })
    const odd = [{ ...b, k: secret.k }, { ...a, d: null }, { kid: 'b' }, { ...b, kty: 'oct' }, { ...b, kty: 'foo' }]
    server.answer = sends({ keys: [secret, full, ...odd, null, 5, [], publics[2]] })
    const keys = remote({ cooldown: 0 })
    expect(await decode(byC, keys)).toEqual({ by: 'c' })
    expect(events[0]).toEqual({ type: 'loaded', keys: 1, ignored: 7, maxAge: 600 })
    expect(keys.snapshot()?.jwks).toEqual({ keys: [publics[2]] })
    const forged = await jwt.encode({}, 'a secret of at least 32 bytes !!', { headers: { kid: 'a' } })
    await expect(jwt.decode(forged, keys, { algorithms: ['HS256', 'ES256'] })).rejects.toMatchObject(notFound)
    await expect(decode(byB, keys)).rejects.toMatchObject(notFound)
    await expect(jwt.encode({}, keys, { algorithm: 'ES256' })).rejects.toBeInstanceOf(InvalidKeyError)
    await expect(jwe.encrypt('x', keys)).rejects.toBeInstanceOf(InvalidKeyError)
  })
  it('headers go to the server, and nowhere else', async () => {
    let received: unknown
    server.answer = (response, request) => {
      received = request.headers
      sends('no', {}, 500)(response, request)
    }
    const keys = jwks.remote(`${server.url}?key=hidden-query`, {
      allowHttp: true,
      headers: { Authorization: 'Bearer hidden-header', Accept: 'application/json' },
      onEvent: (event) => events.push(event),
    })
    const error = await decode(byA, keys).catch((thrown: unknown) => thrown)
    expect(received).toMatchObject({ authorization: 'Bearer hidden-header', accept: 'application/json' })
    server.answer = sends({ keys: [a] })
    await keys.reload()
    for (const shown of [keys, events, error, keys.snapshot()])
      expect(`${inspect(shown, { depth: 9, showHidden: true })}${JSON.stringify(shown)}`).not.toContain('hidden')
  })
  it('a listener that throws, now or later, breaks nothing', async () => {
    for (const onEvent of [
      () => {
        throw new Error('listener')
      },
      () => Promise.reject(new Error('listener')),
    ])
      expect(await decode(byA, remote({ onEvent }))).toEqual({ by: 'a' })
    await pause(10)
  })
})

describe('programmer’s mistakes', () => {
  it.each([
    ...[
      undefined,
      null,
      5,
      '',
      'issuer.example',
      'ftp://issuer.example/',
      'file:///etc/passwd',
      'https://',
      'data:,{}',
    ],
    ...['https:issuer.example', 'https:\\\\issuer.example', 'https://issuer.example/\n', ' https://issuer.example'],
    ...['https://issuer.example/a b', 'https://me:secret@issuer.example/', 'https://me@issuer.example/', {}],
    ...['http://issuer.example/', 'HTTP://issuer.example/', 'http://localhost:8080/', 'http://127.0.0.1/'],
  ])('the address %j is a TypeError', (url) => {
    expect(() => jwks.remote(url as string)).toThrow(TypeError)
    try {
      jwks.remote(url as string)
    } catch (error) {
      expect(String(error)).not.toContain('secret')
    }
  })
  it('an address may be a URL, upper case, and have an @ in its path', () => {
    for (const url of [new URL('https://issuer.example/x'), 'HTTPS://issuer.example', 'https://issuer.example/a@b?c@d'])
      expect(jwks.remote(url).snapshot()).toBeUndefined()
  })
  it.each([
    { cacheMaxage: 5 },
    { cacheMaxAge: 0 },
    { cacheMaxAge: Number.POSITIVE_INFINITY },
    { cacheMaxAge: '600' },
    { cooldown: -1 },
    { cooldown: Number.NaN },
    { timeout: 0 },
    { timeout: null },
    { staleIfError: Number.POSITIVE_INFINITY },
    { headers: 'x' },
    { headers: { a: 1 } },
    { headers: new Map() },
    { headers: { '': 'x' } },
    { headers: { 'a b': 'x' } },
    { headers: { a: 'x\r\ny' } },
    { headers: { a: 'ł' } },
    { fetch: 'x' },
    { onEvent: {} },
    { allowHttp: 1 },
    { limits: { bytes: 0 } },
    { limits: { keys: 1.5 } },
    { limits: { size: 5 } },
    'x',
  ])('the options %j are a TypeError', (options) => {
    expect(() => jwks.remote('https://issuer.example/', options as never)).toThrow(TypeError)
  })
})

it('takes no text that only mentions a public key', async () => {
  const whole = await (await jwk.generate('ES256')).toJwk({ private: true })
  const text = JSON.stringify({ ...whole, z: '-----BEGIN PUBLIC KEY-----' })
  const fetch = async () => new Response(JSON.stringify({ a: text }))
  const keys = jwks.remote('https://issuer.example/', { fetch })
  await keys.reload()
  expect(JSON.stringify(keys.snapshot())).not.toContain('kty')
})
