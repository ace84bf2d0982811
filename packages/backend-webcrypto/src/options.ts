import { type CryptoLike, createSource, type Source } from './platform.ts'

export interface WebcryptoBackendOptions {
  /** The WebCrypto to use. Default: `globalThis.crypto`, looked for when it is first needed. */
  readonly crypto?: CryptoLike
}

/** The WebCrypto that the options name. Throws `TypeError` for options that do not exist or do not fit. */
export function sourceOf(options: WebcryptoBackendOptions): Source {
  if (typeof options !== 'object' || options === null) throw new TypeError('Options are an object')
  const unknown = Object.keys(options).find((name) => name !== 'crypto')
  if (unknown !== undefined) throw new TypeError(`The webcrypto backend has no option '${unknown}'`)
  const { crypto } = options
  if ('crypto' in options && typeof crypto?.getRandomValues !== 'function') {
    throw new TypeError("The option 'crypto' is a Crypto, such as globalThis.crypto")
  }
  return createSource(crypto)
}
