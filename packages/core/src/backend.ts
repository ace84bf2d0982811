/**
 * What a backend is: primitives, and nothing of tokens. Core decides every rule and calls a backend
 * with plain data; a backend never sees a header, a claim or an algorithm name of RFC 7518.
 */

export type Bytes = Uint8Array

/** Octets, or a string of ASCII characters that stands for its octets (signing inputs are ASCII). */
export type Data = Bytes | string

/** Octets, or a string that is their canonical base64url: a token has a MAC as text, and some runtimes write it so for less. */
export type Encoded = Bytes | string

export type Mode = 'sync' | 'async'

/** What a primitive answers: the value in sync mode; in async mode a promise, or the value where no waiting is needed. */
export type Result<M extends Mode, T> = M extends 'sync' ? T : T | PromiseLike<T>

export type Hash = 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512'
export type EcCurve = 'P-256' | 'P-384' | 'P-521' | 'secp256k1'
export type OkpCurve = 'Ed25519' | 'Ed448' | 'X25519' | 'X448'
export type MlDsaName = 'ML-DSA-44' | 'ML-DSA-65' | 'ML-DSA-87'

export interface MacPrimitive {
  readonly name: 'HMAC'
  readonly hash: Hash
}

/** `saltLength` in bytes. ECDSA signatures are r‖s, each of the curve's width (RFC 7518 §3.4), never DER. */
export type SignaturePrimitive =
  | { readonly name: 'RSASSA-PKCS1-v1_5'; readonly hash: Hash }
  | { readonly name: 'RSA-PSS'; readonly hash: Hash; readonly saltLength: number }
  | { readonly name: 'ECDSA'; readonly hash: Hash; readonly curve: EcCurve }
  | { readonly name: 'Ed25519' | 'Ed448' }
  | { readonly name: MlDsaName }

/** Sizes in bits. CBC pads as PKCS#7 has it (RFC 5652 §6.3). */
export interface CipherPrimitive {
  readonly name: 'AES-GCM' | 'AES-CBC'
  readonly bits: 128 | 192 | 256
}

/** AES Key Wrap (RFC 3394), RSAES-OAEP with MGF1 of the same hash and no label, RSAES-PKCS1-v1_5 (RFC 8017 §7). */
export type WrapPrimitive =
  | { readonly name: 'AES-KW'; readonly bits: 128 | 192 | 256 }
  | { readonly name: 'RSA-OAEP'; readonly hash: Hash }
  | { readonly name: 'RSAES-PKCS1-v1_5' }

export interface AgreementPrimitive {
  readonly name: 'ECDH'
  readonly curve: EcCurve | 'X25519' | 'X448'
}

export interface PasswordPrimitive {
  readonly name: 'PBKDF2'
  readonly hash: Hash
}

/** Raw DEFLATE (RFC 1951). */
export interface CompressionPrimitive {
  readonly name: 'DEFLATE'
}

export type EncryptionPrimitive =
  | CipherPrimitive
  | WrapPrimitive
  | AgreementPrimitive
  | PasswordPrimitive
  | CompressionPrimitive

export type Primitive =
  | MacPrimitive
  | SignaturePrimitive
  | EncryptionPrimitive
  | { readonly name: 'digest'; readonly hash: Hash }

/**
 * A key as numbers: big-endian octets of exactly the width RFC 7518 §6 gives them. Core parses and
 * checks every outside form (JWK, PEM, DER) down to this, so that a backend imports one form only.
 * A private key may come without its public half.
 */
export type KeyMaterial =
  | { readonly kty: 'oct'; readonly k: Bytes }
  | { readonly kty: 'RSA'; readonly n: Bytes; readonly e: Bytes; readonly private?: RsaPrivate }
  | { readonly kty: 'EC'; readonly crv: EcCurve; readonly x?: Bytes; readonly y?: Bytes; readonly d?: Bytes }
  | { readonly kty: 'OKP'; readonly crv: OkpCurve; readonly x?: Bytes; readonly d?: Bytes }
  | { readonly kty: 'AKP'; readonly alg: MlDsaName; readonly pub?: Bytes; readonly priv?: Bytes }

export type Kty = KeyMaterial['kty']

/** The private members of an RSA key, all of them (RFC 7518 §6.3.2); minimal octets, no leading zeros. */
export interface RsaPrivate {
  readonly d: Bytes
  readonly p: Bytes
  readonly q: Bytes
  readonly dp: Bytes
  readonly dq: Bytes
  readonly qi: Bytes
}

/**
 * A key as the backend holds it. `handle` is the backend's own and opaque to core. `material` is what may be
 * seen: the public half of an asymmetric key as the backend itself computed it, nothing of a secret.
 */
export interface BackendKey {
  readonly handle: unknown
  readonly type: 'secret' | 'public' | 'private'
  readonly material: PublicMaterial
  /** Where the platform binds its own key objects to one use, which; absent for a key that may do all that its kind can. */
  readonly bound?: Binding
  /** Of a native key that knows it: its `kid` and the one algorithm it is for. */
  readonly attributes?: { readonly algorithm?: string; readonly kid?: string }
}

/**
 * What may be seen of a key. A native key object may hold back its numbers: then `x`, `y`, `pub` are absent, and of an
 * RSA key there are the `bits` of the modulus and `e`.
 */
export type PublicMaterial =
  | Exclude<KeyMaterial, { kty: 'oct' }>
  | { readonly kty: 'RSA'; readonly n?: never; readonly bits: number; readonly e: Bytes }
  | { readonly kty: 'oct'; readonly bits: number }

/** What a native key object was made for: operations as in `key_ops` (RFC 7517 §4.3), and one primitive by its name and hash, where it is bound to one. */
export interface Binding {
  readonly name?: Primitive['name']
  readonly hash?: Hash
  readonly operations: readonly string[]
}

/** What to generate: RSA `bits` with e = 65537; a curve; an ML-DSA parameter set. Secrets come from `random`. */
export type KeyRequest =
  | { readonly kty: 'RSA'; readonly bits: number }
  | { readonly kty: 'EC'; readonly crv: EcCurve; readonly use?: KeyUse }
  | { readonly kty: 'OKP'; readonly crv: OkpCurve }
  | { readonly kty: 'AKP'; readonly alg: MlDsaName }

/** What a key is wanted for, where core knows: a platform that binds its key objects to a use can make the right one at once. */
export type KeyUse = 'sig' | 'enc'

/**
 * The operations, in one mode. Core has checked key type, sizes and lengths before it calls; a backend may
 * throw on what it cannot do, reads or copies the octets it is given before it returns (but for the long data of `mac`
 * and `decrypt`, which are core's own and stay as they are until the answer), and answers `false`, not an error, for a
 * signature or tag that does not fit.
 */
export interface Primitives<M extends Mode = Mode> {
  digest(hash: Hash, data: Data): Result<M, Bytes>
  mac(primitive: MacPrimitive, key: BackendKey, data: Data): Result<M, Encoded>
  /** Compares in constant time; a tag of another length is `false`. */
  verifyMac(primitive: MacPrimitive, key: BackendKey, tag: Encoded, data: Data): Result<M, boolean>
  /** `key` is a private key. */
  sign(primitive: SignaturePrimitive, key: BackendKey, data: Data): Result<M, Bytes>
  /** `key` is a public key; `signature` has the one length it may have. */
  verify(primitive: SignaturePrimitive, key: BackendKey, signature: Bytes, data: Data): Result<M, boolean>
  /**
   * AES with a key of `primitive.bits`; `iv` is 12 bytes for GCM and 16 for CBC. The tag of GCM, 16 bytes, stands behind
   * the ciphertext; CBC takes no `additional` data. Large content must not hold up the event loop in async mode.
   */
  encrypt(
    primitive: CipherPrimitive,
    key: BackendKey,
    iv: Bytes,
    plaintext: Bytes,
    additional?: Bytes,
  ): Result<M, Bytes>
  /** `undefined` for a tag that does not fit or padding that is none; nothing of the plaintext is seen before the tag is checked. */
  decrypt(
    primitive: CipherPrimitive,
    key: BackendKey,
    iv: Bytes,
    ciphertext: Bytes,
    additional?: Bytes,
  ): Result<M, Bytes | undefined>
  /** Wraps or encrypts the octets of a content encryption key. */
  wrap(primitive: WrapPrimitive, key: BackendKey, octets: Bytes): Result<M, Bytes>
  /** `undefined` for whatever does not unwrap, whyever. */
  unwrap(primitive: WrapPrimitive, key: BackendKey, wrapped: Bytes): Result<M, Bytes | undefined>
  /** The shared secret Z (RFC 7518 §4.6): the x coordinate at the curve's width, or the 32 or 56 bytes of RFC 7748, where all zeros (RFC 7748 §6) are `undefined`. */
  agree(primitive: AgreementPrimitive, privateKey: BackendKey, publicKey: BackendKey): Result<M, Bytes | undefined>
  /** PBKDF2 (RFC 8018 §5.2); `length` in bytes. In async mode off the event loop, or in parts. */
  derive(
    primitive: PasswordPrimitive,
    password: Bytes,
    salt: Bytes,
    iterations: number,
    length: number,
  ): Result<M, Bytes>
  deflate(octets: Bytes): Result<M, Bytes>
  /** The whole of one raw DEFLATE stream; `'too large'`, found without inflating more, beyond `limit` bytes; `undefined` for a stream that is broken, cut short or followed by anything. Either, of one that is broken beyond the limit. */
  inflate(deflated: Bytes, limit: number): Result<M, Bytes | 'too large' | undefined>
  /**
   * A private key may come with its public half; what the answer's `material` says is what the backend computed from the
   * private half, never the half that was given, so that core can compare the two. Where the platform cannot compute it,
   * the backend makes sure that the halves belong together by signing or agreeing with both. Throws on a key it cannot use.
   * `use` is a hint only: the key can do whatever its kind can.
   */
  importKey(material: KeyMaterial, use?: KeyUse): Result<M, BackendKey>
  /** The whole key, its private half included. Throws `InvalidKeyError` where the platform does not give it out. */
  exportKey(key: BackendKey): Result<M, KeyMaterial>
  /** A backend that searches for the primes of RSA itself calls `onProgress` with the candidates tried so far, before each pause at the latest; one whose platform makes keys in one go never does. */
  generateKey(request: KeyRequest, onProgress?: (attempts: number) => void): Result<M, BackendKey>
}

/**
 * The runtime's fastest text encodings, where it has faster ones than the language. Strict, like core's own:
 * whatever is not canonical answers `undefined`.
 */
export interface Codec {
  /** RFC 4648 §5 without padding. */
  base64urlEncode(bytes: Bytes): string
  /** The octets may lie in memory that others share; core copies what it hands out. */
  base64urlDecode(text: string): Bytes | undefined
  /** As `base64urlDecode`, into the beginning of `target`, which has the room. Whether the text was canonical. */
  base64urlDecodeInto?(text: string, target: Bytes): boolean
  /** Memory that need not be cleared first, where the runtime gives such: core writes to each octet before any is read. */
  allocate?(length: number): Bytes
  /** Any string; a lone surrogate becomes U+FFFD. */
  utf8Encode(text: string): Bytes
  utf8Decode(bytes: Bytes): string | undefined
  /** base64url of the UTF-8 octets of `text`, in one step. */
  base64urlEncodeText(text: string): string
  /** The text whose UTF-8 octets the base64url stands for, in one step. */
  base64urlDecodeText(text: string): string | undefined
}

export interface Backend {
  /** For messages and tables, such as `node`. */
  readonly name: string
  supports(primitive: Primitive): boolean
  /**
   * Fulfilled once `supports` knows all, for backends that must try out part of it; the call begins the trying. Until
   * then `supports` never denies what is there, but may promise what turns out to be missing: using that ends in
   * `UnsupportedAlgorithmError`.
   */
  ready?(): PromiseLike<void>
  /** `length` bytes from a cryptographically secure source. */
  random(length: number): Bytes
  /** The key behind a native key object of this backend's platform, or a `handle` of its own; `undefined` for any other value. Asks nothing that has to be waited for. Throws on one it cannot use. */
  adopt(native: unknown): BackendKey | undefined
  readonly codec?: Codec
  /** Lets the event loop turn, where the runtime has one: core pauses with it in the midst of large content. */
  readonly turn?: () => PromiseLike<void>
  /** What does the cryptography, for `report()`. */
  readonly cryptography?: () => readonly Cryptography[]
  readonly async: Primitives<'async'>
  readonly sync?: Primitives<'sync'> | undefined
}

/** What does the cryptography of a backend, as far as the runtime tells. */
export interface Cryptography {
  /** Such as `OpenSSL`. */
  readonly module: string
  readonly version?: string
  /** Such as `Node.js 24.21.0`. */
  readonly runtime?: string
  /** Whether a FIPS provider is in force, found out by trying; absent where there can be none. */
  readonly fips?: boolean
}

/** A backend whose operations can all answer at once. */
export interface SyncBackend extends Backend {
  readonly sync: Primitives<'sync'>
}
