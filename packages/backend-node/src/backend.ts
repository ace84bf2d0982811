import { randomBytes } from 'node:crypto'
import type { Bytes, SyncBackend } from '@jose/core'
import { codec } from './codec.ts'
import { digest } from './hashes.ts'
import { adopt, exportKey, generateKey, generateKeyAsync, importKey } from './keys.ts'
import { mac, verifyMac } from './mac.ts'
import { sign, signAsync, verify, verifyAsync } from './signature.ts'
import { createSupports } from './supports.ts'

/**
 * The cryptography of node:crypto, sync and async. Async work that takes long runs on libuv's thread pool.
 *
 * @example
 * const { jwt } = createJose(nodeBackend(), { policy: 'strict' })
 */
export function nodeBackend(): SyncBackend {
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
