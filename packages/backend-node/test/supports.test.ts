import type { BackendKey, KeyRequest, Primitive } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { nodeBackend } from '../src/index.ts'

const { sync, supports } = nodeBackend()
const hashes = ['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'] as const
const sizes = [128, 192, 256, 100] as const
const ecCurves = ['P-256', 'P-384', 'P-521', 'secp256k1', 'P-257'] as const
const secret = (bits: number): BackendKey => sync.importKey({ kty: 'oct', k: new Uint8Array(bits >> 3) })
const generate = (request: object): unknown => sync.generateKey(request as KeyRequest)
const rsa = sync.generateKey({ kty: 'RSA', bits: 2048 })
const octets = new Uint8Array(16)

/** A primitive, and what needs it. Some are of no name, hash, curve or size that there is. */
const uses: readonly (readonly [object, (primitive: never) => unknown])[] = [
  ...hashes.flatMap((hash) => [
    [{ name: 'digest', hash }, () => sync.digest(hash, octets)] as const,
    [{ name: 'HMAC', hash }, (primitive: never) => sync.mac(primitive, secret(256), octets)] as const,
    [{ name: 'PBKDF2', hash }, (primitive: never) => sync.derive(primitive, octets, octets, 1, 16)] as const,
    [{ name: 'RSASSA-PKCS1-v1_5', hash }, (primitive: never) => sync.sign(primitive, rsa, octets)] as const,
    [{ name: 'RSA-PSS', hash, saltLength: 32 }, (primitive: never) => sync.sign(primitive, rsa, octets)] as const,
    [{ name: 'RSA-OAEP', hash }, (primitive: never) => sync.wrap(primitive, rsa, octets)] as const,
  ]),
  ...ecCurves.flatMap((curve) =>
    ['ECDSA', 'ECDH'].map(
      (name) => [{ name, curve, hash: 'SHA-256' }, () => generate({ kty: 'EC', crv: curve })] as const,
    ),
  ),
  ...['X25519', 'X448', 'X999'].map(
    (curve) => [{ name: 'ECDH', curve }, () => generate({ kty: 'OKP', crv: curve })] as const,
  ),
  ...['Ed25519', 'Ed448'].map((name) => [{ name }, () => generate({ kty: 'OKP', crv: name })] as const),
  ...['ML-DSA-44', 'ML-DSA-65', 'ML-DSA-87'].map(
    (name) => [{ name }, () => generate({ kty: 'AKP', alg: name })] as const,
  ),
  ...sizes.flatMap((bits) => [
    [
      { name: 'AES-GCM', bits },
      (primitive: never) => sync.encrypt(primitive, secret(bits), new Uint8Array(12), octets),
    ] as const,
    [
      { name: 'AES-CBC', bits },
      (primitive: never) => sync.encrypt(primitive, secret(bits), new Uint8Array(16), octets),
    ] as const,
    [{ name: 'AES-KW', bits }, (primitive: never) => sync.wrap(primitive, secret(bits), octets)] as const,
  ]),
  [{ name: 'DEFLATE' }, () => sync.deflate(octets)],
  [
    { name: 'RSAES-PKCS1-v1_5' },
    // Octets that no padding is in: an answer to them is what is asked for.
    (primitive) => sync.unwrap(primitive, rsa, new Uint8Array(256).fill(1)) ?? expect.fail('it may be an oracle'),
  ],
  [{ name: 'digest', hash: 'SHA3-256' }, () => sync.digest('SHA3-256' as never, octets)],
  [{ name: 'ROT13' }, () => expect.fail('there is none')],
]

describe('what node’s backend supports', () => {
  it.each(uses)('%j is what can be done', (primitive, use) => {
    let isDone = true
    try {
      use(primitive as never)
    } catch {
      isDone = false
    }
    expect(supports(primitive as Primitive)).toBe(isDone)
    expect(supports(primitive as Primitive)).toBe(isDone)
  })
})
