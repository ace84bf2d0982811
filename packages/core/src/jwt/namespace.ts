import type { Bytes } from '../backend.ts'
import type { JsonObject } from '../encoding/json.ts'
import type { Engines } from '../engine.ts'
import * as errors from '../errors.ts'
import type { KeyInput } from '../jwk/candidates.ts'
import type { SyncKey } from '../jwk/key.ts'
import { malformedHeader, splitCompact } from '../jws/segments.ts'
import { unverifiedHeader } from '../jws/unverified.ts'
import { andThen, promised, settled } from '../maybe.ts'
import { decodeHeader } from '../token/header.ts'
import type { KeySource, SyncKeyResolver } from '../token/resolve.ts'
import type { DecodeOptions } from './checks.ts'
import { type DecodedJWT, decodeJwt, readClaims } from './decode.ts'
import { type DecodeEmbeddedOptions, decodeEmbedded, type EmbeddedJWT } from './embedded.ts'
import { type Claims, type ClaimsInput, type EncodeOptions, encodeJwt } from './encode.ts'
import { type DecryptedJWT, type DecryptJwtOptions, decryptJwt, type EncryptJwtOptions, encryptJwt } from './encrypt.ts'
import { inJwt } from './jwt-error.ts'
import { createSigner, createVerifier, type VerifierOptions } from './prepared.ts'

export type Token = string | Bytes
export type SyncKeySource = KeyInput | SyncKeyResolver | null

type WithClaims<T> = T & Claims

/** JSON Web Tokens (RFC 7519). */
export interface Jwt {
  /**
   * Sign claims. The caller's object is not changed.
   *
   * @example
   * const token = await jwt.encode({ sub: 'alice', exp: new Date(Date.now() + 3_600_000) }, secret)
   */
  encode<C extends object>(claims: ClaimsInput<C>, key: KeySource, options?: EncodeOptions): Promise<string>
  /**
   * Verify a token and its claims.
   *
   * @example
   * const claims = await jwt.decode(token, secret, { algorithms: ['HS256'] })
   */
  decode<T = unknown>(token: Token, key: KeySource, options?: DecodeOptions): Promise<WithClaims<T>>
  /** As `decode`, with the header and the key that verified the token. */
  decodeComplete<T = unknown>(token: Token, key: KeySource, options?: DecodeOptions): Promise<DecodedJWT<WithClaims<T>>>
  /**
   * Verify a token by the public key in its own header (`jwk`), and its claims, as for a DPoP proof (RFC 9449 §4.3): it
   * shows that the sender has the key whose `thumbprint` this is. Whose it is, is for the caller to know: give the
   * `thumbprint` that is expected (`cnf.jkt` of the access token), or keep the one that comes back.
   *
   * @example
   * const key = await jwk.generate('ES256')
   * const claims = { jti: '1', htm: 'POST', htu: 'https://as.example/token', iat: new Date() }
   * const proof = await jwt.encode(claims, key, { headers: { typ: 'dpop+jwt', jwk: await key.toJwk() } })
   * const checks = { typ: 'dpop+jwt', maxAge: 60, options: { require: ['jti', 'htm', 'htu'] } }
   * const { thumbprint } = await jwt.decodeWithEmbeddedKey(proof, { algorithms: ['ES256'], ...checks })
   */
  decodeWithEmbeddedKey<T = unknown>(token: Token, options: DecodeEmbeddedOptions): Promise<EmbeddedJWT<WithClaims<T>>>
  /** A signer whose key and options are looked at once. */
  createSigner(key: KeySource, options?: EncodeOptions): <C extends object>(claims: ClaimsInput<C>) => Promise<string>
  /** A verifier whose key and options are looked at once; with `cache`, it remembers verified tokens. */
  createVerifier<T = unknown>(key: KeySource, options?: VerifierOptions): (token: Token) => Promise<WithClaims<T>>
  /**
   * Encrypt claims; with `sign`, sign them first.
   *
   * @example
   * const token = await jwt.encrypt({ sub: 'alice' }, publicKey, { algorithm: 'RSA-OAEP-256', encryption: 'A256GCM' })
   */
  encrypt<C extends object>(claims: ClaimsInput<C>, key: KeySource, options?: EncryptJwtOptions): Promise<string>
  /**
   * Decrypt a token and check its claims; with `verify`, those of the signed JWT inside it.
   *
   * @example
   * const claims = await jwt.decrypt(token, privateKey, { algorithms: ['RSA-OAEP-256'] })
   */
  decrypt<T = unknown>(token: Token, key: KeySource, options?: DecryptJwtOptions): Promise<WithClaims<T>>
  /** As `decrypt`, with the headers and the keys. */
  decryptComplete<T = unknown>(
    token: Token,
    key: KeySource,
    options?: DecryptJwtOptions,
  ): Promise<DecryptedJWT<WithClaims<T>>>
  /** The header, not verified: for choosing a key, never for trust. */
  getUnverifiedHeader(token: Token): JsonObject
  getUnverifiedHeaders(token: Token): JsonObject
  /** The claims, not verified: for debugging, never for trust. */
  getUnverifiedClaims(token: Token): Claims

  readonly JWTError: typeof errors.JWTError
  readonly JWTClaimsError: typeof errors.JWTClaimsError
  readonly ExpiredSignatureError: typeof errors.ExpiredSignatureError
  readonly InvalidTokenError: typeof errors.InvalidTokenError
  readonly InvalidSignatureError: typeof errors.InvalidSignatureError
  readonly InvalidKeyError: typeof errors.InvalidKeyError
  readonly InvalidAudienceError: typeof errors.InvalidAudienceError
  readonly InvalidIssuerError: typeof errors.InvalidIssuerError
}

/** `Jwt` with the sync twin of each operation. */
export interface SyncJwt extends Jwt {
  decodeComplete<T = unknown>(
    token: Token,
    key: KeySource,
    options?: DecodeOptions,
  ): Promise<DecodedJWT<WithClaims<T>, SyncKey>>
  decodeWithEmbeddedKey<T = unknown>(
    token: Token,
    options: DecodeEmbeddedOptions,
  ): Promise<EmbeddedJWT<WithClaims<T>, SyncKey>>
  decodeWithEmbeddedKeySync<T = unknown>(
    token: Token,
    options: DecodeEmbeddedOptions,
  ): EmbeddedJWT<WithClaims<T>, SyncKey>
  encodeSync<C extends object>(claims: ClaimsInput<C>, key: SyncKeySource, options?: EncodeOptions): string
  decodeSync<T = unknown>(token: Token, key: SyncKeySource, options?: DecodeOptions): WithClaims<T>
  decodeCompleteSync<T = unknown>(
    token: Token,
    key: SyncKeySource,
    options?: DecodeOptions,
  ): DecodedJWT<WithClaims<T>, SyncKey>
  decryptComplete<T = unknown>(
    token: Token,
    key: KeySource,
    options?: DecryptJwtOptions,
  ): Promise<DecryptedJWT<WithClaims<T>, SyncKey>>
  encryptSync<C extends object>(claims: ClaimsInput<C>, key: SyncKeySource, options?: EncryptJwtOptions): string
  decryptSync<T = unknown>(token: Token, key: SyncKeySource, options?: DecryptJwtOptions): WithClaims<T>
  decryptCompleteSync<T = unknown>(
    token: Token,
    key: SyncKeySource,
    options?: DecryptJwtOptions,
  ): DecryptedJWT<WithClaims<T>, SyncKey>
  createSignerSync(key: SyncKeySource, options?: EncodeOptions): <C extends object>(claims: ClaimsInput<C>) => string
  createVerifierSync<T = unknown>(key: SyncKeySource, options?: VerifierOptions): (token: Token) => WithClaims<T>
}

/** The operations on JWTs, bound to a backend; the sync twins are there where the backend is sync. */
export function bindJwt(engines: Required<Engines>): SyncJwt
export function bindJwt(engines: Engines): Jwt
export function bindJwt({ async: engine, sync }: Engines): Jwt {
  const getUnverifiedHeader = (token: Token): JsonObject =>
    inJwt(() => unverifiedHeader(engine, token, engine.limits.jwt))
  const operations = {
    encode: (claims: object, key: KeySource, options?: EncodeOptions) =>
      promised(() => encodeJwt(engine, claims, key, options)),
    decode: (token: Token, key: KeySource, options?: DecodeOptions) =>
      promised(() => andThen(decodeJwt(engine, token, key, options), ({ claims }) => claims)),
    decodeComplete: (token: Token, key: KeySource, options?: DecodeOptions) =>
      promised(() => decodeJwt(engine, token, key, options)),
    decodeWithEmbeddedKey: (token: Token, options: DecodeEmbeddedOptions) =>
      promised(() => decodeEmbedded(engine, token, options)),
    encrypt: (claims: object, key: KeySource, options?: EncryptJwtOptions) =>
      promised(() => encryptJwt(engine, claims, key, options)),
    decrypt: (token: Token, key: KeySource, options?: DecryptJwtOptions) =>
      promised(() => andThen(decryptJwt(engine, token, key, options), ({ claims }) => claims)),
    decryptComplete: (token: Token, key: KeySource, options?: DecryptJwtOptions) =>
      promised(() => decryptJwt(engine, token, key, options)),
    createSigner(key: KeySource, options?: EncodeOptions) {
      const sign = createSigner(engine, key, options)
      return (claims: object) => promised(() => sign(claims))
    },
    createVerifier(key: KeySource, options?: VerifierOptions) {
      const verify = createVerifier(engine, key, options)
      return (token: Token) => promised(() => verify(token))
    },
    getUnverifiedHeader,
    getUnverifiedHeaders: getUnverifiedHeader,
    getUnverifiedClaims: (token: Token) =>
      inJwt(() => {
        const { header, payload } = splitCompact(token, engine.limits.jwt, engine.codec)
        decodeHeader(engine, header, malformedHeader)
        return readClaims(engine, payload)
      }),
    JWTError: errors.JWTError,
    JWTClaimsError: errors.JWTClaimsError,
    ExpiredSignatureError: errors.ExpiredSignatureError,
    InvalidTokenError: errors.InvalidTokenError,
    InvalidSignatureError: errors.InvalidSignatureError,
    InvalidKeyError: errors.InvalidKeyError,
    InvalidAudienceError: errors.InvalidAudienceError,
    InvalidIssuerError: errors.InvalidIssuerError,
  }
  if (sync === undefined) return Object.freeze(operations) as Jwt
  const twins = {
    encodeSync: (claims: object, key: KeySource, options?: EncodeOptions) =>
      settled(encodeJwt(sync, claims, key, options)),
    decodeSync: (token: Token, key: KeySource, options?: DecodeOptions) =>
      settled(decodeJwt(sync, token, key, options)).claims,
    decodeCompleteSync: (token: Token, key: KeySource, options?: DecodeOptions) =>
      settled(decodeJwt(sync, token, key, options)),
    decodeWithEmbeddedKeySync: (token: Token, options: DecodeEmbeddedOptions) =>
      settled(decodeEmbedded(sync, token, options)),
    encryptSync: (claims: object, key: KeySource, options?: EncryptJwtOptions) =>
      settled(encryptJwt(sync, claims, key, options)),
    decryptSync: (token: Token, key: KeySource, options?: DecryptJwtOptions) =>
      settled(decryptJwt(sync, token, key, options)).claims,
    decryptCompleteSync: (token: Token, key: KeySource, options?: DecryptJwtOptions) =>
      settled(decryptJwt(sync, token, key, options)),
    createSignerSync(key: KeySource, options?: EncodeOptions) {
      const sign = createSigner(sync, key, options)
      return (claims: object) => settled(sign(claims))
    },
    createVerifierSync(key: KeySource, options?: VerifierOptions) {
      const verify = createVerifier(sync, key, options)
      return (token: Token) => settled(verify(token))
    },
  }
  return Object.freeze({ ...operations, ...twins }) as SyncJwt
}
