import type { webcrypto } from 'node:crypto'
import { inspect } from 'node:util'
import { Crypto } from '@peculiar/webcrypto'
import { describe, expect, it } from 'vitest'
import keys from '../../../conformance/vectors/keys.json' with { type: 'json' }
import {
  type BackendKey,
  backend,
  createJose,
  InvalidKeyError,
  JWKError,
  jwk,
  jws,
  jwt,
  supports,
  webcryptoBackend,
} from '../src/index.ts'

const { subtle } = crypto

type Algorithm = Parameters<typeof subtle.importKey>[2]
type Usage = Parameters<typeof subtle.importKey>[4][number]

const pairs: readonly (readonly [
  name: keyof typeof keys & ('RS256' | 'ES256' | 'ES384' | 'ES512' | 'Ed25519'),
  Algorithm,
])[] = [
  ['RS256', { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }],
  ['ES256', { name: 'ECDSA', namedCurve: 'P-256' }],
  ['ES384', { name: 'ECDSA', namedCurve: 'P-384' }],
  ['ES512', { name: 'ECDSA', namedCurve: 'P-521' }],
  ['Ed25519', { name: 'Ed25519' }],
]

function nativeKey(
  jwkOf: object,
  algorithm: Algorithm,
  extractable: boolean,
  usages: Usage[],
): Promise<webcrypto.CryptoKey> {
  const { use: _, key_ops: __, alg: ___, ...members } = jwkOf as Record<string, unknown>
  return subtle.importKey('jwk', members as webcrypto.JsonWebKey, algorithm, extractable, usages)
}

describe('CryptoKeys', () => {
  for (const [name, algorithm] of pairs) {
    it(`${name}: sign and verify, alone and in sets, extractable or not`, async () => {
      for (const extractable of [true, false]) {
        const privateKey = await nativeKey(keys[name].private, algorithm, extractable, ['sign'])
        const publicKey = await nativeKey(keys[name].public, algorithm, extractable, ['verify'])
        const token = await jws.sign('x', privateKey, { algorithm: name })
        for (const key of [publicKey, [publicKey], () => publicKey, keys[name].publicPem]) {
          expect((await jws.verify(token, key, { algorithms: [name] })).text()).toBe('x')
        }
        await expect(jws.sign('x', publicKey, { algorithm: name })).rejects.toThrow(InvalidKeyError)
        await expect(jws.sign('x', privateKey, { algorithm: 'HS256' })).rejects.toThrow(InvalidKeyError)
      }
    })

    it(`${name}: come out as the same JWK and PEM where they are extractable`, async () => {
      const { kid: _, ...members } = keys[name].private
      const key = await jwk.construct(await nativeKey(members, algorithm, true, ['sign']), name)
      expect(await key.toJwk({ private: true })).toEqual({ ...members, alg: name })
      expect(await key.toPem({ private: true })).toBe(keys[name].privatePem)
      expect(await (await key.publicKey()).toPem()).toBe(keys[name].publicPem)
      // By its public half, which its platform has given out.
      const token = await jws.sign('x', key)
      expect((await jws.verify(token, key, { algorithms: [name] })).text()).toBe('x')
      const half = await jwk.construct(await nativeKey(keys[name].public, algorithm, true, ['verify']))
      expect([key.type, half.type]).toEqual(['private', 'public'])
      expect(await half.toPem()).toBe(keys[name].publicPem)
    })

    it(`${name}: keep their numbers where they are not extractable`, async () => {
      const key = await jwk.construct(await nativeKey(keys[name].private, algorithm, false, ['sign']))
      for (const call of [
        () => key.toJwk({ private: true }),
        () => key.toJwk(),
        () => key.toPem(),
        () => key.publicKey(),
      ]) {
        await expect(call()).rejects.toThrow(JWKError)
        await expect(call()).rejects.toThrow(/extractable/)
      }
      await expect(
        jws.verify(await jws.sign('x', key, { algorithm: name }), key, { algorithms: [name] }),
      ).rejects.toThrow(JWKError)
    })
  }

  it('are bound to their hash, their scheme and their operations', async () => {
    const pss = await nativeKey(keys.RS256.private, { name: 'RSA-PSS', hash: 'SHA-384' }, false, ['sign'])
    await expect(jws.sign('x', pss, { algorithm: 'PS384' })).resolves.toMatch(/^ey/)
    for (const algorithm of ['PS256', 'PS512', 'RS384', 'RS256']) {
      await expect(jws.sign('x', pss, { algorithm })).rejects.toThrow(InvalidKeyError)
    }
    const verifier = await subtle.importKey(
      'raw',
      new Uint8Array(32).fill(7),
      { name: 'HMAC', hash: 'SHA-256' },
      false,
      ['verify'],
    )
    const token = await jwt.encode({ a: 1 }, new Uint8Array(32).fill(7))
    expect(await jwt.decode(token, verifier, { algorithms: ['HS256'] })).toEqual({ a: 1 })
    await expect(jwt.encode({ a: 1 }, verifier)).rejects.toThrow(InvalidKeyError)
    await expect(jwt.decode(token, verifier, { algorithms: ['HS512'] })).rejects.toThrow()
    const agreement = await nativeKey(keys.ES256.private, { name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits'])
    await expect(jws.sign('x', agreement, { algorithm: 'ES256' })).rejects.toThrow(InvalidKeyError)
  })

  it('secrets sign and verify, and show their size', async () => {
    const secret = await subtle.generateKey({ name: 'HMAC', hash: 'SHA-512', length: 512 }, true, ['sign', 'verify'])
    const token = await jwt.encode({ a: 1 }, secret, { algorithm: 'HS512' })
    expect(await jwt.decode(token, secret, { algorithms: ['HS512'] })).toEqual({ a: 1 })
    const key = await jwk.construct(secret)
    expect([key.kty, key.bits]).toEqual(['oct', 512])
    expect((await key.toJwk({ private: true })).k).toBe((await subtle.exportKey('jwk', secret)).k)
  })

  it('of weak RSA keys are refused, as JWKs are', async () => {
    const algorithm = {
      name: 'RSASSA-PKCS1-v1_5',
      hash: 'SHA-256',
      publicExponent: new Uint8Array([1, 0, 1]),
      modulusLength: 1024,
    }
    const { privateKey, publicKey } = await subtle.generateKey(algorithm, false, ['sign', 'verify'])
    for (const key of [privateKey, publicKey]) {
      await expect(jwk.construct(key)).rejects.toThrow(/2048/)
      await expect(jws.sign('x', key, { algorithm: 'RS256' })).rejects.toThrow(InvalidKeyError)
    }
  })

  it('of kinds that JOSE has no use for are refused, clearly', async () => {
    const password = await subtle.importKey('raw', new Uint8Array(8), 'PBKDF2', false, ['deriveBits'])
    const hkdf = await subtle.importKey('raw', new Uint8Array(8), 'HKDF', false, ['deriveBits'])
    const counter = await subtle.generateKey({ name: 'AES-CTR', length: 128 }, true, ['encrypt'])
    await expect(jwk.construct(password)).rejects.toThrow(/password itself/)
    for (const key of [hkdf, counter]) await expect(jwk.construct(key)).rejects.toThrow(/no algorithm/)
  })

  it('and what only looks like one is refused', async () => {
    const real = await subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, true, ['sign', 'verify'])
    const { algorithm, type, extractable, usages } = real
    const looks = { algorithm, type, extractable, usages, [Symbol.toStringTag]: 'CryptoKey' }
    for (const key of [looks, Object.create(CryptoKey.prototype), { ...looks, algorithm: null }, { type: 'secret' }]) {
      await expect(jwt.encode({}, key)).rejects.toThrow()
      await expect(jws.sign('x', key, { algorithm: 'HS256' })).rejects.toThrow(InvalidKeyError)
    }
  })

  it.each([
    ['bound to no hash', { name: 'HMAC', length: 256 }, /hash/],
    ['bound to a hash that JOSE has no use for', { name: 'HMAC', hash: { name: 'MD5' }, length: 256 }, /hash/],
    ['bound to what is no name', { name: 'RSA-PSS', hash: 'SHA-256', modulusLength: 2048 }, /not say/],
    ['of no length', { name: 'AES-GCM' }, /not say/],
    [
      'of no modulus',
      { name: 'RSA-PSS', hash: { name: 'SHA-256' }, publicExponent: Uint8Array.of(1, 0, 1) },
      /not say/,
    ],
    [
      'of no exponent',
      { name: 'RSA-PSS', hash: { name: 'SHA-256' }, modulusLength: 2048, publicExponent: [1, 0, 1] },
      /not say/,
    ],
    ['on no curve', { name: 'ECDSA' }, /curve/],
    ['on a curve without a name', { name: 'ECDH', namedCurve: 'P-192' }, /curve/],
  ])('of an implementation in JavaScript, %s, are refused', async (_what, algorithm, message) => {
    const key = { type: 'private', extractable: true, usages: [], algorithm, [Symbol.toStringTag]: 'CryptoKey' }
    await expect(jwk.construct(key)).rejects.toThrow(InvalidKeyError)
    await expect(jwk.construct(key)).rejects.toThrow(message)
  })

  const sha1 = { name: 'SHA-1' }
  const three = new Uint8Array([9, 1, 0, 1, 9]).subarray(1, 4)
  const kinds: readonly (readonly [
    algorithm: { readonly [member: string]: unknown },
    material: object,
    bound: object,
  ])[] = [
    [
      { name: 'HMAC', hash: sha1, length: 160 },
      { kty: 'oct', bits: 160 },
      { name: 'HMAC', hash: 'SHA-1' },
    ],
    ...(['AES-GCM', 'AES-CBC', 'AES-KW'] as const).map(
      (name) => [{ name, length: 192 }, { kty: 'oct', bits: 192 }, { name }] as const,
    ),
    ...(['RSASSA-PKCS1-v1_5', 'RSA-PSS', 'RSA-OAEP'] as const).map(
      (name) =>
        [
          { name, hash: sha1, modulusLength: 2048, publicExponent: three },
          { kty: 'RSA', bits: 2048, e: Uint8Array.of(1, 0, 1) },
          { name, hash: 'SHA-1' },
        ] as const,
    ),
    ...(['ECDSA', 'ECDH'] as const).flatMap((name) => [
      [{ name, namedCurve: 'P-384' }, { kty: 'EC', crv: 'P-384' }, { name }] as const,
      [{ name, namedCurve: 'K-256' }, { kty: 'EC', crv: 'secp256k1' }, { name }] as const,
    ]),
    ...(['X25519', 'X448'] as const).map((name) => [{ name }, { kty: 'OKP', crv: name }, { name: 'ECDH' }] as const),
    ...(['Ed25519', 'Ed448'] as const).map((name) => [{ name }, { kty: 'OKP', crv: name }, { name }] as const),
    ...(['ML-DSA-44', 'ML-DSA-65', 'ML-DSA-87'] as const).map(
      (name) => [{ name }, { kty: 'AKP', alg: name }, { name }] as const,
    ),
  ]
  it.each(kinds)('show what they are and what they are bound to: $name', (algorithm, material, bound) => {
    const key = { type: 'private', extractable: false, usages: ['sign'], algorithm, [Symbol.toStringTag]: 'CryptoKey' }
    const adopted = backend.adopt(key) as BackendKey
    // In memory of its own, whatever becomes of the caller's.
    three.fill(0)
    expect(adopted).toEqual({ handle: {}, type: 'private', material, bound: { ...bound, operations: ['sign'] } })
    three.set([1, 0, 1])
  })

  it('come back by their handles: to the backend that has them as they are, to another as numbers only', async () => {
    const [other, { async }] = [webcryptoBackend(), backend]
    const native = backend.adopt(await nativeKey(keys.ES256.public, { name: 'ECDSA', namedCurve: 'P-256' }, true, []))
    const numbers = await async.importKey({ kty: 'oct', k: new Uint8Array(32).fill(7) })
    expect(backend.adopt(native?.handle)).toBe(native)
    expect(backend.adopt(numbers.handle)).toBe(numbers)
    expect(other.adopt(native?.handle)).toBe(undefined)
    const adopted = other.adopt(numbers.handle) as BackendKey
    expect(adopted.handle).not.toBe(numbers.handle)
    expect(await other.async.exportKey(adopted)).toEqual(await async.exportKey(numbers))
  })

  it('of another WebCrypto are refused, both ways, and its keys of numbers travel', async () => {
    const other = new Crypto()
    const jose = createJose(webcryptoBackend({ crypto: other }))
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
    const theirs = await other.subtle.generateKey(algorithm, false, ['sign', 'verify'])
    const ours = await subtle.generateKey(algorithm, false, ['sign', 'verify'])
    const token = await jose.jws.sign('x', theirs.privateKey, { algorithm: 'ES256' })
    expect((await jose.jws.verify(token, theirs.publicKey, { algorithms: ['ES256'] })).text()).toBe('x')
    const refused = [
      () => jws.sign('x', theirs.privateKey, { algorithm: 'ES256' }),
      () => jws.verify(token, theirs.publicKey, { algorithms: ['ES256'] }),
      () => jose.jws.sign('x', ours.privateKey, { algorithm: 'ES256' }),
      () => jose.jws.verify(token, ours.publicKey, { algorithms: ['ES256'] }),
    ]
    for (const call of refused) await expect(call()).rejects.toThrow(InvalidKeyError)
    const { publicKey } = await other.subtle.generateKey(algorithm, true, ['sign', 'verify'])
    await expect(jwk.construct(publicKey).then((made) => made.toJwk())).rejects.toThrow(/another WebCrypto/)
    const key = await jwk.construct(keys.ES256.private)
    const signed = await jose.jws.sign('x', key, { algorithm: 'ES256' })
    expect((await jws.verify(signed, key, { algorithms: ['ES256'] })).text()).toBe('x')
  })

  it('ML-DSA', async () => {
    const name = 'ML-DSA-44'
    if (!supports(name)) return
    const algorithm = { name } as unknown as webcrypto.RsaHashedKeyGenParams
    const { privateKey, publicKey } = await subtle.generateKey(algorithm, false, ['sign', 'verify'])
    const token = await jws.sign('x', privateKey, { algorithm: name })
    expect((await jws.verify(token, publicKey, { algorithms: [name] })).text()).toBe('x')
  })
})

describe('util.inspect and JSON', () => {
  it('show nothing private', async () => {
    const constructed = await Promise.all([
      jwk.construct(keys.RS256.private),
      jwk.construct(keys.ES256.private),
      jwk.construct(keys.Ed25519.private),
      jwk.construct(keys.HS256.private),
      jwk.construct('a readable secret, which would show'),
    ])
    const backend = webcryptoBackend()
    const held = await backend.async.importKey({ kty: 'oct', k: new TextEncoder().encode('a readable secret') })
    await backend.async.mac({ name: 'HMAC', hash: 'SHA-256' }, held, 'x')
    const hidden = [keys.RS256.private, keys.ES256.private, keys.Ed25519.private, keys.HS256.private].flatMap((each) =>
      ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k'].flatMap((member) => {
        const text = (each as { readonly [member: string]: unknown })[member]
        if (typeof text !== 'string') return []
        const bytes = Buffer.from(text, 'base64url')
        const hex = bytes.toString('hex').slice(0, 16)
        return [text.slice(0, 16), hex, Array.from(bytes.subarray(0, 6)).join(', '), hex.replace(/(..)(?=.)/g, '$1 ')]
      }),
    )
    const readable = ['a readable', '61 20 72 65 61 64', '97, 32, 114, 101']
    for (const value of [...constructed, held, backend]) {
      const options = {
        showHidden: true,
        depth: Number.POSITIVE_INFINITY,
        getters: true,
        maxArrayLength: null,
      } as const
      for (const shown of [inspect(value, options), JSON.stringify(value)]) {
        for (const text of [...hidden, ...readable]) expect(shown).not.toContain(text)
      }
    }
  })
})
