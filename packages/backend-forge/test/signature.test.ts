import './pure-javascript.ts'
import { generateKeyPairSync } from 'node:crypto'
import {
  type BackendKey,
  type Bytes,
  InvalidKeyError,
  JOSEError,
  type KeyMaterial,
  type KeyRequest,
  parseKeyDer,
  type SignaturePrimitive,
} from '@jose/core'
import { describe, expect, it } from 'vitest'
import { encodePss } from '../src/emsa.ts'
import { digest } from '../src/hashes.ts'
import { forgeBackend } from '../src/index.ts'
import { fromNumber, toNumber } from '../src/octets.ts'
import { power } from '../src/rsa.ts'

type Rsa = Extract<KeyMaterial, { kty: 'RSA' }>

const { sync, async } = forgeBackend()

/** With keys that are too short for use, and quick. */
function rsaKey(modulusLength: number): { readonly own: BackendKey; readonly material: Rsa } {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength })
  const material = parseKeyDer(privateKey.export({ format: 'der', type: 'pkcs8' })).material as Rsa
  return { own: sync.importKey(material), material }
}

const rsa = rsaKey(768)
const generated = (request: KeyRequest): BackendKey => sync.generateKey(request) as BackendKey

/** Which of signing and verifying is promised in async mode, beside the answer at once. */
const signatures: readonly (readonly [SignaturePrimitive, BackendKey, sign: boolean, verify: boolean])[] = [
  [{ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, rsa.own, true, false],
  [{ name: 'RSA-PSS', hash: 'SHA-256', saltLength: 32 }, rsa.own, true, false],
  [{ name: 'ECDSA', hash: 'SHA-256', curve: 'P-256' }, generated({ kty: 'EC', crv: 'P-256' }), false, false],
  [{ name: 'ECDSA', hash: 'SHA-256', curve: 'secp256k1' }, generated({ kty: 'EC', crv: 'secp256k1' }), false, false],
  [{ name: 'ECDSA', hash: 'SHA-384', curve: 'P-384' }, generated({ kty: 'EC', crv: 'P-384' }), true, true],
  [{ name: 'ECDSA', hash: 'SHA-512', curve: 'P-521' }, generated({ kty: 'EC', crv: 'P-521' }), true, true],
  [{ name: 'Ed25519' }, generated({ kty: 'OKP', crv: 'Ed25519' }), false, false],
  [{ name: 'Ed448' }, generated({ kty: 'OKP', crv: 'Ed448' }), true, true],
  [{ name: 'ML-DSA-44' }, generated({ kty: 'AKP', alg: 'ML-DSA-44' }), true, true],
]
const named = signatures.map(
  ([primitive, ...rest]) => [Object.values(primitive).join(' '), primitive, ...rest] as const,
)

describe.each(named)('%s', (_, primitive, own, signsLater, verifiesLater) => {
  const half = sync.importKey(own.material as KeyMaterial)

  it('is at once in async mode where it is quick, and else in a turn of its own', async () => {
    for (const data of ['text', Buffer.from('text')]) {
      const signing = async.sign(primitive, own, data)
      expect(signing instanceof Promise).toBe(signsLater)
      const signature = await signing
      const verifying = async.verify(primitive, half, signature, data)
      expect(verifying instanceof Promise).toBe(verifiesLater)
      expect([await verifying, sync.verify(primitive, half, signature, 'text')]).toEqual([true, true])
      expect(await async.verify(primitive, half, signature, 'another')).toBe(false)
    }
  })
  it('needs a private key to sign, and a key of its kind', () => {
    const other = primitive.name.startsWith('RSA') ? generated({ kty: 'OKP', crv: 'X25519' }) : rsa.own
    const secret = sync.importKey({ kty: 'oct', k: new Uint8Array(32) })
    expect(() => sync.sign(primitive, half, 'text')).toThrow(InvalidKeyError)
    for (const key of [other, secret, { ...own, handle: {} }]) {
      expect(() => sync.sign(primitive, key, 'text')).toThrow(InvalidKeyError)
      expect(() => sync.verify(primitive, key, new Uint8Array(64), 'text')).toThrow(InvalidKeyError)
    }
  })
  it('of another length is none, nor is a number that is too large', () => {
    const signature = sync.sign(primitive, own, 'text')
    const largest = signature.map(() => 255)
    const changed: Bytes[] = [largest, Uint8Array.of(0, ...signature), Uint8Array.of(...signature, 0)]
    if (own.material.kty === 'RSA') changed.push(own.material.n as Bytes)
    for (const other of changed) expect(sync.verify(primitive, half, other, 'text')).toBe(false)
    for (const other of [
      new Uint8Array(0),
      signature.slice(1),
      signature.slice(0, -1),
      Uint8Array.of(...signature, 0),
    ]) {
      expect(sync.verify(primitive, half, other, 'text')).toBe(false)
    }
  })
})

describe('signatures that take randomness where there is some', () => {
  const cases = named.filter(([name]) => /ECDSA|ML-DSA/.test(name))
  const backendOf = (random: () => Bytes) => forgeBackend({ random }).sync
  const failing = (error: Error) => () => {
    throw error
  }

  it.each(cases)('%s: 32 octets, or none, and no other error goes unseen', (_, primitive, key) => {
    const without = backendOf(failing(new JOSEError('none', 'ERR_NO_RANDOM')))
    const one = without.sign(primitive, key, 'text')
    expect(without.sign(primitive, key, 'text')).toEqual(one)
    const asked: unknown[] = []
    const made = [1, 2, 1].map((octet) => {
      const random = (length: number): Bytes => {
        asked.push(length)
        return new Uint8Array(length).fill(octet)
      }
      return forgeBackend({ random }).sync.sign(primitive, key, 'text')
    })
    expect(asked).toEqual([32, 32, 32])
    expect(made[0]).toEqual(made[2])
    expect(made[0]).not.toEqual(made[1])
    for (const signature of [one, ...made]) expect(sync.verify(primitive, key, signature, 'text')).toBe(true)
    for (const error of [new RangeError('other'), new JOSEError('other', 'ERR_LIMIT')]) {
      expect(() => backendOf(failing(error)).sign(primitive, key, 'text')).toThrow(error)
    }
    const alike = Object.assign(new Error('other'), { code: 'ERR_NO_RANDOM' })
    expect(() => backendOf(failing(alike)).sign(primitive, key, 'text')).toThrow(alike)
  })
})

describe('ECDSA without randomness', () => {
  it.each([
    [
      'P-256',
      'SHA-256',
      'c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721',
      'efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716',
      // More than half the order: both halves are signatures, and none is preferred.
      'f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8',
    ],
    [
      'P-384',
      'SHA-384',
      '6b9d3dad2e1b8c1c05b19875b6659f4de23c3b667bf297ba9aa47740787137d896d5724e4c70a825f872c9ea60d2edf5',
      '94edbb92a5ecb8aad4736e56c691916b3f88140666ce9fa73d64c4ea95ad133c81a648152e44acf96e36dd1e80fabe46',
      '99ef4aeb15f178cea1fe40db2603138f130e740a19624526203b6351d0a3a94fa329c145786e679e7b82c71a38628ac8',
    ],
  ] as const)('on %s is that of RFC 6979 appendix A.2', (curve, hash, d, r, s) => {
    const random = (): never => {
      throw new JOSEError('none', 'ERR_NO_RANDOM')
    }
    const key = sync.importKey({ kty: 'EC', crv: curve, d: Buffer.from(d, 'hex') })
    const primitive = { name: 'ECDSA', hash, curve } as const
    const signature = forgeBackend({ random }).sync.sign(primitive, key, 'sample')
    expect(Buffer.from(signature).toString('hex')).toBe(r + s)
    expect(sync.verify(primitive, key, signature, 'sample')).toBe(true)
  })
})

describe('RSA-PSS with a modulus that has a bit more than its octets', () => {
  it('is refused when the octet before the encoded message is not zero (RFC 8017 §8.1.2 step 2c)', () => {
    const { own, material } = rsaKey(769)
    const [n, d] = [toNumber(material.n), toNumber((material.private as { d: Bytes }).d)]
    const primitive = { name: 'RSA-PSS', hash: 'SHA-256', saltLength: 32 } as const
    const hashed = digest('SHA-256', 'text')
    let encoded = n
    for (let octet = 0; encoded + 2n ** 768n >= n; octet++) {
      encoded = toNumber(encodePss('SHA-256', hashed, new Uint8Array(32).fill(octet), 768))
    }
    const signed = (number: bigint): Bytes => fromNumber(power(number, d, n), 97)
    expect(sync.verify(primitive, own, signed(encoded), 'text')).toBe(true)
    expect(sync.verify(primitive, own, signed(encoded + 2n ** 768n), 'text')).toBe(false)
  })
})

describe('unwrapping with RSA', () => {
  const primitives = [{ name: 'RSA-OAEP', hash: 'SHA-1' }, { name: 'RSAES-PKCS1-v1_5' }] as const

  it('needs a private key, and has no answer for what is not as long as the modulus, or not below it', () => {
    const { own, material } = rsa
    const half = sync.importKey({ kty: 'RSA', n: material.n, e: material.e })
    for (const primitive of primitives) {
      const octets = Uint8Array.of(1, 2, 3)
      const wrapped = sync.wrap(primitive, half, octets)
      expect(sync.unwrap(primitive, own, wrapped)).toEqual(octets)
      expect(() => sync.unwrap(primitive, half, wrapped)).toThrow(InvalidKeyError)
      const short = [wrapped.slice(1), Uint8Array.of(0, ...wrapped), new Uint8Array(0)]
      for (const other of [...short, material.n, new Uint8Array(96).fill(255), new Uint8Array(96)]) {
        expect(sync.unwrap(primitive, own, other)).toBe(undefined)
      }
    }
  })
  it('has a turn of its own in async mode, and AES Key Wrap has none', async () => {
    for (const primitive of primitives) {
      const wrapped = await async.wrap(primitive, rsa.own, Uint8Array.of(7))
      const unwrapping = async.unwrap(primitive, rsa.own, wrapped)
      wrapped.fill(0)
      expect(unwrapping).toBeInstanceOf(Promise)
      expect(await unwrapping).toEqual(Uint8Array.of(7))
    }
    const secret = sync.importKey({ kty: 'oct', k: new Uint8Array(16) })
    const octets = new Uint8Array(16).fill(5)
    const wrapped = sync.wrap({ name: 'AES-KW', bits: 128 }, secret, octets)
    expect(async.unwrap({ name: 'AES-KW', bits: 128 }, secret, wrapped)).toEqual(octets)
  })
})
