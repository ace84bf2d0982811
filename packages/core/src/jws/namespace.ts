import type { Bytes } from '../backend.ts'
import type { JsonObject } from '../encoding/json.ts'
import type { Engines } from '../engine.ts'
import { JWSAlgorithmError, JWSError, JWSSignatureError } from '../errors.ts'
import type { SyncKey } from '../jwk/key.ts'
import type { SyncKeySource, Token } from '../jwt/namespace.ts'
import { promised, settled } from '../maybe.ts'
import type { KeySource } from '../token/resolve.ts'
import { type EmbeddedJWS, type VerifyEmbeddedOptions, verifyEmbedded } from './embedded.ts'
import { type SignOptions, signJws } from './sign.ts'
import {
  type FlattenedJWS,
  type GeneralJWS,
  type Signer,
  type SignJsonOptions,
  signFlattened,
  signGeneral,
} from './sign-json.ts'
import { parseJws, unverifiedHeader, unverifiedPayload } from './unverified.ts'
import { type VerifiedJWS, type VerifyOptions, verifyJws } from './verify.ts'

/** What a JWS can carry: bytes as they are, a string as UTF-8, an object as JSON. */
export type Payload = string | Bytes | object

/** A signer for sync calls. */
export type SyncSigner = Signer & { readonly key: SyncKeySource }

/** JSON Web Signatures (RFC 7515). */
export interface Jws {
  /**
   * Sign a payload as a compact JWS.
   *
   * @example
   * const token = await jws.sign({ a: 'b' }, secret, { algorithm: 'HS256' })
   */
  sign(payload: Payload, key: KeySource, options?: SignOptions): Promise<string>
  /** Sign as flattened JSON, by one signer. */
  signFlattened(payload: Payload, signer: Signer, options?: SignJsonOptions): Promise<FlattenedJWS>
  /** Sign as general JSON, by several signers. */
  signGeneral(payload: Payload, signers: readonly Signer[], options?: SignJsonOptions): Promise<GeneralJWS>
  /**
   * Verify a JWS: text is the compact form, an object one of the JSON forms.
   *
   * @example
   * const { payload } = await jws.verify(token, secret, { algorithms: ['HS256'] })
   */
  verify(token: Token | FlattenedJWS | GeneralJWS, key: KeySource, options?: VerifyOptions): Promise<VerifiedJWS>
  /**
   * Verify a JWS, compact or flattened, by the public key in its own protected header (`jwk`): it shows that the sender
   * has the key, and `thumbprint` tells which key that is. Whose it is, is for the caller to know.
   *
   * @example
   * const key = await jwk.generate('ES256')
   * const token = await jws.sign('order', key, { headers: { jwk: await key.toJwk() } })
   * const { thumbprint } = await jws.verifyWithEmbeddedKey(token, { algorithms: ['ES256'] })
   * console.log(thumbprint === (await jwk.thumbprint(key))) // true
   */
  verifyWithEmbeddedKey(token: Token | FlattenedJWS, options: VerifyEmbeddedOptions): Promise<EmbeddedJWS>
  /** The JSON forms from their text, strictly: duplicate members are refused. Throws `JWSError`. */
  parse(text: string): FlattenedJWS | GeneralJWS
  /** The header, not verified: for choosing a key, never for trust. */
  getUnverifiedHeader(token: Token): JsonObject
  getUnverifiedHeaders(token: Token): JsonObject
  /** The payload, not verified: for debugging, never for trust. */
  getUnverifiedPayload(token: Token): Bytes
  getUnverifiedClaims(token: Token): Bytes

  readonly JWSError: typeof JWSError
  readonly JWSSignatureError: typeof JWSSignatureError
  readonly JWSAlgorithmError: typeof JWSAlgorithmError
}

/** `Jws` with the sync twin of each operation. */
export interface SyncJws extends Jws {
  verify(
    token: Token | FlattenedJWS | GeneralJWS,
    key: KeySource,
    options?: VerifyOptions,
  ): Promise<VerifiedJWS<SyncKey>>
  verifyWithEmbeddedKey(token: Token | FlattenedJWS, options: VerifyEmbeddedOptions): Promise<EmbeddedJWS<SyncKey>>
  verifyWithEmbeddedKeySync(token: Token | FlattenedJWS, options: VerifyEmbeddedOptions): EmbeddedJWS<SyncKey>
  signSync(payload: Payload, key: SyncKeySource, options?: SignOptions): string
  signFlattenedSync(payload: Payload, signer: SyncSigner, options?: SignJsonOptions): FlattenedJWS
  signGeneralSync(payload: Payload, signers: readonly SyncSigner[], options?: SignJsonOptions): GeneralJWS
  verifySync(
    token: Token | FlattenedJWS | GeneralJWS,
    key: SyncKeySource,
    options?: VerifyOptions,
  ): VerifiedJWS<SyncKey>
}

/** The operations on JWSs, bound to a backend; the sync twins are there where the backend is sync. */
export function bindJws(engines: Required<Engines>): SyncJws
export function bindJws(engines: Engines): Jws
export function bindJws({ async: engine, sync }: Engines): Jws {
  const getUnverifiedHeader = (token: Token): JsonObject => unverifiedHeader(engine, token)
  const getUnverifiedPayload = (token: Token): Bytes => unverifiedPayload(engine, token)
  const operations: Jws = {
    sign: (payload, key, options) => promised(() => signJws(engine, payload, key, options)),
    verify: (token, key, options) => promised(() => verifyJws(engine, token, key, options)),
    verifyWithEmbeddedKey: (token, options) => promised(() => verifyEmbedded(engine, token, options)),
    signFlattened: (payload, signer, options) => promised(() => signFlattened(engine, payload, signer, options)),
    signGeneral: (payload, signers, options) => promised(() => signGeneral(engine, payload, signers, options)),
    parse: (text) => parseJws(engine, text),
    getUnverifiedHeader,
    getUnverifiedHeaders: getUnverifiedHeader,
    getUnverifiedPayload,
    getUnverifiedClaims: getUnverifiedPayload,
    JWSError,
    JWSSignatureError,
    JWSAlgorithmError,
  }
  if (sync === undefined) return Object.freeze(operations)
  const twins: SyncJws = {
    ...(operations as Jws & Pick<SyncJws, 'verify' | 'verifyWithEmbeddedKey'>),
    signSync: (payload, key, options) => settled(signJws(sync, payload, key, options)),
    signFlattenedSync: (payload, signer, options) => settled(signFlattened(sync, payload, signer, options)),
    signGeneralSync: (payload, signers, options) => settled(signGeneral(sync, payload, signers, options)),
    verifyWithEmbeddedKeySync: (token, options) =>
      settled(verifyEmbedded(sync, token, options)) as EmbeddedJWS<SyncKey>,
    verifySync: (token, key, options) => settled(verifyJws(sync, token, key, options)) as VerifiedJWS<SyncKey>,
  }
  return Object.freeze(twins)
}
