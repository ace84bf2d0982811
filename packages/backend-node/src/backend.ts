import { randomBytes } from 'node:crypto'
import type { Bytes, SyncBackend } from '@jose/core'
import { agree } from './agree.ts'
import { decrypt, decryptAsync, encrypt, encryptAsync } from './cipher.ts'
import { codec } from './codec.ts'
import { deflate, deflateAsync, inflate, inflateAsync } from './deflate.ts'
import { derive, deriveAsync } from './derive.ts'
import { cryptography, requireFips } from './fips.ts'
import { digest } from './hashes.ts'
import { adopt, exportKey, generateKey, generateKeyAsync, importKey } from './keys.ts'
import { mac, macAsync, verifyMac } from './mac.ts'
import { turn } from './parts.ts'
import { sign, signAsync, verify, verifyAsync } from './signature.ts'
import { createSupports } from './supports.ts'
import { unwrap, wrap } from './wrap.ts'

export interface NodeBackendOptions {
  /** Refuse to start unless OpenSSL's FIPS provider really is in force: configured, loaded, and node started with `--force-fips`. */
  readonly fips?: 'require'
}

/**
 * The cryptography of node:crypto, sync and async. Async work that takes long runs on libuv's thread pool. Throws
 * `TypeError` for options that do not exist or do not fit, `JOSEError` (`ERR_FIPS_NOT_IN_FORCE`) for `fips: 'require'` where
 * it is not so. What FIPS approves is `policy: 'fips'` of `createJose`.
 *
 * @example
 * const { jwt } = createJose(nodeBackend(), { policy: 'strict' })
 */
export function nodeBackend(options: NodeBackendOptions = {}): SyncBackend {
  if (typeof options !== 'object' || options === null) throw new TypeError('Options are an object')
  const unknown = Object.keys(options).find((name) => name !== 'fips')
  if (unknown !== undefined) throw new TypeError(`The node backend has no option '${unknown}'`)
  if (Object.keys(options).includes('fips')) {
    if (options.fips !== 'require') throw new TypeError("The option 'fips' is 'require', or left out")
    requireFips()
  }
  const common = { digest, mac, verifyMac, wrap, unwrap, agree, importKey, exportKey }
  return Object.freeze({
    name: 'node',
    supports: createSupports(),
    random: (length: number): Bytes => randomBytes(length),
    adopt,
    codec,
    turn,
    cryptography: () => [cryptography()],
    sync: Object.freeze({ ...common, sign, verify, encrypt, decrypt, derive, deflate, inflate, generateKey }),
    async: Object.freeze({
      ...common,
      mac: macAsync,
      sign: signAsync,
      verify: verifyAsync,
      encrypt: encryptAsync,
      decrypt: decryptAsync,
      derive: deriveAsync,
      deflate: deflateAsync,
      inflate: inflateAsync,
      generateKey: generateKeyAsync,
    }),
  })
}
