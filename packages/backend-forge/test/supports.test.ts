import type { Primitive } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { forgeBackend } from '../src/index.ts'
import { supports } from '../src/supports.ts'

const hashes = ['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512']
const ecCurves = ['P-256', 'P-384', 'P-521', 'secp256k1']
const hashing = ['digest', 'HMAC', 'RSASSA-PKCS1-v1_5', 'RSA-PSS', 'RSA-OAEP', 'PBKDF2']
const none = ['', 'SHA-224', 'SHA3-256', 'P-192', 'Ed25519', 'toString', '__proto__']

describe('what the backend of forge supports', () => {
  const answers = (primitives: readonly object[]): unknown[] => [
    ...new Set(primitives.map((primitive) => supports(primitive as Primitive))),
  ]

  it('is what it is made of', () => {
    const primitives = [
      ...hashing.flatMap((name) => hashes.map((hash) => ({ name, hash }))),
      ...ecCurves.flatMap((curve) => hashes.map((hash) => ({ name: 'ECDSA', hash, curve }))),
      ...[...ecCurves, 'X25519', 'X448'].map((curve) => ({ name: 'ECDH', curve })),
      ...['Ed25519', 'Ed448', 'ML-DSA-44', 'ML-DSA-65', 'ML-DSA-87', 'RSAES-PKCS1-v1_5', 'DEFLATE'].map((name) => ({
        name,
      })),
      ...['AES-GCM', 'AES-CBC', 'AES-KW'].flatMap((name) => [128, 192, 256].map((bits) => ({ name, bits }))),
    ]
    expect(answers(primitives)).toEqual([true])
  })
  it('is nothing else: no hash, curve, size or name that it has not heard of', () => {
    const primitives = [
      ...hashing.flatMap((name) => none.map((hash) => ({ name, hash }))),
      ...none.flatMap((other) => [
        { name: 'ECDSA', hash: 'SHA-256', curve: other },
        { name: 'ECDSA', hash: other, curve: 'P-256' },
        { name: 'ECDH', curve: other },
        { name: other === 'Ed25519' ? 'ED25519' : other },
      ]),
      ...['AES-GCM', 'AES-CBC', 'AES-KW'].flatMap((name) => [0, 64, 129, 512].map((bits) => ({ name, bits }))),
    ]
    expect(answers(primitives)).toEqual([false])
  })
})

describe('the backend itself', () => {
  it('names the modules that do its cryptography', () => {
    expect(forgeBackend().cryptography?.()).toEqual([{ module: 'node-forge' }, { module: 'noble' }])
  })
  it('is plain data that nobody can change', () => {
    const backend = forgeBackend()
    expect([backend, backend.sync, backend.async].map((each) => Object.isFrozen(each))).toEqual([true, true, true])
  })
  it('says what is wrong with its options', () => {
    expect(() => forgeBackend({ entropy: 1 } as object)).toThrow(/no option 'entropy'/)
    for (const random of [null, 5, 'yes', {}]) {
      expect(() => forgeBackend({ random } as object)).toThrow(/'random' must be a function/)
    }
    for (const options of [{}, { random: undefined } as object]) expect(forgeBackend(options).random(5).length).toBe(5)
  })
})
