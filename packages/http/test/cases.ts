// What every adapter must do, over real sockets: one table for all of them, on every backend.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Authenticated, type BearerOptions, fromCookie, fromHeader, fromQuery } from '@jose/http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backends, type Namespace } from './backends.ts'
import { type Answer, bearing, client, type Fields } from './client.ts'

export interface Listening {
  /** Without a slash at its end. */
  readonly url: string
  close(): Promise<void> | void
}

/**
 * A server of a framework. `GET /protected` and `GET /admin` are protected with these options, `/admin` by the scope `admin` too; both
 * answer the JSON of `seen(auth)`. `GET /open` is not protected, and answers `{}`. An error that is no `BearerError` is a 500.
 */
export interface TestServer {
  readonly name: string
  start(options: BearerOptions): Promise<Listening>
}

/** What a protected route answers. */
export function seen(auth: Authenticated | undefined): object {
  return auth === undefined ? { anonymous: true } : { sub: auth.claims.sub, inUrl: auth.inUrl }
}

const secret = 'a secret of at least thirty-two bytes'
const known = { issuer: 'https://issuer.example', audience: 'api' }

interface Expected {
  readonly status: number
  /** Without the scheme and the realm; `undefined` where there is no challenge at all. */
  readonly challenge: string | undefined
  readonly error: string
}

const missing: Expected = { status: 401, challenge: '', error: 'unauthorized' }
const request: Expected = { status: 400, challenge: ', error="invalid_request"', error: 'invalid_request' }
const invalid: Expected = { status: 401, challenge: ', error="invalid_token"', error: 'invalid_token' }
const unavailable: Expected = { status: 503, challenge: undefined, error: 'temporarily_unavailable' }

function insufficient(scope: string): Expected {
  const challenge = `, error="insufficient_scope", scope="${scope}"`
  return { status: 403, challenge, error: 'insufficient_scope' }
}

/** Refused as RFC 6750 §3 says, and with nothing more. */
function expectRefusal(answer: Answer, { status, challenge, error }: Expected, realm = 'api'): void {
  expect([answer.status, answer.body]).toEqual([status, `{"error":"${error}"}`])
  expect(answer.headers['www-authenticate']).toBe(
    challenge === undefined ? undefined : `Bearer realm="${realm}"${challenge}`,
  )
  expect(answer.headers['cache-control']).toBe('no-store')
  expect(answer.headers['content-type']).toMatch(/^application\/json(; ?charset=utf-8)?$/)
}

function expectSeen(answer: Answer, expected: object): void {
  expect([answer.status, answer.body]).toEqual([200, JSON.stringify(expected)])
}

/** All cases, as suites of the test runner. */
export function bearerCases(server: TestServer): void {
  describe.each(backends)(`${server.name} on %s`, (_name, namespace) => {
    const http = client(256)
    afterAll(() => http.close())
    const at = (): string => base.url
    let base: Listening
    let tokens: Tokens

    beforeAll(async () => {
      tokens = await makeTokens(namespace)
      base = await server.start(options(namespace))
    })
    afterAll(() => base.close())

    it('lets a good token through, and says who asks', async () => {
      expectSeen(await http.get(`${at()}/protected`, bearing(tokens.good)), { sub: 'alice', inUrl: false })
      for (const scheme of ['bearer', 'BEARER', 'bEaReR', 'Bearer  ']) {
        const fields: Fields = [['Authorization', `${scheme} ${tokens.good}`]]
        expectSeen(await http.get(`${at()}/protected`, fields), { sub: 'alice', inUrl: false })
      }
      expect(await http.get(`${at()}/open`)).toMatchObject({ status: 200, body: '{}' })
      expect(await http.get(`${at()}/open`, bearing('x'))).toMatchObject({ status: 200, body: '{}' })
    })

    it('asks for a token where there is none', async () => {
      const others: readonly Fields[] = [
        [],
        [['authorization', 'Basic YWxpY2U6c2VjcmV0']],
        [['authorization', tokens.good]],
        [['authorization', `Bearerx ${tokens.good}`]],
        [['authorization', '']],
        [['cookie', `access_token=${tokens.good}`]],
        [['x-authorization', `Bearer ${tokens.good}`]],
      ]
      for (const fields of others) expectRefusal(await http.get(`${at()}/protected`, fields), missing)
      expectRefusal(await http.get(`${at()}/protected?access_token=${tokens.good}`), missing)
    })

    it('refuses what is no single token', async () => {
      const { good } = tokens
      const malformed = [
        'Bearer',
        'Bearer ',
        `Bearer\t${good}`,
        `Bearer ${good} ${good}`,
        `Bearer ${good},`,
        `Bearer "${good}"`,
        `Bearer=${good}`,
        `Bearer token=${good}`,
        `Bearer ${good}\u00e9`,
        `Bearer ${good}, Bearer ${good}`,
        `Basic YTpi, Bearer ${good}`,
        `Bearer ${good}\t`.padEnd(good.length + 20, '=\t'),
      ]
      for (const value of malformed) {
        expectRefusal(await http.get(`${at()}/protected`, [['authorization', value]]), request)
      }
    })

    it('refuses an Authorization header that comes twice, of which Node shows the first alone', async () => {
      const pairs = [
        [`Bearer ${tokens.good}`, `Bearer ${tokens.good}`],
        [`Bearer ${tokens.good}`, `Bearer ${tokens.expired}`],
        [`Bearer ${tokens.expired}`, `Bearer ${tokens.good}`],
        [`Bearer ${tokens.good}`, 'Basic YTpi'],
        ['Basic YTpi', `Bearer ${tokens.good}`],
        ['', `Bearer ${tokens.good}`],
      ] as const
      for (const [first, second] of pairs) {
        const fields: Fields = [
          ['authorization', first],
          ['Authorization', second],
        ]
        expectRefusal(await http.get(`${at()}/protected`, fields), request)
      }
    })

    it('refuses bad tokens, all in the same words', async () => {
      for (const token of tokens.bad) expectRefusal(await http.get(`${at()}/protected`, bearing(token)), invalid)
      // Less than the 16 KiB of headers that Node reads.
      for (const token of ['x'.repeat(15_000), '.'.repeat(15_000), `${tokens.good}${'A'.repeat(14_000)}`]) {
        expectRefusal(await http.get(`${at()}/protected`, bearing(token)), invalid)
      }
    })

    it('asks for the scopes of a route', async () => {
      for (const token of [tokens.admin, ...tokens.likeAdmin]) {
        expectSeen(await http.get(`${at()}/admin`, bearing(token)), { sub: 'admin', inUrl: false })
      }
      for (const token of [tokens.good, ...tokens.notAdmin]) {
        expectRefusal(await http.get(`${at()}/admin`, bearing(token)), insufficient('admin'))
      }
      expectRefusal(await http.get(`${at()}/admin`), missing)
      expectRefusal(await http.get(`${at()}/admin`, bearing(tokens.expired)), invalid)
    })

    it('keeps its verdicts apart, with hundreds in flight', async () => {
      const { good, expired, others } = tokens
      const asked = Array.from({ length: 240 }, async (_, index) => {
        const other = others[index % others.length] as string
        switch (index % 6) {
          case 0:
            return expectRefusal(await http.get(`${at()}/protected`, bearing(expired)), invalid)
          case 1:
            return expectRefusal(await http.get(`${at()}/protected`), missing)
          case 2:
            return expectRefusal(await http.get(`${at()}/admin`, bearing(good)), insufficient('admin'))
          case 3:
            return expectSeen(await http.get(`${at()}/admin`, bearing(tokens.admin)), { sub: 'admin', inUrl: false })
          default: {
            const answer = await http.get(`${at()}/protected`, bearing(other))
            return expectSeen(answer, { sub: `user ${index % others.length}`, inUrl: false })
          }
        }
      })
      await Promise.all(asked)
    })

    it('keeps nothing from one request to the next of a connection', async () => {
      const one = client(1)
      for (let round = 0; round < 8; round++) {
        expectSeen(await one.get(`${at()}/protected`, bearing(tokens.good)), { sub: 'alice', inUrl: false })
        expectRefusal(await one.get(`${at()}/protected`), missing)
        expectRefusal(await one.get(`${at()}/protected`, bearing(tokens.expired)), invalid)
        expectRefusal(await one.get(`${at()}/protected`, [['authorization', 'Bearer']]), request)
      }
      expect(one.opened()).toBe(1)
      one.close()
    })

    it('with `optional`, lets through who shows nothing, and nobody who shows something bad', async () => {
      await withServer(server, { ...options(namespace), optional: true }, async (url) => {
        expectSeen(await http.get(`${url}/protected`), { anonymous: true })
        expectSeen(await http.get(`${url}/protected`, [['authorization', 'Basic YTpi']]), { anonymous: true })
        expectSeen(await http.get(`${url}/protected`, bearing(tokens.good)), { sub: 'alice', inUrl: false })
        expectRefusal(await http.get(`${url}/protected`, bearing(tokens.expired)), invalid)
        expectRefusal(await http.get(`${url}/protected`, [['authorization', 'Bearer']]), request)
        expectRefusal(await http.get(`${url}/admin`), missing)
      })
    })

    it('takes tokens from several places, from one of them at a time', async () => {
      const getToken = [fromHeader(), fromCookie('session'), fromQuery()]
      await withServer(server, { ...options(namespace), getToken }, async (url) => {
        const { good, expired } = tokens
        const cookie = (value: string): Fields => [['cookie', value]]
        const alice = { sub: 'alice', inUrl: false }
        expectSeen(await http.get(`${url}/protected`, bearing(good)), alice)
        for (const value of [`session=${good}`, `a=b; session=${good}; c=d`, `session="${good}"`, `session=${good};`]) {
          expectSeen(await http.get(`${url}/protected`, cookie(value)), alice)
        }
        const path = `${url}/protected?a=b&access_token=${good}`
        for (const address of [path, `${url}/protected?access%5Ftoken=${good}#x`]) {
          const answer = await http.get(address)
          expectSeen(answer, { sub: 'alice', inUrl: true })
          expect(answer.headers['cache-control']).toBe('private')
        }
        expectRefusal(await http.get(`${url}/protected`, cookie(`session=${expired}`)), invalid)
        expectRefusal(await http.get(`${url}/protected?access_token=${expired}`), invalid)
        for (const value of [`Session=${good}`, `xsession=${good}`, `session_=${good}`, `__proto__=${good}`]) {
          expectRefusal(await http.get(`${url}/protected`, cookie(value)), missing)
        }
        const doubled = [`session=${good}; session=${good}`, `session=; session=${good}`, 'session=; session=']
        for (const value of doubled) expectRefusal(await http.get(`${url}/protected`, cookie(value)), request)
        // As servers leave it that log a user out.
        for (const value of ['session=', 'session', 'session=""'])
          expectRefusal(await http.get(`${url}/protected`, cookie(value)), missing)
        const twice: Fields = [...cookie(`session=${good}`), ...cookie(`session=${good}`)]
        expectRefusal(await http.get(`${url}/protected`, twice), request)
        for (const query of [
          `access_token=${good}&access_token=${good}`,
          'access_token=',
          'access_token=%zz',
          'access_token',
        ]) {
          expectRefusal(await http.get(`${url}/protected?${query}`), request)
        }
        expectRefusal(await http.get(`${url}/protected?access_token[]=${good}&Access_token=${good}`), missing)
        expectRefusal(await http.get(path, bearing(good)), request)
        expectRefusal(await http.get(path, cookie(`session=${good}`)), request)
        expectRefusal(await http.get(`${url}/protected`, [...bearing(good), ...cookie(`session=${expired}`)]), request)
      })
    })

    it('asks for the scopes of the whole, and names its realm', async () => {
      const scoped = { ...options(namespace), scopes: ['read', 'admin'], realm: 'the "API" \\ v2' }
      await withServer(server, scoped, async (url) => {
        const realm = 'the \\"API\\" \\\\ v2'
        expectSeen(await http.get(`${url}/protected`, bearing(tokens.admin)), { sub: 'admin', inUrl: false })
        expectRefusal(await http.get(`${url}/protected`), missing, realm)
        expectRefusal(await http.get(`${url}/protected`, bearing(tokens.good)), insufficient('read admin'), realm)
        expectRefusal(await http.get(`${url}/protected`, bearing(tokens.expired)), invalid, realm)
      })
    })

    it('refuses what is revoked; a check of that which fails lets nobody in', async () => {
      const answers: { readonly [sub: string]: () => unknown } = {
        alice: () => false,
        admin: async () => true,
        'user 0': () => undefined,
        'user 1': () => 'false',
        'user 2': () => Promise.reject(new Error('the database is down')),
        'user 3': () => {
          throw new Error('the database is down')
        },
        'user 4': async () => 0,
      }
      const isRevoked: NonNullable<BearerOptions['isRevoked']> = ({ sub = '' }, token) => {
        expect(token).toMatch(/^eyJ/)
        return answers[sub]?.() as boolean
      }
      await withServer(server, { ...options(namespace), isRevoked }, async (url) => {
        expectSeen(await http.get(`${url}/protected`, bearing(tokens.good)), { sub: 'alice', inUrl: false })
        expectRefusal(await http.get(`${url}/protected`, bearing(tokens.admin)), invalid)
        for (const token of tokens.others.slice(0, 5)) {
          const { status, body } = await http.get(`${url}/protected`, bearing(token))
          expect(status).toBe(500)
          expect(body).not.toContain('eyJ')
        }
      })
    })

    it('fetches keys, and says so where they cannot be had', async () => {
      const key = await namespace.jwk.generate('ES256', { kid: '1' })
      const published = JSON.stringify({ keys: [await key.toJwk()] })
      const issuer = createServer((_request, response) => response.end(published))
      await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve))
      const address = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}/`
      const remote = (): BearerOptions['key'] => namespace.jwks.remote(address, { allowHttp: true, timeout: 2 })
      const asymmetric = { ...options(namespace), algorithms: ['ES256'] }
      const claims = { sub: 'alice', exp: later(60), iss: known.issuer, aud: known.audience }
      const good = await namespace.jwt.encode(claims, key)
      const stranger = await namespace.jwk.generate('ES256', { kid: '1' })
      const forged = await namespace.jwt.encode(claims, stranger)
      const unknown = await namespace.jwt.encode(claims, stranger, { headers: { kid: '2' } })

      await withServer(server, { ...asymmetric, key: remote() }, async (url) => {
        const asked = Array.from({ length: 40 }, (_, index) =>
          http.get(`${url}/protected`, bearing([good, forged, unknown][index % 3] as string)),
        )
        for (const [index, answer] of (await Promise.all(asked)).entries()) {
          if (index % 3 === 0) expectSeen(answer, { sub: 'alice', inUrl: false })
          else expectRefusal(answer, invalid)
        }
        // A secret where a public key is expected.
        expectRefusal(await http.get(`${url}/protected`, bearing(tokens.good)), invalid)
      })
      await new Promise((resolve) => issuer.close(resolve).closeAllConnections())
      await withServer(server, { ...asymmetric, key: remote() }, async (url) => {
        expectRefusal(await http.get(`${url}/protected`, bearing(good)), unavailable)
        expectRefusal(await http.get(`${url}/protected`), missing)
      })
    })
  })
}

function options({ jwt }: Namespace): BearerOptions & { readonly optional?: never } {
  return { jwt, key: secret, algorithms: ['HS256'], ...known }
}

async function withServer(
  server: TestServer,
  options: BearerOptions,
  test: (url: string) => Promise<void>,
): Promise<void> {
  const { url, close } = await server.start(options)
  try {
    await test(url)
  } finally {
    await close()
  }
}

function later(seconds: number): number {
  return Math.floor(Date.now() / 1000) + seconds
}

interface Tokens {
  readonly good: string
  readonly expired: string
  /** Of `user 0`, `user 1` …. */
  readonly others: readonly string[]
  readonly admin: string
  /** As `admin`, in other forms that issuers write. */
  readonly likeAdmin: readonly string[]
  /** Good ones, whose claims look as if they granted `admin`. */
  readonly notAdmin: readonly string[]
  readonly bad: readonly string[]
}

async function makeTokens({ jwt }: Namespace): Promise<Tokens> {
  const about = { sub: 'alice', exp: later(600), iss: known.issuer, aud: known.audience }
  const make = (claims: object, key: string | null = secret, algorithm = 'HS256'): Promise<string> =>
    jwt.encode({ ...about, ...claims }, key, { algorithm })
  const good = await make({})
  const [header = '', payload = '', signature = ''] = good.split('.')
  const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const expired = await make({ exp: later(-1) })
  const likeAdmin = [{ scope: 'admin' }, { scope: ['admin'] }, { scp: 'read admin' }, { scp: ['read', 'admin'] }]
  const notAdmin: readonly object[] = [
    { scope: '' },
    { scope: 'Admin administrator xadmin admin2' },
    { scope: 'admin\tread' },
    { scope: 'read', scp: 'admin' },
    { scope: null, scp: ['admin'] },
    { scope: { admin: true } },
    { scope: 'constructor __proto__ toString' },
    { scp: ['read', 'admin read'] },
    { scp: { admin: true, includes: 'admin', length: 1 } },
    { scopes: 'admin', roles: ['admin'] },
    JSON.parse('{"__proto__":{"scope":"admin"}}'),
  ]
  return {
    good,
    expired,
    others: await Promise.all(Array.from({ length: 20 }, (_, index) => make({ sub: `user ${index}` }))),
    admin: await make({ sub: 'admin', scope: 'admin read' }),
    likeAdmin: await Promise.all(likeAdmin.map((claims) => make({ sub: 'admin', ...claims }))),
    notAdmin: await Promise.all(notAdmin.map((claims) => make(claims))),
    bad: [
      expired,
      await make({ exp: 0 }),
      await make({ nbf: later(600) }),
      await make({ iss: 'https://other.example' }),
      await make({ aud: 'another' }),
      await make({}, 'another secret of thirty-two bytes'),
      await make({}, secret, 'HS512'),
      await make({}, null, 'none'),
      `${header}.${payload}.`,
      `${header}.${payload}`,
      `${header}.${payload}.${signature}=`,
      `${header}.${payload}.${signature.slice(0, -1)}`,
      `${header}.${encoded({ ...about, sub: 'admin' })}.${signature}`,
      `${encoded({ alg: 'none' })}.${payload}.`,
      `${encoded({ alg: '__proto__' })}.${payload}.${signature}`,
      `${encoded({ alg: ['HS256'] })}.${payload}.${signature}`,
      `${encoded({ alg: 'HS256', crit: ['x'], x: 1 })}.${payload}.${signature}`,
      `${encoded({ alg: 'dir', enc: 'A256GCM' })}..AAAA.AAAA.AAAA`,
      `${encoded(null)}.${payload}.${signature}`,
      'x',
      '.',
      '..',
      '....',
      '~+/==',
      'null',
      'undefined',
    ],
  }
}
