/** A private key (or secret) for signing, a public key (or secret) for verifying. */
export type PeerKey =
  | { readonly jwk: Readonly<Record<string, unknown>> }
  | { readonly pem: string }
  | { readonly secret: string }

export type Claims = Readonly<Record<string, unknown>>

export interface SignRequest {
  readonly id: string
  readonly algorithm: string
  readonly key: PeerKey
  readonly claims: Claims
}

export interface VerifyRequest {
  readonly id: string
  readonly algorithm: string
  readonly key: PeerKey
  readonly token: string
}

/** `token` answers a SignRequest, `claims` a VerifyRequest, `error` is in the peer's own words. */
export type Answer =
  | { readonly id: string; readonly ok: true; readonly token?: string; readonly claims?: Claims }
  | { readonly id: string; readonly ok: false; readonly error: string }

/** Another implementation of JOSE. Both calls answer every request, in the order asked, and do not reject for one. */
export interface Peer {
  readonly name: string
  readonly version: string
  readonly algorithms: readonly string[]
  sign(requests: readonly SignRequest[]): Promise<Answer[]>
  verify(requests: readonly VerifyRequest[]): Promise<Answer[]>
}

export type JWK = Readonly<Record<string, unknown>>

export type Serialization = 'compact' | 'flattened' | 'general'

/** A token as text, or as the object that a JSON serialization is. */
export type EncryptedToken = string | Readonly<Record<string, unknown>>

export interface EncryptRequest {
  readonly id: string
  readonly encryption: string
  readonly plaintext: string
  readonly serialization: Serialization
  /** Public keys or secrets. One, or several for `general`. */
  readonly recipients: readonly { readonly algorithm: string; readonly key: JWK; readonly header?: JWK }[]
  /** Protected members beyond `alg` and `enc`. */
  readonly protected?: JWK
  readonly unprotected?: JWK
  readonly aad?: string
}

export interface DecryptRequest {
  readonly id: string
  readonly algorithm: string
  readonly encryption: string
  /** A private key or a secret. */
  readonly key: JWK
  readonly token: EncryptedToken
}

/** `token` answers an EncryptRequest, `plaintext` a DecryptRequest, `error` is in the peer's own words. */
export type EncryptionAnswer =
  | { readonly id: string; readonly ok: true; readonly token?: EncryptedToken; readonly plaintext?: string }
  | { readonly id: string; readonly ok: false; readonly error: string }

/** Another implementation of JWE. Both calls answer every request, in the order asked, and do not reject for one. */
export interface EncryptionPeer {
  readonly name: string
  readonly version: string
  /** Key management, by `alg`. */
  readonly algorithms: readonly string[]
  readonly encryptions: readonly string[]
  /** Those of ECDH-ES. */
  readonly curves: readonly string[]
  readonly serializations: readonly Serialization[]
  encrypt(requests: readonly EncryptRequest[]): Promise<EncryptionAnswer[]>
  decrypt(requests: readonly DecryptRequest[]): Promise<EncryptionAnswer[]>
}
