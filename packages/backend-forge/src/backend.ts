import type { Primitives, SyncBackend } from '@jose/core'
import { agree } from './agree.ts'
import { decrypt, decryptAsync, encrypt, encryptAsync } from './cipher.ts'
import { deflate, deflateAsync, inflate, inflateAsync } from './deflate.ts'
import { derive, deriveAsync } from './derive.ts'
import { digest } from './hashes.ts'
import { adopt, exportKey, generateKey, generateKeyAsync, importKey } from './keys.ts'
import { mac, macAsync, verifyMac } from './mac.ts'
import { createRandom, type Random } from './random.ts'
import { sign, signAsync, verify, verifyAsync } from './signature.ts'
import { supports } from './supports.ts'
import { hasTurns, turn } from './turns.ts'
import { unwrap, unwrapAsync, wrap } from './wrap.ts'

export interface ForgeBackendOptions {
  /** `length` bytes from a cryptographically secure source. Default: `crypto.getRandomValues`, where the runtime has it. */
  readonly random?: Random
}

/**
 * Cryptography in JavaScript alone, sync and async, for runtimes that have none: no WebCrypto and nothing of Node is
 * needed. Async work that takes long leaves the event loop turns in between. Throws `TypeError` for options that do not
 * exist or do not fit. Without a source of randomness, what needs it throws `JOSEError` with the code `ERR_NO_RANDOM`.
 *
 * @example
 * const { jwt } = createJose(forgeBackend({ random: (length) => getRandomBytes(length) }), { policy: 'strict' })
 */
export function forgeBackend(options: ForgeBackendOptions = {}): SyncBackend {
  const unknown = Object.keys(options).find((name) => name !== 'random')
  if (unknown !== undefined) throw new TypeError(`The forge backend has no option '${unknown}'`)
  const { random: source } = options
  if (source !== undefined && typeof source !== 'function') {
    throw new TypeError("The option 'random' must be a function")
  }
  const random = createRandom(source)
  const common = {
    digest,
    mac,
    verifyMac,
    wrap: bound(wrap, random),
    agree,
    importKey,
    exportKey,
  }
  const sync: Primitives<'sync'> = {
    ...common,
    sign: bound(sign, random),
    verify,
    encrypt,
    decrypt,
    unwrap: bound(unwrap, random),
    derive,
    deflate,
    inflate,
    generateKey: bound(generateKey, random),
  }
  const async: Primitives<'async'> = {
    ...common,
    mac: macAsync,
    sign: bound(signAsync, random),
    verify: verifyAsync,
    encrypt: encryptAsync,
    decrypt: decryptAsync,
    unwrap: bound(unwrapAsync, random),
    derive: deriveAsync,
    deflate: deflateAsync,
    inflate: inflateAsync,
    generateKey: bound(generateKeyAsync, random),
  }
  return Object.freeze({
    name: 'forge',
    supports,
    random,
    adopt,
    cryptography: () => [{ module: 'node-forge' }, { module: 'noble' }],
    // Where there is no event loop there is nothing to wait for.
    ...(hasTurns() ? { turn } : {}),
    sync: Object.freeze(sync),
    async: Object.freeze(async),
  })
}

function bound<A extends readonly unknown[], R>(
  operation: (random: Random, ...args: A) => R,
  random: Random,
): (...args: A) => R {
  return (...args) => operation(random, ...args)
}
