import { contentEncryptions, keyManagementAlgorithms, signatureAlgorithms } from '@jose/core'
import { describe, expect, it } from 'vitest'

describe('signature algorithms, as their RFCs have them', () => {
  const [rfc7518, current, deprecated] = ['RFC 7518 §3', 'current', 'deprecated']
  it.each([
    ['HS256', 'oct', current, `${rfc7518}.2`, 'HMAC', { hash: 'SHA-256' }, 32, 'SHA-256'],
    ['HS384', 'oct', current, `${rfc7518}.2`, 'HMAC', { hash: 'SHA-384' }, 48, 'SHA-384'],
    ['HS512', 'oct', current, `${rfc7518}.2`, 'HMAC', { hash: 'SHA-512' }, 64, 'SHA-512'],
    ['RS256', 'RSA', current, `${rfc7518}.3`, 'RSASSA-PKCS1-v1_5', { hash: 'SHA-256' }, undefined, 'SHA-256'],
    ['RS384', 'RSA', current, `${rfc7518}.3`, 'RSASSA-PKCS1-v1_5', { hash: 'SHA-384' }, undefined, 'SHA-384'],
    ['RS512', 'RSA', current, `${rfc7518}.3`, 'RSASSA-PKCS1-v1_5', { hash: 'SHA-512' }, undefined, 'SHA-512'],
    ['PS256', 'RSA', current, `${rfc7518}.5`, 'RSA-PSS', { hash: 'SHA-256', saltLength: 32 }, undefined, 'SHA-256'],
    ['PS384', 'RSA', current, `${rfc7518}.5`, 'RSA-PSS', { hash: 'SHA-384', saltLength: 48 }, undefined, 'SHA-384'],
    ['PS512', 'RSA', current, `${rfc7518}.5`, 'RSA-PSS', { hash: 'SHA-512', saltLength: 64 }, undefined, 'SHA-512'],
    ['ES256', 'EC', current, `${rfc7518}.4`, 'ECDSA', { hash: 'SHA-256', curve: 'P-256' }, 64, 'SHA-256'],
    ['ES384', 'EC', current, `${rfc7518}.4`, 'ECDSA', { hash: 'SHA-384', curve: 'P-384' }, 96, 'SHA-384'],
    ['ES512', 'EC', current, `${rfc7518}.4`, 'ECDSA', { hash: 'SHA-512', curve: 'P-521' }, 132, 'SHA-512'],
    ['ES256K', 'EC', current, 'RFC 8812 §3.2', 'ECDSA', { hash: 'SHA-256', curve: 'secp256k1' }, 64, 'SHA-256'],
    ['Ed25519', 'OKP', current, 'RFC 9864 §2.2', 'Ed25519', { curve: 'Ed25519' }, 64, 'SHA-512'],
    ['Ed448', 'OKP', current, 'RFC 9864 §2.2', 'Ed448', { curve: 'Ed448' }, 114, undefined],
    ['ML-DSA-44', 'AKP', current, 'RFC 9964', 'ML-DSA-44', {}, 2420, undefined],
    ['ML-DSA-65', 'AKP', current, 'RFC 9964', 'ML-DSA-65', {}, 3309, undefined],
    ['ML-DSA-87', 'AKP', current, 'RFC 9964', 'ML-DSA-87', {}, 4627, undefined],
  ] as const)('%s', (name, kty, status, source, primitive, parameters, signatureBytes, hash) => {
    const crv = 'curve' in parameters ? parameters.curve : undefined
    // The curve of Edwards keys is the primitive's name.
    const more = kty === 'OKP' ? {} : parameters
    expect(signatureAlgorithms[name]).toEqual({
      use: 'sig',
      name,
      kty,
      status,
      source,
      variants: [{ primitive: { name: primitive, ...more }, crv, signatureBytes, hash }],
    })
  })

  it('EdDSA is either of the two that replaced it', () => {
    expect(signatureAlgorithms.EdDSA).toEqual({
      use: 'sig',
      name: 'EdDSA',
      kty: 'OKP',
      status: deprecated,
      source: 'RFC 8037 §3.1',
      variants: ['Ed25519', 'Ed448'].flatMap((name) => signatureAlgorithms[name]?.variants),
    })
  })
})

describe('key management algorithms, as RFC 7518 has them', () => {
  const aes = (name: string, bits: number): object => ({ name, bits })
  const pbkdf2 = (hash: string): object => ({ name: 'PBKDF2', hash })
  it.each([
    ['dir', ['oct'], 'direct', '5', {}],
    ['A128KW', ['oct'], 'wrapping', '4', { bits: 128, primitives: [aes('AES-KW', 128)] }],
    ['A192KW', ['oct'], 'wrapping', '4', { bits: 192, primitives: [aes('AES-KW', 192)] }],
    ['A256KW', ['oct'], 'wrapping', '4', { bits: 256, primitives: [aes('AES-KW', 256)] }],
    ['A128GCMKW', ['oct'], 'wrapping', '7', { bits: 128, primitives: [aes('AES-GCM', 128)] }],
    ['A192GCMKW', ['oct'], 'wrapping', '7', { bits: 192, primitives: [aes('AES-GCM', 192)] }],
    ['A256GCMKW', ['oct'], 'wrapping', '7', { bits: 256, primitives: [aes('AES-GCM', 256)] }],
    ['RSA1_5', ['RSA'], 'encryption', '2', { primitives: [{ name: 'RSAES-PKCS1-v1_5' }], status: 'deprecated' }],
    ['RSA-OAEP', ['RSA'], 'encryption', '3', { primitives: [{ name: 'RSA-OAEP', hash: 'SHA-1' }] }],
    ['RSA-OAEP-256', ['RSA'], 'encryption', '3', { primitives: [{ name: 'RSA-OAEP', hash: 'SHA-256' }] }],
    ['RSA-OAEP-384', ['RSA'], 'encryption', '3', { primitives: [{ name: 'RSA-OAEP', hash: 'SHA-384' }] }],
    ['RSA-OAEP-512', ['RSA'], 'encryption', '3', { primitives: [{ name: 'RSA-OAEP', hash: 'SHA-512' }] }],
    ['ECDH-ES', ['EC', 'OKP'], 'agreement', '6', {}],
    ['ECDH-ES+A128KW', ['EC', 'OKP'], 'agreement-wrapping', '6', { bits: 128, primitives: [aes('AES-KW', 128)] }],
    ['ECDH-ES+A192KW', ['EC', 'OKP'], 'agreement-wrapping', '6', { bits: 192, primitives: [aes('AES-KW', 192)] }],
    ['ECDH-ES+A256KW', ['EC', 'OKP'], 'agreement-wrapping', '6', { bits: 256, primitives: [aes('AES-KW', 256)] }],
    [
      'PBES2-HS256+A128KW',
      ['oct'],
      'password',
      '8',
      { bits: 128, primitives: [pbkdf2('SHA-256'), aes('AES-KW', 128)], status: 'optional' },
    ],
    [
      'PBES2-HS384+A192KW',
      ['oct'],
      'password',
      '8',
      { bits: 192, primitives: [pbkdf2('SHA-384'), aes('AES-KW', 192)], status: 'optional' },
    ],
    [
      'PBES2-HS512+A256KW',
      ['oct'],
      'password',
      '8',
      { bits: 256, primitives: [pbkdf2('SHA-512'), aes('AES-KW', 256)], status: 'optional' },
    ],
  ] as const)('%s', (name, kty, management, section, more) => {
    const curves = management.startsWith('agreement') ? ['P-256', 'P-384', 'P-521', 'X25519', 'X448'] : undefined
    expect(keyManagementAlgorithms[name]).toEqual({
      use: 'enc',
      name,
      kty,
      management,
      source: `RFC 7518 §4.${section}`,
      status: 'current',
      primitives: [],
      curves,
      ...more,
    })
  })
})

describe('content encryptions, as RFC 7518 has them', () => {
  it.each([
    ['A128GCM', 128, '3', [{ name: 'AES-GCM', bits: 128 }]],
    ['A192GCM', 192, '3', [{ name: 'AES-GCM', bits: 192 }]],
    ['A256GCM', 256, '3', [{ name: 'AES-GCM', bits: 256 }]],
    [
      'A128CBC-HS256',
      256,
      '2',
      [
        { name: 'AES-CBC', bits: 128 },
        { name: 'HMAC', hash: 'SHA-256' },
      ],
    ],
    [
      'A192CBC-HS384',
      384,
      '2',
      [
        { name: 'AES-CBC', bits: 192 },
        { name: 'HMAC', hash: 'SHA-384' },
      ],
    ],
    [
      'A256CBC-HS512',
      512,
      '2',
      [
        { name: 'AES-CBC', bits: 256 },
        { name: 'HMAC', hash: 'SHA-512' },
      ],
    ],
  ] as const)('%s', (name, cekBits, section, primitives) => {
    expect(contentEncryptions[name]).toEqual({ name, cekBits, primitives, source: `RFC 7518 §5.${section}` })
  })
})

it('what is registered cannot be changed, and names of Object.prototype are not registered', () => {
  for (const table of [signatureAlgorithms, keyManagementAlgorithms, contentEncryptions]) {
    expect(Object.isFrozen(table)).toBe(true)
    for (const name of ['toString', 'constructor', '__proto__']) expect(table[name]).toBe(undefined)
    for (const entry of Object.values(table)) expect(isFrozenDeeply(entry)).toBe(true)
  }
})

function isFrozenDeeply(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true
  return Object.isFrozen(value) && Object.values(value).every(isFrozenDeeply)
}
