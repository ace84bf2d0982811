import * as core from '@jose/core'
import {
  base64url,
  InvalidKeyError,
  JOSEError,
  JWSAlgorithmError,
  JWSError,
  JWSSignatureError,
  JWTError,
} from '@jose/core'
import { equal, ok, refuses } from '../assert.ts'
import type { Operations } from '../modes.ts'
import type { Suite } from '../suite.ts'
import { craft, secret, segment } from './craft.ts'

const algorithms = ['HS256', 'HS384']
const jwk = { kty: 'oct', k: base64url.encode(secret), alg: 'HS256' }

type Made = new (...args: readonly string[]) => Error

/** Each class with the classes it is one of. */
const lineages: { readonly [name: string]: readonly string[] } = {
  JWTError: ['JOSEError'],
  InvalidTokenError: ['JWTError', 'JOSEError'],
  InvalidSignatureError: ['JWTError', 'JOSEError'],
  ExpiredSignatureError: ['JWTError', 'JOSEError'],
  JWTClaimsError: ['JWTError', 'JOSEError'],
  InvalidAudienceError: ['JWTClaimsError', 'JWTError', 'JOSEError'],
  InvalidIssuerError: ['JWTClaimsError', 'JWTError', 'JOSEError'],
  InvalidKeyError: ['JWKError', 'JOSEError'],
}

/** The errors of `jwt`. */
export const jwtErrors: Suite = (o, it) => {
  for (const [name, ancestors] of Object.entries(lineages)) {
    it(`${name} hangs on jwt and is a ${ancestors.join(', a ')}`, async () => {
      const classes = { ...core, ...o.jose.jwt } as unknown as { readonly [name: string]: Made }
      const made = new (classes[name] as Made)('message', 'missing', 'missing')
      equal([made.name, made instanceof Error], [name, true])
      const all = new Set(['JWSError', 'JWEError', 'JWKError', ...Object.keys(lineages), 'JOSEError'])
      for (const other of all) {
        equal(made instanceof (classes[other] as Made), other === name || ancestors.includes(other), other)
      }
      ok(o.jose.jwt[name as 'JWTError'] !== undefined, `jwt.${name}`)
    })
  }
  it('whatever the token causes is a JWTError with the inner error as its cause', async () => {
    const good = await craft(o, { alg: 'HS256' }, {})
    const cases: readonly (readonly [unknown, unknown, abstract new (...args: never[]) => Error, string])[] = [
      ['garbage', secret, JWSError, 'ERR_JWT_INVALID'],
      [`${good}=`, secret, JWSError, 'ERR_JWT_INVALID'],
      [undefined, secret, JWSError, 'ERR_JWT_INVALID'],
      [await craft(o, '{', {}), secret, JWSError, 'ERR_JWT_INVALID'],
      ['A'.repeat(300_000), secret, JWSError, 'ERR_LIMIT'],
      [good, `${secret}!`, JWSSignatureError, 'ERR_JWT_SIGNATURE'],
      [await craft(o, { alg: 'HS512' }, {}, secret, 'HS512'), secret, JWSAlgorithmError, 'ERR_ALGORITHM_NOT_ALLOWED'],
      [await craft(o, { alg: 'HS384' }, {}, secret, 'HS384'), jwk, JWSError, 'ERR_KEY_UNFIT'],
      [await craft(o, { alg: 'HS256', kid: 'x' }, {}), { keys: [{ ...jwk, kid: 'y' }] }, JWSError, 'ERR_KEY_NOT_FOUND'],
      [good, () => null, JWSError, 'ERR_KEY_NOT_FOUND'],
      [await craft(o, { alg: 'HS256', crit: ['x'], x: 1 }, {}), secret, JWSError, 'ERR_CRIT'],
    ]
    for (const [token, key, cause, code] of cases) {
      const error = await refuses(() => o.decode(token, key, { algorithms }), { is: JWTError, code })
      const inner = (error as { cause?: unknown }).cause
      ok(inner instanceof cause, `a ${cause.name} as the cause of ${code}`)
      ok(!(error instanceof JWSError), 'no JWSError itself')
    }
  })
  it('the caller’s own key is an InvalidKeyError, no JWTError', async () => {
    const token = await craft(o, { alg: 'HS256' }, {})
    for (const key of ['', 1, {}, { kty: 'foo' }, { ...jwk, use: 'enc' }, { ...jwk, key_ops: ['sign'] }]) {
      const error = await refuses(() => o.decode(token, key, { algorithms: ['HS256'] }), { is: JOSEError })
      ok(!(error instanceof JWTError), 'no JWTError')
    }
    await refuses(() => o.decode(token, { ...jwk, use: 'enc' }, { algorithms }), { is: InvalidKeyError })
  })
  it('no error says anything of the token, its claims or the key', async () => {
    for (const [what, call] of Object.entries(await leaks(o))) {
      const error = await refuses(call, { is: JOSEError })
      for (let at: unknown = error; at instanceof Error; at = (at as { cause?: unknown }).cause) {
        const { message, name, stack = '' } = at
        const said = [message, name, stack, String(at), JSON.stringify(at), JSON.stringify(Object.entries(at))].join(
          '\n',
        )
        for (const secretText of [marker, segment(marker), marker.toLowerCase()])
          ok(!said.includes(secretText), `an error without the marker, for ${what}`)
      }
    }
  })
}

/** 24 octets, so that its base64url is found inside that of a longer text, where it starts at a multiple of three. */
const marker = 'SECRETMARKERSECRETMARKER'

async function leaks(o: Operations): Promise<{ readonly [what: string]: () => Promise<unknown> }> {
  const signed = (payload: object | string, header: object | string = { alg: 'HS256' }): Promise<string> =>
    craft(o, header, payload)
  const key = secret
  const checks = {
    algorithms,
    clock: () => 1_000,
    audience: 'a',
    issuer: 'a',
    subject: 'a',
    accessToken: 'a',
    typ: 'a',
  }
  const good = { aud: 'a', iss: 'a', sub: 'a' }
  const typed = { alg: 'HS256', typ: 'a' }
  const tokens: { [what: string]: unknown } = {
    garbage: marker,
    'two segments': `${marker}.${marker}`,
    'four segments': `${marker}.${marker}.${marker}.${marker}`,
    'five segments': Array(5).fill(marker).join('.'),
    'a list': [marker],
    'an object': { marker },
    'a bad segment': `${segment(typed)}=${marker}.${marker}.${marker}`,
    'a header that is no JSON': await signed({}, marker),
    'a duplicate header member': await signed({}, `{"alg":"HS256","${marker}":1,"${marker}":2}`),
    'an unknown alg': await signed({}, { alg: marker }),
    'an alg that is a list': await signed({}, { alg: [marker] }),
    'a kid that is a list': await signed({}, { alg: 'HS256', kid: [marker] }),
    'an unknown crit': await signed({}, { alg: 'HS256', crit: [marker], [marker]: 1 }),
    'a crit twice': await signed({}, { alg: 'HS256', crit: [marker, marker], [marker]: 1 }),
    'an unexpected typ': await signed({}, { alg: 'HS256', typ: marker }),
    'a bad signature': `${segment(typed)}.${segment({ marker })}.${segment(marker)}`,
    'a payload that is no JSON': await signed(`{"${marker}`, typed),
    'a payload that is a string': await signed(`"${marker}"`, typed),
    'a duplicate claim': await signed(`{"${marker}":1,"${marker}":2}`, typed),
    'a lone surrogate': await signed(`{"${marker}":"\\ud800${marker}"}`, typed),
  }
  for (const claim of ['exp', 'nbf', 'iat', 'aud', 'iss', 'sub', 'jti', 'at_hash']) {
    tokens[`a wrong ${claim}`] = await signed({ ...good, [claim]: [{ marker }, marker] }, typed)
    tokens[`another ${claim}`] = await signed({ ...good, [claim]: claim === 'jti' ? { marker } : marker }, typed)
  }
  const calls: { [what: string]: () => Promise<unknown> } = {}
  for (const [what, token] of Object.entries(tokens)) {
    calls[what] = () => o.decode(token, key, checks)
    calls[`${what}, with a cache`] = () => o.createVerifier(key, { ...checks, cache: true })(token)
  }
  const token = await signed({}, { alg: 'HS256', kid: marker })
  const pem = `-----BEGIN PUBLIC KEY-----\n${marker}\n-----END PUBLIC KEY-----`
  const keys = [
    pem,
    `ssh-rsa AAAAB3NzaC1 ${marker}`,
    `{"kty":"${marker}"}`,
    { kty: marker },
    { kty: 'oct', k: `${marker}=` },
  ]
  for (const [index, bad] of [...keys, { kty: 'oct', kid: [marker], k: marker }, { marker }, () => null].entries()) {
    calls[`key ${index} to decode`] = () => o.decode(token, bad, { algorithms: ['HS256'] })
    calls[`key ${index} to encode`] = () => o.encode({ marker }, bad)
  }
  calls['another key'] = () => o.decode(token, marker, { algorithms: ['HS256'] })
  calls['no key for a kid'] = () => o.decode(token, { keys: [{ ...jwk, kid: 'k' }] }, { algorithms: ['HS256'] })
  calls['a short secret'] = () => o.with({ policy: 'strict' }).encode({ marker }, marker)
  const cycle: { [member: string]: unknown } = { marker }
  cycle[marker] = cycle
  for (const claims of [
    { exp: marker },
    { nbf: [marker] },
    { [marker]: '\ud800' },
    cycle,
    { [marker]: BigInt(1) },
    [marker],
  ])
    calls[`claims ${Object.keys(calls).length}`] = () => o.encode(claims, key)
  calls['claims over the limit'] = () => o.encode({ a: marker.repeat(20_000) }, key)
  calls['a header over the limit'] = () => o.encode({}, key, { headers: { x: marker.repeat(2_000) } })
  calls['an alg in headers'] = () => o.encode({}, key, { headers: { alg: marker } })
  return calls
}
