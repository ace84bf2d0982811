import type {
  CertificateHash,
  Claims,
  ConstructOptions,
  DecodedJWT,
  DecodeOptions,
  DecryptedJWE,
  DecryptedJWT,
  DecryptJwtOptions,
  DecryptOptions,
  DerOptions,
  EncodeOptions,
  Encrypted,
  EncryptJsonOptions,
  EncryptJwtOptions,
  EncryptOptions,
  FlattenedJWE,
  FlattenedJWS,
  GeneralJWE,
  GeneralJWS,
  GenerateOptions,
  Hash,
  JoseOptions,
  JWK,
  Key,
  SignJsonOptions,
  SignOptions,
  VerifiedJWS,
  VerifierOptions,
  VerifyOptions,
} from '@jose/core'
import { type Backend, createJose, type Jose, type SyncBackend, type SyncJose } from '@jose/core'
import type { NativeKeys } from './native.ts'

/**
 * The operations of one mode under the names of the async ones, so that a case is written once. In sync mode
 * each calls the sync twin; what that throws is thrown by the call itself.
 */
export interface Operations {
  readonly mode: 'sync' | 'async'
  readonly backend: Backend
  /** Everything that has no modes: `getUnverifiedHeader`, `supports`, … */
  readonly jose: Jose
  /** How to make native keys of the backend's platform, where its author says how. */
  readonly native: NativeKeys | undefined
  encode(claims: object, key: unknown, options?: EncodeOptions): Promise<string>
  // biome-ignore lint/suspicious/noExplicitAny: cases look at claims of any shape
  decode(token: unknown, key: unknown, options?: DecodeOptions): Promise<any>
  decodeComplete(token: unknown, key: unknown, options?: DecodeOptions): Promise<DecodedJWT>
  createSigner(key: unknown, options?: EncodeOptions): (claims: object) => Promise<string>
  createVerifier(key: unknown, options?: VerifierOptions): (token: unknown) => Promise<Claims>
  sign(payload: unknown, key: unknown, options?: SignOptions): Promise<string>
  verify(token: unknown, key: unknown, options?: VerifyOptions): Promise<VerifiedJWS>
  signFlattened(payload: unknown, signer: unknown, options?: SignJsonOptions): Promise<FlattenedJWS>
  signGeneral(payload: unknown, signers: unknown, options?: SignJsonOptions): Promise<GeneralJWS>
  encrypt(plaintext: unknown, key: unknown, options?: EncryptOptions): Promise<string>
  decrypt(token: unknown, key: unknown, options?: DecryptOptions): Promise<DecryptedJWE>
  encryptFlattened(plaintext: unknown, recipient: unknown, options?: EncryptJsonOptions): Promise<FlattenedJWE>
  encryptGeneral(plaintext: unknown, recipients: unknown, options?: EncryptJsonOptions): Promise<GeneralJWE>
  encryptJwt(claims: object, key: unknown, options?: EncryptJwtOptions): Promise<string>
  // biome-ignore lint/suspicious/noExplicitAny: cases look at claims of any shape
  decryptJwt(token: unknown, key: unknown, options?: DecryptJwtOptions): Promise<any>
  decryptJwtComplete(token: unknown, key: unknown, options?: DecryptJwtOptions): Promise<DecryptedJWT>
  construct(material: unknown, algorithm?: string, options?: ConstructOptions): Promise<ModeKey>
  generate(algorithm: string, options?: GenerateOptions): Promise<ModeKey>
  thumbprint(key: unknown, hash?: Hash): Promise<string>
  thumbprintUri(key: unknown, hash?: Hash): Promise<string>
  certificateThumbprint(certificate: unknown, hash?: CertificateHash): Promise<string>
  /** The same operations with other options, such as a policy or limits. */
  with(options: JoseOptions): Operations
}

/** A key whose methods are of one mode; pass `key` itself to the operations. */
export interface ModeKey {
  readonly key: Key
  sign(data: string | Uint8Array): Promise<Uint8Array>
  verify(data: string | Uint8Array, signature: Uint8Array): Promise<boolean>
  encrypt(plaintext: string | Uint8Array, additional?: Uint8Array): Promise<Encrypted>
  decrypt(ciphertext: Uint8Array, iv: Uint8Array, additional?: Uint8Array, tag?: Uint8Array): Promise<Uint8Array>
  wrapKey(octets: Uint8Array): Promise<Uint8Array>
  unwrapKey(wrapped: Uint8Array): Promise<Uint8Array>
  publicKey(): Promise<ModeKey>
  toJwk(options?: { readonly private?: boolean }): Promise<JWK>
  toPem(options?: DerOptions): Promise<string>
  toDer(options?: DerOptions): Promise<Uint8Array>
}

/** The modes a backend has. */
export function modesOf(backend: Backend, native?: NativeKeys): readonly Operations[] {
  const modes = backend.sync === undefined ? (['async'] as const) : (['async', 'sync'] as const)
  return modes.map((mode) => operations(backend, mode, native))
}

/** Waits for what a backend has to find out before it can be asked what it supports. */
export function readyOf(backend: Backend): PromiseLike<void> | undefined {
  return backend.ready?.()
}

function operations(backend: Backend, mode: 'sync' | 'async', native?: NativeKeys, options?: JoseOptions): Operations {
  const jose: Jose = createJose(backend as SyncBackend, options)
  // Sync twins go by the name of the async operation with `Sync` behind it.
  const call = (namespace: object, name: string, args: readonly unknown[]): unknown => {
    const run = (namespace as Record<string, (...given: readonly unknown[]) => unknown>)[
      mode === 'sync' ? `${name}Sync` : name
    ]
    if (run === undefined) throw new Error(`There is no ${name} in ${mode} mode`)
    return run.apply(namespace, args as unknown[])
  }
  const keyOf = (key: Key): ModeKey => ({
    key,
    sign: async (...args) => call(key, 'sign', args) as Promise<Uint8Array>,
    verify: async (...args) => call(key, 'verify', args) as Promise<boolean>,
    encrypt: async (...args) => call(key, 'encrypt', args) as Promise<Encrypted>,
    decrypt: async (...args) => call(key, 'decrypt', args) as Promise<Uint8Array>,
    wrapKey: async (...args) => call(key, 'wrapKey', args) as Promise<Uint8Array>,
    unwrapKey: async (...args) => call(key, 'unwrapKey', args) as Promise<Uint8Array>,
    publicKey: async () => keyOf((await call(key, 'publicKey', [])) as Key),
    toJwk: async (...args) => call(key, 'toJwk', args) as Promise<JWK>,
    toPem: async (...args) => call(key, 'toPem', args) as Promise<string>,
    toDer: async (...args) => call(key, 'toDer', args) as Promise<Uint8Array>,
  })
  const { jwt, jws, jwe, jwk } = jose as SyncJose
  return {
    mode,
    backend,
    jose,
    native,
    encode: async (...args) => call(jwt, 'encode', args) as Promise<string>,
    decode: async (...args) => call(jwt, 'decode', args),
    decodeComplete: async (...args) => call(jwt, 'decodeComplete', args) as Promise<DecodedJWT>,
    createSigner(...args) {
      const sign = call(jwt, 'createSigner', args) as (claims: object) => Promise<string>
      return async (claims) => sign(claims)
    },
    createVerifier(...args) {
      const verify = call(jwt, 'createVerifier', args) as (token: unknown) => Promise<Claims>
      return async (token) => verify(token)
    },
    sign: async (...args) => call(jws, 'sign', args) as Promise<string>,
    verify: async (...args) => call(jws, 'verify', args) as Promise<VerifiedJWS>,
    signFlattened: async (...args) => call(jws, 'signFlattened', args) as Promise<FlattenedJWS>,
    signGeneral: async (...args) => call(jws, 'signGeneral', args) as Promise<GeneralJWS>,
    encrypt: async (...args) => call(jwe, 'encrypt', args) as Promise<string>,
    decrypt: async (...args) => call(jwe, 'decrypt', args) as Promise<DecryptedJWE>,
    encryptFlattened: async (...args) => call(jwe, 'encryptFlattened', args) as Promise<FlattenedJWE>,
    encryptGeneral: async (...args) => call(jwe, 'encryptGeneral', args) as Promise<GeneralJWE>,
    encryptJwt: async (...args) => call(jwt, 'encrypt', args) as Promise<string>,
    decryptJwt: async (...args) => call(jwt, 'decrypt', args),
    decryptJwtComplete: async (...args) => call(jwt, 'decryptComplete', args) as Promise<DecryptedJWT>,
    construct: async (...args) => keyOf((await call(jwk, 'construct', args)) as Key),
    generate: async (...args) => keyOf((await call(jwk, 'generate', args)) as Key),
    thumbprint: async (...args) => call(jwk, 'thumbprint', args) as Promise<string>,
    thumbprintUri: async (...args) => call(jwk, 'thumbprintUri', args) as Promise<string>,
    certificateThumbprint: async (...args) => call(jwk, 'certificateThumbprint', args) as Promise<string>,
    with: (changed) => operations(backend, mode, native, changed),
  }
}
