// What keys do by themselves, and what their public halves may do.
import { createHash } from 'node:crypto'
import { nodeBackend } from '@jose/backend-node'
import { createJose, InvalidKeyError, type JWK, JWKError } from '@jose/core'
import { describe, expect, it } from 'vitest'
import certificates from '../../../conformance/vectors/certificates.json' with { type: 'json' }
import testKeys from '../../../conformance/vectors/keys.json' with { type: 'json' }
import { derOf } from './encodings.ts'

const { jwk } = createJose(nodeBackend(), { onWarning: () => {} })
const { ES256, RS256, Ed25519, HS256, 'ML-DSA-44': mlDsa } = testKeys
const unfit = (message: string) => expect.objectContaining({ code: 'ERR_KEY_UNFIT', message })

describe('a public half', () => {
  it('may do the counterparts of what its private key may, each once', () => {
    for (const [given, counterparts] of [
      [['sign'], ['verify']],
      [['decrypt'], ['encrypt']],
      [['unwrapKey'], ['wrapKey']],
      [['sign', 'verify'], ['verify']],
      [
        ['decrypt', 'unwrapKey', 'other'],
        ['encrypt', 'wrapKey', 'other'],
      ],
      [['deriveKey', 'deriveBits'], []],
      [[], []],
      [undefined, undefined],
    ] as const) {
      const attributes = { kid: 'k', use: 'sig', ...(given && { key_ops: given }) }
      const key = jwk.constructSync({ ...ES256.private, ...attributes }, 'ES256')
      const half = key.publicKeySync()
      expect(half).toMatchObject({ type: 'public', kid: 'k', use: 'sig', algorithm: 'ES256', keyOps: counterparts })
      expect(half.toJwkSync()).toEqual(key.toJwkSync())
      expect(key.toJwkSync().key_ops).toEqual(counterparts)
      expect(key.toJwkSync({ private: true }).key_ops).toEqual(given)
      if (counterparts) expect(Object.isFrozen(half.keyOps)).toBe(true)
    }
    const half = jwk.constructSync({ ...ES256.public, key_ops: ['sign', 'deriveBits'] })
    expect(half.toJwkSync().key_ops).toEqual(['sign', 'deriveBits'])
  })

  it('is made once, and is its own', () => {
    const key = jwk.constructSync(ES256.private)
    expect(key.publicKeySync()).toBe(key.publicKeySync())
    expect(key.publicKeySync().publicKeySync()).toBe(key.publicKeySync())
  })

  it('is none of a secret', () => {
    const secret = jwk.constructSync(HS256.private)
    expect(() => secret.publicKeySync()).toThrow('A secret has no public half')
    expect(() => secret.publicKeySync()).toThrow(JWKError)
    expect(() => secret.toJwkSync()).toThrow('A secret has no public half: export it with { private: true }')
    expect(() => secret.toJwkSync()).toThrow(JWKError)
    expect(secret.toJwkSync({ private: true })).toEqual(HS256.private)
    expect(() => jwk.constructSync(ES256.public).toJwkSync({ private: true })).toThrow(JWKError)
    expect(() => secret.toJwkSync({ secret: true } as object)).toThrow(TypeError)
  })
})

describe('a key', () => {
  it.each([
    ['ES256', ES256.private],
    ['RS256', RS256.private],
    ['EdDSA', Ed25519.private],
    ['HS256', HS256.private],
    ['ML-DSA-44', mlDsa.private],
  ])('signs and verifies by its own algorithm: %s', (algorithm, given) => {
    const key = jwk.constructSync(given as JWK, algorithm)
    const signature = key.signSync('data')
    expect([key.verifySync('data', signature), key.verifySync('other', signature)]).toEqual([true, false])
    expect(key.verifySync(Buffer.from('data'), signature)).toBe(true)
    for (const wrong of [signature.slice(1), Uint8Array.of(...signature, 0), new Uint8Array(0)])
      expect(key.verifySync('data', wrong)).toBe(false)
    expect(() => key.verifySync('data', 'signature' as never)).toThrow('A signature is bytes')
    for (const data of [5, undefined, {}]) {
      expect(() => key.signSync(data as never)).toThrow(TypeError)
      expect(() => key.verifySync(data as never, signature)).toThrow(TypeError)
    }
  })

  it('answers with a promise as it does at once', async () => {
    const key = jwk.constructSync(ES256.private, 'ES256')
    expect(await key.verify('x', await key.sign('x'))).toBe(true)
    expect(await key.publicKey()).toBe(key.publicKeySync())
    for (const options of [{}, { private: true }]) {
      expect(await key.toJwk(options)).toEqual(key.toJwkSync(options))
      expect(await key.toPem(options)).toBe(key.toPemSync(options))
      expect(await key.toDer(options)).toEqual(key.toDerSync(options))
    }
    const octets = new Uint8Array(32).fill(1)
    const content = jwk.constructSync(octets, 'A256GCM')
    const { ciphertext, iv, tag } = await content.encrypt('x', octets)
    expect(await content.decrypt(ciphertext, iv, octets, tag)).toEqual(Uint8Array.of(0x78))
    expect(content.decryptSync(ciphertext, iv, octets, tag)).toEqual(Uint8Array.of(0x78))
    const wrapping = jwk.constructSync(octets, 'A256KW')
    expect(await wrapping.unwrapKey(await wrapping.wrapKey(octets))).toEqual(octets)
    expect(await wrapping.wrapKey(octets)).toEqual(wrapping.wrapKeySync(octets))
    await expect(content.sign('x')).rejects.toMatchObject({ code: 'ERR_KEY_UNFIT' })
  })

  it('without an algorithm of signatures, or that may not, does not', () => {
    const message = 'The key names no signature algorithm: construct it with one'
    for (const key of [jwk.constructSync(ES256.private), jwk.constructSync(ES256.private, 'ECDH-ES')]) {
      expect(() => key.signSync('x')).toThrow(unfit(message))
      expect(() => key.verifySync('x', new Uint8Array(64))).toThrow(unfit(message))
    }
    const half = jwk.constructSync(ES256.public, 'ES256')
    expect(() => half.signSync('x')).toThrow(unfit('Signing needs a private key'))
    expect(() => half.signSync('x')).toThrow(InvalidKeyError)
  })

  it('is made for one algorithm, which it fits', () => {
    const secret = 'a secret of 32 octets, no more!!'
    for (const [given, algorithm, says] of [
      [ES256.private, 'RS256', 'RS256 needs a key of kty RSA, not EC'],
      [RS256.private, 'ECDH-ES', 'ECDH-ES needs a key of kty EC or OKP, not RSA'],
      [ES256.private, 'ES384', 'ES384 needs a key on P-384'],
      [ES256.private, 'EdDSA', 'EdDSA needs a key of kty OKP, not EC'],
      [Ed25519.private, 'ECDH-ES', 'ECDH-ES needs a key on P-256 or P-384 or P-521 or X25519 or X448'],
      [{ ...ES256.private, alg: 'ES256' }, 'ECDH-ES', "The key's alg does not allow ECDH-ES"],
      [secret, 'A128KW', 'A128KW needs a key of 128 bits; this one has 256'],
      [secret, 'A128GCM', 'A128GCM needs a key of 128 bits; this one has 256'],
    ] as const)
      expect(() => jwk.constructSync(given, algorithm)).toThrow(unfit(says))
    for (const algorithm of ['HS256', 'A256KW', 'A256GCM', 'dir', 'PBES2-HS256+A128KW', 'A128CBC-HS256'])
      expect(jwk.constructSync(secret, algorithm)).toMatchObject({ algorithm, bits: 256 })
    const key = jwk.constructSync({ ...ES256.private, use: 'sig', key_ops: ['sign'] }, 'ES256')
    expect(key).toMatchObject({ kid: ES256.private.kid, use: 'sig', keyOps: ['sign'], algorithm: 'ES256' })
    expect(jwk.constructSync(key, 'ES256')).toBe(key)
  })

  it('of ML-DSA names its algorithm in every form', () => {
    for (const given of [mlDsa.private, mlDsa.privatePem, mlDsa.publicPem])
      expect(jwk.constructSync(given)).toMatchObject({ algorithm: 'ML-DSA-44', bits: 1312 * 8 })
    expect(jwk.constructSync(ES256.privatePem)).toMatchObject({ algorithm: undefined, bits: 256, crv: 'P-256' })
  })

  it('is found again by its text, as what it was read for', () => {
    expect(jwk.constructSync(ES256.privatePem)).toBe(jwk.constructSync(ES256.privatePem))
    expect(jwk.constructSync('some secret')).not.toBe(jwk.constructSync('some secret'))
    const noSecret = expect.objectContaining({ name: 'InvalidKeyError', code: 'ERR_KEY_INVALID' })
    expect(() => jwk.constructSync(ES256.privatePem, 'HS256')).toThrow(noSecret)
    const passphrase = 'open'
    expect(jwk.constructSync(ES256.privatePem, undefined, { passphrase })).not.toBe(jwk.constructSync(ES256.privatePem))
    for (const wrong of ['', 5, new Uint8Array(0), '\ud800', null])
      expect(() => jwk.constructSync(ES256.privatePem, undefined, { passphrase: wrong as never })).toThrow(TypeError)
  })
})

describe('a thumbprint', () => {
  it('is of the members that identify a key, whatever else it says', () => {
    for (const { private: whole, public: half, publicPem } of [ES256, RS256, Ed25519, mlDsa]) {
      const print = jwk.thumbprintSync(half)
      for (const same of [whole, publicPem, { ...half, kid: 'other', use: 'sig' }])
        expect(jwk.thumbprintSync(same)).toBe(print)
    }
    for (const [key, members] of [
      [ES256.public, ['crv', 'kty', 'x', 'y']],
      [RS256.public, ['e', 'kty', 'n']],
      [Ed25519.public, ['crv', 'kty', 'x']],
      [mlDsa.public, ['alg', 'kty', 'pub']],
      [HS256.private, ['k', 'kty']],
    ] as const) {
      const text = JSON.stringify(Object.fromEntries(members.map((member) => [member, (key as JWK)[member]])))
      expect(jwk.thumbprintSync(key)).toBe(createHash('sha256').update(text).digest('base64url'))
    }
    const lengths = { 'SHA-256': 43, 'SHA-384': 64, 'SHA-512': 86 } as const
    for (const [hash, length] of Object.entries(lengths)) {
      const print = jwk.thumbprintSync(ES256.public, hash as 'SHA-256')
      expect(print).toHaveLength(length)
      expect(jwk.thumbprintUriSync(ES256.public, hash as 'SHA-256')).toBe(
        `urn:ietf:params:oauth:jwk-thumbprint:${hash.toLowerCase()}:${print}`,
      )
    }
    for (const hash of ['SHA-1', 'sha-256', null])
      expect(() => jwk.thumbprintSync(ES256.public, hash as never)).toThrow(TypeError)
  })

  it('of a certificate is of its DER', () => {
    const pem = certificates.ES256
    const der = derOf(pem)
    const print = jwk.certificateThumbprintSync(pem)
    expect(print).toMatch(/^[\w-]{43}$/)
    expect(jwk.certificateThumbprintSync({ der })).toBe(print)
    expect(jwk.certificateThumbprintSync(`${ES256.publicPem}${pem}${certificates.RS256}`)).toBe(print)
    expect(jwk.certificateThumbprintSync(pem, 'SHA-1')).toMatch(/^[\w-]{27}$/)
    expect(() => jwk.certificateThumbprintSync(pem, 'SHA-512' as never)).toThrow('Unknown hash: SHA-1 or SHA-256')
    for (const [given, says] of [
      [ES256.publicPem, 'no block that holds a key'],
      [ES256.publicPem.replace(/PUBLIC KEY/g, 'CERTIFICATE'), 'other than its label says'],
      [{ der: derOf(ES256.publicPem) }, 'no X.509 certificate'],
      [{ der: 'x' }, 'A certificate is PEM or { der }'],
      [{}, 'A certificate is PEM or { der }'],
      [null, 'A certificate is PEM or { der }'],
      [5, 'A certificate is PEM or { der }'],
      [der, 'A certificate is PEM or { der }'],
    ] as const) {
      expect(() => jwk.certificateThumbprintSync(given as string)).toThrow(says)
      expect(() => jwk.certificateThumbprintSync(given as string)).toThrow(InvalidKeyError)
    }
    const large = expect.objectContaining({ code: 'ERR_LIMIT' })
    expect(() => jwk.certificateThumbprintSync(pem + ' '.repeat(1_000_000))).toThrow(large)
    expect(() => jwk.certificateThumbprintSync({ der: new Uint8Array(1_000_001) })).toThrow(large)
  })
})
