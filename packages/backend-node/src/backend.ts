import { randomBytes } from 'node:crypto'
import type { Bytes, SyncBackend } from '@jose/core'
import { agree } from './agree.ts'
import { decrypt, decryptAsync, encrypt, encryptAsync } from './cipher.ts'
import { codec } from './codec.ts'
import { deflate, deflateAsync, inflate, inflateAsync } from './deflate.ts'
import { derive, deriveAsync } from './derive.ts'
import { digest } from './hashes.ts'
import { adopt, exportKey, generateKey, generateKeyAsync, importKey } from './keys.ts'
import { mac, macAsync, verifyMac } from './mac.ts'
import { turn } from './parts.ts'
import { sign, signAsync, verify, verifyAsync } from './signature.ts'
import { createSupports } from './supports.ts'
import { unwrap, wrap } from './wrap.ts'

/** None yet: an option that is not understood is refused, not passed over. */
export type NodeBackendOptions = { readonly [name in never]: never }

/**
 * The cryptography of node:crypto, sync and async. Async work that takes long runs on libuv's thread pool. Throws
 * `TypeError` for options, of which there are none yet.
 *
 * @example
 * const { jwt } = createJose(nodeBackend(), { policy: 'strict' })
 */
export function nodeBackend(options: NodeBackendOptions = {}): SyncBackend {
  if (typeof options !== 'object' || options === null) throw new TypeError('Options are an object')
  const [unknown] = Object.keys(options)
  if (unknown !== undefined) throw new TypeError(`The node backend has no option '${unknown}' yet`)
  const common = { digest, mac, verifyMac, wrap, unwrap, agree, importKey, exportKey }
  return Object.freeze({
    name: 'node',
    supports: createSupports(),
    random: (length: number): Bytes => randomBytes(length),
    adopt,
    codec,
    turn,
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
