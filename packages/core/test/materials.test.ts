import { type BackendKey, InvalidKeyError, type KeyMaterial } from '@jose/core'
import { expect, it } from 'vitest'
import testKeys from '../../../conformance/vectors/keys.json' with { type: 'json' }
import { concat, fromBigInt, toBigInt } from '../src/encoding/bytes.ts'
import { checkHalves, checkMaterial, isSameHalf } from '../src/jwk/check.ts'
import { isWeakOkpPoint, okpCurves } from '../src/jwk/curves.ts'

const octets = (length: number, octet = 1): Uint8Array => new Uint8Array(length).fill(octet)

it.each([
  ['ML-DSA-44', 1312],
  ['ML-DSA-65', 1952],
  ['ML-DSA-87', 2592],
] as const)('a key of %s has %d octets, and a seed of 32', (alg, bytes) => {
  for (const priv of [undefined, octets(32)]) {
    const check = (pub: Uint8Array, seed = priv) => checkMaterial({ kty: 'AKP', alg, pub, ...(seed && { priv: seed }) })
    expect(() => check(octets(bytes))).not.toThrow()
    for (const wrong of [0, bytes - 1, bytes + 1]) expect(() => check(octets(wrong))).toThrow(InvalidKeyError)
    for (const wrong of [0, 31, 33]) expect(() => check(octets(bytes), octets(wrong))).toThrow(InvalidKeyError)
  }
})

it.each(['Ed25519', 'Ed448', 'X25519', 'X448'] as const)(
  'points of small order on %s are weak, however written',
  (crv) => {
    const { bytes, p, edwards, smallOrder } = okpCurves[crv]
    const weak = (coordinate: bigint, sign = 0): boolean => {
      const octets = fromBigInt(coordinate, bytes).reverse()
      octets[bytes - 1] = (octets[bytes - 1] as number) | sign
      return isWeakOkpPoint(crv, octets)
    }
    for (const coordinate of [0n, 1n, p - 1n, p, p + 1n, ...smallOrder]) expect(weak(coordinate)).toBe(true)
    for (const coordinate of [2n, 3n, p - 2n, p >> 1n]) expect(weak(coordinate)).toBe(false)
    // RFC 8032 §5.1.3 has each coordinate written in one way, RFC 7748 §5 takes it modulo p.
    expect(weak(p + 2n)).toBe(edwards)
    expect(edwards).toBe(crv.startsWith('Ed'))
    if (crv === 'X448') return
    expect([weak(1n, 0x80), weak(2n, 0x80), weak(p - 1n, 0x80)]).toEqual([true, false, true])
  },
)

const halves: readonly KeyMaterial[] = [
  { kty: 'EC', crv: 'P-256', x: octets(32, 2), y: octets(32, 3) },
  { kty: 'OKP', crv: 'Ed25519', x: octets(32, 2) },
  { kty: 'AKP', alg: 'ML-DSA-44', pub: octets(1312, 2) },
]

it('halves belong together where they are of one kind and every public number is the same', () => {
  for (const given of halves) {
    for (const own of halves) {
      const check = () => checkHalves(given, { material: own } as unknown as BackendKey)
      if (given === own) expect(check).not.toThrow()
      else expect(check).toThrow(InvalidKeyError)
      expect(isSameHalf(given, own)).toBe(given === own)
    }
    for (const member of ['x', 'y', 'pub'] as const) {
      const right: unknown = (given as { readonly [member: string]: unknown })[member]
      if (!(right instanceof Uint8Array)) continue
      const other = { ...given, [member]: octets(right.length, 9) } as KeyMaterial
      expect(() => checkHalves(given, { material: other } as unknown as BackendKey)).toThrow(InvalidKeyError)
      expect([isSameHalf(given, other), isSameHalf(given, { ...given })]).toEqual([false, true])
    }
  }
  expect(isSameHalf(halves[1] as KeyMaterial, { ...halves[1], crv: 'Ed448' } as KeyMaterial)).toBe(false)
})

it.each([
  ['public key', { kty: 'AKP', alg: 'ML-DSA-44', pub: octets(3) }, 1312],
  ['seed', { kty: 'AKP', alg: 'ML-DSA-44', pub: octets(1312), priv: octets(3) }, 32],
  ['x', { kty: 'EC', crv: 'P-384', x: octets(3), y: octets(48) }, 48],
  ['y', { kty: 'EC', crv: 'P-384', x: octets(48), y: octets(3) }, 48],
  ['d', { kty: 'EC', crv: 'P-384', d: octets(3) }, 48],
  ['x', { kty: 'OKP', crv: 'Ed448', x: octets(3) }, 57],
  ['d', { kty: 'OKP', crv: 'Ed448', d: octets(3) }, 57],
] as const)('which number is too short is said: %s (%#)', (member, material, bytes) => {
  expect(() => checkMaterial(material)).toThrow(`The key's ${member} must have ${bytes} bytes; it has 3`)
})

it('what a backend made of a key is none where it is of another kind, or has no public half', () => {
  const alone: readonly KeyMaterial[] = [
    { kty: 'EC', crv: 'P-256', d: octets(32) },
    { kty: 'OKP', crv: 'Ed25519', d: octets(32) },
    { kty: 'AKP', alg: 'ML-DSA-44', priv: octets(32) },
  ]
  const check = (given: KeyMaterial, own: KeyMaterial) => () => checkHalves(given, { material: own } as BackendKey)
  for (const [index, given] of alone.entries()) {
    for (const [place, own] of halves.entries()) {
      if (index === place) expect(check(given, own)).not.toThrow()
      else expect(check(given, own)).toThrow(InvalidKeyError)
    }
    expect(check(halves[index] as KeyMaterial, given)).toThrow(InvalidKeyError)
  }
})

it('the numbers of an RSA key are what they are for', () => {
  const { kid: _, ...jwk } = testKeys.RS256.private
  const numbers: unknown = Object.fromEntries(
    Object.entries(jwk).map(([member, text]) => [member, Uint8Array.from(Buffer.from(String(text), 'base64url'))]),
  )
  const { n, e, d, p, q, dp, dq, qi } = numbers as {
    readonly [member in 'n' | 'e' | 'd' | 'p' | 'q' | 'dp' | 'dq' | 'qi']: Uint8Array
  }
  const check = (changes: object) => () =>
    checkMaterial({ kty: 'RSA', n, e, private: { d, p, q, dp, dq, qi, ...changes } } as KeyMaterial)
  expect(check({})).not.toThrow()
  const one = Uint8Array.of(1)
  const order = (toBigInt(p) - 1n) * (toBigInt(q) - 1n)
  const longer = (number: Uint8Array, modulus: bigint) => fromBigInt(toBigInt(number) + 2n * modulus)
  const changes = [
    { p: q, q: p },
    { p, q: p },
    { d: one },
    { d: longer(d, order) },
    { d: concat(new Uint8Array(2049 - d.length), d) },
    { dp: dq },
    { dq: dp },
    { qi: one },
    { qi: longer(qi, toBigInt(p)) },
  ]
  for (const change of changes) expect(check(change)).toThrow(InvalidKeyError)
  const square = {
    kty: 'RSA',
    n: fromBigInt(toBigInt(p) ** 2n),
    e,
    private: { d: dp, p, q: p, dp, dq: dp, qi },
  } as const
  expect(() => checkMaterial(square)).toThrow('do not belong together')
})
