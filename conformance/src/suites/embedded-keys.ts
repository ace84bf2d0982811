import {
  base64url,
  type DecodeEmbeddedOptions,
  type EmbeddedJWS,
  type EmbeddedJWT,
  ExpiredSignatureError,
  InvalidSignatureError,
  type JWK,
  JWSError,
  JWSSignatureError,
  JWTClaimsError,
  JWTError,
  type VerifyEmbeddedOptions,
} from '@jose/core'
import { equal, ok, refuses } from '../assert.ts'
import type { Operations } from '../modes.ts'
import type { It, Suite } from '../suite.ts'
import { altered } from './altered.ts'
import { craft, secret, segment, signature } from './craft.ts'
import { needAlgorithms, needing, pairNames, signers, testKeys } from './test-keys.ts'
import { rsa1024 } from './weak-keys.ts'

const es256 = testKeys.ES256
const algorithms = ['ES256']
const members = ['kty', 'crv', 'x', 'y', 'n', 'e', 'pub', 'alg'] as const

/** The twin of the mode. */
function call<T>(o: Operations, namespace: 'jwt' | 'jws', name: string, args: readonly unknown[]): Promise<T> {
  const bound = o.jose[namespace] as unknown as Record<string, (...given: readonly unknown[]) => Promise<T>>
  return (async () => bound[o.mode === 'sync' ? `${name}Sync` : name]?.(...args) as T)()
}

const decode = (o: Operations, token: unknown, options: unknown = { algorithms }): Promise<EmbeddedJWT> =>
  call(o, 'jwt', 'decodeWithEmbeddedKey', [token, options as DecodeEmbeddedOptions])
const verify = (o: Operations, token: unknown, options: unknown = { algorithms }): Promise<EmbeddedJWS> =>
  call(o, 'jws', 'verifyWithEmbeddedKey', [token, options as VerifyEmbeddedOptions])

/** The public key and nothing else, as a sender writes it. */
function bare(jwk: JWK): JWK {
  return Object.fromEntries(members.flatMap((name) => (jwk[name] === undefined ? [] : [[name, jwk[name]]])))
}

/** A token by the ES256 key, whose header may say anything. */
function proof(o: Operations, header: object = {}, claims: object = { a: 'b' }): Promise<string> {
  return craft(o, { alg: 'ES256', jwk: bare(es256.public), ...header }, claims, es256.private, 'ES256')
}

/** Refused by `jws` and by `jwt`, each with an error of its own. */
async function refusesBoth(o: Operations, token: unknown, code: string, options?: object): Promise<void> {
  const given = { algorithms, ...options }
  await refuses(() => verify(o, token, given), { is: JWSError, code })
  await refuses(() => decode(o, token, given), { is: JWTError, code })
}

/** Registers cases of backends that have the algorithms of the keys below. */
function having(o: Operations, it: It): It {
  return (title, body) =>
    it(title, async () => {
      needAlgorithms(o, 'ES256', 'RS256')
      await body()
    })
}

/** Verifying by the public key in the header of the token itself (RFC 7515 §4.1.3). */
export const embeddedKeys: Suite = (o, plain) => {
  const it = having(o, plain)
  for (const [algorithm, name] of signers.filter(([, key]) => pairNames.includes(key))) {
    const { crv } = testKeys[name].private
    needing(
      o,
      plain,
      [algorithm, name],
      `a token by ${algorithm} with ${name} verifies by the key in its header`,
      async () => {
        const jwk = bare({ ...testKeys[name].public, alg: algorithm })
        const token = await craft(
          o,
          { alg: algorithm, jwk },
          { a: 'b' },
          { ...testKeys[name].private, alg: algorithm },
          algorithm,
        )
        const thumbprint = await o.thumbprint(jwk)
        const options = { algorithms: [algorithm], thumbprint }
        const decoded = await decode(o, token, options)
        equal(decoded.claims, { a: 'b' })
        equal(decoded.header, { alg: algorithm, jwk })
        equal([decoded.key.type, decoded.thumbprint], ['public', thumbprint])
        const verified = await verify(o, token, options)
        equal([verified.json(), verified.key.type, verified.thumbprint], [{ a: 'b' }, 'public', thumbprint])
      },
      () => o.generate(algorithm, crv === undefined ? {} : { curve: crv }),
    )
  }
  it('the key in the result does not carry more than the public key of the header', async () => {
    const { key } = await decode(
      o,
      await proof(o, { jwk: { ...es256.public, kid: 'k', use: 'sig', x5u: 'https://a.example' } }),
    )
    equal(
      Object.keys(await key.toJwk()).sort(),
      ['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'].filter((name) => name !== 'alg' || es256.public.alg !== undefined),
    )
  })
  it('claims, typ and times are checked as by decode', async () => {
    const now = 1_000
    const options = { algorithms, typ: 'dpop+jwt', maxAge: 60, clock: () => now, options: { require: ['jti', 'htm'] } }
    const claims = { jti: '1', htm: 'POST', iat: 990 }
    const typ = 'dpop+jwt'
    equal((await decode(o, await proof(o, { typ }, claims), options)).claims, claims)
    const refused = async (token: Promise<string>, refusal: object): Promise<unknown> =>
      refuses(async () => decode(o, await token, options), refusal)
    await refused(proof(o, { typ: 'JWT' }, claims), { is: JWTError, code: 'ERR_JWT_TYP' })
    await refused(proof(o, {}, claims), { is: JWTError, code: 'ERR_JWT_TYP' })
    await refused(proof(o, { typ }, { ...claims, iat: 900 }), { is: ExpiredSignatureError })
    await refused(proof(o, { typ }, { ...claims, exp: 999 }), { is: ExpiredSignatureError })
    await refused(proof(o, { typ }, { jti: '1', iat: 990 }), { is: JWTClaimsError, claim: 'htm' })
  })
  it('a thumbprint that is not the key’s is refused, under a code of its own', async () => {
    const thumbprint = await o.thumbprint(testKeys.RS256.public)
    await refusesBoth(o, await proof(o), 'ERR_KEY_THUMBPRINT', { thumbprint })
    // Before its signature: whoever expects a key does no work for another.
    await refusesBoth(o, (await proof(o)).replace(/\.[^.]{4}([^.]*)$/, '.AAAA$1'), 'ERR_KEY_THUMBPRINT', { thumbprint })
  })
  it('an RSA key that makes much work is refused, whatever it signs', async () => {
    const { n, e } = testKeys.RS256.public
    const octets = base64url.decode(n as string)
    const long = base64url.encode(Uint8Array.from([...octets, ...octets, 1]))
    for (const [jwk, message] of [
      [{ kty: 'RSA', n: long, e }, '4096 bits'],
      [{ kty: 'RSA', n, e: base64url.encode(Uint8Array.of(1, 0, 0, 0, 1)) }, '32 bits'],
    ] as const) {
      const token = await craft(o, { alg: 'RS256', jwk }, {}, testKeys.RS256.private, 'RS256')
      const refusal = { code: 'ERR_KEY_INVALID', message }
      await refuses(() => verify(o, token, { algorithms: 'RS256' }), { is: JWSError, ...refusal })
      await refuses(() => decode(o, token, { algorithms: 'RS256' }), { is: JWTError, ...refusal })
    }
  })
  it('leading zeros of an RSA key are not another key', async () => {
    const { n, e } = testKeys.RS256.public
    const octets = base64url.decode(n as string)
    const padded = base64url.encode(Uint8Array.from([0, ...octets]))
    const token = await craft(
      o,
      { alg: 'RS256', jwk: { kty: 'RSA', n: padded, e } },
      {},
      testKeys.RS256.private,
      'RS256',
    )
    equal((await decode(o, token, { algorithms: 'RS256' })).thumbprint, await o.thumbprint(testKeys.RS256.public))
  })
  it('a flattened JWS verifies by the jwk of its protected header', async () => {
    const jwk = bare(es256.public)
    const token = await o.signFlattened('x', {
      key: es256.private,
      algorithm: 'ES256',
      protected: { jwk },
      header: { kid: 'k' },
    })
    equal((await verify(o, token)).text(), 'x')
    equal((await verify(o, token)).header, { alg: 'ES256', jwk, kid: 'k' })
    const detached = { ...token, payload: '' }
    equal((await verify(o, detached, { algorithms, payload: 'x' })).text(), 'x')
    await refuses(() => verify(o, { ...token, payload: 'eQ' }), { is: JWSSignatureError })
  })
  it('a jwk that nothing protects is refused', async () => {
    const token = await o.signFlattened('x', {
      key: es256.private,
      algorithm: 'ES256',
      header: { jwk: bare(es256.public) },
    })
    await refuses(() => verify(o, token), { is: JWSError, code: 'ERR_KEY_INVALID' })
  })
  it('the general form is refused, with one signature too', async () => {
    const signer = { key: es256.private, algorithm: 'ES256', protected: { jwk: bare(es256.public) } }
    for (const signers of [[signer], [signer, signer]])
      await refuses(async () => verify(o, await o.signGeneral('x', signers)), { is: JWSError, message: 'general' })
  })
  it('decode takes no JSON form', async () => {
    const token = await o.signFlattened('{}', {
      key: es256.private,
      algorithm: 'ES256',
      protected: { jwk: bare(es256.public) },
    })
    await refuses(() => decode(o, token), { is: JWTError })
    await refuses(() => decode(o, JSON.stringify(token)), { is: JWTError })
  })
  it('algorithms are required, of asymmetric ones, and verifySignature cannot be off', async () => {
    const token = await proof(o)
    for (const names of [
      undefined,
      [],
      '',
      'none',
      ['none'],
      ['ES256', 'none'],
      'HS256',
      ['ES256', 'HS256'],
      'ES257',
      [1],
      {},
      'RSA-OAEP',
      'toString',
    ])
      for (const run of [verify, decode]) await refuses(() => run(o, token, { algorithms: names }), { is: TypeError })
    for (const run of [verify, decode]) {
      for (const options of [
        undefined,
        null,
        {},
        { algorithms, key: es256.public },
        { algorithms, thumbprint: undefined },
      ])
        await refuses(() => run(o, token, options ?? null), { is: TypeError })
      for (const thumbprint of ['', 'x', 1, null, ['x'], `${'A'.repeat(43)}=`])
        await refuses(() => run(o, token, { algorithms, thumbprint }), { is: TypeError })
    }
    await refuses(() => decode(o, token, { algorithms, options: { verifySignature: false } }), { is: TypeError })
    await refuses(() => verify(o, token, { algorithms, require: 'any' }), { is: TypeError })
  })
}

/** What an attacker puts there (CVE-2018-0114, CVE-2026-27962, and the rest). */
export const embeddedAttacks: Suite = (o, plain) => {
  const it = having(o, plain)
  const kept = (names: readonly string[], jwk: JWK): JWK => Object.fromEntries(names.map((name) => [name, jwk[name]]))
  it('a header without jwk is refused', async () => {
    await refusesBoth(o, await craft(o, { alg: 'ES256' }, {}, es256.private, 'ES256'), 'ERR_KEY_NOT_FOUND')
    const side = { jku: 'https://a.example', x5u: 'https://a.example', x5c: ['AA=='], kid: 'k', JWK: es256.public }
    await refusesBoth(o, await craft(o, { alg: 'ES256', ...side }, {}, es256.private, 'ES256'), 'ERR_KEY_NOT_FOUND')
  })
  for (const [what, jwk] of [
    ['null', null],
    ['a string', JSON.stringify(es256.public)],
    ['a PEM', es256.publicPem],
    ['a list', [es256.public]],
    ['a number', 1],
    ['an empty object', {}],
    ['a JWKS', { keys: [es256.public] }],
    ['a DER', { der: 'AAAA' }],
    ['without kty', kept(['crv', 'x', 'y'], es256.public)],
    ['of an unknown kty', { ...bare(es256.public), kty: 'ec' }],
    ['of a kty that is an inherited name', { ...bare(es256.public), kty: 'constructor' }],
    ['with a kty that is a list', { ...bare(es256.public), kty: ['EC'] }],
    ['of an unknown crv', { ...bare(es256.public), crv: 'P-257' }],
    ['of a crv that is an inherited name', { ...bare(es256.public), crv: 'toString' }],
    ['with an alg that is no string', { ...bare(es256.public), alg: ['ES256'] }],
    ['with key_ops that are no list', { ...bare(es256.public), key_ops: 'verify' }],
    ['off the curve', { ...bare(es256.public), y: es256.public.x }],
    ['at infinity', { ...bare(es256.public), x: 'A'.repeat(43), y: 'A'.repeat(43) }],
    [
      'with a short coordinate',
      { ...bare(es256.public), x: base64url.encode(base64url.decode(es256.public.x as string).subarray(1)) },
    ],
    ['with padding', { ...bare(es256.public), x: `${es256.public.x}=` }],
    ['without y', kept(['kty', 'crv', 'x'], es256.public)],
    ['private', es256.private],
    ['public, with an empty d', { ...bare(es256.public), d: '' }],
    ['public, with a d that is null', { ...bare(es256.public), d: null }],
    ...['p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv'].map(
      (name) => [`public, with ${name}`, { ...bare(es256.public), [name]: 'AA' }] as const,
    ),
    ['a secret', { kty: 'oct', k: base64url.encode(secret) }],
    ['a secret without k', { kty: 'oct' }],
  ] as const) {
    it(`a jwk that is ${what} is refused`, async () => refusesBoth(o, await proof(o, { jwk }), 'ERR_KEY_INVALID'))
  }
  it('an embedded private RSA key is refused', async () => {
    const token = await craft(o, { alg: 'RS256', jwk: testKeys.RS256.private }, {}, testKeys.RS256.private, 'RS256')
    await refusesBoth(o, token, 'ERR_KEY_INVALID', { algorithms: ['RS256'] })
  })
  it('an embedded RSA key of 1024 bits is refused', async () => {
    const jwk = kept(['kty', 'n', 'e'], rsa1024)
    const token = `${segment({ alg: 'RS256', jwk })}.${segment({})}.${base64url.encode(new Uint8Array(128).fill(1))}`
    await refusesBoth(o, token, 'ERR_KEY_INVALID', { algorithms: ['RS256'] })
  })
  it('an embedded RSA key with the exponent 1, or an even one, is refused', async () => {
    for (const e of ['AQ', 'Ag', 'AQAA', '']) {
      const token = await craft(
        o,
        { alg: 'RS256', jwk: { ...bare(testKeys.RS256.public), e } },
        {},
        testKeys.RS256.private,
        'RS256',
      )
      await refusesBoth(o, token, 'ERR_KEY_INVALID', { algorithms: ['RS256'] })
    }
  })
  it('an embedded key of small order is refused', async () => {
    needAlgorithms(o, 'Ed25519')
    for (const x of ['A'.repeat(43), base64url.encode(Uint8Array.from([1, ...new Array(31).fill(0)]))]) {
      const jwk = { kty: 'OKP', crv: 'Ed25519', x }
      const token = `${segment({ alg: 'EdDSA', jwk })}.${segment({})}.${base64url.encode(new Uint8Array(64))}`
      await refusesBoth(o, token, 'ERR_KEY_INVALID', { algorithms: ['EdDSA'] })
    }
  })
  it('a key that does not fit the algorithm is refused', async () => {
    const rsa = bare(testKeys.RS256.public)
    const all = { algorithms: ['ES256', 'ES384', 'RS256', 'PS256'] }
    for (const header of [
      { alg: 'RS256' },
      { alg: 'ES384' },
      { alg: 'ES256', jwk: rsa },
      { jwk: { ...bare(es256.public), alg: 'ES384' } },
      { jwk: { ...bare(es256.public), use: 'enc' } },
      { jwk: { ...bare(es256.public), key_ops: ['sign'] } },
      { jwk: { ...bare(es256.public), key_ops: [] } },
    ])
      await refusesBoth(o, await proof(o, header), 'ERR_KEY_UNFIT', all)
    const token = await craft(o, { alg: 'RS256', jwk: { ...rsa, alg: 'PS256' } }, {}, testKeys.RS256.private, 'RS256')
    await refusesBoth(o, token, 'ERR_KEY_UNFIT', all)
  })
  it('none, HMAC and whatever is not listed are refused, whatever the jwk', async () => {
    const notAllowed = 'ERR_ALGORITHM_NOT_ALLOWED'
    const jwk = bare(es256.public)
    const oct = { kty: 'oct', k: base64url.encode(secret) }
    for (const alg of [
      'none',
      'None',
      'NONE',
      'HS256',
      'HS512',
      'ES384',
      'RS256',
      'es256',
      'ES256 ',
      '',
      'constructor',
    ])
      for (const key of [jwk, oct]) {
        await refusesBoth(o, await craft(o, { alg, jwk: key }, {}, secret), notAllowed)
        await refusesBoth(o, `${segment({ alg, jwk: key })}.${segment({})}.`, notAllowed)
      }
    const pem = await craft(o, { alg: 'HS256', jwk }, {}, { kty: 'oct', k: base64url.encode(es256.publicPem) })
    await refusesBoth(o, pem, notAllowed)
  })
  it('a signature by another key, a changed payload or a changed header is refused', async () => {
    const token = await proof(o)
    const [header, , signed] = token.split('.')
    const other = segment({ alg: 'ES256', jwk: bare(es256.public), typ: 'x' })
    const point = await (await (await o.generate('ES256')).publicKey()).toJwk()
    for (const forged of [
      `${header}.${segment({ a: 'c' })}.${signed}`,
      `${other}.${token.split('.')[1]}.${signed}`,
      await proof(o, { jwk: bare(point) }),
    ]) {
      await refuses(() => decode(o, forged), { is: InvalidSignatureError })
      await refuses(() => verify(o, forged), { is: JWSSignatureError })
    }
  })
  it('b64: false and crit are refused as by decode', async () => {
    await refuses(async () => decode(o, await proof(o, { crit: ['x'], x: 1 })), { is: JWTError, code: 'ERR_CRIT' })
    await refuses(async () => decode(o, await proof(o, { crit: ['jwk'] })), { is: JWTError, code: 'ERR_CRIT' })
    await refuses(async () => decode(o, await proof(o, { b64: false, crit: ['b64'] })), { is: JWTError })
  })
  it('garbage is refused as by decode', async () => {
    for (const token of [
      '',
      'a.b.c',
      'a.b',
      '..',
      null,
      undefined,
      1,
      {},
      [],
      `${await proof(o)}.`,
      `${await proof(o)}=`,
    ]) {
      await refuses(() => decode(o, token), { is: JWTError })
      await refuses(() => verify(o, token), { is: JWSError })
    }
  })
  it('decode and verify go on ignoring the jwk of a header', async () => {
    const attacker = await o.generate('ES256')
    const jwk = await attacker.toJwk()
    const forged = await craft(o, { alg: 'ES256', jwk }, {}, attacker.key, 'ES256')
    equal((await decode(o, forged)).claims, {})
    for (const key of [es256.public, { keys: [es256.public] }, [es256.public], () => es256.public]) {
      await refuses(() => o.decode(forged, key, { algorithms }), { is: InvalidSignatureError })
      await refuses(() => o.verify(forged, key, { algorithms }), { is: JWSSignatureError })
    }
    const good = await craft(o, { alg: 'ES256', jwk }, {}, es256.private, 'ES256')
    equal(await o.decode(good, es256.public, { algorithms }), {})
  })
  it('the keys of headers do not drive out the caller’s', async () => {
    let imports = 0
    const counting = <P extends object>(primitives: P): P =>
      new Proxy({} as P, {
        get(_, name) {
          if (name === 'importKey') imports++
          const method = Reflect.get(primitives, name)
          return typeof method === 'function' ? method.bind(primitives) : method
        },
      })
    const { async, sync } = o.backend
    const watched = altered(o, { async: counting(async), ...(sync && { sync: counting(sync) }) })
    const token = await craft(o, { alg: 'ES256' }, {}, es256.private, 'ES256')
    const own = es256.publicPem
    await watched.decode(token, own, { algorithms })
    const proofs: string[] = []
    for (let index = 0; index < 600; index++) {
      const input = `${segment({ alg: 'ES256', jwk: { ...bare(es256.public), kid: `${index}` } })}.${segment({})}`
      proofs.push(
        `${input}.${base64url.encode(index % 100 === 0 ? await signature(o, input, es256.private, 'ES256') : new Uint8Array(64).fill(1))}`,
      )
    }
    for (const text of proofs) await decode(watched, text).catch(() => {})
    const before = imports
    await watched.decode(token, own, { algorithms })
    equal(imports, before, 'imports for a key that is known')
    ok(before > 600, 'the keys of headers are looked at')
  })
}
