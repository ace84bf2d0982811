import type { EcCurve, EncryptionPrimitive, Hash, Kty, MacPrimitive, OkpCurve } from '../backend.ts'

/** How the content encryption key reaches the recipient (RFC 7516 §2). */
export type KeyManagement = 'direct' | 'wrapping' | 'encryption' | 'agreement' | 'agreement-wrapping' | 'password'

/** A key management algorithm of a JWE (`alg`), as frozen data. */
export interface KeyManagementAlgorithm {
  readonly use: 'enc'
  readonly name: string
  readonly kty: readonly Kty[]
  readonly management: KeyManagement
  /** All that a backend needs. Where `curves` is given, ECDH on the key's own curve besides. */
  readonly primitives: readonly EncryptionPrimitive[]
  readonly curves?: readonly (EcCurve | OkpCurve)[]
  /** Size of the key that wraps, in bits. */
  readonly bits?: number
  readonly status: 'current' | 'deprecated' | 'optional'
  readonly source: string
}

/** A content encryption algorithm of a JWE (`enc`), as frozen data. `cekBits` in bits. */
export interface ContentEncryption {
  readonly name: string
  readonly cekBits: number
  readonly primitives: readonly (EncryptionPrimitive | MacPrimitive)[]
  readonly source: string
}

type AesBits = 128 | 192 | 256

const curves = /* @__PURE__ */ Object.freeze(['P-256', 'P-384', 'P-521', 'X25519', 'X448'] as const)

export const keyManagementAlgorithms: { readonly [name: string]: KeyManagementAlgorithm } = /* @__PURE__ */ byName(
  () => [
    management('dir', ['oct'], 'direct', [], 'RFC 7518 §4.5'),
    ...[128, 192, 256].map((bits) =>
      management(`A${bits}KW`, ['oct'], 'wrapping', [{ name: 'AES-KW', bits: bits as AesBits }], 'RFC 7518 §4.4', {
        bits,
      }),
    ),
    ...[128, 192, 256].map((bits) =>
      management(`A${bits}GCMKW`, ['oct'], 'wrapping', [{ name: 'AES-GCM', bits: bits as AesBits }], 'RFC 7518 §4.7', {
        bits,
      }),
    ),
    management('RSA1_5', ['RSA'], 'encryption', [{ name: 'RSAES-PKCS1-v1_5' }], 'RFC 7518 §4.2', {
      status: 'deprecated',
    }),
    management('RSA-OAEP', ['RSA'], 'encryption', [{ name: 'RSA-OAEP', hash: 'SHA-1' }], 'RFC 7518 §4.3'),
    ...(['SHA-256', 'SHA-384', 'SHA-512'] as const).map((hash) =>
      management(`RSA-OAEP-${hash.slice(4)}`, ['RSA'], 'encryption', [{ name: 'RSA-OAEP', hash }], 'RFC 7518 §4.3'),
    ),
    management('ECDH-ES', ['EC', 'OKP'], 'agreement', [], 'RFC 7518 §4.6', { curves }),
    ...[128, 192, 256].map((bits) =>
      management(
        `ECDH-ES+A${bits}KW`,
        ['EC', 'OKP'],
        'agreement-wrapping',
        [{ name: 'AES-KW', bits: bits as AesBits }],
        'RFC 7518 §4.6',
        { curves, bits },
      ),
    ),
    pbes2('PBES2-HS256+A128KW', 'SHA-256', 128),
    pbes2('PBES2-HS384+A192KW', 'SHA-384', 192),
    pbes2('PBES2-HS512+A256KW', 'SHA-512', 256),
  ],
)

export const contentEncryptions: { readonly [name: string]: ContentEncryption } = /* @__PURE__ */ byName(() => [
  gcm(128),
  gcm(192),
  gcm(256),
  cbc('A128CBC-HS256', 128, 'SHA-256'),
  cbc('A192CBC-HS384', 192, 'SHA-384'),
  cbc('A256CBC-HS512', 256, 'SHA-512'),
])

function byName<T extends { readonly name: string }>(entries: () => readonly T[]): { readonly [name: string]: T } {
  const table: { [name: string]: T } = Object.create(null)
  for (const entry of entries()) table[entry.name] = entry
  return Object.freeze(table)
}

function management(
  name: string,
  kty: readonly Kty[],
  kind: KeyManagement,
  primitives: readonly EncryptionPrimitive[],
  source: string,
  more: Partial<Pick<KeyManagementAlgorithm, 'bits' | 'curves' | 'status'>> = {},
): KeyManagementAlgorithm {
  for (const primitive of primitives) Object.freeze(primitive)
  return Object.freeze({
    use: 'enc',
    name,
    kty: Object.freeze(kty),
    management: kind,
    primitives: Object.freeze(primitives),
    status: 'current',
    source,
    ...more,
  })
}

function pbes2(name: string, hash: Hash, bits: AesBits): KeyManagementAlgorithm {
  const primitives = [
    { name: 'PBKDF2', hash },
    { name: 'AES-KW', bits },
  ] as const
  return management(name, ['oct'], 'password', primitives, 'RFC 7518 §4.8', { bits, status: 'optional' })
}

function gcm(bits: AesBits): ContentEncryption {
  return encryption(`A${bits}GCM`, bits, [{ name: 'AES-GCM', bits }], 'RFC 7518 §5.3')
}

function cbc(name: string, bits: AesBits, hash: Hash): ContentEncryption {
  return encryption(
    name,
    bits * 2,
    [
      { name: 'AES-CBC', bits },
      { name: 'HMAC', hash },
    ],
    'RFC 7518 §5.2',
  )
}

function encryption(
  name: string,
  cekBits: number,
  primitives: ContentEncryption['primitives'],
  source: string,
): ContentEncryption {
  for (const primitive of primitives) Object.freeze(primitive)
  return Object.freeze({ name, cekBits, primitives: Object.freeze(primitives), source })
}
