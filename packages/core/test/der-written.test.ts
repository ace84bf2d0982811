// What is written as DER has all that its form asks for, or is not written.
import { JWKError, type KeyMaterial } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { toPkcs1, toPkcs8, toSec1, toSpki } from '../src/jwk/der-write.ts'

const octets = (length: number): Uint8Array => new Uint8Array(length).fill(7)
const crv = 'P-256'
const rsa = { kty: 'RSA', n: octets(256), e: Uint8Array.of(1, 0, 1) } as const
const ec = { kty: 'EC', crv, d: octets(32) } as const

describe('a key that lacks a half is not written with it', () => {
  it.each([
    ['public', toSpki, { kty: 'EC', crv, x: octets(32) }],
    ['public', toSpki, { kty: 'EC', crv, y: octets(32) }],
    ['public', toSpki, { kty: 'OKP', crv: 'Ed25519', d: octets(32) }],
    ['public', toSpki, { kty: 'AKP', alg: 'ML-DSA-44', priv: octets(32) }],
    ['private', toPkcs8, rsa],
    ['private', toPkcs8, { kty: 'EC', crv, x: octets(32), y: octets(32) }],
    ['private', toPkcs8, { kty: 'OKP', crv: 'Ed25519', x: octets(32) }],
    ['private', toPkcs8, { kty: 'AKP', alg: 'ML-DSA-44', pub: octets(1312) }],
    ['private', toSec1, { kty: 'EC', crv, x: octets(32), y: octets(32) }],
    ['private', (material) => toPkcs1(material, true), rsa],
  ] as readonly (readonly [string, (material: KeyMaterial) => Uint8Array, KeyMaterial])[])(
    'the %s one: %o',
    (half, write, material) => {
      expect(() => write(material)).toThrow(JWKError)
      expect(() => write(material)).toThrow(`The key has no ${half} half`)
    },
  )
})

it('a secret has no DER', () => {
  const secret = { kty: 'oct', k: octets(32) } as const
  expect(() => toSpki(secret)).toThrow('A secret has no DER form')
  expect(() => toPkcs8(secret)).toThrow('A secret has no DER form')
})

it('half a point is left out of a private key, as if it were not there', () => {
  for (const half of [{ x: octets(32) }, { y: octets(32) }]) expect(toSec1({ ...ec, ...half })).toEqual(toSec1(ec))
  expect(toSec1({ ...ec, x: octets(32), y: octets(32) }).length).toBeGreaterThan(toSec1(ec).length + 64)
})
