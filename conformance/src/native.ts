import type { JWK } from '@jose/core'

/**
 * Native keys of a backend's platform, made by its author for the suite.
 *
 * @example
 * const native: NativeKeys = {
 *   from: (jwk) => (jwk.d === undefined ? createPublicKey : createPrivateKey)({ key: jwk, format: 'jwk' }),
 * }
 */
export interface NativeKeys {
  /**
   * The native key of a JWK, secret, private or public as the JWK is, good for that algorithm (RFC 7518 §3.1); a promise
   * of it, or `undefined` where the platform has no such key object.
   */
  from(jwk: JWK, algorithm: string): unknown
  /**
   * As `from`, for encryption: good for that key management algorithm (RFC 7518 §4.1), or for that content encryption
   * (RFC 7518 §5.1), as a key of `dir` is.
   */
  readonly encrypting?: (jwk: JWK, algorithm: string) => unknown
  /** Native keys that JOSE has no use for, such as RSA keys of 1024 bits, by what they are. Each may be a promise. */
  readonly unfit?: { readonly [what: string]: () => unknown }
}
