import type { EcCurve, Hash, Kty, MacPrimitive, MlDsaName, OkpCurve, SignaturePrimitive } from '../backend.ts'

/** How an algorithm is used with keys of one kind. Only `EdDSA` has more than one. */
export interface SignatureVariant {
  readonly primitive: MacPrimitive | SignaturePrimitive
  /** The curve a key must have; absent where keys have none. */
  readonly crv?: EcCurve | OkpCurve
  /** Length of a signature in bytes; absent for RSA, where it is the modulus's. */
  readonly signatureBytes?: number
  /** The hash that `at_hash` uses (OpenID Connect Core §3.1.3.6), where one is defined. */
  readonly hash?: Hash
}

/** An algorithm of a JWS, as frozen data. */
export interface SignatureAlgorithm {
  readonly use: 'sig'
  readonly name: string
  readonly kty: Kty
  readonly variants: readonly SignatureVariant[]
  readonly status: 'current' | 'deprecated'
  readonly source: string
}

/** Every signature and MAC algorithm of the IANA JOSE registry that is not prohibited. `none` is no algorithm: see `jws/allowed.ts`. */
export const signatureAlgorithms: { readonly [name: string]: SignatureAlgorithm } = /* @__PURE__ */ table([
  hmac('HS256', 'SHA-256', 32),
  hmac('HS384', 'SHA-384', 48),
  hmac('HS512', 'SHA-512', 64),
  rsa('RS256', 'SHA-256'),
  rsa('RS384', 'SHA-384'),
  rsa('RS512', 'SHA-512'),
  pss('PS256', 'SHA-256', 32),
  pss('PS384', 'SHA-384', 48),
  pss('PS512', 'SHA-512', 64),
  ecdsa('ES256', 'SHA-256', 'P-256', 64),
  ecdsa('ES384', 'SHA-384', 'P-384', 96),
  ecdsa('ES512', 'SHA-512', 'P-521', 132),
  ecdsa('ES256K', 'SHA-256', 'secp256k1', 64, 'RFC 8812 §3.2'),
  eddsa('EdDSA', 'RFC 8037 §3.1', 'deprecated', 'Ed25519', 'Ed448'),
  eddsa('Ed25519', 'RFC 9864 §2.2', 'current', 'Ed25519'),
  eddsa('Ed448', 'RFC 9864 §2.2', 'current', 'Ed448'),
  mlDsa('ML-DSA-44', 2420),
  mlDsa('ML-DSA-65', 3309),
  mlDsa('ML-DSA-87', 4627),
])

function table(entries: readonly SignatureAlgorithm[]): { readonly [name: string]: SignatureAlgorithm } {
  const byName: { [name: string]: SignatureAlgorithm } = Object.create(null)
  for (const entry of entries) byName[entry.name] = entry
  return Object.freeze(byName)
}

function algorithm(
  name: string,
  kty: Kty,
  variants: readonly SignatureVariant[],
  source: string,
  status: SignatureAlgorithm['status'] = 'current',
): SignatureAlgorithm {
  for (const variant of variants) Object.freeze(Object.freeze(variant).primitive)
  return Object.freeze({ use: 'sig', name, kty, variants: Object.freeze(variants), status, source })
}

function hmac(name: string, hash: Hash, signatureBytes: number): SignatureAlgorithm {
  return algorithm(name, 'oct', [{ primitive: { name: 'HMAC', hash }, signatureBytes, hash }], 'RFC 7518 §3.2')
}

function rsa(name: string, hash: Hash): SignatureAlgorithm {
  return algorithm(name, 'RSA', [{ primitive: { name: 'RSASSA-PKCS1-v1_5', hash }, hash }], 'RFC 7518 §3.3')
}

function pss(name: string, hash: Hash, saltLength: number): SignatureAlgorithm {
  return algorithm(name, 'RSA', [{ primitive: { name: 'RSA-PSS', hash, saltLength }, hash }], 'RFC 7518 §3.5')
}

function ecdsa(
  name: string,
  hash: Hash,
  curve: EcCurve,
  signatureBytes: number,
  source = 'RFC 7518 §3.4',
): SignatureAlgorithm {
  return algorithm(
    name,
    'EC',
    [{ primitive: { name: 'ECDSA', hash, curve }, crv: curve, signatureBytes, hash }],
    source,
  )
}

function eddsa(
  name: string,
  source: string,
  status: SignatureAlgorithm['status'],
  ...curves: readonly ('Ed25519' | 'Ed448')[]
): SignatureAlgorithm {
  const variants = curves.map(
    (crv): SignatureVariant =>
      crv === 'Ed25519'
        ? { primitive: { name: crv }, crv, signatureBytes: 64, hash: 'SHA-512' }
        : { primitive: { name: crv }, crv, signatureBytes: 114 },
  )
  return algorithm(name, 'OKP', variants, source, status)
}

function mlDsa(name: MlDsaName, signatureBytes: number): SignatureAlgorithm {
  return algorithm(name, 'AKP', [{ primitive: { name }, signatureBytes }], 'RFC 9964')
}
