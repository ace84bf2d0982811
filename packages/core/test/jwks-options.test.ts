// The options of a remote set: what each may be, and what becomes of it.
import { nodeBackend } from '@jose/backend-node'
import { createJose, JWKSError, type JwksSnapshot } from '@jose/core'
import { describe, expect, it } from 'vitest'
import testKeys from '../../../conformance/vectors/keys.json' with { type: 'json' }
import { loadedFrom, loadedFromSeed, snapshotOf } from '../src/jwks/loaded.ts'
import { type RemoteOptions, remoteSettings, withoutQuery } from '../src/jwks/remote-options.ts'

const url = 'https://issuer.example/keys'
const { public: jwk, publicPem: pem } = testKeys.ES256
const settings = (options: object = {}) => remoteSettings(url, options as RemoteOptions)

describe('the settings', () => {
  it('have a default where nothing is said', () => {
    expect(settings()).toEqual({
      url,
      cacheMaxAge: undefined,
      cooldown: 30,
      timeout: 5,
      staleIfError: 0,
      headers: { accept: 'application/jwk-set+json, application/json' },
      fetch: undefined,
      bytes: 1_048_576,
      keys: 1000,
      onEvent: undefined,
    })
    expect(Object.isFrozen(settings())).toBe(true)
  })

  it('are what was said', () => {
    const [fetch, onEvent] = [async () => new Response(), () => {}]
    const said = { cacheMaxAge: 0.5, cooldown: 0, timeout: 0.1, staleIfError: 3600, fetch, onEvent }
    const limits = { bytes: 1, keys: 1 }
    expect(settings({ ...said, limits, headers: { ACCEPT: 'x' }, allowHttp: false, seed: undefined })).toEqual({
      url,
      ...said,
      ...limits,
      headers: { ACCEPT: 'x' },
    })
  })

  const refused: readonly (readonly [options: object, says: string])[] = [
    [{ cacheMaxAge: 0 }, "'cacheMaxAge' is a finite number of seconds, more than 0"],
    [{ timeout: 0 }, "'timeout' is a finite number of seconds, more than 0"],
    [{ timeout: '5' }, "'timeout' is a finite number"],
    [{ cooldown: -1 }, "'cooldown' is a finite number of seconds, 0 or more"],
    [{ cooldown: null }, "'cooldown' is a finite number"],
    [{ staleIfError: -0.1 }, "'staleIfError' is a finite number of seconds, 0 or more"],
    [{ staleIfError: Number.POSITIVE_INFINITY }, "'staleIfError' is a finite number"],
    [{ allowHttp: 'true' }, "'allowHttp' is true or false"],
    [{ limits: { bytes: 0 } }, "'bytes' must be a positive integer"],
    [{ limits: { bytes: '1' } }, "'bytes' must be a positive integer"],
    [{ limits: { keys: -1 } }, "'keys' must be a positive integer"],
    [{ limits: { keys: 1.5 } }, "'keys' must be a positive integer"],
    [{ limits: { seconds: 1 } }, "Unknown option 'seconds'"],
    [{ limits: null }, 'Options are a plain object'],
    [{ fetch: {} }, "'fetch' is a function"],
    [{ onEvent: 'x' }, "'onEvent' is a function"],
    [{ retries: 3 }, "Unknown option 'retries'"],
    [{ headers: null }, "'headers' is a plain object of strings"],
    [{ headers: 'x' }, "'headers' is a plain object of strings"],
    [{ headers: [] }, "'headers' is a plain object of strings"],
    [{ headers: new Headers() }, "'headers' is a plain object of strings"],
    [{ headers: { a: 'x', b: 5 } }, "'headers' is a plain object of strings"],
    ...['', 'a b', 'a:', ' a', 'a\n', 'ä'].map(
      (name) => [{ headers: { [name]: 'x' } }, 'HTTP does not allow'] as const,
    ),
    ...['a\nb', '\r', '\u0000', '\u007f', '\u0100'].map((a) => [{ headers: { a } }, 'HTTP does not allow'] as const),
  ]
  it.each(refused)('%j are refused by what is wrong with them', (options, says) => {
    expect(() => settings(options)).toThrow(says)
    expect(() => settings(options)).toThrow(TypeError)
  })

  it('take every header that HTTP allows', () => {
    const headers = { "!#$%&'*+.^_`|~-aZ09": 'x', b: '', c: '\t ~\u0080\u00ff', acceptable: 'x', 'x-accept': 'x' }
    const accept = 'application/jwk-set+json, application/json'
    expect(settings({ headers }).headers).toEqual({ accept, ...headers })
    expect(settings({ headers: Object.assign(Object.create(null), { a: 'x' }) }).headers).toEqual({ accept, a: 'x' })
  })
})

describe('the address', () => {
  it.each([
    url,
    'https://issuer.example',
    'HTTPS://ISSUER.EXAMPLE/',
    'https://issuer.example?a@b',
    'https://issuer.example#a@b',
    'https://issuer.example:8443/a@b/c?d=e#f',
    'https://issuer.example/?next=http://me@other.example/',
    'https://[::1]/',
    'https://a/b',
    'https://a?b',
  ])('may be %s', (text) => {
    expect(remoteSettings(text, {}).url).toBe(text)
    expect(remoteSettings({ href: text }, {}).url).toBe(text)
  })

  const refused: readonly (readonly [url: unknown, says: string])[] = [
    [undefined, 'has an https: address'],
    [null, 'has an https: address'],
    [5, 'has an https: address'],
    [{}, 'has an https: address'],
    [{ href: 5 }, 'has an https: address'],
    [{ href: [url] }, 'has an https: address'],
    [[url], 'has an https: address'],
    ['https:/issuer.example', 'has an https: address'],
    ['https://', 'has an https: address'],
    ['https:///path', 'has an https: address'],
    ['https://?query', 'has an https: address'],
    ['xhttps://issuer.example', 'has an https: address'],
    ['httpss://issuer.example', 'has an https: address'],
    ['ftp://issuer.example', 'has an https: address'],
    ...['\u0000', '\t', '\n', ' ', '\\', '\u007f'].map((odd) => [`${url}${odd}`, 'has an https: address'] as const),
    ['https://issuer\\.example/', 'has an https: address'],
    ['https://issuer.example/\nmore', 'has an https: address'],
    ['https://issuer.example/\u2028more', 'has an https: address'],
    ['https://me@issuer.example', 'has no credentials in it'],
    ['https://me:secret@issuer.example/', 'has no credentials in it'],
    ['http://issuer.example/', "is https: unless 'allowHttp' is true"],
    ['HTTP://issuer.example/', "is https: unless 'allowHttp' is true"],
  ]
  it.each(refused)('may not be %j', (text, says) => {
    expect(() => remoteSettings(text, {})).toThrow(says)
    expect(() => remoteSettings(text, {})).toThrow(TypeError)
  })

  it('may be http: where that is allowed', () => {
    expect(remoteSettings('http://issuer.example/', { allowHttp: true }).url).toBe('http://issuer.example/')
  })

  it('is told without its query', () => {
    for (const rest of ['?a=b', '#a', '?a#b', '#a?b', '?a=b\nc'])
      expect(withoutQuery(`${url}${rest}`).split('\n')[0]).toBe(url)
    expect(withoutQuery(url)).toBe(url)
  })
})

describe('a seed', () => {
  const seed: JwksSnapshot = { url, fetchedAt: 1000, maxAge: 300, jwks: { keys: [jwk] } }
  const invalid = (says: string) =>
    expect.objectContaining({ code: 'ERR_JWKS_INVALID', message: expect.stringContaining(says) })

  it('comes back as the snapshot that it was, of keys and of PEMs', () => {
    for (const jwks of [{ keys: [jwk] }, { keys: [] }, { a: pem, b: pem }]) {
      const loaded = loadedFromSeed(settings(), { ...seed, jwks })
      expect(loaded && snapshotOf(settings(), loaded)).toEqual({ ...seed, jwks })
    }
    const queried = remoteSettings(`${url}?secret`, {})
    const loaded = loadedFromSeed(queried, seed)
    expect(loaded && snapshotOf(queried, loaded)).toEqual(seed)
    expect(loadedFromSeed(settings(), undefined)).toBeUndefined()
  })

  it('lives as long as the options say, else from a minute to a day', () => {
    const lives = (maxAge: number, options = {}) => loadedFromSeed(settings(options), { ...seed, maxAge })?.maxAge
    expect([lives(300), lives(1), lives(1e9), lives(300, { cacheMaxAge: 5 })]).toEqual([300, 60, 86_400, 5])
  })

  it.each([
    [{ fetchedAt: '1000' }, 'is not what snapshot() gives'],
    [{ fetchedAt: Number.NaN }, 'is not what snapshot() gives'],
    [{ maxAge: undefined }, 'is not what snapshot() gives'],
    [{ maxAge: Number.POSITIVE_INFINITY }, 'is not what snapshot() gives'],
    [{ url: 'https://other.example/' }, 'is of another address'],
    [{ url: `${url}?secret` }, 'is of another address'],
    [{ jwks: null }, 'is not a JSON object'],
    [{ jwks: {} }, "has no 'keys'"],
  ])('with %j is none', (changes, says) => {
    expect(() => loadedFromSeed(settings(), { ...seed, ...changes } as JwksSnapshot)).toThrow(invalid(says))
    expect(() => loadedFromSeed(settings(), { ...seed, ...changes } as JwksSnapshot)).toThrow(JWKSError)
  })

  it('without a set is none, nor is what is no object', () => {
    const { jwks: _, ...rest } = seed
    expect(() => loadedFromSeed(settings(), rest as JwksSnapshot)).toThrow(invalid('is not what snapshot() gives'))
    for (const none of [null, 'x', 5]) {
      expect(() => loadedFromSeed(settings(), none as never)).toThrow(TypeError)
      expect(() => loadedFromSeed(settings(), none as never)).toThrow("The option 'seed' is what snapshot() gives")
    }
  })

  it('has its public keys counted, and no more of them than the limit', () => {
    const lifetime = { at: 0, maxAge: 60 }
    const set = { keys: [jwk, testKeys.ES256.private, testKeys.HS256.private, null, testKeys.RS256.public] }
    const loaded = loadedFrom(set, lifetime, 4, undefined)
    expect([loaded.index.members.length, loaded.ignored]).toEqual([2, 2])
    expect(() => loadedFrom(set, lifetime, 3, undefined)).toThrow(expect.objectContaining({ code: 'ERR_LIMIT' }))
    const again = loadedFrom(set, lifetime, 4, loaded)
    expect(again.index.members[0]).toBe(loaded.index.members[0])
  })

  it('may be given to a set that is asked at once', () => {
    const clock = () => 1200
    const { jws, jwks } = createJose(nodeBackend(), { clock })
    const token = jws.signSync('x', testKeys.ES256.private, { algorithm: 'ES256' })
    const keys = jwks.remote(url, { seed, fetch: async () => new Response() })
    expect(jws.verifySync(token, keys, { algorithms: ['ES256'] }).text()).toBe('x')
  })
})
