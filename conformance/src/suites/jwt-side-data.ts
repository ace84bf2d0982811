import { base64url, JWTError } from '@jose/core'
import { equal, refuses } from '../assert.ts'
import type { Operations } from '../modes.ts'
import type { Suite } from '../suite.ts'
import { craft, secret, segment } from './craft.ts'

const algorithms = ['HS256']
const jwk = { kty: 'oct', k: base64url.encode(secret) }
const attacker = { kty: 'oct', k: base64url.encode(`${secret}!`) }

async function decode(
  o: Operations,
  header: object | string,
  options?: object,
  key: unknown = secret,
): Promise<unknown> {
  return o.decode(await craft(o, header, { a: 'b' }), key, { algorithms, ...options })
}

/** `crit` and `b64` (RFC 7515 §4.1.11, RFC 7797 §6, §7). */
export const jwtCritical: Suite = (o, it) => {
  const refused = { is: JWTError, code: 'ERR_CRIT' }
  it('an extension that is not understood is refused', async () => {
    await refuses(() => decode(o, { alg: 'HS256', crit: ['x'], x: 1 }), refused)
    await refuses(() => decode(o, { alg: 'HS256', crit: ['x', 'y'], x: 1, y: 1 }, { crit: ['x'] }), refused)
    await refuses(() => decode(o, { alg: 'HS256', crit: ['exp'], exp: 1 }), refused)
  })
  it('an extension that the caller names is understood', async () => {
    equal(await decode(o, { alg: 'HS256', crit: ['x'], x: 1 }, { crit: ['x'] }), { a: 'b' })
    equal(await decode(o, { alg: 'HS256', crit: ['x'], x: null }, { crit: ['y', 'x'] }), { a: 'b' })
    equal(await decode(o, { alg: 'HS256' }, { crit: ['x'] }), { a: 'b' })
  })
  for (const [what, crit] of [
    ['an empty list', []],
    ['a string', 'x'],
    ['a number', 1],
    ['null', null],
    ['true', true],
    ['an object', { x: 1 }],
    ['a list with a number', ['x', 1]],
    ['a list with a list', [['x']]],
    ['a list with an empty name', ['']],
    ['a list with the same name twice', ['x', 'x']],
    ['a list with a name that the header lacks', ['x', 'y']],
    ['a list with an inherited name', ['toString']],
    ['a list with __proto__', ['__proto__']],
    ['a list with crit', ['crit']],
    ...['alg', 'typ', 'cty', 'kid', 'jku', 'jwk', 'x5u', 'x5c', 'x5t', 'x5t#S256', 'enc', 'zip', 'p2c'].map(
      (name) => [`a list with the registered ${name}`, [name]] as const,
    ),
  ] as const) {
    it(`crit that is ${what} is refused, whatever the caller understands`, async () => {
      const header = { alg: 'HS256', typ: 'JWT', cty: 'x', kid: 'k', jku: 'u', jwk, x5u: 'u', x5c: ['x'], crit, x: 1 }
      const more = { x5t: 'x', 'x5t#S256': 'x', enc: 'x', zip: 'x', p2c: 1 }
      const understood = ['x', 'y', '', 'toString', '__proto__', 'crit', ...Object.keys(header), ...Object.keys(more)]
      await refuses(() => decode(o, { ...header, ...more }, { crit: understood }), refused)
      const options = { verifySignature: false }
      await refuses(() => decode(o, { ...header, ...more }, { crit: understood, options }), refused)
    })
  }
  it('b64: false is refused in a JWT, with and without crit', async () => {
    const token = `${segment({ alg: 'HS256', b64: false, crit: ['b64'] })}.{"a":"b"}.`
    for (const header of [
      { alg: 'HS256', b64: false, crit: ['b64'] },
      { alg: 'HS256', b64: false },
      { alg: 'HS256', b64: 'false', crit: ['b64'] },
      { alg: 'HS256', b64: 0, crit: ['b64'] },
      { alg: 'HS256', b64: null },
    ])
      for (const crit of [[], ['b64']]) await refuses(() => decode(o, header, { crit }), { is: JWTError })
    await refuses(() => o.decode(token, secret, { algorithms, crit: ['b64'] }), { is: JWTError })
    await refuses(() => o.decode(token, secret, { options: { verifySignature: false } }), { is: JWTError })
  })
}

/** What a token says of its own key is a hint at most. */
export const jwtSideData: Suite = (o, it) => {
  it('jku, x5u, jwk and x5c are legal to carry and change no verdict', async () => {
    const side = { jku: 'https://a.example/jwks', x5u: 'https://a.example/x5c', x5c: ['AA=='], jwk: attacker }
    equal(await decode(o, { alg: 'HS256', ...side }), { a: 'b' })
    equal(await decode(o, { alg: 'HS256', jku: 1, x5u: null, x5c: {}, jwk: 'x' }), { a: 'b' })
    const forged = await craft(o, { alg: 'HS256', ...side }, {}, `${secret}!`)
    for (const key of [secret, jwk, { keys: [jwk] }, () => secret])
      await refuses(() => o.decode(forged, key, { algorithms }), { is: JWTError, code: 'ERR_JWT_SIGNATURE' })
  })
  it('no URL of a token is ever fetched', async () => {
    const scope = globalThis as { fetch?: unknown }
    const { fetch } = scope
    const fetched: unknown[] = []
    scope.fetch = (...args: unknown[]): never => {
      fetched.push(args)
      throw new Error('fetched')
    }
    try {
      const side = { jku: 'https://a.example/jwks', x5u: 'https://a.example/x5u', kid: 'https://a.example/kid' }
      equal(await decode(o, { alg: 'HS256', ...side }), { a: 'b' })
      await refuses(() => decode(o, { alg: 'HS256', ...side }, {}, { keys: [{ ...jwk, kid: 'k' }] }), { is: JWTError })
      o.jose.jwt.getUnverifiedHeader(await craft(o, { alg: 'HS256', ...side }, {}))
    } finally {
      if (fetch === undefined) delete scope.fetch
      else scope.fetch = fetch
    }
    equal(fetched, [])
  })
  for (const kid of [
    '../x',
    '__proto__',
    'constructor',
    'toString',
    'keys',
    '0',
    'length',
    '',
    ' ',
    "' OR 1=1 --",
    '\0',
  ]) {
    it(`a kid ${JSON.stringify(kid)} is just a name`, async () => {
      const header = `{"alg":"HS256","kid":${JSON.stringify(kid)}}`
      const error = { is: JWTError, code: 'ERR_KEY_NOT_FOUND' }
      const missing = { keys: [{ ...jwk, kid: 'k' }] }
      await refuses(() => decode(o, header, {}, missing), error)
      await refuses(() => decode(o, header, {}, () => missing), error)
      equal(
        await decode(
          o,
          header,
          {},
          {
            keys: [
              { ...attacker, kid: 'k' },
              { ...jwk, kid },
            ],
          },
        ),
        { a: 'b' },
      )
    })
  }
  it('a kid, typ or cty that is no string is refused', async () => {
    for (const member of ['kid', 'typ', 'cty'])
      for (const value of [1, null, true, {}, ['k']])
        await refuses(() => decode(o, { alg: 'HS256', [member]: value }), { is: JWTError })
  })
  it('no kid of a token names a member that every object has', async () => {
    const pems = { k: '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----' }
    for (const kid of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      const token = `${segment(`{"alg":"RS256","kid":"${kid}"}`)}.e30.AA`
      const error = { is: JWTError, code: 'ERR_KEY_NOT_FOUND' }
      await refuses(() => o.decode(token, pems, { algorithms: ['RS256'] }), error)
    }
  })
}
