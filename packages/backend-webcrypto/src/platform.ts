import { type Bytes, JOSEError } from '@jose/core'

/** What this package needs of a runtime, by shape: its types ask for no DOM and no Node. */

/** Any WebCrypto: `globalThis.crypto`, Node's `webcrypto`, `new Crypto()` of @peculiar/webcrypto. */
export interface CryptoLike {
  /** The `SubtleCrypto`; absent on pages without HTTPS. */
  readonly subtle?: object | undefined
  /** Fills an array. `never`, as what arrays it takes is told differently by each library of types; bytes are all it gets. */
  getRandomValues(array: never): unknown
}

export interface AlgorithmLike {
  readonly name: string
  readonly [parameter: string]: unknown
}

/** What a `CryptoKey` shows of itself. */
export interface CryptoKeyLike {
  readonly type: 'secret' | 'public' | 'private'
  readonly extractable: boolean
  readonly algorithm: AlgorithmLike
  readonly usages: readonly string[]
}

export interface JwkLike {
  readonly [member: string]: unknown
}

export type KeyData = readonly [format: 'raw' | 'spki' | 'pkcs8' | 'jwk', data: Bytes | JwkLike]

/** `SubtleCrypto`, as far as it is used here. */
export interface SubtleLike {
  digest(algorithm: string, data: Bytes): Promise<ArrayBuffer>
  sign(algorithm: AlgorithmLike, key: CryptoKeyLike, data: Bytes): Promise<ArrayBuffer>
  verify(algorithm: AlgorithmLike, key: CryptoKeyLike, signature: Bytes, data: Bytes): Promise<boolean>
  encrypt(algorithm: AlgorithmLike, key: CryptoKeyLike, data: Bytes): Promise<ArrayBuffer>
  decrypt(algorithm: AlgorithmLike, key: CryptoKeyLike, data: Bytes): Promise<ArrayBuffer>
  deriveBits(algorithm: AlgorithmLike, key: CryptoKeyLike, bits: number): Promise<ArrayBuffer>
  generateKey(
    algorithm: AlgorithmLike,
    extractable: boolean,
    usages: readonly string[],
  ): Promise<CryptoKeyLike & { readonly privateKey: CryptoKeyLike; readonly publicKey: CryptoKeyLike }>
  importKey(
    format: KeyData[0],
    data: KeyData[1],
    algorithm: AlgorithmLike,
    extractable: boolean,
    usages: readonly string[],
  ): Promise<CryptoKeyLike>
  exportKey(format: 'raw', key: CryptoKeyLike): Promise<ArrayBuffer>
  exportKey(format: 'jwk', key: CryptoKeyLike): Promise<JwkLike>
  wrapKey(format: 'raw', key: CryptoKeyLike, wrapping: CryptoKeyLike, algorithm: AlgorithmLike): Promise<ArrayBuffer>
  unwrapKey(
    format: 'raw',
    wrapped: Bytes,
    unwrapping: CryptoKeyLike,
    algorithm: AlgorithmLike,
    wrappedAlgorithm: AlgorithmLike,
    extractable: boolean,
    usages: readonly string[],
  ): Promise<CryptoKeyLike>
}

/** A WebCrypto, looked for when it is needed: a polyfill may come after this package. */
export interface Source {
  /** Throws `JOSEError` (`ERR_NO_WEBCRYPTO`) where the runtime has none. */
  subtle(): SubtleLike
  /** Whether there is one. */
  isThere(): boolean
  random(length: number): Bytes
}

export function createSource(given: CryptoLike | undefined): Source {
  let found: SubtleLike | undefined
  const crypto = (): CryptoLike | undefined => given ?? (globalThis as { readonly crypto?: CryptoLike }).crypto
  const find = (): SubtleLike | undefined => {
    found ??= crypto()?.subtle as SubtleLike | undefined
    return found
  }
  return {
    subtle: () => find() ?? missing(),
    isThere: () => find() !== undefined,
    random(length) {
      const source = crypto() ?? missing()
      const bytes = new Uint8Array(length)
      for (let start = 0; start < length; start += mostAtOnce) {
        source.getRandomValues(bytes.subarray(start, Math.min(start + mostAtOnce, length)) as never)
      }
      return bytes
    },
  }
}

/** Bytes that `getRandomValues` gives in one call (Web Cryptography §10.1.1). */
const mostAtOnce = 65_536

function missing(): never {
  throw new JOSEError(
    'This runtime has no WebCrypto (a page has it on HTTPS and localhost only): use @jose/backend-forge here',
    'ERR_NO_WEBCRYPTO',
  )
}
