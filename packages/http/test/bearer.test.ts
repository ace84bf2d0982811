import { inspect } from 'node:util'
import { jwt } from '@jose/backend-node'
import { InvalidKeyError, JOSEError, JWKSError, JWTError } from '@jose/core'
import {
  type AnyRequest,
  BearerError,
  type BearerOptions,
  bearer,
  fromCookie,
  fromHeader,
  fromQuery,
  type TokenSource,
} from '@jose/http'
import { afterEach, describe, expect, it } from 'vitest'

const secret = 'a secret of at least thirty-two bytes'
const options = { jwt, key: secret, algorithms: ['HS256'] }
const token = await jwt.encode({ sub: 'alice', scope: 'read' }, secret)

function requestOf(headers: Record<string, string>, url = 'https://api.example/'): Request {
  return new Request(url, { headers })
}

const bearing = (text: string): Request => requestOf({ authorization: `Bearer ${text}` })

async function refusalOf(options: BearerOptions, request: AnyRequest): Promise<BearerError> {
  const error = await bearer(options)(request).then(
    () => undefined,
    (error) => error,
  )
  expect(error).toBeInstanceOf(BearerError)
  return error
}

describe('options', () => {
  const never = {} as never
  it.each<readonly [string, object]>([
    ['no options', never],
    ['an option that does not exist', { ...options, audiance: 'api' }],
    ['`onError`, which is of the adapters', { ...options, onError: () => {} }],
    ['no algorithms', { jwt, key: secret }],
    ['undefined algorithms', { ...options, algorithms: undefined }],
    ['an empty list of algorithms', { ...options, algorithms: [] }],
    ['an algorithm that does not exist', { ...options, algorithms: ['HS257'] }],
    ['none beside another', { ...options, algorithms: ['HS256', 'none'] }],
    ['no key', { jwt, algorithms: ['HS256'] }],
    ['no key for none', { jwt, key: null, algorithms: ['none'] }],
    ['a promise for a key', { ...options, key: Promise.resolve(secret) }],
    ['no backend', { key: secret, algorithms: ['HS256'] }],
    ['something else for a backend', { ...options, jwt: {} }],
    ['no verification', { ...options, options: { verifySignature: false } }],
    ['an undefined audience', { ...options, audience: undefined }],
    ['an undefined issuer', { ...options, issuer: undefined }],
    ['undefined scopes', { ...options, scopes: undefined }],
    ['an undefined isRevoked', { ...options, isRevoked: undefined }],
    ['a set for isRevoked', { ...options, isRevoked: new Set() }],
    ['no boolean for optional', { ...options, optional: 'false' }],
    ['no function for getToken', { ...options, getToken: 'cookie' }],
    ['no place at all', { ...options, getToken: [] }],
    ['something that is no place', { ...options, getToken: [fromHeader(), 'cookie'] }],
    ['a negative leeway', { ...options, leeway: -1 }],
    ['an empty scope', { ...options, scopes: '' }],
    ['no scopes', { ...options, scopes: [] }],
    ['two spaces between scopes', { ...options, scopes: 'a  b' }],
    ['a scope with a quote', { ...options, scopes: 'a"b' }],
    ['a scope with a line break', { ...options, scopes: ['a\r\nx-evil: 1'] }],
    ['a scope with a space in a list', { ...options, scopes: ['a b'] }],
    ['a scope that is no string', { ...options, scopes: [1] }],
    ['a realm with a line break', { ...options, realm: 'a\r\nx-evil: 1' }],
    ['a realm that is no ASCII', { ...options, realm: 'Zürich' }],
    ['a realm that is no string', { ...options, realm: 1 }],
    ['an object of a class', Object.assign(new (class Options {})(), options)],
    ['a list', [options]],
  ])('%s: TypeError, before any request', (_what, wrong) => {
    expect(() => bearer(wrong as BearerOptions)).toThrow(TypeError)
  })

  it('are refused without the key being shown', () => {
    for (const wrong of [{ audiance: 'x' }, { scopes: [] }, { realm: '\n' }]) {
      expect(() => bearer({ ...options, ...wrong } as BearerOptions)).toThrow(expect.not.stringContaining(secret))
    }
  })

  it('cannot be taken away later', async () => {
    const [algorithms, scopes, getToken] = [['HS256'], ['admin'], [fromHeader()]]
    const authenticate = bearer({ ...options, algorithms, scopes, getToken })
    for (const list of [algorithms, scopes, getToken]) list.length = 0
    await expect(authenticate(bearing(token))).rejects.toMatchObject({ status: 403 })
  })

  describe('on a polluted Object.prototype', () => {
    const prototype = Object.prototype as unknown as { [name: string]: unknown }
    afterEach(() => {
      for (const name of ['optional', 'getToken', 'isRevoked', 'realm', 'scope', 'auth', 'inUrl'])
        delete prototype[name]
    })
    it('count for nothing', async () => {
      prototype.optional = true
      prototype.realm = 'evil'
      prototype.getToken = () => token
      prototype.scope = 'admin'
      const authenticate = bearer({ ...options, scopes: 'admin' })
      await expect(authenticate(requestOf({}))).rejects.toMatchObject({ status: 401 })
      const error: BearerError = await authenticate(bearing(token)).catch((error) => error)
      expect([error.status, error.headers['www-authenticate']]).toEqual([
        403,
        'Bearer realm="api", error="insufficient_scope", scope="admin"',
      ])
    })
  })
})

describe('who asks', () => {
  it('has claims, and a token that shows nowhere', async () => {
    const auth = await bearer(options)(bearing(token))
    expect(auth.claims).toEqual({ sub: 'alice', scope: 'read' })
    expect(auth.token).toBe(token)
    expect(`${inspect(auth)} ${JSON.stringify(auth)} ${JSON.stringify({ ...auth })}`).not.toContain(token.slice(-20))
  })

  it('may be anything that has headers and a URL', async () => {
    const authenticate = bearer(options)
    const header = (name: string): string | undefined => (name === 'authorization' ? `Bearer ${token}` : undefined)
    const node = { headers: { authorization: `Bearer ${token}` }, rawHeaders: [], url: '/' }
    for (const request of [{ header, url: '/' }, node, bearing(token)]) {
      expect((await authenticate(request)).claims.sub).toBe('alice')
    }
    for (const wrong of [{}, { headers: {} }, { headers: { authorization: `Bearer ${token}` }, url: '/' }]) {
      await expect(authenticate(wrong as AnyRequest)).rejects.toThrow(TypeError)
    }
  })

  it('is nobody where a middleware has taken the header away', async () => {
    const rawHeaders = ['Authorization', `Bearer ${token}`]
    const authenticate = bearer({ ...options, optional: true })
    expect(await authenticate({ headers: {}, rawHeaders, url: '/' })).toBeUndefined()
    expect(
      await authenticate({ headers: Object.create({ authorization: `Bearer ${token}` }), rawHeaders }),
    ).toBeUndefined()
  })

  it('is asked for scopes', () => {
    const authenticate = bearer({ ...options, realm: 'r' })
    const auth = { claims: { scope: 'a b' }, token, inUrl: false }
    expect(authenticate.requireScopes(auth, 'a')).toBeUndefined()
    expect(authenticate.requireScopes(auth, ['b', 'a'])).toBeUndefined()
    expect(() => authenticate.requireScopes(auth, 'a b c')).toThrow(BearerError)
    expect(() => authenticate.requireScopes(undefined, 'a')).toThrow('required')
    expect(() => authenticate.requireScopes(auth, [])).toThrow(TypeError)
  })
})

describe('a refusal', () => {
  it('is an error of the library, which tells the server why, and the client not', async () => {
    const expired = await jwt.encode({ exp: 1 }, secret)
    const error = await refusalOf(options, bearing(expired))
    expect(error).toBeInstanceOf(JOSEError)
    expect(error).toMatchObject({ name: 'BearerError', code: 'ERR_BEARER_TOKEN', status: 401 })
    expect(error.cause).toBeInstanceOf(JWTError)
    expect(error.cause).toMatchObject({ code: 'ERR_JWT_EXPIRED' })
    expect(JSON.stringify(error)).not.toContain('EXPIRED')
    expect(inspect(error, { depth: 9 })).not.toContain(expired.slice(0, 20))
    const response = error.toResponse()
    expect([response.status, await response.text()]).toEqual([401, '{"error":"invalid_token"}'])
    expect(Object.fromEntries(response.headers)).toEqual({
      'cache-control': 'no-store',
      'content-type': 'application/json',
      'www-authenticate': 'Bearer realm="api", error="invalid_token"',
    })
  })

  it('can be made by hand', () => {
    const error = new BearerError('ERR_BEARER_SCOPE', { scopes: ['a', 'b'], realm: 'x"y' })
    expect(error.headers['www-authenticate']).toBe('Bearer realm="x\\"y", error="insufficient_scope", scope="a b"')
    expect(new BearerError('ERR_BEARER_MISSING').headers['www-authenticate']).toBe('Bearer realm="api"')
    expect(() => new BearerError('ERR_BEARER_SCOPE', { scopes: ['a"\r\n'] })).toThrow(TypeError)
    expect(() => new BearerError('ERR_BEARER_MISSING', { realm: '\r\n' })).toThrow(TypeError)
  })

  it('is 401 for whatever a token makes go wrong', async () => {
    const [header = '', payload = '', signature = ''] = token.split('.')
    const encoded = (text: string | Uint8Array): string => Buffer.from(text).toString('base64url')
    const headers = [
      '{}',
      '[]',
      'null',
      '{"alg":"HS256","alg":"HS256"}',
      '{"alg":"RS256"}',
      '{"alg":"ES256K"}',
      '{"alg":"ML-DSA-87"}',
      '{"alg":"HS256","kid":{}}',
      `{"alg":"HS256","x":${'['.repeat(5000)}${']'.repeat(5000)}}`,
      '{"alg":"HS256","b64":false,"crit":["b64"]}',
      '{"alg":"HS256","jwk":{"kty":"oct","k":"AAAA"}}',
      '{"alg":"PBES2-HS256+A128KW","enc":"A128GCM","p2c":2147483647,"p2s":"AAAAAAAAAAA"}',
      new Uint8Array([0xff, 0xfe]),
    ]
    const tokens = [
      ...headers.map((text) => `${encoded(text)}.${payload}.${signature}`),
      ...headers.map((text) => `${encoded(text)}.AAAA.AAAA.AAAA.AAAA`),
      `${header}.${encoded('[]')}.${signature}`,
      '.'.repeat(1_000_000),
      'A'.repeat(1_000_000),
      `${'A'.repeat(300_000)}.${payload}.${signature}`,
    ]
    const keys: BearerOptions['key'][] = [
      secret,
      () => secret,
      () => undefined,
      () => null,
      [secret, 'another secret of thirty-two bytes'],
    ]
    for (const key of keys) {
      for (const text of tokens) {
        const { status, body } = await refusalOf({ ...options, key }, bearing(text))
        expect([status, body]).toEqual([401, '{"error":"invalid_token"}'])
      }
    }
  })

  it('is not for errors of the server', async () => {
    const failing = (error: unknown): BearerOptions => ({ ...options, key: () => Promise.reject(error) })
    for (const error of [new Error('down'), new TypeError('x'), new InvalidKeyError('mine')]) {
      await expect(bearer(failing(error))(bearing(token))).rejects.toBe(error)
    }
    expect(await refusalOf(failing(new JWKSError('down')), bearing(token))).toMatchObject({
      status: 503,
      body: '{"error":"temporarily_unavailable"}',
      headers: { 'cache-control': 'no-store' },
    })
    const isRevoked = (): never => {
      throw new JWTError('mine')
    }
    await expect(bearer({ ...options, isRevoked })(bearing(token))).rejects.toThrow('mine')
  })
})

describe('isRevoked', () => {
  it.each([[undefined], [null], [0], [1], ['true'], [{}], [Promise.resolve()], [Promise.resolve('false')]])(
    'that answers %s lets nobody in',
    async (answer) => {
      const authenticate = bearer({ ...options, isRevoked: () => answer as boolean })
      await expect(authenticate(bearing(token))).rejects.toThrow(TypeError)
    },
  )
  it('is asked about tokens that are good otherwise, and before scopes are', async () => {
    const asked: unknown[] = []
    const isRevoked = (claims: object, of: string): boolean => asked.push(claims, of) > 0
    const authenticate = bearer({ ...options, isRevoked, scopes: 'admin' })
    await expect(authenticate(bearing('x'))).rejects.toMatchObject({ status: 401 })
    await expect(authenticate(bearing(token))).rejects.toMatchObject({ code: 'ERR_BEARER_TOKEN' })
    expect(asked).toEqual([{ sub: 'alice', scope: 'read' }, token])
  })
})

describe('places', () => {
  const found = (source: TokenSource, headers: Record<string, string>, url = '/'): unknown =>
    source({ header: (name) => headers[name], url })

  it.each<readonly [string | undefined, unknown]>([
    [undefined, undefined],
    ['', undefined],
    ['Bearer abc', 'abc'],
    ['bearer   abc', 'abc'],
    ['Bearer', ''],
    ['Bearer ', ''],
    ['Bearer\tabc', '\tabc'],
    ['Bearer abc def', 'abc def'],
    ['Bearer\u00a0abc', '\u00a0abc'],
    ['Bearers abc', undefined],
    ['Bearer-x abc', undefined],
    ['Basic abc', undefined],
    ['Digest username="a", realm="b"', undefined],
    ['Basic abc, Bearer def', 'Basic abc, Bearer def'],
    ['Basic abc,bearer def', 'Basic abc,bearer def'],
    [', Bearer def', ', Bearer def'],
  ])('Authorization: %j', (value, expected) => {
    expect(found(fromHeader(), value === undefined ? {} : { authorization: value })).toEqual(expected)
  })

  it.each<readonly [string, unknown]>([
    ['', undefined],
    ['t=abc', ['abc']],
    ['a=b;t=abc;c', ['abc']],
    [' t = abc ', ['abc']],
    ['t="abc"', ['abc']],
    ['t="', ['"']],
    ['t=a=b', ['a=b']],
    ['t', undefined],
    ['t=', undefined],
    ['T=abc', undefined],
    ['t=a; t=b', ['a', 'b']],
    ['x="; t=abc"', ['abc"']],
    ['\u00a0t=abc', undefined],
  ])('Cookie: %j', (value, expected) => {
    expect(found(fromCookie('t'), { cookie: value })).toEqual(expected)
  })

  it.each<readonly [string, unknown]>([
    ['/', undefined],
    ['/?', undefined],
    ['?t=abc', ['abc']],
    ['https://x.example/y?a=b&t=abc#t=def', ['abc']],
    ['/#?t=abc', undefined],
    ['/?%74=abc', ['abc']],
    ['/?t=a%2Bb', ['a+b']],
    ['/?t=a+b', ['a b']],
    ['/?t=%zz', ['%zz']],
    ['/?t=a&t=b', ['a', 'b']],
    ['/?t', ['']],
    ['/?T=abc&tt=abc&t[]=abc', undefined],
    ['/?x=?t=abc', undefined],
  ])('URL: %j', (url, expected) => {
    expect(found(fromQuery('t'), {}, url)).toEqual(expected)
  })

  it('are named as HTTP allows', () => {
    for (const name of ['', 'a b', 'a=b', 'a;b', 'ü', 1]) expect(() => fromCookie(name as string)).toThrow(TypeError)
    for (const name of ['', 1]) expect(() => fromQuery(name as string)).toThrow(TypeError)
  })

  it('may be of your own', async () => {
    const getToken: TokenSource = (request) => request.header('x-token')
    const auth = await bearer({ ...options, getToken })(requestOf({ 'x-token': token }))
    expect(auth.claims.sub).toBe('alice')
    expect(await refusalOf({ ...options, getToken }, bearing(token))).toMatchObject({ status: 401 })
    for (const value of [null, 1, {}, Promise.resolve(token), [1]]) {
      const authenticate = bearer({ ...options, getToken: () => value as string })
      if (value === null) await expect(authenticate(bearing(token))).rejects.toThrow(BearerError)
      else await expect(authenticate(bearing(token))).rejects.toThrow(TypeError)
    }
  })

  it('are read in linear time', () => {
    const long = 200_000
    const texts = [
      ' '.repeat(long),
      `t${' '.repeat(long)}x`,
      `Bearer${' '.repeat(long)}\t`,
      `a${', '.repeat(long)}`,
      't=;'.repeat(long),
      '&'.repeat(long),
      `/?${'+'.repeat(long)}`,
    ]
    const started = performance.now()
    for (const text of texts) {
      found(fromHeader(), { authorization: text })
      found(fromCookie('t'), { cookie: text })
      found(fromQuery('t'), {}, text)
    }
    expect(performance.now() - started).toBeLessThan(2000)
  })
})
