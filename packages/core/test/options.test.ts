import { runInNewContext } from 'node:vm'
import { nodeBackend } from '@jose/backend-node'
import { createJose, policies } from '@jose/core'
import { describe, expect, it } from 'vitest'

const { jwt, jws, jwe } = createJose(nodeBackend())
const secret = new Uint8Array(32).fill(7)
const algorithms = ['HS256']
const token = jwt.encodeSync({}, secret)

const decode = (options: object) => () => jwt.decodeSync(token, secret, { algorithms, ...options })

describe('an option that another library has is told by what it is here', () => {
  it.each([
    ['ignoreExpiration', 'here it is options: { verifyExp: false }'],
    ['ignoreNotBefore', 'here it is options: { verifyNbf: false }'],
    ['clockTolerance', "here it is 'leeway', in seconds"],
    ['clockTimestamp', "here it is 'clock', a function that gives seconds"],
    ['currentDate', "here it is 'clock', a function that gives seconds"],
    ['maxTokenAge', "here it is 'maxAge', in seconds"],
    ['allowedAud', "here it is 'audience'"],
    ['allowedIss', "here it is 'issuer'"],
    ['allowedSub', "here it is 'subject'"],
    ['requiredClaims', 'here it is options: { require: [...] }'],
    ['checkTyp', "here it is 'typ'"],
    ['complete', 'here it is decodeComplete'],
    ['verifyExp', "it belongs in 'options'"],
    ['require_aud', "it belongs in 'options'"],
    ['algorithm', "did you mean 'algorithms'?"],
    ['max_age', "did you mean 'maxAge'?"],
  ])('decode: %s: %s', (name, remedy) => {
    expect(decode({ [name]: 1 })).toThrow(new TypeError(`Unknown option '${name}': ${remedy}`))
  })

  it.each([
    ['alg', "here it is 'algorithm'"],
    ['expiresIn', "it is the claim 'exp'"],
    ['notBefore', "it is the claim 'nbf'"],
    ['audience', "it is the claim 'aud'"],
    ['issuer', "it is the claim 'iss'"],
    ['subject', "it is the claim 'sub'"],
    ['jwtid', "it is the claim 'jti'"],
    ['keyid', "here it is 'kid' in 'headers'"],
    ['header', "did you mean 'headers'?"],
  ])('encode: %s: %s', (name, remedy) => {
    const encode = () => jwt.encodeSync({}, secret, { [name]: 1 } as object)
    expect(encode).toThrow(new TypeError(`Unknown option '${name}': ${remedy}`))
  })

  it('enc and cacheTTL, where there are such', () => {
    expect(() => jwe.encryptSync('', secret, { enc: 'A256GCM' } as never)).toThrow("here it is 'encryption'")
    expect(() => jwt.createVerifierSync(secret, { algorithms, cacheTTL: 5 } as object)).toThrow(
      'here it is cache: { ttl }, in seconds',
    )
  })

  it('and one that nobody has is only unknown', () => {
    for (const name of ['colour', 'toString', 'xverifyExp', 'verify', 'verifyexp', 'iuer'])
      expect(decode({ [name]: 1 })).toThrow(new TypeError(`Unknown option '${name}'`))
    expect(() => jwt.encodeSync({}, secret, { verifyExp: true } as object)).toThrow(
      new TypeError("Unknown option 'verifyExp'"),
    )
  })
})

describe('options are one plain object', () => {
  it('of no class, not a list, in which undefined is a value', () => {
    for (const options of [['HS256'], [], Object.setPrototypeOf([], null), Object.setPrototypeOf([], {})])
      expect(() => jwt.decodeSync(token, secret, options as object)).toThrow(
        'the last argument, as in { algorithms: [...] }, not a list',
      )
    class Options {
      readonly algorithms = algorithms
    }
    for (const options of [null, 'HS256', 5, new Options(), new Map()])
      expect(() => jwt.decodeSync(token, secret, options as object)).toThrow(
        new TypeError('Options are a plain object, the last argument'),
      )
  })

  it('of any realm', () => {
    const foreign = runInNewContext('({ algorithms: ["HS256"], options: { verifyExp: undefined } })')
    expect(jwt.decodeSync(token, secret, foreign)).toEqual({})
  })

  it('an option that adds a check is left out or has a value', () => {
    for (const name of ['algorithms', 'audience', 'issuer', 'subject', 'typ', 'maxAge'])
      expect(decode({ [name]: undefined })).toThrow(
        new TypeError(`The option '${name}' is undefined: leave it out, or give it a value`),
      )
  })

  it('what stands on a polluted prototype is told, where it is an option', () => {
    const polluted = Object.prototype as { issuer?: string; colour?: string }
    try {
      polluted.colour = 'red'
      expect(decode({})()).toEqual({})
      polluted.issuer = 'me'
      expect(decode({})).toThrow("The option 'issuer' is inherited")
    } finally {
      delete polluted.colour
      delete polluted.issuer
    }
  })
})

describe('an option of the wrong kind is named', () => {
  it.each([
    ['audience', 1],
    ['audience', []],
    ['issuer', {}],
    ['issuer', []],
    ['subject', ['a']],
    ['accessToken', 1],
    ['typ', null],
    ['crit', 'x'],
    ['crit', [1]],
    ['leeway', -1],
    ['leeway', '5'],
    ['maxAge', Number.NaN],
    ['maxAge', Number.POSITIVE_INFINITY],
    ['clock', 5],
    ['algorithms', 'HS1'],
  ])('decode: %s: %s', (name, value) => {
    expect(decode({ [name]: value })).toThrow(TypeError)
    expect(decode({ [name]: value })).toThrow(name)
  })

  it.each([
    ['leeway', -1],
    ['require', 'exp'],
    ['verifySignature', 0],
    ['requireExp', 'yes'],
    ['verifyAtHash', null],
  ])('decode, options: %s: %s', (name, value) => {
    expect(decode({ options: { [name]: value } })).toThrow(TypeError)
    expect(decode({ options: { [name]: value } })).toThrow(name)
  })

  it('0 seconds is a number of seconds', () => {
    expect(decode({ leeway: 0, options: { leeway: 0 } })()).toEqual({})
  })

  it.each([
    ['algorithms', 'HS256'],
    ['algorithms', []],
    ['encryptions', 'A1'],
    ['crit', 'x'],
  ])('decrypt: %s: %s', (name, value) => {
    expect(() => jwe.decryptSync('', secret, { [name]: value })).toThrow(`The option '${name}'`)
  })

  it.each(['algorithms', 'encryptions'])('decrypt: %s: undefined', (name) => {
    expect(() => jwe.decryptSync('', secret, { [name]: undefined })).toThrow(`The option '${name}' is undefined`)
  })

  it.each([
    ['algorithms', 'dir'],
    ['crit', {}],
  ])('verify: %s: %s', (name, value) => {
    expect(() => jws.verifySync('', secret, { algorithms, [name]: value } as object)).toThrow(name)
  })
})

describe('createJose', () => {
  it.each([
    [{ policy: 'lax' }, "Unknown policy 'lax'"],
    [{ policy: 'toString' }, "Unknown policy 'toString'"],
    [{ policy: { ...policies.strict, minimumRsabits: 4096 } }, "Unknown option 'minimumRsabits'"],
    [{ policy: { name: 'mine' } }, "The policy lacks 'none'"],
    [{ policy: { ...policies.strict, refused: 'RS256' } }, "The policy lacks 'refused'"],
    [{ policy: { ...policies.strict, refused: ['RS256', 1] } }, "The policy's 'refused'"],
    [{ policy: { ...policies.strict, refused: {} } }, "The policy's 'refused'"],
    [{ policy: { ...policies.strict, minimumRsaBits: 2047 } }, 'not lower them'],
    [{ policy: { ...policies.strict, minimumRsaExponent: 2 } }, 'not lower them'],
    [{ policy: { ...policies.strict, minimumHmacBits: 7 } }, 'not lower them'],
    [{ policy: { ...policies.strict, minimumSaltBytes: 7 } }, 'not lower them'],
    [{ policy: { ...policies.strict, minimumSaltBytes: Number.NaN } }, 'not lower them'],
    [{ limits: { jwts: 5 } }, "Unknown option 'jwts'"],
    [{ limits: { jwt: 0 } }, "The limit 'jwt'"],
    [{ limits: { jwe: 1.5 } }, "The limit 'jwe'"],
    [{ limits: { p2c: Number.POSITIVE_INFINITY } }, "The limit 'p2c'"],
    [{ limits: { keys: '5' } }, "The limit 'keys'"],
    [{ clock: 5 }, "The option 'clock'"],
    [{ onWarning: 'log' }, "The option 'onWarning'"],
    [{ logger: console }, "Unknown option 'logger'"],
  ])('refuses %j: %s', (options, message) => {
    const create = () => createJose(nodeBackend(), options as object)
    expect(create).toThrow(TypeError)
    expect(create).toThrow(message)
  })

  it('takes the least that a policy and a limit may be', () => {
    const least = { minimumRsaBits: 2048, minimumRsaExponent: 3, minimumHmacBits: 8, minimumSaltBytes: 8 }
    expect(createJose(nodeBackend(), { policy: { ...policies.default, ...least } }).report().policy).toBe('default')
    expect(() =>
      createJose(nodeBackend(), { limits: { jwt: 1 } }).jwt.decodeSync(token, secret, { algorithms }),
    ).toThrow(expect.objectContaining({ code: 'ERR_LIMIT' }))
  })

  it('reads a policy once, and what the caller does with it later is nothing', () => {
    const refused = ['HS512']
    const jose = createJose(nodeBackend(), { policy: { ...policies.default, name: 'mine', refused } })
    refused.push('HS256')
    expect(jose.jwt.encodeSync({}, secret, { algorithm: 'HS256' })).toBeTypeOf('string')
    expect(() => jose.jwt.encodeSync({}, secret, { algorithm: 'HS512' })).toThrow(
      "HS512 is refused by the policy 'mine'",
    )
  })

  it.each([null, undefined, 5, 'node', {}, nodeBackend])('refuses %s, which is no backend', (backend) => {
    expect(() => createJose(backend as never)).toThrow('The first argument is a backend, such as nodeBackend()')
  })
})

it('the policies are what they are documented to be', () => {
  const loose = {
    none: false,
    refused: [],
    minimumHmacBits: 8,
    hmacAtLeastHash: false,
    minimumRsaBits: 2048,
    minimumRsaExponent: 3,
    minimumPasswordBytes: 1,
    minimumSaltBytes: 8,
    minimumIterations: 1,
  }
  expect(policies.default).toEqual({ ...loose, name: 'default', none: true })
  expect(policies.strict).toEqual({
    ...loose,
    name: 'strict',
    hmacAtLeastHash: true,
    refused: ['RSA1_5'],
    minimumRsaExponent: 65537,
  })
  expect(policies.fips).toEqual({
    ...loose,
    name: 'fips',
    refused: ['RSA1_5', 'ES256K', 'secp256k1', 'X25519', 'X448'],
    minimumHmacBits: 112,
    minimumRsaExponent: 65537,
    minimumPasswordBytes: 8,
    minimumSaltBytes: 16,
    minimumIterations: 1000,
  })
  for (const policy of Object.values(policies)) expect(Object.isFrozen(policy)).toBe(true)
})
