// DER of keys that lack what is to be written: an error that says so, never a structure with a hole.
import { JWKError, type KeyMaterial } from '@jose/core'
import { describe, expect, it } from 'vitest'
import testKeys from '../../../conformance/vectors/keys.json' with { type: 'json' }
import { parseKeyDer } from '../src/jwk/der.ts'
import { toPkcs1, toPkcs8, toSec1, toSpki } from '../src/jwk/der-write.ts'
import { materialOfJwk } from '../src/jwk/jwk.ts'

const { ES256, Ed25519, RS256, 'ML-DSA-44': mlDsa } = testKeys
const [rsa, ec, okp, akp] = [RS256, ES256, Ed25519, mlDsa].map((key) => materialOfJwk({ ...key.public }))
const point = ec as Extract<KeyMaterial, { kty: 'EC' }>
const { x, y } = point
const d = new Uint8Array(32).fill(5)

describe('a private half', () => {
  it.each([
    ['RSA', toPkcs8, rsa],
    ['EC', toPkcs8, ec],
    ['OKP', toPkcs8, okp],
    ['AKP', toPkcs8, akp],
    ['EC', toSec1, ec],
    ['RSA', (material: KeyMaterial) => toPkcs1(material, true), rsa],
  ] as const)('is not written of a public %s key (%#)', (_kty, write, material) => {
    expect(() => write(material as KeyMaterial)).toThrow(new JWKError('The key has no private half'))
  })
})

describe('a public half', () => {
  it.each([
    { kty: 'EC', crv: 'P-256', d },
    { kty: 'EC', crv: 'P-256', x, d },
    { kty: 'EC', crv: 'P-256', y, d },
    { kty: 'OKP', crv: 'Ed25519', d },
    { kty: 'AKP', alg: 'ML-DSA-44', priv: d },
  ] as readonly KeyMaterial[])('is not written where it is not there, or half of it (%#)', (material) => {
    expect(() => toSpki(material)).toThrow(new JWKError('The key has no public half'))
  })

  it('stands in SEC 1 and PKCS#8 of an EC key only if it is whole', () => {
    for (const write of [toSec1, toPkcs8]) {
      for (const half of [{}, { x }, { y }]) {
        const material = { kty: 'EC', crv: 'P-256', ...half, d } as KeyMaterial
        expect(parseKeyDer(write(material)).material).toEqual({ kty: 'EC', crv: 'P-256', d })
      }
      expect(parseKeyDer(write({ ...point, d })).material).toEqual({ ...point, d })
    }
  })
})

it('a secret has no DER', () => {
  for (const write of [toSpki, toPkcs8])
    expect(() => write({ kty: 'oct', k: d })).toThrow(new JWKError('A secret has no DER form'))
})
