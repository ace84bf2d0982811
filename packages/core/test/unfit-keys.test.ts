// Why a key may not do what it is given for: decided before any cryptography, and said.
import { nodeBackend } from '@jose/backend-node'
import { webcryptoBackend } from '@jose/backend-webcrypto'
import { createJose, policies } from '@jose/core'
import { describe, expect, it } from 'vitest'
import encryptionKeys from '../../../conformance/vectors/encryption-keys.json' with { type: 'json' }
import testKeys from '../../../conformance/vectors/keys.json' with { type: 'json' }

const backend = nodeBackend()
const jose = createJose(backend, { onWarning: () => {} })
const strict = createJose(backend, { policy: 'strict' })
const fips = createJose(backend, { policy: 'fips' })
const large = createJose(backend, { policy: { ...policies.default, name: 'large', minimumRsaBits: 3072 } })

const unfit = (message: string) =>
  expect.objectContaining({ code: 'ERR_KEY_UNFIT', message: expect.stringContaining(message) })

const { RS256: rsa, ES256: p256, ES384: p384 } = testKeys
const { X25519: x25519 } = encryptionKeys

describe('a key', () => {
  it.each([
    ['of another kind', jose, rsa.private, 'ES256', 'ES256 needs a key of kty EC, not RSA'],
    ['on another curve', jose, p384.private, 'ES256', 'ES256 needs a key on P-256'],
    ['on neither of two curves', jose, x25519.private, 'EdDSA', 'EdDSA needs a key on Ed25519 or Ed448'],
    ['for another algorithm', jose, { ...rsa.private, alg: 'RS512' }, 'RS256', "The key's alg does not allow RS256"],
    ['for encryption', jose, { ...p256.private, use: 'enc' }, 'ES256', "The key's use does not allow signatures"],
    ['that may only verify', jose, { ...p256.private, key_ops: ['verify'] }, 'ES256', 'do not allow to sign'],
    ['that is public', jose, p256.public, 'ES256', 'Signing needs a private key'],
    ['that is short', strict, 'short', 'HS256', "'strict' wants secrets of at least 256 bits for HS256"],
    ['of 104 bits', fips, 'x'.repeat(13), 'HS256', "'fips' wants secrets of at least 112 bits for HS256"],
    ['with a small modulus', large, rsa.private, 'RS256', "'large' wants RSA keys of 3072 bits"],
  ] as const)('%s does not sign', (_what, { jws }, key, algorithm, says) => {
    expect(() => jws.signSync('x', key, { algorithm })).toThrow(unfit(says))
  })

  it.each([
    ['that may only sign', jose, 'ES256', p256, { key_ops: ['sign'] }, 'do not allow to verify'],
    ['for encryption', jose, 'ES256', p256, { use: 'enc' }, 'does not allow signatures'],
    ['for another algorithm', jose, 'ES256', p256, { alg: 'ECDH-ES' }, 'does not allow ES256'],
    ['with a small exponent', strict, 'RS256', rsa, { e: 'Aw' }, 'RSA exponent of 65537 or more'],
  ] as const)('%s does not verify', (_what, { jws }, algorithm, key, member, says) => {
    const token = jose.jws.signSync('x', key.private, { algorithm })
    expect(() => jws.verifySync(token, { ...key.public, ...member }, { algorithms: [algorithm] })).toThrow(unfit(says))
  })

  it.each([
    [strict, 'x'.repeat(32), 'HS256'],
    [fips, 'x'.repeat(14), 'HS256'],
    [strict, rsa.private, 'RS256'],
    [jose, { ...p256.private, use: 'sig', key_ops: ['sign'], alg: 'ES256' }, 'ES256'],
  ] as const)('that is just good enough signs and verifies (%#)', ({ jws }, key, algorithm) => {
    const token = jws.signSync('x', key, { algorithm })
    expect(jws.verifySync(token, key, { algorithms: [algorithm] }).text()).toBe('x')
  })

  it('that is shorter than the hash is warned of, as long as the policy lets it sign', () => {
    const warnings: string[] = []
    const { jws } = createJose(backend, { onWarning: ({ message }) => warnings.push(message) })
    jws.signSync('x', 'x'.repeat(32), { algorithm: 'HS256' })
    expect(warnings).toEqual([])
    jws.signSync('x', 'x'.repeat(31), { algorithm: 'HS256' })
    expect(warnings).toEqual(['A secret for HS256 should have at least 256 bits (RFC 7518 §3.2); this one has 248'])
  })

  it('of two instances is judged by the policy of each, whoever asked before', () => {
    const key = jose.jwk.constructSync('short', 'HS256')
    const token = jose.jws.signSync('x', key)
    for (let round = 0; round < 2; round++) {
      expect(() => strict.jws.signSync('x', key)).toThrow(unfit("'strict' wants secrets"))
      expect(jose.jws.signSync('x', key)).toBe(token)
    }
  })

  it('is judged by each algorithm, whichever was asked for before', () => {
    const key = jose.jwk.constructSync(rsa.private)
    const sign = (algorithm: string) => jose.jws.signSync('x', key, { algorithm })
    for (const algorithm of ['RS256', 'PS256', 'RS256'] as const) {
      expect(jose.jws.verifySync(sign(algorithm), rsa.public, { algorithms: [algorithm] }).text()).toBe('x')
      expect(() => sign('ES256')).toThrow(unfit('kty EC'))
    }
  })
})

describe('a native key', () => {
  const { jws } = createJose(webcryptoBackend())
  const imported = (jwk: object, algorithm: object, ...usages: string[]): Promise<object> =>
    crypto.subtle.importKey('jwk', jwk, algorithm as { name: string }, true, usages as ['sign'])
  const forRs256 = () => imported(rsa.private, { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, 'sign')
  const forPs256 = () => imported(rsa.private, { name: 'RSA-PSS', hash: 'SHA-256' }, 'sign')
  const forHs256 = (usage: 'sign' | 'verify') =>
    imported(testKeys.HS512.private, { name: 'HMAC', hash: 'SHA-256' }, usage)
  const forEcdh = () => imported(p256.private, { name: 'ECDH', namedCurve: 'P-256' }, 'deriveBits')

  it.each([
    ['RS512', forRs256, 'The native key was made for RSASSA-PKCS1-v1_5 with SHA-256'],
    ['PS256', forRs256, 'The native key was made for RSASSA-PKCS1-v1_5 with SHA-256'],
    ['RS256', forPs256, 'The native key was made for RSA-PSS with SHA-256'],
    ['HS512', () => forHs256('sign'), 'The native key was made for HMAC with SHA-256'],
    ['HS256', () => forHs256('verify'), 'The native key was not made to sign'],
    ['ES256', forEcdh, 'The native key was made for ECDH'],
  ] as const)('does not sign by %s when it was made for something else', async (algorithm, key, message) => {
    const error = { code: 'ERR_KEY_UNFIT', message }
    await expect(jws.sign('x', await key(), { algorithm })).rejects.toMatchObject(error)
  })

  it('signs by what it was made for, and verifies by its public half only if it is a private key', async () => {
    for (const [algorithm, key] of [
      ['RS256', await forRs256()],
      ['PS256', await forPs256()],
    ] as const)
      expect((await jws.verify(await jws.sign('x', key, { algorithm }), key, { algorithms: [algorithm] })).text()).toBe(
        'x',
      )
    const secret = await forHs256('sign')
    const token = await jws.sign('x', secret, { algorithm: 'HS256' })
    const message = 'The native key was not made to verify'
    await expect(jws.verify(token, secret, { algorithms: ['HS256'] })).rejects.toMatchObject({ message })
    expect((await jws.verify(token, await forHs256('verify'), { algorithms: ['HS256'] })).text()).toBe('x')
  })
})
