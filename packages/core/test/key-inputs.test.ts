// What a key can be made from, and what is said of what is none.
import { createPrivateKey } from 'node:crypto'
import { forgeBackend } from '@jose/backend-forge'
import { nodeBackend } from '@jose/backend-node'
import {
  createJose,
  decodeJwt,
  encodeJwt,
  InvalidKeyError,
  JWKError,
  type Primitive,
  type PublicMaterial,
  signJws,
  UnsupportedAlgorithmError,
  verifyJws,
} from '@jose/core'
import { describe, expect, it } from 'vitest'
import encryptionKeys from '../../../conformance/vectors/encryption-keys.json' with { type: 'json' }
import testKeys from '../../../conformance/vectors/keys.json' with { type: 'json' }
import { derOf } from './encodings.ts'

const node = nodeBackend()
const { jwk, jws } = createJose(node)
const { RS256: rsa, ES256: p256, HS256: secret } = testKeys

describe('a flow that is bundled by itself', () => {
  it('takes secrets, JWKs, their texts, native keys and keys that are ready', async () => {
    const native = createPrivateKey(p256.privatePem)
    for (const [algorithm, key] of [
      ['HS256', 'a secret of at least thirty-two bytes'],
      ['HS256', secret.private],
      ['ES256', p256.private],
      ['ES256', JSON.stringify(p256.private)],
      ['ES256', ` \t\r\n${JSON.stringify(p256.private)}`],
      ['ES256', native],
      ['ES256', jwk.constructSync(p256.private)],
    ] as const) {
      const token = await signJws(node, 'x', key, { algorithm })
      expect((await verifyJws(node, token, key, { algorithms: [algorithm] })).text()).toBe('x')
      const jwt = await encodeJwt(node, { a: 1 }, key, { algorithm })
      expect(await decodeJwt(node, jwt, key, { algorithms: [algorithm] })).toMatchObject({ claims: { a: 1 } })
    }
  })

  it.each([
    ['PEM', p256.privatePem, InvalidKeyError, 'need createJose'],
    ['DER', { der: derOf(p256.privatePem) }, InvalidKeyError, 'need createJose'],
    ['a text that is no key', 'no key', InvalidKeyError, 'neither PEM, an OpenSSH public key nor the JSON of a JWK'],
    ['octets that are no key', Uint8Array.of(1, 2, 3), InvalidKeyError, 'give DER as { der }'],
    ['text in octets that is no key', Buffer.from('no key'), InvalidKeyError, 'give DER as { der }'],
    ['an object that is no key', new Map(), InvalidKeyError, 'an object is a JWK or a native key of the backend'],
  ])('says of %s what it is', async (_what, key, type, says) => {
    const signing = signJws(node, 'x', key as string, { algorithm: 'ES256' })
    await expect(signing).rejects.toBeInstanceOf(type)
    await expect(signing).rejects.toMatchObject({ message: expect.stringContaining(says) })
  })

  it('takes a private RSA key with all of its numbers only', async () => {
    const { kty, n, e, d } = rsa.private
    expect(await signJws(node, 'x', rsa.private, { algorithm: 'RS256' })).toBe(
      jws.signSync('x', { kty, n, e, d }, { algorithm: 'RS256' }),
    )
    const signing = signJws(node, 'x', { kty, n, e, d }, { algorithm: 'RS256' })
    await expect(signing).rejects.toBeInstanceOf(JWKError)
    await expect(signing).rejects.toMatchObject({ message: expect.stringContaining('or none') })
  })
})

describe('what is no key', () => {
  it.each([
    ['a text', 'no key', 'neither PEM'],
    ['octets', Uint8Array.of(1, 2, 3), 'neither PEM'],
    ['a text under der', { der: 'AAAA' }, 'an object is a JWK, { der } or a native key'],
    ['octets under der that are inherited', Object.create({ der: derOf(p256.privatePem) }), 'an object is a JWK'],
    ['a kty that is inherited', Object.create(p256.private), 'an object is a JWK'],
    ['null', null, 'cannot be null'],
    ['nothing', undefined, 'cannot be missing'],
    ['a number', 5, 'cannot be a number'],
    ['a function', () => {}, 'cannot be a function'],
    ['a set of keys', { keys: [p256.public] }, 'a set of keys: give one of them'],
  ])('%s is refused as that', (_what, input, message) => {
    const refusal = expect.objectContaining({ code: 'ERR_KEY_INVALID', message: expect.stringContaining(message) })
    expect(() => jwk.constructSync(input as string, 'ES256')).toThrow(refusal)
    expect(() => jwk.constructSync(input as string, 'ES256')).toThrow(InvalidKeyError)
  })

  it('the text of a JWK is nested no deeper than 16 levels', () => {
    const nested = (levels: number) =>
      JSON.stringify({ ...p256.private, more: 0 }).replace(
        '"more":0',
        `"more":${'['.repeat(levels)}${']'.repeat(levels)}`,
      )
    expect(jwk.constructSync(nested(15), 'ES256').kty).toBe('EC')
    const refusal = expect.objectContaining({ code: 'ERR_LIMIT' })
    expect(() => jwk.constructSync(nested(16), 'ES256')).toThrow(refusal)
    expect(() => jwk.constructSync(nested(100_000), 'ES256')).toThrow(refusal)
  })

  it('is not looked at when it has more than a million characters or octets', () => {
    const limit = expect.objectContaining({ code: 'ERR_LIMIT' })
    for (const octet of ['x', ' ']) {
      const text = octet.repeat(1_000_001)
      for (const large of [text, Buffer.from(text), { der: Uint8Array.from(Buffer.from(text)) }])
        for (const algorithm of ['ES256', 'HS256']) expect(() => jwk.constructSync(large, algorithm)).toThrow(limit)
    }
    expect(jwk.constructSync('x'.repeat(1_000_000), 'HS256').bits).toBe(8_000_000)
  })

  it('a secret with a lone surrogate has no octets', () => {
    expect(() => jwk.constructSync('secret \ud800', 'HS256')).toThrow('lone surrogate')
    expect(jwk.constructSync('secret \ud83d\ude00', 'HS256').bits).toBe(88)
  })
})

describe('a key that the backend cannot import', () => {
  /** A backend that imports nothing, and says that it has those primitives. */
  const failing = (supported: readonly Primitive[]) => {
    const known = supported.map((primitive) => JSON.stringify(primitive))
    const importKey = () => {
      throw new RangeError('no such curve')
    }
    const supports = (primitive: Primitive) => known.includes(JSON.stringify(primitive))
    return createJose({ ...node, name: 'poor', supports, sync: { ...node.sync, importKey } }).jwk
  }
  const [ecdsa, ecdh] = [
    { name: 'ECDSA', hash: 'SHA-256', curve: 'P-256' },
    { name: 'ECDH', curve: 'P-256' },
  ] as const

  it.each([
    ['P-256', p256.private, [ecdsa, ecdh]],
    ['X25519', encryptionKeys.X25519.private, [{ name: 'ECDH', curve: 'X25519' }]],
    ['Ed25519', testKeys.Ed25519.private, [{ name: 'Ed25519' }]],
    ['ML-DSA-44', testKeys['ML-DSA-44'].private, [{ name: 'ML-DSA-44' }]],
  ] as const)('is of a kind that it has no use for, or fails by itself: %s', (algorithm, key, uses) => {
    const lacking = expect.objectContaining({ code: 'ERR_ALGORITHM_UNSUPPORTED', algorithm, backend: 'poor' })
    const others: readonly Primitive[] = [{ ...ecdsa, curve: 'P-384' }, { ...ecdh, curve: 'P-521' }, { name: 'Ed448' }]
    for (const supported of [[], others]) {
      expect(() => failing(supported).constructSync(key)).toThrow(lacking)
      expect(() => failing(supported).constructSync(key)).toThrow(UnsupportedAlgorithmError)
    }
    for (const use of uses) expect(() => failing([use]).constructSync(key)).toThrow(RangeError)
  })

  it('fails by itself where it is of a kind that all have', () => {
    for (const key of [rsa.private, secret.private]) expect(() => failing([]).constructSync(key)).toThrow(RangeError)
  })
})

describe('a native key', () => {
  const held = node.sync.importKey({ kty: 'oct', k: new Uint8Array(32) })
  const octets = (length: number) => new Uint8Array(length).fill(1)
  const adopting = (material: PublicMaterial) => () => {
    const { jwk } = createJose({ ...node, adopt: () => ({ ...held, material }) })
    return jwk.constructSync({ native: true } as object)
  }

  it.each([
    ['an empty secret', { kty: 'oct', bits: 0 }, 'ERR_KEY_INVALID'],
    ['an RSA key that is too small, and shows its size only', { kty: 'RSA', bits: 2047, e: octets(1) }, 'ERR_KEY_SIZE'],
    ['an RSA key with an exponent of 1', { kty: 'RSA', bits: 2048, e: octets(1) }, 'ERR_KEY_INVALID'],
    ['an RSA key that is too small', { kty: 'RSA', n: octets(128), e: Uint8Array.of(3) }, 'ERR_KEY_SIZE'],
    ['a point off the curve', { kty: 'EC', crv: 'P-256', x: octets(32), y: octets(32) }, 'ERR_KEY_INVALID'],
    ['a point of small order', { kty: 'OKP', crv: 'Ed25519', x: new Uint8Array(32) }, 'ERR_KEY_INVALID'],
  ] as const)('is checked as far as it shows: %s', (_what, material, code) => {
    expect(adopting(material)).toThrow(expect.objectContaining({ code }))
    expect(adopting(material)).toThrow(InvalidKeyError)
  })

  it('brings no attributes, or its own', () => {
    expect(adopting({ kty: 'oct', bits: 256 })()).toMatchObject({ bits: 256, kid: undefined, algorithm: undefined })
  })
})

describe('a key of another backend', () => {
  it('is used where the platform’s key is understood, and keeps what it says of itself', () => {
    const key = jwk.constructSync({ ...p256.private, kid: 'k', use: 'sig' }, 'ES256')
    const other = createJose({ ...nodeBackend(), name: 'other' })
    const token = other.jws.signSync('x', key)
    expect(other.jws.verifySync(token, key).key).toMatchObject({ kid: 'k', use: 'sig', algorithm: 'ES256' })
    expect(() =>
      other.jws.signSync('x', jwk.constructSync({ ...p256.private, use: 'enc' }), { algorithm: 'ES256' }),
    ).toThrow('use does not allow')
  })

  it('is to be passed as a JWK where it is not', async () => {
    const key = jwk.constructSync(p256.private, 'ES256')
    const error = {
      code: 'ERR_KEY_INVALID',
      message: 'The key is of the node backend, this is forge: pass it as a JWK',
    }
    await expect(createJose(forgeBackend()).jws.sign('x', key)).rejects.toMatchObject(error)
  })
})

it('options of a fresh key: what does not fit is refused, a listener is no more than that', () => {
  expect(jwk.generateSync('ES256', { onProgress: () => {} }).kty).toBe('EC')
  expect(() => jwk.generateSync('ES256', { onProgress: 5 as never })).toThrow("The option 'onProgress'")
  expect(() => jwk.generateSync('RS256', { size: 2056.5 })).toThrow(TypeError)
})
