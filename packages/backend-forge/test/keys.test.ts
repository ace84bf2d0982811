import './pure-javascript.ts'
import { diffieHellman, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { type BackendKey, InvalidKeyError, type KeyMaterial, type KeyRequest, parseKeyDer } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { ecCurves } from '../src/curves.ts'
import { forgeBackend } from '../src/index.ts'

const { sync, async } = forgeBackend()

type Asymmetric = Exclude<KeyMaterial, { kty: 'oct' }>
type Pair = { readonly privateKey: KeyObject; readonly publicKey: KeyObject }

const curves = ['P-256', 'P-384', 'P-521', 'secp256k1'] as const
const rsa: Pair = generateKeyPairSync('rsa', { modulusLength: 512 })
const ec = curves.map((namedCurve): Pair => generateKeyPairSync('ec', { namedCurve }))
const okp: readonly Pair[] = [
  generateKeyPairSync('ed25519'),
  generateKeyPairSync('ed448'),
  generateKeyPairSync('x25519'),
  generateKeyPairSync('x448'),
]
const mlDsaNames = ['ML-DSA-44', 'ML-DSA-65', 'ML-DSA-87'] as const
const nameOf = (material: Asymmetric): string =>
  material.kty === 'RSA' ? 'RSA' : material.kty === 'AKP' ? material.alg : material.crv

/** Private and public numbers of a key of each kind, by node:crypto, or by FIPS 204 from a seed. */
const materials: readonly (readonly [string, Asymmetric, Asymmetric])[] = [
  ...[rsa, ...ec, ...okp].map(({ privateKey, publicKey }): [Asymmetric, Asymmetric] => [
    parseKeyDer(privateKey.export({ format: 'der', type: 'pkcs8' })).material as Asymmetric,
    parseKeyDer(publicKey.export({ format: 'der', type: 'spki' })).material as Asymmetric,
  ]),
  ...mlDsaNames.map((alg): [Asymmetric, Asymmetric] => {
    const whole = sync.exportKey(sync.generateKey({ kty: 'AKP', alg })) as Extract<Asymmetric, { kty: 'AKP' }>
    return [whole, { kty: 'AKP', alg, pub: whole.pub as Uint8Array }]
  }),
].map(([whole, half]) => [nameOf(half), whole, half])

/** With Uint8Arrays of their own. */
const plain = <T>(value: T): T =>
  (ArrayBuffer.isView(value)
    ? Uint8Array.from(value as never)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]))
      : value) as T
const octetsIn = (value: unknown): Uint8Array[] =>
  ArrayBuffer.isView(value)
    ? [value as Uint8Array]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(octetsIn)
      : []

describe.each(materials)('a key of %s', (_name, whole, half) => {
  const privateHalf = plain({ ...half, ...whole })

  it('goes in and out, with its private numbers and without', () => {
    const own = sync.importKey(whole)
    expect([own.type, plain(own.material)]).toEqual(['private', plain(half)])
    expect(plain(sync.exportKey(own))).toEqual(privateHalf)
    expect(plain(sync.exportKey({ ...own, type: 'public' }))).toEqual(plain(half))
    const other = sync.importKey(half)
    expect([other.type, plain(other.material), plain(sync.exportKey(other))]).toEqual([
      'public',
      plain(half),
      plain(half),
    ])
    expect(plain(sync.exportKey({ ...other, type: 'private' }))).toEqual(plain(half))
  })
  it('has octets of its own', () => {
    for (const material of [whole, half]) {
      const given = plain(material)
      const key = sync.importKey(given)
      for (const octets of octetsIn(given)) octets.fill(0)
      const before = plain(sync.exportKey(key))
      for (const octets of octetsIn([sync.exportKey(key), key.material])) octets.fill(0)
      expect(plain(sync.exportKey(key))).toEqual(before)
      expect(before).toEqual(material === whole ? privateHalf : plain(half))
    }
  })
  it('is adopted by its handle, which stays what it is', () => {
    for (const key of [sync.importKey(whole), sync.importKey(half)]) {
      const adopted = forgeBackend().adopt?.(key.handle) as BackendKey
      expect([adopted.handle === key.handle, adopted.type, adopted.material]).toEqual([true, key.type, key.material])
    }
  })
})

describe('a secret', () => {
  it('goes in and out, and shows its length alone', () => {
    const k = Uint8Array.from({ length: 33 }, (_, index) => index)
    const key = sync.importKey({ kty: 'oct', k })
    expect([key.type, key.material, sync.exportKey(key)]).toEqual([
      'secret',
      { kty: 'oct', bits: 264 },
      { kty: 'oct', k },
    ])
  })
})

describe('numbers that are out of range', () => {
  const unusable = expect.objectContaining({ name: 'InvalidKeyError', message: expect.stringMatching(/out of range/) })
  const refused = (material: object): void => expect(() => sync.importKey(material as KeyMaterial)).toThrow(unusable)

  it.each(curves)('are refused on %s', (crv) => {
    const numbers = ecCurves[crv].Point.CURVE()
    const width = ecCurves[crv].lengths.secretKey as number
    const octets = (number: bigint): Uint8Array => Buffer.from(number.toString(16).padStart(2 * width, '0'), 'hex')
    for (const d of [octets(0n), octets(numbers.n), octets(numbers.n + 1n), octets(1n).slice(1), new Uint8Array(0)]) {
      refused({ kty: 'EC', crv, d })
    }
    expect(sync.importKey({ kty: 'EC', crv, d: octets(numbers.n - 1n) }).type).toBe('private')
    const [x, y] = [octets(numbers.Gx), octets(numbers.Gy)]
    for (const point of [{}, { x }, { y }, { x, y: x }, { x: octets(numbers.p), y }, { x: x.slice(1), y }]) {
      refused({ kty: 'EC', crv, ...point })
    }
    expect(sync.importKey({ kty: 'EC', crv, x, y }).type).toBe('public')
  })
  it.each([
    ['Ed25519', 32],
    ['Ed448', 57],
    ['X25519', 32],
    ['X448', 56],
  ] as const)('and of other lengths on %s', (crv, length) => {
    refused({ kty: 'OKP', crv })
    for (const other of [0, length - 1, length + 1]) {
      refused({ kty: 'OKP', crv, d: new Uint8Array(other) })
      refused({ kty: 'OKP', crv, x: new Uint8Array(other) })
    }
  })
  it.each([
    ['ML-DSA-44', 1312],
    ['ML-DSA-65', 1952],
    ['ML-DSA-87', 2592],
  ] as const)('and of other lengths for %s', (alg, length) => {
    refused({ kty: 'AKP', alg })
    for (const other of [0, 31, 33]) refused({ kty: 'AKP', alg, priv: new Uint8Array(other) })
    for (const other of [0, length - 1, length + 1]) refused({ kty: 'AKP', alg, pub: new Uint8Array(other) })
  })
})

describe('generated keys', () => {
  const requests: readonly KeyRequest[] = [
    ...curves.map((crv) => ({ kty: 'EC', crv }) as const),
    ...(['Ed25519', 'Ed448', 'X25519', 'X448'] as const).map((crv) => ({ kty: 'OKP', crv }) as const),
    ...mlDsaNames.map((alg) => ({ kty: 'AKP', alg }) as const),
  ]

  it('are what one piece of randomness makes of them, at once in both modes', () => {
    for (const request of requests) {
      const asked: number[] = []
      const { sync: one, async: other } = forgeBackend({
        random(length) {
          asked.push(length)
          return new Uint8Array(length).fill(asked.length)
        },
      })
      const keys = [one.generateKey(request), other.generateKey(request)] as BackendKey[]
      expect(keys.map(({ type, material }) => ({ type, ...request, ...material }))).toEqual(
        keys.map(({ material }) => ({ type: 'private', ...material, ...request })),
      )
      expect(asked.length).toBe(2)
      expect(asked[0]).toBeGreaterThanOrEqual(32)
      expect(keys[0]?.material).not.toEqual(keys[1]?.material)
    }
  })
  it('of RSA are promised in async mode, unless there is no event loop', async () => {
    const making = async.generateKey({ kty: 'RSA', bits: 512 })
    expect(making).toBeInstanceOf(Promise)
    const { type, material } = await making
    expect([type, (material as { n: Uint8Array }).n.length]).toEqual(['private', 64])
  })
})

describe('agreement', () => {
  const pairs = [...ec, ...okp.slice(2)].map(({ privateKey, publicKey }) => {
    const own = sync.importKey(parseKeyDer(privateKey.export({ format: 'der', type: 'pkcs8' })).material as KeyMaterial)
    const half = sync.importKey(parseKeyDer(publicKey.export({ format: 'der', type: 'spki' })).material as KeyMaterial)
    const curve = nameOf(half.material as Asymmetric) as 'P-256'
    return { curve, privateKey, publicKey, own, half }
  })

  it('is what node:crypto makes of it', () => {
    for (const { curve, privateKey, own, publicKey } of pairs) {
      const other = sync.generateKey(
        curve.startsWith('X') ? { kty: 'OKP', crv: curve as never } : { kty: 'EC', crv: curve },
      )
      const made = sync.agree({ name: 'ECDH', curve }, own, other)
      expect(made).toEqual(sync.agree({ name: 'ECDH', curve }, other, own))
      const same = sync.agree({ name: 'ECDH', curve }, own, own) as Uint8Array
      expect(Buffer.from(same).equals(diffieHellman({ privateKey, publicKey }))).toBe(true)
    }
  })
  it('needs a private key, and both keys on the curve', () => {
    for (const { curve, own, half } of pairs) {
      expect(() => sync.agree({ name: 'ECDH', curve }, half, half)).toThrow(InvalidKeyError)
      for (const other of pairs) {
        if (other.curve === curve) continue
        expect(() => sync.agree({ name: 'ECDH', curve }, own, other.half)).toThrow(InvalidKeyError)
        expect(() => sync.agree({ name: 'ECDH', curve }, other.own, half)).toThrow(InvalidKeyError)
        expect(() => sync.agree({ name: 'ECDH', curve }, other.own, other.half)).toThrow(InvalidKeyError)
      }
    }
  })
  it('answers undefined for a point of small order', () => {
    for (const [curve, length] of [
      ['X25519', 32],
      ['X448', 56],
    ] as const) {
      const own = sync.generateKey({ kty: 'OKP', crv: curve })
      const zero = sync.importKey({ kty: 'OKP', crv: curve, x: new Uint8Array(length) })
      expect(sync.agree({ name: 'ECDH', curve }, own, zero)).toBe(undefined)
    }
  })
})
