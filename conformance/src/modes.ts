import type {
  Claims,
  DecodedJWT,
  DecodeOptions,
  EncodeOptions,
  GenerateOptions,
  Hash,
  JoseOptions,
  JWK,
  Key,
  SignOptions,
  VerifiedJWS,
  VerifierOptions,
  VerifyOptions,
} from '@jose/core'
import { type Backend, createJose, type Jose, type SyncBackend, type SyncJose } from '@jose/core'

/**
 * The operations of one mode under the names of the async ones, so that a case is written once. In sync mode
 * each calls the sync twin; what that throws is thrown by the call itself.
 */
export interface Operations {
  readonly mode: 'sync' | 'async'
  readonly backend: Backend
  /** Everything that has no modes: `getUnverifiedHeader`, `supports`, … */
  readonly jose: Jose
  encode(claims: object, key: unknown, options?: EncodeOptions): Promise<string>
  // biome-ignore lint/suspicious/noExplicitAny: cases look at claims of any shape
  decode(token: unknown, key: unknown, options?: DecodeOptions): Promise<any>
  decodeComplete(token: unknown, key: unknown, options?: DecodeOptions): Promise<DecodedJWT>
  createSigner(key: unknown, options?: EncodeOptions): (claims: object) => Promise<string>
  createVerifier(key: unknown, options?: VerifierOptions): (token: unknown) => Promise<Claims>
  sign(payload: unknown, key: unknown, options?: SignOptions): Promise<string>
  verify(token: unknown, key: unknown, options?: VerifyOptions): Promise<VerifiedJWS>
  construct(material: unknown, algorithm?: string): Promise<ModeKey>
  generate(algorithm: string, options?: GenerateOptions): Promise<ModeKey>
  thumbprint(key: unknown, hash?: Hash): Promise<string>
  thumbprintUri(key: unknown, hash?: Hash): Promise<string>
  /** The same operations with other options, such as a policy or limits. */
  with(options: JoseOptions): Operations
}

/** A key whose methods are of one mode; pass `key` itself to the operations. */
export interface ModeKey {
  readonly key: Key
  sign(data: string | Uint8Array): Promise<Uint8Array>
  verify(data: string | Uint8Array, signature: Uint8Array): Promise<boolean>
  publicKey(): Promise<ModeKey>
  toJwk(options?: { readonly private?: boolean }): Promise<JWK>
  toPem(options?: {
    readonly private?: boolean
    readonly format?: 'spki' | 'pkcs8' | 'pkcs1' | 'sec1'
  }): Promise<string>
  toDer(options?: {
    readonly private?: boolean
    readonly format?: 'spki' | 'pkcs8' | 'pkcs1' | 'sec1'
  }): Promise<Uint8Array>
}

/** The modes a backend has. */
export function modesOf(backend: Backend): readonly Operations[] {
  return backend.sync === undefined
    ? [operations(backend, 'async')]
    : [operations(backend, 'async'), operations(backend, 'sync')]
}

function operations(backend: Backend, mode: 'sync' | 'async', options?: JoseOptions): Operations {
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
    publicKey: async () => keyOf((await call(key, 'publicKey', [])) as Key),
    toJwk: async (...args) => call(key, 'toJwk', args) as Promise<JWK>,
    toPem: async (...args) => call(key, 'toPem', args) as Promise<string>,
    toDer: async (...args) => call(key, 'toDer', args) as Promise<Uint8Array>,
  })
  const { jwt, jws, jwk } = jose as SyncJose
  return {
    mode,
    backend,
    jose,
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
    construct: async (...args) => keyOf((await call(jwk, 'construct', args)) as Key),
    generate: async (...args) => keyOf((await call(jwk, 'generate', args)) as Key),
    thumbprint: async (...args) => call(jwk, 'thumbprint', args) as Promise<string>,
    thumbprintUri: async (...args) => call(jwk, 'thumbprintUri', args) as Promise<string>,
    with: (changed) => operations(backend, mode, changed),
  }
}
