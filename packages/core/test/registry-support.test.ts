// Which primitives an algorithm, and a key, has a use for.
import type { Backend, KeyRequest, Primitive } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { isSupported, usesOf } from '../src/registry/registry.ts'

const nameOf = (primitive: Primitive): string => Object.values(primitive).join(' ')

/** As far as support goes, a backend of these alone. */
function having(...names: readonly string[]): Backend {
  return { supports: (primitive: Primitive) => names.includes(nameOf(primitive)) } as Backend
}

describe('an algorithm is there with all that it needs', () => {
  it.each([
    ['HS256', ['HMAC SHA-256']],
    ['RS256', ['RSASSA-PKCS1-v1_5 SHA-256']],
    ['ES256', ['ECDSA SHA-256 P-256']],
    ['ML-DSA-44', ['ML-DSA-44']],
    ['A128KW', ['AES-KW 128']],
    ['RSA-OAEP', ['RSA-OAEP SHA-1']],
    ['A256GCM', ['AES-GCM 256']],
    ['A128CBC-HS256', ['AES-CBC 128', 'HMAC SHA-256']],
    ['PBES2-HS256+A128KW', ['PBKDF2 SHA-256', 'AES-KW 128']],
    ['ECDH-ES', ['ECDH P-256', 'ECDH P-384', 'ECDH P-521', 'ECDH X25519', 'ECDH X448']],
    ['EdDSA', ['Ed25519', 'Ed448']],
  ])('%s', (name, needed) => {
    expect(isSupported(having(...needed), name)).toBe(true)
    for (const missing of needed)
      expect(isSupported(having('AES-GCM 128', ...needed.filter((each) => each !== missing)), name)).toBe(false)
  })

  it.each([
    ['ECDH-ES', 'X25519', ['ECDH X25519']],
    ['ECDH-ES+A128KW', 'P-256', ['AES-KW 128', 'ECDH P-256']],
    ['EdDSA', 'Ed25519', ['Ed25519']],
    ['ES384', 'P-384', ['ECDSA SHA-384 P-384']],
  ])('%s on %s', (name, curve, needed) => {
    expect(isSupported(having(...needed), name, curve)).toBe(true)
    for (const missing of needed)
      expect(isSupported(having('AES-GCM 128', ...needed.filter((each) => each !== missing)), name, curve)).toBe(false)
    expect(isSupported(having(...needed), name, 'secp256k1')).toBe(false)
    expect(isSupported(having(...needed), name)).toBe(name === 'ES384')
  })

  it('whatever the curve, where keys have none', () => {
    expect(isSupported(having('HMAC SHA-256'), 'HS256', 'P-256')).toBe(true)
  })

  it('dir with any content encryption that is there whole', () => {
    expect(isSupported(having('AES-GCM 192'), 'dir')).toBe(true)
    expect(isSupported(having('AES-CBC 128', 'HMAC SHA-256'), 'dir')).toBe(true)
    expect(isSupported(having('AES-CBC 128', 'AES-CBC 256', 'HMAC SHA-384'), 'dir')).toBe(false)
    expect(isSupported(having(), 'dir')).toBe(false)
  })

  it.each(['none', 'HS257', 'toString'])('%s never', (name) => {
    expect(isSupported({ supports: () => true } as unknown as Backend, name)).toBe(false)
  })
})

describe('a key has a use where its backend has', () => {
  const bits = [128, 192, 256]
  const hashes = ['SHA-256', 'SHA-384', 'SHA-512']
  it.each([
    [
      { kty: 'oct', bits: 256 },
      [
        ...hashes.map((hash) => `HMAC ${hash}`),
        ...hashes.map((hash) => `PBKDF2 ${hash}`),
        ...bits.flatMap((size) => [`AES-KW ${size}`, `AES-GCM ${size}`, `AES-CBC ${size}`]),
      ],
    ],
    [
      { kty: 'RSA', bits: 2048 },
      [
        ...hashes.flatMap((hash, index) => [`RSASSA-PKCS1-v1_5 ${hash}`, `RSA-PSS ${hash} ${[32, 48, 64][index]}`]),
        ...['SHA-1', ...hashes].map((hash) => `RSA-OAEP ${hash}`),
        'RSAES-PKCS1-v1_5',
      ],
    ],
    [{ kty: 'EC', crv: 'P-256' }, ['ECDSA SHA-256 P-256', 'ECDH P-256']],
    [{ kty: 'EC', crv: 'P-521' }, ['ECDSA SHA-512 P-521', 'ECDH P-521']],
    [{ kty: 'EC', crv: 'secp256k1' }, ['ECDSA SHA-256 secp256k1']],
    [{ kty: 'OKP', crv: 'Ed25519' }, ['Ed25519']],
    [{ kty: 'OKP', crv: 'Ed448' }, ['Ed448']],
    [{ kty: 'OKP', crv: 'X25519' }, ['ECDH X25519']],
    [{ kty: 'AKP', alg: 'ML-DSA-44' }, ['ML-DSA-44']],
    [{ kty: 'AKP', alg: 'ML-DSA-87' }, ['ML-DSA-87']],
  ])('%j', (key, names) => {
    expect([...new Set(usesOf(key as unknown as KeyRequest).map(nameOf))].sort()).toEqual([...names].sort())
  })
})
