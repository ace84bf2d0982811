import { randomBytes } from 'node:crypto'
import type { Bytes, SyncBackend } from '@jose/core'
import { codec } from './codec.ts'
import { digest } from './hashes.ts'
import { adopt, exportKey, generateKey, generateKeyAsync, importKey } from './keys.ts'
import { mac, verifyMac } from './mac.ts'
import { sign, signAsync, verify, verifyAsync } from './signature.ts'
import { createSupports } from './supports.ts'

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
  const [unknown] = Object.keys(options)
  if (unknown !== undefined) throw new TypeError(`The node backend has no option '${unknown}' yet`)
  const common = { digest, mac, verifyMac, importKey, exportKey }
  return Object.freeze({
    name: 'node',
    supports: createSupports(),
    random: (length: number): Bytes => randomBytes(length),
    adopt,
    codec,
    sync: Object.freeze({ ...common, sign, verify, generateKey }),
    async: Object.freeze({ ...common, sign: signAsync, verify: verifyAsync, generateKey: generateKeyAsync }),
  })
}
