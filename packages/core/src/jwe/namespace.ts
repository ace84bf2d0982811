import type { JsonObject } from '../encoding/json.ts'
import type { Engines } from '../engine.ts'
import { JWEAlgorithmUnsupportedError, JWEError, JWEInvalidAuth, JWEParseError } from '../errors.ts'
import type { SyncKey } from '../jwk/key.ts'
import type { Payload } from '../jws/namespace.ts'
import type { SyncKeySource, Token } from '../jwt/namespace.ts'
import { promised, settled } from '../maybe.ts'
import type { KeySource } from '../token/resolve.ts'
import { type DecryptedJWE, type DecryptOptions, decryptJwe } from './decrypt.ts'
import { type EncryptOptions, encryptJwe } from './encrypt.ts'
import {
  type EncryptJsonOptions,
  encryptFlattened,
  encryptGeneral,
  type FlattenedJWE,
  type GeneralJWE,
  type JWERecipient,
} from './encrypt-json.ts'
import { parseJwe, unverifiedHeader } from './unverified.ts'

/** A recipient for sync calls. */
export type SyncJWERecipient = JWERecipient & { readonly key: SyncKeySource }

/** JSON Web Encryption (RFC 7516). */
export interface Jwe {
  /**
   * Encrypt as a compact JWE.
   *
   * @example
   * const token = await jwe.encrypt('plaintext', secret, { algorithm: 'dir', encryption: 'A256GCM' })
   */
  encrypt(plaintext: Payload, key: KeySource, options?: EncryptOptions): Promise<string>
  /**
   * Decrypt a JWE: text is the compact form, an object one of the JSON forms.
   *
   * @example
   * const { plaintext } = await jwe.decrypt(token, secret)
   */
  decrypt(token: Token | FlattenedJWE | GeneralJWE, key: KeySource, options?: DecryptOptions): Promise<DecryptedJWE>
  /** Encrypt for one recipient, as flattened JSON. */
  encryptFlattened(plaintext: Payload, recipient: JWERecipient, options?: EncryptJsonOptions): Promise<FlattenedJWE>
  /** Encrypt for several recipients, as general JSON. */
  encryptGeneral(
    plaintext: Payload,
    recipients: readonly JWERecipient[],
    options?: EncryptJsonOptions,
  ): Promise<GeneralJWE>
  /** The JSON forms from their text, strictly: duplicate members are refused. Throws `JWEError`. */
  parse(text: string): FlattenedJWE | GeneralJWE
  /** The protected header, not verified: for choosing a key, never for trust. */
  getUnverifiedHeader(token: Token | FlattenedJWE | GeneralJWE): JsonObject
  getUnverifiedHeaders(token: Token | FlattenedJWE | GeneralJWE): JsonObject

  readonly JWEError: typeof JWEError
  readonly JWEParseError: typeof JWEParseError
  readonly JWEInvalidAuth: typeof JWEInvalidAuth
  readonly JWEAlgorithmUnsupportedError: typeof JWEAlgorithmUnsupportedError
}

/** `Jwe` with the sync twin of each operation. */
export interface SyncJwe extends Jwe {
  decrypt(
    token: Token | FlattenedJWE | GeneralJWE,
    key: KeySource,
    options?: DecryptOptions,
  ): Promise<DecryptedJWE<SyncKey>>
  encryptSync(plaintext: Payload, key: SyncKeySource, options?: EncryptOptions): string
  decryptSync(
    token: Token | FlattenedJWE | GeneralJWE,
    key: SyncKeySource,
    options?: DecryptOptions,
  ): DecryptedJWE<SyncKey>
  encryptFlattenedSync(plaintext: Payload, recipient: SyncJWERecipient, options?: EncryptJsonOptions): FlattenedJWE
  encryptGeneralSync(
    plaintext: Payload,
    recipients: readonly SyncJWERecipient[],
    options?: EncryptJsonOptions,
  ): GeneralJWE
}

/** The operations on JWEs, bound to a backend; the sync twins are there where the backend is sync. */
export function bindJwe(engines: Required<Engines>): SyncJwe
export function bindJwe(engines: Engines): Jwe
export function bindJwe({ async: engine, sync }: Engines): Jwe {
  const getUnverifiedHeader: Jwe['getUnverifiedHeader'] = (token) => unverifiedHeader(engine, token)
  const operations: Jwe = {
    encrypt: (plaintext, key, options) => promised(() => encryptJwe(engine, plaintext, key, options)),
    decrypt: (token, key, options) => promised(() => decryptJwe(engine, token, key, options)),
    encryptFlattened: (plaintext, recipient, options) =>
      promised(() => encryptFlattened(engine, plaintext, recipient, options)),
    encryptGeneral: (plaintext, recipients, options) =>
      promised(() => encryptGeneral(engine, plaintext, recipients, options)),
    parse: (text) => parseJwe(engine, text),
    getUnverifiedHeader,
    getUnverifiedHeaders: getUnverifiedHeader,
    JWEError,
    JWEParseError,
    JWEInvalidAuth,
    JWEAlgorithmUnsupportedError,
  }
  if (sync === undefined) return Object.freeze(operations)
  const twins: SyncJwe = {
    ...(operations as Jwe & Pick<SyncJwe, 'decrypt'>),
    encryptSync: (plaintext, key, options) => settled(encryptJwe(sync, plaintext, key, options)),
    decryptSync: (token, key, options) => settled(decryptJwe(sync, token, key, options)) as DecryptedJWE<SyncKey>,
    encryptFlattenedSync: (plaintext, recipient, options) =>
      settled(encryptFlattened(sync, plaintext, recipient, options)),
    encryptGeneralSync: (plaintext, recipients, options) =>
      settled(encryptGeneral(sync, plaintext, recipients, options)),
  }
  return Object.freeze(twins)
}
