import {
  base64url,
  type FetchLike,
  type JWK,
  JWKSError,
  JWSError,
  JWSSignatureError,
  type RemoteKeySet,
} from '@jose/core'
import { equal, refuses } from '../assert.ts'
import type { Operations } from '../modes.ts'
import type { Suite } from '../suite.ts'
import { needAlgorithms, testKeys } from './test-keys.ts'

const url = 'https://issuer.example/jwks.json'
const notFound = { is: JWSError, code: 'ERR_KEY_NOT_FOUND' }
const algorithms = ['ES256']
const es = (kid?: string): JWK => ({ ...testKeys.ES256.public, ...(kid !== undefined && { kid }) })

/** A server that is one function: what it answers, how often it was asked, and what time it is. */
interface Server {
  body: unknown
  status: number
  asked: number
  now: number
  readonly fetch: FetchLike
}

function serverOf(body: unknown): Server {
  const server: Server = {
    body,
    status: 200,
    asked: 0,
    now: 1_000_000,
    fetch: () => {
      server.asked++
      const text = JSON.stringify(server.body)
      return Promise.resolve({ status: server.status, text: () => Promise.resolve(text) })
    },
  }
  return server
}

/** `jwks.remote`, with a server in place of the network; all else about fetching is core's, and tested there. */
export const jwksRemote: Suite = (o, it) => {
  const at = (server: Server): Operations => o.with({ clock: () => server.now })
  const sign = (kid?: string) =>
    o.sign('x', testKeys.ES256.private, { algorithm: 'ES256', headers: kid === undefined ? {} : { kid } })
  /** In sync calls the last set answers, so there has to be one. */
  const loaded = async (p: Operations, server: Server, options: object = {}): Promise<RemoteKeySet> => {
    const keys = p.jose.jwks.remote(url, { fetch: server.fetch, ...options })
    if (p.mode === 'sync') await keys.reload()
    return keys
  }

  it('the keys of a server verify', async () => {
    needAlgorithms(o, 'ES256')
    const server = serverOf({ keys: [{ kty: 'LMS' }, es('a'), es()] })
    const p = at(server)
    const keys = await loaded(p, server)
    for (const kid of ['a', undefined]) equal((await p.verify(await sign(kid), keys, { algorithms })).key?.kid, 'a')
    equal(server.asked, 1)
    await refuses(async () => p.verify(await sign('a'), keys), { is: TypeError })
    const other = await o.sign('x', (await o.generate('ES256')).key, { headers: { kid: 'a' } })
    await refuses(() => p.verify(other, keys, { algorithms }), { is: JWSSignatureError })
  })
  it('a new key is found, once the cooldown is over', async () => {
    needAlgorithms(o, 'ES256')
    const server = serverOf({ keys: [es('a')] })
    const p = at(server)
    const keys = await loaded(p, server, { cooldown: 30, cacheMaxAge: 3600 })
    equal((await p.verify(await sign('a'), keys, { algorithms })).text(), 'x')
    server.body = { keys: [es('b')] }
    const token = await sign('b')
    await refuses(() => p.verify(token, keys, { algorithms }), notFound)
    server.now += 30
    // A sync call cannot wait for it; the next has it.
    if (p.mode === 'sync') await refuses(() => p.verify(token, keys, { algorithms }), notFound)
    for (let turn = 0; turn < 50; turn++) await undefined
    equal((await p.verify(token, keys, { algorithms })).key?.kid, 'b')
    await refuses(async () => p.verify(await sign('a'), keys, { algorithms }), notFound)
    equal(server.asked, 2)
  })
  it('a set that cannot be had is no error of the token', async () => {
    needAlgorithms(o, 'ES256')
    const server = serverOf({ keys: [es('a')] })
    const p = at(server)
    const keys = p.jose.jwks.remote(url, { fetch: server.fetch, cacheMaxAge: 100, staleIfError: 50, cooldown: 0 })
    server.status = 500
    const token = await sign('a')
    const none = { is: JWKSError, code: p.mode === 'sync' ? 'ERR_JWKS_NOT_LOADED' : 'ERR_JWKS_FETCH' }
    await refuses(() => p.verify(token, keys, { algorithms }), none)
    await refuses(() => p.decode(token, keys, { algorithms }), none)
    server.status = 200
    await keys.reload()
    server.status = 500
    server.now += 149
    equal((await p.verify(token, keys, { algorithms })).text(), 'x')
    server.now += 1
    const expired = { is: JWKSError, code: p.mode === 'sync' ? 'ERR_JWKS_EXPIRED' : 'ERR_JWKS_FETCH' }
    await refuses(() => p.verify(token, keys, { algorithms }), expired)
  })
  it('secrets and private keys of a server are never used', async () => {
    const secret = 'a secret of at least 32 bytes !!'
    const server = serverOf({ keys: [{ kty: 'oct', k: base64url.encode(secret), kid: 'a' }, testKeys.ES256.private] })
    const p = at(server)
    const keys = await loaded(p, server, { cooldown: 0 })
    const forged = await o.sign('x', secret, { headers: { kid: 'a' } })
    await refuses(() => p.verify(forged, keys, { algorithms: ['HS256', 'ES256'] }), notFound)
    needAlgorithms(o, 'ES256')
    await refuses(async () => p.verify(await sign(), keys, { algorithms }), notFound)
  })
  it('a snapshot seeds a set that asks nobody', async () => {
    needAlgorithms(o, 'ES256')
    const server = serverOf({ keys: [es('a')] })
    const p = at(server)
    const first = await loaded(p, server)
    await first.reload()
    const seed = JSON.parse(JSON.stringify(first.snapshot()))
    const { asked } = server
    const second = p.jose.jwks.remote(url, { fetch: server.fetch, seed })
    equal((await p.verify(await sign('a'), second, { algorithms })).text(), 'x')
    equal(server.asked, asked)
  })
  it('a verifier with a cache forgets what a retired key has verified', async () => {
    needAlgorithms(o, 'ES256')
    const server = serverOf({ keys: [es('a')] })
    const p = at(server)
    const keys = await loaded(p, server)
    const decode = p.createVerifier(keys, { algorithms, cache: true })
    const token = await p.encode({ a: 1 }, testKeys.ES256.private, { algorithm: 'ES256', headers: { kid: 'a' } })
    for (let time = 0; time < 2; time++) equal(await decode(token), { a: 1 })
    server.body = { keys: [] }
    await keys.reload()
    await refuses(() => decode(token), { code: 'ERR_KEY_NOT_FOUND' })
  })
}
