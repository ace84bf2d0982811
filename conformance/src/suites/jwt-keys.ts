import { base64url, InvalidKeyError, InvalidSignatureError, JOSEError, JWTError } from '@jose/core'
import { equal, ok, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { craft, secret } from './craft.ts'

const algorithms = ['HS256']
const jwk = { kty: 'oct', k: base64url.encode(secret), alg: 'HS256' }
const other = { kty: 'oct', k: base64url.encode(`${secret}!`), alg: 'HS256' }
const badSignature = { is: InvalidSignatureError, code: 'ERR_JWT_SIGNATURE', message: 'Signature verification failed' }

/** The key that `decode` is given, and the one it finds. */
export const jwtKeys: Suite = (o, it) => {
  for (const [what, key] of [
    ['an empty string', ''],
    ['zero bytes', new Uint8Array(0)],
    ['null', null],
    ['undefined', undefined],
    ['a JWK with an empty k', { kty: 'oct', k: '' }],
  ] as const) {
    it(`a key that is ${what} is refused, even over a signature by an empty key`, async () => {
      // HMAC-SHA-256 under the empty key over eyJhbGciOiJIUzI1NiJ9.e30
      const token = 'eyJhbGciOiJIUzI1NiJ9.e30.4E_Bsx-pJi3kOW9wVXN8CgbATwP09D9V5gxh9-9zSZ0'
      await refuses(() => o.decode(token, key, { algorithms }), { is: InvalidKeyError })
    })
    it(`a resolver’s key that is ${what} is refused`, async () => {
      const token = 'eyJhbGciOiJIUzI1NiJ9.e30.4E_Bsx-pJi3kOW9wVXN8CgbATwP09D9V5gxh9-9zSZ0'
      const missing = key === null || key === undefined
      const error = missing ? { is: JWTError, code: 'ERR_KEY_NOT_FOUND' } : { is: InvalidKeyError }
      await refuses(() => o.decode(token, () => key, { algorithms }), error)
    })
  }
  it('a resolver that finds no key gives a JWTError with its cause', async () => {
    const token = await craft(o, { alg: 'HS256' }, {})
    for (const none of [null, undefined]) {
      const error = await refuses(() => o.decode(token, () => none, { algorithms }), { is: JWTError })
      equal(error.code, 'ERR_KEY_NOT_FOUND')
      ok((error as { cause?: unknown }).cause instanceof JOSEError, 'the inner error as its cause')
    }
  })
  it('a resolver is asked once, with the header, and its key is used', async () => {
    const asked: unknown[] = []
    const token = await craft(o, { alg: 'HS256', kid: 'k', jku: 'https://a.example' }, { a: 'b' })
    const resolver = (header: unknown): string => {
      asked.push(header)
      return secret
    }
    equal(await o.decode(token, resolver, { algorithms }), { a: 'b' })
    equal(asked, [{ alg: 'HS256', kid: 'k', jku: 'https://a.example' }])
    await refuses(() => o.decode(token, () => `${secret}!`, { algorithms }), badSignature)
  })
  it('a resolver may answer later in async calls, and not in sync ones', async () => {
    const token = await craft(o, { alg: 'HS256' }, { a: 'b' })
    const later = async (): Promise<string> => secret
    if (o.mode === 'async') equal(await o.decode(token, later, { algorithms }), { a: 'b' })
    else await refuses(() => o.decode(token, later, { algorithms }), { is: TypeError })
  })
  it('a resolver is not asked for a token that is refused without it', async () => {
    let asked = 0
    const resolver = (): string => {
      asked++
      return secret
    }
    const tokens = ['a.b.c', await craft(o, { alg: 'HS512' }, {}, secret, 'HS512'), await craft(o, { alg: 'none' }, {})]
    const critical = await craft(o, { alg: 'HS256', crit: ['x'], x: 1 }, {})
    for (const token of [...tokens, critical, (await craft(o, { alg: 'HS256' }, {})).slice(0, -1)])
      await refuses(() => o.decode(token, resolver, { algorithms }), { is: JWTError })
    equal(asked, 0, 'calls')
  })
  it('what a resolver throws passes unchanged', async () => {
    const token = await craft(o, { alg: 'HS256' }, {})
    for (const thrown of [new RangeError('mine'), new JOSEError('mine', 'ERR_MINE'), new InvalidKeyError('mine')]) {
      const resolver = (): never => {
        throw thrown
      }
      ok((await refuses(() => o.decode(token, resolver, { algorithms }), {})) === thrown, 'the very same error')
      if (o.mode === 'sync') continue
      const later = (): Promise<never> => Promise.reject(thrown)
      ok((await refuses(() => o.decode(token, later, { algorithms }), {})) === thrown, 'the very same error')
    }
  })
  it('a kid that no key of the set has is a JWTError', async () => {
    const token = await craft(o, { alg: 'HS256', kid: 'x' }, {})
    const error = { is: JWTError, code: 'ERR_KEY_NOT_FOUND' }
    await refuses(() => o.decode(token, { keys: [{ ...jwk, kid: 'y' }] }, { algorithms }), error)
    await refuses(() => o.decode(token, () => ({ keys: [{ ...jwk, kid: 'y' }] }), { algorithms }), error)
    await refuses(() => o.decode(token, { keys: [] }, { algorithms }), error)
  })
  it('one explicit key is used whatever the kid says', async () => {
    const token = await craft(o, { alg: 'HS256', kid: 'x' }, { a: 'b' })
    equal(await o.decode(token, { ...jwk, kid: 'y' }, { algorithms }), { a: 'b' })
  })
  it('keys are tried in order; one that does not fit or cannot be built hides none that does', async () => {
    const token = await craft(o, { alg: 'HS256' }, { a: 'b' })
    const broken = [{ kty: 'foo' }, { kty: 'oct', k: '=' }, { kty: 'EC', crv: 'P-256' }, { kty: 'oct', k: '' }]
    for (const key of [
      { keys: [...broken, other, { ...jwk, alg: 'HS512' }, jwk] },
      [...broken, other, secret],
      [`${secret}!`, { keys: [jwk] }],
    ])
      equal(await o.decode(token, key, { algorithms }), { a: 'b' })
    await refuses(() => o.decode(token, [other, `${secret}!`], { algorithms }), badSignature)
  })
  it('a secret shorter than the hash works, with one warning for all calls', async () => {
    const warnings: string[] = []
    const warned = o.with({ onWarning: ({ code, message }) => warnings.push(code, message) })
    for (const short of ['secret', 'another']) {
      const token = await warned.encode({ a: 'b' }, short)
      equal(await warned.decode(token, short, { algorithms }), { a: 'b' })
    }
    equal([warnings.length, warnings[0]], [2, 'WARN_SHORT_SECRET'])
    ok(!`${warnings[1]}`.includes('another'), 'a warning without the secret')
  })
  it('the policy strict refuses a secret shorter than the hash', async () => {
    const strict = o.with({ policy: 'strict' })
    const exact = secret.slice(0, 32)
    equal(await strict.decode(await strict.encode({}, exact), exact, { algorithms }), {})
    for (const short of ['secret', secret.slice(0, 31)]) {
      const token = await craft(o, { alg: 'HS256' }, {}, short)
      await refuses(() => strict.encode({}, short), { is: InvalidKeyError })
      await refuses(() => strict.decode(token, short, { algorithms }), { is: InvalidKeyError })
    }
  })
  it('a key that is a promise is a TypeError, in both modes: nothing passes unverified', async () => {
    const token = await craft(o, { alg: 'HS256' }, { a: 'b' }, 'another secret')
    const promise = Promise.resolve(secret)
    for (const call of [
      () => o.decode(token, promise, { algorithms }),
      () => o.decodeComplete(token, promise, { algorithms }),
      () => o.createVerifier(promise, { algorithms })(token),
      () => o.encode({}, promise),
      () => o.createSigner(promise)({}),
      () => o.sign('x', promise),
      () => o.verify(token, promise, { algorithms }),
    ]) {
      await refuses(call, { is: TypeError })
    }
  })
}
