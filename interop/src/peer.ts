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
