import { nodeBackend } from '@jose/backend-node'
import { createJose, findKeys, InvalidKeyError, InvalidTokenError, JWSError, JWTError, type Wanted } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { segmentOf } from './encodings.ts'
import { code, thrownBy } from './refusals.ts'

const node = nodeBackend()
const now = 1_700_000_000
const { jwt, jwe, jwk, jws } = createJose(node, { clock: () => now })
const secret = new Uint8Array(32).fill(7)
const algorithms = ['HS256']
const key = jwk.generateSync('ES256')

describe('encode', () => {
  it.each([
    ['algorithm', 'HS255'],
    ['headers', 'x'],
    ['crit', 'x'],
    ['accessToken', 5],
  ])('refuses %s: %s', (option, value) => {
    const encode = () => jwt.encodeSync({}, secret, { [option]: value } as object)
    expect(encode).toThrow(TypeError)
    expect(encode).toThrow(option)
    expect(() => jwt.createSignerSync(secret, { [option]: value } as object)).toThrow(option)
  })

  it.each([
    [[], 'Claims are a plain object'],
    [null, 'Claims are a plain object'],
    ['x', 'Claims are a plain object'],
    [new Map(), 'Claims are a plain object'],
    [{ toJSON: () => ({}) }, 'has a toJSON of its own'],
    [{ a: 1n }, 'cannot be written as JSON'],
    [{ a: '\ud800' }, 'has a lone surrogate'],
  ])('refuses the claims %s', (claims, message) => {
    const encode = () => jwt.encodeSync(claims as object, secret)
    expect(encode).toThrow(code('ERR_JWT_CLAIMS'))
    expect(encode).toThrow(message)
  })

  it.each([
    ['exp', 1e12, 'milliseconds'],
    ['nbf', '5', "The claim 'nbf' must be a finite number of seconds or a valid Date"],
    ['iat', new Date(Number.NaN), "The claim 'iat' must be"],
    ['exp', Number.NaN, "The claim 'exp' must be"],
    ['iss', 5, "The claim 'iss' must be a string"],
    ['sub', null, "The claim 'sub' must be a string"],
    ['jti', {}, "The claim 'jti' must be a string"],
    ['at_hash', [], "The claim 'at_hash' must be a string"],
    ['aud', [], 'Invalid audience'],
    ['aud', ['a', 5], 'Invalid audience'],
  ])('refuses %s: %s', (claim, value, message) => {
    const encode = () => jwt.encodeSync({ [claim]: value } as object, secret)
    expect(encode).toThrow(expect.objectContaining({ code: 'ERR_JWT_CLAIM_INVALID', claim, reason: 'invalid' }))
    expect(encode).toThrow(message)
  })

  it('writes dates as whole seconds, and what is undefined not at all', () => {
    const claims = { exp: new Date(1_999_999), nbf: 1e12 - 1, iat: undefined, sub: undefined, aud: undefined, a: false }
    const token = jwt.encodeSync(claims as object, secret)
    expect(jwt.getUnverifiedClaims(token)).toEqual({ exp: 1999, nbf: 1e12 - 1, a: false })
    expect(Object.keys(jwt.getUnverifiedClaims(token))).toEqual(['exp', 'nbf', 'a'])
  })

  it('writes a token as long as the limit allows', () => {
    const { length } = jwt.encodeSync({ a: 1 }, secret)
    expect(createJose(node, { limits: { jwt: length } }).jwt.encodeSync({ a: 1 }, secret)).toHaveLength(length)
    const tight = createJose(node, { limits: { jwt: length - 1 } }).jwt
    expect(() => tight.encodeSync({ a: 1 }, secret)).toThrow(code('ERR_LIMIT'))
    expect(() => tight.encodeSync({ a: 1 }, secret)).toThrow(JWTError)
  })

  it.each([
    ['HS256', 32],
    ['RS512', 64],
    ['ES384', 48],
    ['Ed25519', 64],
  ])('hashes an access token as %s does', (algorithm, bytes) => {
    const own = jwk.generateSync(algorithm)
    const token = jwt.encodeSync({ a: 1 }, own, { accessToken: 'opaque' })
    const { at_hash } = jwt.getUnverifiedClaims(token) as { at_hash: string }
    expect(Buffer.from(at_hash, 'base64url')).toHaveLength(bytes / 2)
    expect(jwt.decodeSync(token, own, { accessToken: 'opaque' })).toMatchObject({ a: 1 })
    expect(() => jwt.decodeSync(token, own, { accessToken: 'other' })).toThrow(
      expect.objectContaining({ claim: 'at_hash', reason: 'mismatch' }),
    )
    expect(() => jwt.decodeSync(token, own)).toThrow("give the 'accessToken'")
  })

  it('has no hash of an access token where none is defined', () => {
    for (const name of ['Ed448', 'ML-DSA-44']) {
      const encode = () => jwt.encodeSync({}, jwk.generateSync(name), { accessToken: 'opaque' })
      expect(encode).toThrow(expect.objectContaining({ claim: 'at_hash', reason: 'invalid' }))
    }
    const curves = ['Ed25519', 'Ed448'].map((name) => {
      const { alg: _alg, ...both } = jwk.generateSync(name).toJwkSync({ private: true })
      return () => jwt.encodeSync({}, both, { algorithm: 'EdDSA', accessToken: 'opaque' })
    })
    expect(curves[0]?.()).toBeTypeOf('string')
    expect(curves[1]).toThrow('No hash is defined')
  })
})

describe('times are compared to the second', () => {
  const decode =
    (claims: object, options: object = {}) =>
    () =>
      jwt.decodeSync(jwt.encodeSync(claims, secret), secret, { algorithms, ...options })
  it.each([
    [{ exp: now + 1 }, {}, undefined],
    [{ exp: now }, {}, 'ERR_JWT_EXPIRED'],
    [{ exp: now - 4 }, { leeway: 5 }, undefined],
    [{ exp: now - 5 }, { leeway: 5 }, 'ERR_JWT_EXPIRED'],
    [{ exp: now - 4 }, { options: { leeway: 5 } }, undefined],
    [{ exp: now - 4 }, { leeway: 0, options: { leeway: 5 } }, 'ERR_JWT_EXPIRED'],
    [{ nbf: now }, {}, undefined],
    [{ nbf: now + 1 }, {}, 'ERR_JWT_CLAIM_NOT_YET'],
    [{ nbf: now + 5 }, { leeway: 5 }, undefined],
    [{ nbf: now + 6 }, { leeway: 5 }, 'ERR_JWT_CLAIM_NOT_YET'],
    [{ iat: now + 9 }, {}, undefined],
    [{ iat: now }, { maxAge: 0 }, undefined],
    [{ iat: now - 60 }, { maxAge: 60 }, undefined],
    [{ iat: now - 61 }, { maxAge: 60 }, 'ERR_JWT_EXPIRED'],
    [{ iat: now - 65 }, { maxAge: 60, leeway: 5 }, undefined],
    [{ iat: now - 66 }, { maxAge: 60, leeway: 5 }, 'ERR_JWT_EXPIRED'],
    [{ iat: now + 1 }, { maxAge: 60 }, 'ERR_JWT_CLAIM_INVALID'],
    [{ iat: now + 5 }, { maxAge: 60, leeway: 5 }, undefined],
    [{ iat: now - 61 }, { maxAge: 60, options: { verifyIat: false } }, 'ERR_JWT_EXPIRED'],
    [{}, { maxAge: 60 }, 'ERR_JWT_CLAIM_MISSING'],
    [{ exp: now }, { options: { verifyExp: false } }, undefined],
    [{ nbf: now + 1 }, { options: { verifyNbf: false } }, undefined],
    [{ exp: now }, { options: { verifyExp: false, requireExp: true } }, 'ERR_JWT_EXPIRED'],
    [{ exp: now }, { clock: () => now - 1 }, undefined],
  ])('%j with %j: %s', (claims, options, error) => {
    if (error === undefined) expect(decode(claims, options)()).toEqual(claims)
    else expect(decode(claims, options)).toThrow(code(error))
  })

  it('by a clock that gives seconds', () => {
    for (const time of [Number.NaN, -1, 'now', undefined])
      expect(decode({ exp: now }, { clock: () => time })).toThrow('The clock must be a finite number of seconds')
  })
})

describe('a claim that is expected', () => {
  const decode = (claims: object, options: object) => () =>
    jwt.decodeSync(`${segmentOf({ alg: 'HS256' })}.${segmentOf(claims)}.`, null, {
      ...options,
      options: { verifySignature: false, ...(options as { options?: object }).options },
    })
  it.each([
    [{ aud: 'a' }, { audience: 'a' }, undefined],
    [{ aud: ['b', 'a'] }, { audience: ['c', 'a'] }, undefined],
    [{ aud: 'a' }, { audience: 'b' }, ['aud', 'mismatch']],
    [{ aud: ['a', 'c'] }, { audience: ['b'] }, ['aud', 'mismatch']],
    [{ aud: 'a' }, {}, ['aud', 'mismatch']],
    [{ aud: 'a' }, { options: { verifyAud: false } }, undefined],
    [{ aud: [] }, { audience: 'a' }, ['aud', 'invalid']],
    [{ aud: ['a', 1] }, { audience: 'a' }, ['aud', 'invalid']],
    [{ aud: null }, { audience: 'a' }, ['aud', 'invalid']],
    [{}, { audience: 'a' }, ['aud', 'missing']],
    [{}, { audience: 'a', options: { requireAud: false } }, undefined],
    [{}, { audience: 'a', options: { verifyAud: false } }, undefined],
    [{ iss: 'a' }, { issuer: ['b', 'a'] }, undefined],
    [{ iss: 'a' }, { issuer: 'b' }, ['iss', 'mismatch']],
    [{ iss: ['a'] }, { issuer: 'a' }, ['iss', 'invalid']],
    [{ iss: 5 }, {}, ['iss', 'invalid']],
    [{}, { issuer: 'a' }, ['iss', 'missing']],
    [{}, { issuer: 'a', options: { verifyIss: false } }, undefined],
    [{ sub: 'a' }, { subject: 'a' }, undefined],
    [{ sub: 'a' }, { subject: 'b' }, ['sub', 'mismatch']],
    [{ sub: 5 }, {}, ['sub', 'invalid']],
    [{ sub: 5 }, { options: { verifySub: false } }, undefined],
    [{}, { subject: 'a' }, ['sub', 'missing']],
    [{}, { subject: 'a', options: { verifySub: false } }, undefined],
    [{ jti: 5 }, {}, ['jti', 'invalid']],
    [{ jti: 5 }, { options: { verifyJti: false } }, undefined],
    [{ at_hash: 5 }, { accessToken: 'x' }, ['at_hash', 'invalid']],
    [{ at_hash: 'x' }, { options: { verifyAtHash: false } }, undefined],
    [{ exp: '5' }, {}, ['exp', 'invalid']],
    [{ nbf: null }, {}, ['nbf', 'invalid']],
    [{ iat: '5' }, {}, ['iat', 'invalid']],
    [{ iat: '5' }, { options: { verifyIat: false } }, undefined],
    [{}, { options: { require: ['tenant'] } }, ['tenant', 'missing']],
    [{ tenant: null }, { options: { require: ['tenant'] } }, undefined],
    ...(['Iat', 'Exp', 'Nbf', 'Aud', 'Iss', 'Sub', 'Jti'] as const).map(
      (name) => [{}, { options: { [`require${name}`]: true } }, [name.toLowerCase(), 'missing']] as const,
    ),
    [{}, { options: { requireAtHash: true } }, ['at_hash', 'missing']],
  ] as const)('%j with %j: %s', (claims, options, refusal) => {
    const [claim, reason] = refusal ?? []
    if (refusal === undefined) expect(decode(claims, options)()).toEqual(claims)
    else expect(decode(claims, options)).toThrow(expect.objectContaining({ claim, reason }))
  })

  it('is the typ of the header, written in full or not', () => {
    const token = (typ: string | undefined) => jwt.encodeSync({}, secret, { headers: { typ } })
    const decode = (typ: string | undefined, expected: string) => () =>
      jwt.decodeSync(token(typ), secret, { algorithms, typ: expected })
    for (const [typ, expected] of [
      ['at+jwt', 'at+jwt'],
      ['AT+JWT', 'at+jwt'],
      ['application/at+jwt', 'at+jwt'],
      ['at+jwt', 'Application/AT+jwt'],
      ['a/b', 'a/b'],
    ] as const)
      expect(decode(typ, expected)()).toEqual({})
    for (const [typ, expected] of [
      ['JWT', 'at+jwt'],
      [undefined, 'JWT'],
      ['b', 'a/b'],
    ] as const)
      expect(decode(typ, expected)).toThrow(code('ERR_JWT_TYP'))
  })
})

describe('an error of a JWT has the one below as its cause', () => {
  const token = jwt.encodeSync({}, secret)
  it.each([
    ['x', 'InvalidTokenError', 'ERR_JWT_INVALID', JWSError],
    [`${token}=`, 'InvalidTokenError', 'ERR_JWT_INVALID', JWSError],
    [`${token.slice(0, -4)}AAAA`, 'InvalidSignatureError', 'ERR_JWT_SIGNATURE', JWSError],
    [jwt.encodeSync({}, secret, { algorithm: 'HS512' }), 'JWTError', 'ERR_ALGORITHM_NOT_ALLOWED', JWSError],
    ['x'.repeat(256 * 1024 + 1), 'InvalidTokenError', 'ERR_LIMIT', JWSError],
    [`${segmentOf({ alg: 'HS256', crit: ['x'], x: 1 })}..`, 'JWTError', 'ERR_CRIT', JWSError],
  ])('signed, %#', (given, name, error, cause) => {
    const found = thrownBy(() => jwt.decodeSync(given, secret, { algorithms }))
    expect(found).toBeInstanceOf(JWTError)
    expect(found).toMatchObject({ name, code: error, cause: expect.any(cause) })
  })

  it.each([
    ['x', 'InvalidTokenError', 'ERR_JWT_INVALID'],
    [jwe.encryptSync('[]', secret), 'InvalidTokenError', 'ERR_JWT_INVALID'],
    [jwt.encryptSync({}, secret.slice(16), { encryption: 'A128GCM' }), 'JWTError', 'ERR_ALGORITHM_NOT_ALLOWED'],
    [`${jwt.encryptSync({}, secret).slice(0, -4)}AAAA`, 'JWTError', 'ERR_JWE_DECRYPTION'],
    ['x'.repeat(256 * 1024 + 1), 'InvalidTokenError', 'ERR_LIMIT'],
    [jwe.encryptSync(Uint8Array.of(0xff), secret), 'InvalidTokenError', 'ERR_JWT_INVALID'],
  ])('encrypted, %#', (given, name, error) => {
    const found = thrownBy(() => jwt.decryptSync(given, secret, { encryptions: ['A256GCM'] }))
    expect(found).toBeInstanceOf(JWTError)
    expect(found).toMatchObject({ name, code: error })
  })

  it('but a key of the caller’s is the caller’s', () => {
    expect(() => jwt.decodeSync(token, key, { algorithms })).toThrow(InvalidKeyError)
    expect(() => jwt.decryptSync(jwt.encryptSync({}, secret), key)).toThrow(InvalidKeyError)
  })

  it('and claims too large to write are no malformed token', () => {
    const large = { a: 'x'.repeat(256 * 1024) }
    const found = thrownBy(() => jwt.encryptSync(large, secret))
    expect(found).not.toBeInstanceOf(InvalidTokenError)
    expect(found).toMatchObject({ name: 'JWTError', code: 'ERR_LIMIT', cause: expect.any(InvalidTokenError) })
  })
})

describe('a nested JWT', () => {
  const sign = { key: secret, algorithm: 'HS256' } as const
  const nested = jwt.encryptSync({ sub: 'a' }, secret, { sign })
  const verify = { key: secret, algorithms }

  it('is signed, then encrypted', () => {
    expect(jwt.getUnverifiedHeader(nested)).toEqual({ alg: 'dir', enc: 'A256GCM', cty: 'JWT' })
    const { claims, signed } = jwt.decryptCompleteSync(nested, secret, { verify, subject: 'a' })
    expect([claims, signed?.claims, signed?.header]).toEqual([{ sub: 'a' }, { sub: 'a' }, { alg: 'HS256', typ: 'JWT' }])
  })

  it.each([
    [{ sign: undefined }, "The option 'sign' is undefined"],
    [{ sign: 5 }, "The option 'sign' is an object with a key"],
    [{ sign: null }, "The option 'sign' is an object with a key"],
    [{ sign, cty: 'x' }, "The 'cty' of a nested JWT is 'JWT'"],
    [{ sign, headers: { cty: 'JWT' } }, "The 'cty' of a nested JWT is 'JWT'"],
    [{ sign: { ...sign, encryption: 'x' } }, "Unknown option 'encryption'"],
    [{ signing: sign }, "Unknown option 'signing'"],
    [{ headers: 'x' }, "The option 'headers'"],
  ])('is not written with %j', (options, message) => {
    expect(() => jwt.encryptSync({}, secret, options as object)).toThrow(TypeError)
    expect(() => jwt.encryptSync({}, secret, options as object)).toThrow(message)
  })

  it.each([
    [{ verify: undefined }, "The option 'verify' is undefined"],
    [{ verify: 5 }, "The option 'verify' is an object with a key"],
    [{ verify: null }, "The option 'verify' is an object with a key"],
    [{ verify: { key: secret, algorithms: undefined } }, "The option 'algorithms' is undefined"],
    [{ verify: { key: secret } }, "The option 'algorithms' is required"],
    [{ verify: { ...verify, audience: 'a' } }, "Unknown option 'audience'"],
    [{ encryptions: undefined }, "The option 'encryptions' is undefined"],
    [{ algorithms: undefined }, "The option 'algorithms' is undefined"],
    [{ audience: undefined }, "The option 'audience' is undefined"],
    [{ crit: 5 }, "The option 'crit'"],
    [{ leeway: -1 }, 'leeway'],
  ])('is not read with %j, whatever the token is', (options, message) => {
    expect(() => jwt.decryptSync('x', secret, options as object)).toThrow(TypeError)
    expect(() => jwt.decryptSync('x', secret, options as object)).toThrow(message)
  })

  it('is one where it says so, and where one is expected', () => {
    expect(() => jwt.decryptSync(nested, secret)).toThrow(code('ERR_JWT_NESTED'))
    expect(() => jwt.decryptSync(jwt.encryptSync({}, secret), secret, { verify })).toThrow(code('ERR_JWT_NESTED'))
    for (const cty of ['jwt', 'application/jwt', 'JWT']) {
      const token = jwe.encryptSync(jwt.encodeSync({ a: 1 }, secret), secret, { cty })
      expect(jwt.decryptSync(token, secret, { verify })).toEqual({ a: 1 })
      expect(() => jwt.decryptSync(token, secret)).toThrow(code('ERR_JWT_NESTED'))
    }
    const other = jwt.encryptSync({ a: 1 }, secret, { cty: 'x' })
    expect(jwt.decryptSync(other, secret, { typ: 'jwt' })).toEqual({ a: 1 })
    expect(() => jwt.decryptSync(other, secret, { typ: 'at+jwt' })).toThrow(code('ERR_JWT_TYP'))
  })

  it('is text or bytes', () => {
    expect(jwt.decryptSync(Buffer.from(nested), secret, { verify })).toEqual({ sub: 'a' })
    for (const token of [5, null, jwe.encryptFlattenedSync('{}', { key: secret })])
      expect(() => jwt.decryptSync(token as never, secret)).toThrow('A token is a string or bytes')
  })
})

describe('a verifier that remembers', () => {
  it.each([
    [{ max: 0 }, "The cache's 'max'"],
    [{ max: 1.5 }, "The cache's 'max'"],
    [{ max: '5' }, "The cache's 'max'"],
    [{ ttl: 0 }, "The cache's 'ttl'"],
    [{ ttl: -1 }, "The cache's 'ttl'"],
    [{ ttl: Number.POSITIVE_INFINITY }, "The cache's 'ttl'"],
    [{ size: 5 }, "Unknown option 'size'"],
    ['yes', "The option 'cache'"],
    [null, "The option 'cache'"],
  ])('refuses cache: %j', (cache, message) => {
    const create = () => jwt.createVerifierSync(secret, { algorithms, cache: cache as never })
    expect(create).toThrow(TypeError)
    expect(create).toThrow(message)
  })

  it('asks the backend once a token, for so many tokens and so long', () => {
    let [verified, time] = [0, now]
    const counting = createJose(
      {
        ...node,
        sync: {
          ...node.sync,
          verifyMac(...given) {
            verified++
            return node.sync.verifyMac(...given)
          },
        },
      },
      { clock: () => time },
    )
    const after = (verifier: (token: string) => unknown, ...tokens: readonly string[]): number => {
      verified = 0
      for (const token of tokens) verifier(token)
      return verified
    }
    const [a, b] = [jwt.encodeSync({ a: [{ b: 1 }] }, secret), jwt.encodeSync({ b: 1 }, secret)]
    const create = (cache: boolean | object) => counting.jwt.createVerifierSync(secret, { algorithms, cache })
    expect([after(create(false), a, a), after(create(true), a, a, b, b, a)]).toEqual([2, 2])
    expect([after(create({ max: 1 }), a, a, b, b, a), after(create({}), a, b, a, b)]).toEqual([3, 2])
    const brief = create({ ttl: 5 })
    expect(after(brief, a)).toBe(1)
    time += 4
    expect(after(brief, a)).toBe(0)
    time += 1
    expect(after(brief, a, a)).toBe(1)
    const long = jwt.encodeSync({ a: 'x'.repeat(8192) }, secret)
    expect(after(create(true), long, long)).toBe(2)
  })

  it('hands out claims that are the caller’s', () => {
    const verifier = jwt.createVerifierSync(secret, { algorithms, cache: true })
    const claims = { sub: 'a', none: null, list: [{ b: [1] }] }
    const token = jwt.encodeSync(claims, secret)
    for (let round = 0; round < 3; round++) {
      const found = verifier(token) as { sub: string; list: { b: number[] }[] }
      expect(found).toEqual(claims)
      found.sub = 'changed'
      found.list[0]?.b.push(2)
    }
  })

  it('looks at the times at each call', () => {
    let time = now
    const verifier = createJose(node, { clock: () => time }).jwt.createVerifierSync(secret, { algorithms, cache: true })
    const token = jwt.encodeSync({ exp: now + 5 }, secret)
    expect(verifier(token)).toEqual({ exp: now + 5 })
    time += 5
    expect(() => verifier(token)).toThrow(code('ERR_JWT_EXPIRED'))
  })

  it('asks a resolver whether the key is still the one', () => {
    const [old, other] = [jwk.constructSync(secret, 'HS256'), jwk.constructSync(new Uint8Array(32), 'HS256')]
    let answer: unknown = old
    const asked: string[] = []
    const set = {
      algorithms,
      [findKeys]({ side }: Wanted) {
        asked.push(side)
        return answer as typeof old
      },
    }
    for (const source of [() => answer as typeof old, set]) {
      answer = old
      const verifier = jwt.createVerifierSync(source, { algorithms, cache: true })
      const token = jwt.encodeSync({ a: 1 }, secret)
      expect([verifier(token), verifier(token)]).toEqual([{ a: 1 }, { a: 1 }])
      answer = [other, old]
      expect(verifier(token)).toEqual({ a: 1 })
      answer = other
      expect(() => verifier(token)).toThrow(code('ERR_JWT_SIGNATURE'))
      answer = undefined
      expect(() => verifier(token)).toThrow(code('ERR_KEY_NOT_FOUND'))
      answer = key
      expect(() => verifier(token)).toThrow(code('ERR_KEY_UNFIT'))
    }
    expect(new Set(asked)).toEqual(new Set(['read']))
  })
})

it('what a signer or a verifier was made of is copied', () => {
  const octets = Uint8Array.from(secret)
  const jwks = { keys: [{ kty: 'oct', k: Buffer.from(secret).toString('base64url'), alg: 'HS256' }] }
  const list = [octets]
  const [signer, bySet, byList] = [
    jwt.createSignerSync(octets),
    jwt.createVerifierSync(jwks),
    jwt.createVerifierSync(list, { algorithms }),
  ]
  octets.fill(0)
  list.length = 0
  jwks.keys[0] = { kty: 'oct', k: 'AAAA', alg: 'HS256' }
  const token = signer({ a: 1 })
  expect([bySet(token), byList(token), jwt.decodeSync(token, secret, { algorithms })]).toEqual([
    { a: 1 },
    { a: 1 },
    { a: 1 },
  ])
})

it('what is read completely is the same in both modes', async () => {
  const [signed, encrypted] = [jwt.encodeSync({ a: 1 }, secret), jwt.encryptSync({ a: 1 }, secret)]
  const { header, claims } = await jwt.decodeComplete(signed, secret, { algorithms })
  expect([header, claims]).toEqual([{ alg: 'HS256', typ: 'JWT' }, { a: 1 }])
  expect(jwt.decodeCompleteSync(signed, secret, { algorithms })).toMatchObject({ header, claims })
  const decrypted = await jwt.decryptComplete(encrypted, secret)
  expect([decrypted.header, decrypted.claims]).toEqual([{ alg: 'dir', enc: 'A256GCM', typ: 'JWT' }, { a: 1 }])
})

it('a JWT has no unencoded payload', () => {
  const token = jws.signSync('{}', secret, { b64: false })
  expect(() => jwt.decodeSync(token, secret, { algorithms })).toThrow('A JWT has no unencoded payload')
})

describe('by the key in the header', () => {
  const token = jwt.encodeSync({ a: 1 }, key, { headers: { jwk: key.toJwkSync() } })
  it.each([
    [{ algorithms: undefined }, "The option 'algorithms' is undefined"],
    [{ thumbprint: undefined }, "The option 'thumbprint' is undefined"],
    [{ thumbprint: 'x' }, "The option 'thumbprint'"],
    [{ audience: undefined }, "The option 'audience' is undefined"],
    [{ cache: true }, "Unknown option 'cache'"],
    [{ options: { verifySignature: false } }, "'verifySignature: false' contradicts"],
  ])('%j is refused', (options, message) => {
    const decode = () => jwt.decodeWithEmbeddedKeySync(token, { algorithms: ['ES256'], ...options } as never)
    expect(decode).toThrow(TypeError)
    expect(decode).toThrow(message)
  })

  it('claims are checked, and the thumbprint told', () => {
    const decode = (options: object) => jwt.decodeWithEmbeddedKeySync(token, { algorithms: ['ES256'], ...options })
    const { claims, thumbprint } = decode({})
    expect([claims, thumbprint]).toEqual([{ a: 1 }, jwk.thumbprintSync(key)])
    expect(decode({ thumbprint }).claims).toEqual({ a: 1 })
    expect(() => decode({ thumbprint: 'A'.repeat(43) })).toThrow(code('ERR_KEY_THUMBPRINT'))
    expect(() => decode({ issuer: 'me' })).toThrow(expect.objectContaining({ claim: 'iss', reason: 'missing' }))
    expect(() => jwt.decodeWithEmbeddedKeySync(jwt.encodeSync({}, key), { algorithms: ['ES256'] })).toThrow(
      code('ERR_KEY_NOT_FOUND'),
    )
  })
})
