import { base64url, InvalidKeyError, JOSEError, JWTClaimsError, JWTError } from '@jose/core'
import { equal, ok, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { octetsOf, secret } from './craft.ts'
import { needAlgorithms, testKeys } from './test-keys.ts'

const example = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhIjoiYiJ9.jiMyrsmD8AoHWeQgmxZ5yq8z0lXS67_QGs52AzC8Ru8'

/** A segment as it is spelled in the token. */
const spelled = (token: string, index: number): string => {
  let text = ''
  for (const octet of octetsOf(token)[index] as Uint8Array) text += String.fromCharCode(octet)
  return text
}

/** The compact form of a signed JWT, octet for octet. */
export const jwtEncode: Suite = (o, it) => {
  it('the guide’s token comes out octet for octet', async () => {
    equal(await o.encode({ a: 'b' }, 'secret', { algorithm: 'HS256' }), example)
  })
  it('the default algorithm is HS256', async () => {
    equal(await o.encode({ a: 'b' }, 'secret'), example)
  })
  it('a secret given as bytes signs like the same secret as text', async () => {
    equal(await o.encode({ a: 'b' }, base64url.decode(base64url.encode('secret'))), example)
  })
  it('the key’s own algorithm is the default before HS256', async () => {
    const jwk = { kty: 'oct', k: base64url.encode(secret), alg: 'HS512' }
    for (const key of [jwk, (await o.construct(jwk)).key, (await o.construct(secret, 'HS512')).key]) {
      const token = await o.encode({}, key)
      equal(spelled(token, 0), '{"alg":"HS512","typ":"JWT"}')
      equal(octetsOf(token)[2]?.length, 64, 'length of the signature')
    }
  })
  it('a key whose alg is another refuses to sign', async () => {
    const jwk = { kty: 'oct', k: base64url.encode(secret), alg: 'HS512' }
    await refuses(() => o.encode({}, jwk, { algorithm: 'HS256' }), { is: InvalidKeyError, code: 'ERR_KEY_UNFIT' })
  })
  it('the payload is compact JSON in insertion order', async () => {
    const claims = { b: 1, a: [1, { z: null, y: 0.5 }], 'a b': 'c d', gone: undefined, slash: '/', quote: '"' }
    equal(
      spelled(await o.encode(claims, secret), 1),
      '{"b":1,"a":[1,{"z":null,"y":0.5}],"a b":"c d","slash":"/","quote":"\\""}',
    )
  })
  it('claims of any script survive', async () => {
    const claims = { name: 'Zoë Ωμέγα 漢字 😀', 'ключ\u0000': '\u2028' }
    equal(await o.decode(await o.encode(claims, secret), secret, { algorithms: ['HS256'] }), claims)
  })
  it('a frozen object and one without a prototype are claims like any other', async () => {
    equal(await o.encode(Object.freeze({ a: 'b' }), 'secret'), example)
    equal(await o.encode(Object.assign(Object.create(null), { a: 'b' }), 'secret'), example)
  })
  it('the caller’s claims and headers are not changed', async () => {
    const date = new Date(1_500)
    const claims = { exp: date, iat: date, nbf: date, at_hash: 'old', list: [1] }
    const headers = { kid: 'k', x: { b: 1, a: 2 } }
    await o.encode(claims, secret, { headers, accessToken: 'token' })
    equal(Object.keys(claims).join(), 'exp,iat,nbf,at_hash,list')
    ok(claims.exp === date && claims.iat === date && claims.nbf === date, 'the same dates')
    equal([date.getTime(), claims.at_hash, claims.list], [1_500, 'old', [1]])
    equal(JSON.stringify(headers), '{"kid":"k","x":{"b":1,"a":2}}')
  })
  it('a member that answers otherwise the second time is read once', async () => {
    let reads = 0
    const claims = {
      get exp(): unknown {
        return reads++ === 0 ? 2_000_000_000 : 'never'
      },
    }
    equal(spelled(await o.encode(claims, secret), 1), '{"exp":2000000000}')
  })
  for (const claims of [
    null,
    undefined,
    'text',
    1,
    true,
    [],
    [{}],
    new Date(0),
    new Uint8Array(2),
    new Map(),
    () => 1,
  ]) {
    it(`claims that are ${kindOf(claims)} are refused`, async () => {
      await refuses(() => o.encode(claims as object, secret), { is: JWTError })
    })
  }
  it('claims that turn into something else as JSON are refused', async () => {
    for (const other of ['text', [1], 1, null, undefined, { exp: 'never' }]) {
      await refuses(() => o.encode({ toJSON: () => other }, secret), { is: JWTError })
    }
  })
  it('claims that JSON cannot hold are refused', async () => {
    const cycle: { self?: unknown } = {}
    cycle.self = cycle
    await refuses(() => o.encode(cycle, secret), { is: JWTError })
    await refuses(() => o.encode({ big: BigInt(1) }, secret), { is: JWTError })
    await refuses(() => o.encode({ a: '\ud800' }, secret), { is: JWTError })
    await refuses(() => o.encode({ '\udc00': 1 }, secret), { is: JWTError })
  })
  it('a token over 256 KiB is not written, and one of just that size can be read', async () => {
    await refuses(() => o.encode({ a: 'x'.repeat(256 * 1024) }, secret), { is: JWTError, code: 'ERR_LIMIT' })
    const most = o.with({ limits: { jwt: example.length } })
    equal(await most.encode({ a: 'b' }, 'secret'), example)
    equal(await most.decode(example, 'secret', { algorithms: ['HS256'] }), { a: 'b' })
    const less = o.with({ limits: { jwt: example.length - 1 } })
    await refuses(() => less.encode({ a: 'b' }, 'secret'), { is: JWTError, code: 'ERR_LIMIT' })
  })
}

/** `exp`, `iat` and `nbf` as they are written. */
export const jwtEncodeTimes: Suite = (o, it) => {
  for (const claim of ['exp', 'iat', 'nbf']) {
    it(`a Date in ${claim} becomes whole seconds, rounded down`, async () => {
      for (const [milliseconds, seconds] of [
        [1_500_000_000_999, 1_500_000_000],
        [1_000, 1],
        [999, 0],
        [-1, -1],
      ] as const) {
        equal(spelled(await o.encode({ [claim]: new Date(milliseconds) }, secret), 1), `{"${claim}":${seconds}}`)
      }
    })
    it(`an invalid Date in ${claim} throws`, async () => {
      const error = { is: JWTClaimsError, code: 'ERR_JWT_CLAIM_INVALID', claim, reason: 'invalid' }
      await refuses(() => o.encode({ [claim]: new Date(Number.NaN) }, secret), error)
    })
    it(`a number in ${claim} is written as it is, fractions included`, async () => {
      equal(spelled(await o.encode({ [claim]: 1.5 }, secret), 1), `{"${claim}":1.5}`)
    })
    it(`what is no time is refused in ${claim}`, async () => {
      const error = { is: JWTClaimsError, code: 'ERR_JWT_CLAIM_INVALID', claim, reason: 'invalid' }
      for (const value of ['1', '', true, null, Number.NaN, Number.POSITIVE_INFINITY, {}, [1], BigInt(1)]) {
        await refuses(() => o.encode({ [claim]: value }, secret), error)
      }
    })
    it(`undefined in ${claim} leaves it out`, async () => {
      equal(await o.encode({ a: 'b', [claim]: undefined }, 'secret'), example)
    })
  }
}

/** `at_hash`, as `accessToken` asks for it (OpenID Connect Core §3.1.3.6; the token is of its appendix A.3). */
export const jwtEncodeAccessToken: Suite = (o, it) => {
  const accessToken = 'jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y'
  for (const [algorithm, at_hash] of [
    ['HS256', '77QmUPtjPfzWtF2AnpK9RQ'],
    ['HS384', 'jtAeDp945y1dDqU3nkIVGNZP1HjH_MFs'],
    ['HS512', 'q7nS86GgvvFaZkzALLWqJYaJIKw2wCDAVfCAsm5CrBM'],
  ] as const) {
    it(`accessToken adds at_hash, the left half of the hash of ${algorithm}`, async () => {
      const token = await o.encode({ sub: 'me' }, secret, { algorithm, accessToken })
      equal(spelled(token, 1), `{"sub":"me","at_hash":"${at_hash}"}`)
      equal(await o.decode(token, secret, { algorithms: algorithm, accessToken }), { sub: 'me', at_hash })
    })
  }
  for (const [algorithm, at_hash] of [
    ['ES256', '77QmUPtjPfzWtF2AnpK9RQ'],
    ['ES384', 'jtAeDp945y1dDqU3nkIVGNZP1HjH_MFs'],
    ['Ed25519', 'q7nS86GgvvFaZkzALLWqJYaJIKw2wCDAVfCAsm5CrBM'],
  ] as const) {
    it(`at_hash goes by the hash inside ${algorithm}`, async () => {
      needAlgorithms(o, algorithm)
      const { private: privateKey, public: publicKey } = testKeys[algorithm]
      const token = await o.encode({}, privateKey, { algorithm, accessToken })
      equal(await o.decode(token, publicKey, { algorithms: [algorithm], accessToken }), { at_hash })
    })
  }
  it('accessToken replaces an at_hash that was there', async () => {
    const token = await o.encode({ at_hash: 'old' }, secret, { accessToken })
    equal(spelled(token, 1), '{"at_hash":"77QmUPtjPfzWtF2AnpK9RQ"}')
  })
  it('an unsecured token has no hash for at_hash', async () => {
    await refuses(() => o.encode({}, undefined, { algorithm: 'none', accessToken }), { is: JOSEError })
  })
}

function kindOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return `${value === null ? null : typeof value}`
  return `a value of class ${value.constructor.name}${Array.isArray(value) ? ` of ${value.length}` : ''}`
}
