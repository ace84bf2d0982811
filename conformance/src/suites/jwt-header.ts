import {
  base64url,
  InvalidKeyError,
  InvalidTokenError,
  JOSEError,
  JWSAlgorithmError,
  JWTError,
  UnsupportedAlgorithmError,
} from '@jose/core'
import { equal, ok, refuses } from '../assert.ts'
import type { Operations } from '../modes.ts'
import type { Suite } from '../suite.ts'
import { altered } from './altered.ts'
import { octetsOf, secret } from './craft.ts'

type Headers = { readonly [member: string]: unknown }

/** The header of a JWT as `encode` writes it. */
export const jwtHeader: Suite = (o, it) => {
  const headerOf = async (headers: Headers): Promise<string> => {
    const token = await o.encode({}, secret, { headers })
    return String.fromCharCode(...(octetsOf(token)[0] as Uint8Array))
  }
  it('extra headers are merged and all members sorted, at every depth', async () => {
    equal(
      await headerOf({ zeta: 1, alpha: { d: [{ f: 1, e: 2 }], c: null }, kid: 'k', B: true }),
      '{"B":true,"alg":"HS256","alpha":{"c":null,"d":[{"e":2,"f":1}]},"kid":"k","typ":"JWT","zeta":1}',
    )
  })
  it('headers replace typ', async () => {
    equal(await headerOf({ typ: 'at+jwt' }), '{"alg":"HS256","typ":"at+jwt"}')
  })
  it('typ: undefined leaves typ out', async () => {
    equal(await headerOf({ typ: undefined }), '{"alg":"HS256"}')
  })
  it('replacing alg is an error', async () => {
    for (const alg of ['HS512', 'none', null, 1]) {
      const error = await refuses(() => headerOf({ alg }), { is: JWTError, code: 'ERR_ALGORITHM_NOT_ALLOWED' })
      ok((error as { cause?: unknown }).cause instanceof JWSAlgorithmError, 'the inner error as its cause')
    }
  })
  it('alg: undefined does not leave alg out', async () => {
    const header = await headerOf({ alg: undefined }).catch((error: unknown) => {
      ok(error instanceof JWTError, 'a JWTError')
      return '{"alg":"HS256","typ":"JWT"}'
    })
    equal(header, '{"alg":"HS256","typ":"JWT"}')
  })
  it('the same headers in another call are written the same, other ones are not', async () => {
    equal(await headerOf({ kid: 'a' }), '{"alg":"HS256","kid":"a","typ":"JWT"}')
    equal(await headerOf({ kid: 'b' }), '{"alg":"HS256","kid":"b","typ":"JWT"}')
    equal(await headerOf({ kid: 'a' }), '{"alg":"HS256","kid":"a","typ":"JWT"}')
  })
  for (const member of ['kid', 'typ', 'cty']) {
    it(`a ${member} that is no string is refused`, async () => {
      for (const value of [1, null, {}, ['x'], true])
        await refuses(() => headerOf({ [member]: value }), { is: JWTError })
    })
  }
  it('b64 and crit are refused in headers', async () => {
    await refuses(() => headerOf({ b64: false }), { is: JWTError })
    await refuses(() => headerOf({ b64: false, crit: ['b64'] }), { is: JWTError })
    await refuses(() => headerOf({ crit: ['x'], x: 1 }), { is: JWTError })
  })
  it('a header over 8 levels, 64 members or 16 KiB is not written', async () => {
    const nested = (levels: number): unknown => (levels === 0 ? 1 : { a: nested(levels - 1) })
    const many = (count: number): Headers =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`m${index}`, 1]))
    await headerOf({ x: nested(7) })
    await refuses(() => headerOf({ x: nested(8) }), { is: JWTError })
    await headerOf(many(62))
    await refuses(() => headerOf(many(63)), { is: JWTError })
    await refuses(() => headerOf({ x: 'x'.repeat(16 * 1024) }), { is: JWTError, code: 'ERR_LIMIT' })
  })
  it('a header that JSON cannot hold is refused', async () => {
    await refuses(() => headerOf({ x: '\ud800' }), { is: JWTError })
    await refuses(() => headerOf({ x: BigInt(1) }), { is: JWTError })
  })
  it('jku, x5u, jwk and x5c are legal to write', async () => {
    equal(
      await headerOf({ jku: 'https://a.example', x5u: 'https://b.example', jwk: { kty: 'oct' }, x5c: ['x'] }),
      '{"alg":"HS256","jku":"https://a.example","jwk":{"kty":"oct"},"typ":"JWT","x5c":["x"],"x5u":"https://b.example"}',
    )
  })
}

const programmerErrors: { readonly [what: string]: (o: Operations, claims: object) => Promise<unknown> } = {
  'an unknown option': (o, claims) => o.encode(claims, secret, { algorithms: ['HS256'] } as object),
  'options that are a list': (o, claims) => o.encode(claims, secret, ['HS256'] as object),
  'the algorithm as third argument': (o, claims) => o.encode(claims, secret, 'HS256' as never),
  'an unknown algorithm': (o, claims) => o.encode(claims, secret, { algorithm: 'HS255' }),
  'an algorithm in other case': (o, claims) => o.encode(claims, secret, { algorithm: 'hs256' }),
  'an algorithm of JWE': (o, claims) => o.encode(claims, secret, { algorithm: 'A256KW' }),
  'an algorithm named like a member of every object': (o, claims) =>
    o.encode(claims, secret, { algorithm: 'toString' }),
  'an algorithm that is no string': (o, claims) => o.encode(claims, secret, { algorithm: ['HS256'] } as object),
  'headers that are null': (o, claims) => o.encode(claims, secret, { headers: null } as object),
  'headers that are a list': (o, claims) => o.encode(claims, secret, { headers: [] } as object),
  'an accessToken that is no string': (o, claims) => o.encode(claims, secret, { accessToken: 1 } as object),
}

/** What `encode` says to a wrong call, and to a wrong key. */
export const jwtEncodeRefusals: Suite = (o, it) => {
  for (const [what, call] of Object.entries(programmerErrors)) {
    it(`${what} is a TypeError, before the claims are looked at`, async () => {
      await refuses(() => call(o, [] as object), { is: TypeError })
      await refuses(() => call(o, {}), { is: TypeError })
    })
  }
  for (const [what, key] of [
    ['an empty string', ''],
    ['zero bytes', new Uint8Array(0)],
    ['null', null],
    ['undefined', undefined],
    ['a JWK with an empty k', { kty: 'oct', k: '' }],
  ] as const) {
    it(`a key that is ${what} is refused`, async () => {
      await refuses(() => o.encode({}, key), { is: InvalidKeyError })
    })
    it(`a resolver’s key that is ${what} is refused`, async () => {
      const missing = key === null || key === undefined
      const error = missing ? { is: JWTError, code: 'ERR_KEY_NOT_FOUND' } : { is: InvalidKeyError }
      await refuses(() => o.encode({}, () => key), error)
    })
  }
  it('a key of no known form is refused', async () => {
    for (const key of [1, true, {}, { kty: 'foo' }, { kty: 'oct' }, { kty: 'oct', k: 'a=' }]) {
      await refuses(() => o.encode({}, key), { is: JOSEError })
    }
  })
  it('a resolver is asked with the header that will be written', async () => {
    let asked: unknown
    const resolver = (header: unknown): string => {
      asked = header
      return secret
    }
    await o.encode({}, resolver, { headers: { kid: 'k' } })
    equal(asked, { alg: 'HS256', kid: 'k', typ: 'JWT' })
  })
  it('what a resolver throws passes unchanged', async () => {
    for (const thrown of [new RangeError('mine'), new InvalidTokenError('mine'), new JOSEError('mine')]) {
      const error = await refuses(() => o.encode({}, () => fail(thrown)), {})
      ok(error === thrown, 'the very same error')
    }
  })
  it('none is produced only when asked for, and without a key', async () => {
    equal(
      await o.encode({ a: 'b' }, undefined, { algorithm: 'none' }),
      'eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJhIjoiYiJ9.',
    )
    equal(await o.encode({ a: 'b' }, null, { algorithm: 'none' }), 'eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJhIjoiYiJ9.')
    for (const key of [secret, '', { kty: 'oct', k: base64url.encode(secret) }, () => null]) {
      await refuses(() => o.encode({}, key, { algorithm: 'none' }), { is: InvalidKeyError })
    }
    await refuses(() => o.encode({}, { kty: 'oct', k: base64url.encode(secret), alg: 'none' }), { is: JOSEError })
  })
  for (const policy of ['strict', 'fips'] as const) {
    it(`the policy ${policy} refuses to produce none`, async () => {
      const error = { is: JOSEError, code: 'ERR_ALGORITHM_NOT_ALLOWED' }
      await refuses(() => o.with({ policy }).encode({}, undefined, { algorithm: 'none' }), error)
    })
  }
  it('an algorithm that the backend lacks is an UnsupportedAlgorithmError that names both', async () => {
    const none = altered(o, { supports: () => false })
    const error = await refuses(() => none.encode({}, secret), { is: UnsupportedAlgorithmError })
    const { algorithm, backend } = error as UnsupportedAlgorithmError
    equal([algorithm, backend], ['HS256', o.backend.name])
  })
}

function fail(error: Error): never {
  throw error
}
