import { base64url, InvalidKeyError, JOSEError, type JWK, JWSError, type Warning } from '@jose/core'
import { equal, ok, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { craft, secret } from './craft.ts'
import { hasKey, type KeyName, needing, testKeys, verifierOf } from './test-keys.ts'
import { rsaExponent3 } from './weak-keys.ts'

const unfit = { is: InvalidKeyError, code: 'ERR_KEY_UNFIT' }

/** What a key may do is decided by what it is and says, and by the policy, before any cryptography. */
export const keyPolicy: Suite = (o, it) => {
  const key = (name: KeyName, members: object = {}): JWK => ({ ...testKeys[name].private, ...members })
  const half = (name: KeyName, members: object = {}): JWK => ({ ...verifierOf(name), ...members })

  const unfitToSign: readonly (readonly [title: string, algorithm: string, name: KeyName, members: object])[] = [
    ['kty: RS256 by an EC key', 'RS256', 'ES256', {}],
    ['kty: PS256 by an EC key', 'PS256', 'ES256', {}],
    ['kty: ES256 by an RSA key', 'ES256', 'RS256', {}],
    ['kty: ES256 by an OKP key', 'ES256', 'Ed25519', {}],
    ['kty: EdDSA by an EC key', 'EdDSA', 'ES256', {}],
    ['kty: HS256 by an EC key', 'HS256', 'ES256', {}],
    ['kty: HS256 by an RSA key', 'HS256', 'RS256', {}],
    ['kty: RS256 by a secret', 'RS256', 'HS256', {}],
    ['kty: ML-DSA-44 by an RSA key', 'ML-DSA-44', 'RS256', {}],
    ['crv: ES256 on P-384', 'ES256', 'ES384', {}],
    ['crv: ES256 on P-521', 'ES256', 'ES512', {}],
    ['crv: ES384 on P-256', 'ES384', 'ES256', {}],
    ['crv: ES512 on P-256', 'ES512', 'ES256', {}],
    ['crv: ES256K on P-256', 'ES256K', 'ES256', {}],
    ['crv: Ed448 on Ed25519', 'Ed448', 'Ed25519', {}],
    ['alg: RS256 by a key for RS512', 'RS256', 'RS256', { alg: 'RS512' }],
    ['alg: PS256 by a key for RS256', 'PS256', 'RS256', { alg: 'RS256' }],
    ['alg: HS256 by a secret for HS512', 'HS256', 'HS512', { alg: 'HS512' }],
    ['alg: RS256 by a key for RSA-OAEP', 'RS256', 'RS256', { alg: 'RSA-OAEP' }],
    ['alg: Ed25519 by a key for EdDSA', 'Ed25519', 'Ed25519', { alg: 'EdDSA' }],
    ['alg: ES256 by a key for an unknown one', 'ES256', 'ES256', { alg: 'foo' }],
    ['use: a key for encryption', 'ES256', 'ES256', { use: 'enc' }],
    ['use: a key for something unknown', 'ES256', 'ES256', { use: 'other' }],
    ['use: an empty use', 'HS256', 'HS256', { use: '' }],
    ['key_ops: none at all', 'ES256', 'ES256', { key_ops: [] }],
    ['key_ops: encryption', 'ES256', 'ES256', { key_ops: ['encrypt', 'decrypt'] }],
    ['key_ops: a secret for encryption', 'HS256', 'HS256', { key_ops: ['encrypt'] }],
  ]
  for (const [title, algorithm, name, members] of unfitToSign) {
    it(`${title} neither signs nor verifies`, async () => {
      // Where the backend can hold the key at all, the rules of core come first.
      const refusal = hasKey(o, name) ? unfit : { is: JOSEError }
      const jwk = key(name, members)
      await refuses(() => o.sign('x', jwk, { algorithm }), refusal)
      const token = await craft(o, { alg: algorithm }, 'x')
      await refuses(() => o.verify(token, jwk, { algorithms: [algorithm] }), refusal)
      // The same, where the key stands in a set: there it is passed over.
      // EdDSA has a use for keys as soon as one of its curves is there.
      const curves = algorithm === 'EdDSA' ? [{ curve: 'Ed25519' }, { curve: 'Ed448' }] : [{}]
      const supported = curves.some((options) => o.jose.supports(algorithm, options))
      const code = supported ? 'ERR_KEY_NOT_FOUND' : 'ERR_ALGORITHM_UNSUPPORTED'
      await refuses(() => o.verify(token, [jwk], { algorithms: [algorithm] }), { code })
    })
  }
  it('crv: EdDSA on X25519', async () => {
    const jwk = { kty: 'OKP', crv: 'X25519', x: '3p7bfXt9wbTTW2HC7OQ1Nz-DQ8hbeGdNrfx-FG-IK08' }
    const token = await craft(o, { alg: 'EdDSA' }, 'x')
    await refuses(() => o.verify(token, jwk, { algorithms: ['EdDSA', 'Ed25519'] }), { is: JOSEError })
  })
  it('sign: a public key', async () => {
    for (const name of ['RS256', 'ES256'] as const) {
      await refuses(() => o.sign('x', half(name), { algorithm: name }), unfit)
    }
  })
  it('key_ops: a key to verify does not sign, a key to sign verifies as its public half would', async () => {
    const token = await o.sign('x', key('ES256', { key_ops: ['sign'] }), { algorithm: 'ES256' })
    const verify = (jwk: JWK) => o.verify(token, jwk, { algorithms: ['ES256'] })
    for (const operations of [['verify'], ['verify', 'sign'], ['verify', 'unheard of']]) {
      equal((await verify(half('ES256', { key_ops: operations }))).text(), 'x')
      equal((await verify(key('ES256', { key_ops: operations }))).text(), 'x')
    }
    equal((await verify(key('ES256', { key_ops: ['sign'] }))).text(), 'x')
    await refuses(() => o.sign('x', key('ES256', { key_ops: ['verify'] }), { algorithm: 'ES256' }), unfit)
    await refuses(() => verify(half('ES256', { key_ops: ['sign'] })), unfit)
    await refuses(() => verify(half('ES256', { key_ops: ['VERIFY'] })), unfit)
    const secretFor = (operations: readonly string[]) => key('HS256', { key_ops: operations })
    const mac = await o.sign('x', secretFor(['sign']), { algorithm: 'HS256' })
    equal((await o.verify(mac, secretFor(['verify']), { algorithms: ['HS256'] })).text(), 'x')
    await refuses(() => o.verify(mac, secretFor(['sign']), { algorithms: ['HS256'] }), unfit)
    await refuses(() => o.sign('x', secretFor(['verify']), { algorithm: 'HS256' }), unfit)
  })
  it('use and alg that fit are no hindrance', async () => {
    const jwk = key('RS256', { use: 'sig', alg: 'RS256', key_ops: ['sign', 'verify'] })
    equal((await o.verify(await o.sign('x', jwk), jwk)).text(), 'x')
  })
  it('where the token chose an algorithm that the key is not for, it is the token’s fault', async () => {
    const token = await o.sign('x', secret)
    for (const name of ['RS256', 'ES256'] as const) {
      await refuses(() => o.verify(token, half(name), { algorithms: [name, 'HS256'] }), { is: JWSError })
      await refuses(() => o.verify(token, half(name), { algorithms: ['HS256'] }), unfit)
    }
  })

  it('an empty or a missing key, wherever it comes from', async () => {
    const token = await o.sign('x', secret)
    const options = { algorithms: ['HS256'] }
    for (const empty of ['', new Uint8Array(0), { kty: 'oct', k: '' }]) {
      await refuses(() => o.sign('x', empty, { algorithm: 'HS256' }), { is: InvalidKeyError })
      await refuses(() => o.verify(token, empty, options), { is: InvalidKeyError })
      await refuses(() => o.verify(token, () => empty, options), { is: InvalidKeyError })
      await refuses(() => o.verify(token, [empty], options), { is: JWSError, code: 'ERR_KEY_NOT_FOUND' })
      await refuses(() => o.construct(empty), { is: InvalidKeyError })
    }
    for (const missing of [null, undefined]) {
      await refuses(() => o.sign('x', missing, { algorithm: 'HS256' }), { is: InvalidKeyError })
      await refuses(() => o.verify(token, missing, options), { is: InvalidKeyError })
      await refuses(() => o.verify(token, () => missing, options), { is: JWSError, code: 'ERR_KEY_NOT_FOUND' })
    }
    for (const wrong of [0, false, 5, Number.NaN, true]) {
      await refuses(() => o.verify(token, wrong, options), { is: InvalidKeyError })
      await refuses(() => o.verify(token, () => wrong, options), { is: InvalidKeyError })
    }
  })
  it('a short secret works, with one warning', async () => {
    const warnings: Warning[] = []
    const warned = o.with({ onWarning: (warning) => warnings.push(warning) })
    const token = await warned.sign('x', secret)
    equal(warnings.length, 0, 'warnings for a long secret')
    for (const short of ['short secret', 'another one', { kty: 'oct', k: base64url.encode('a third') }]) {
      const weak = await warned.sign('x', short, { algorithm: 'HS256' })
      await warned.verify(weak, short, { algorithms: ['HS256'] })
    }
    await warned.verify(token, secret, { algorithms: ['HS256'] })
    equal(
      warnings.map(({ code }) => code),
      ['WARN_SHORT_SECRET'],
    )
    ok(!/short secret/.test(warnings[0]?.message.replace('A secret', '') ?? ''), 'a message without the secret')
    equal((await o.verify(await o.sign('x', 's'), 's', { algorithms: ['HS256'] })).text(), 'x')
  })
  it('strict: a secret must be as long as the hash', async () => {
    const p = o.with({ policy: 'strict' })
    for (const [algorithm, bytes] of [
      ['HS256', 32],
      ['HS384', 48],
      ['HS512', 64],
    ] as const) {
      const enough = 'x'.repeat(bytes)
      const token = await p.sign('x', enough, { algorithm })
      equal((await p.verify(token, enough, { algorithms: [algorithm] })).text(), 'x')
      for (const short of ['x'.repeat(bytes - 1), { kty: 'oct', k: base64url.encode('x'.repeat(bytes - 1)) }]) {
        await refuses(() => p.sign('x', short, { algorithm }), unfit)
        await refuses(() => p.verify(token, short, { algorithms: [algorithm] }), unfit)
        await refuses(async () => (await p.construct(short, algorithm)).sign('x'), unfit)
      }
    }
  })
  it('RSA with the exponent 3: verifies by default, neither under strict nor under fips', async () => {
    const { n = '', e = '' } = rsaExponent3
    for (const algorithm of ['RS256', 'PS256']) {
      const token = await o.sign('x', rsaExponent3, { algorithm })
      for (const jwk of [rsaExponent3, { kty: 'RSA', n, e }]) {
        equal((await o.verify(token, jwk, { algorithms: [algorithm] })).text(), 'x')
        for (const policy of ['strict', 'fips'] as const) {
          await refuses(() => o.with({ policy }).verify(token, jwk, { algorithms: [algorithm] }), unfit)
        }
      }
      for (const policy of ['strict', 'fips'] as const) {
        await refuses(() => o.with({ policy }).sign('x', rsaExponent3, { algorithm }), unfit)
      }
    }
  })

  it('fips: ES256K and secrets under 112 bits', async () => {
    const p = o.with({ policy: 'fips' })
    await refuses(() => p.sign('x', key('ES256K'), { algorithm: 'ES256K' }), { is: JOSEError })
    const token = await craft(o, { alg: 'ES256K' }, 'x')
    await refuses(() => p.verify(token, half('ES256K'), { algorithms: ['ES256K'] }), { is: JOSEError })
    await refuses(() => p.sign('x', 'x'.repeat(13)), unfit)
    equal((await p.verify(await p.sign('x', 'x'.repeat(14)), 'x'.repeat(14), { algorithms: ['HS256'] })).text(), 'x')
  })
  for (const [algorithm, name] of [
    ['HS512', 'HS512'],
    ['RS256', 'RS256'],
    ['PS512', 'RS256'],
    ['ES512', 'ES512'],
    ['Ed25519', 'Ed25519'],
  ] as const) {
    for (const policy of ['strict', 'fips'] as const) {
      needing(o, it, [algorithm, name], `${policy}: ${algorithm} is allowed`, async () => {
        const p = o.with({ policy })
        const token = await p.sign('x', key(name), { algorithm })
        equal((await p.verify(token, half(name), { algorithms: [algorithm] })).text(), 'x')
      })
    }
  }
}
