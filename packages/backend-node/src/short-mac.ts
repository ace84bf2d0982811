// HMAC of a token's worth of text, composed of two one-shot hashes as RFC 2104 §2 says. Node's own Hmac object takes
// longer to make than a short text takes to hash: this way costs 60 % of it, and is what HS256 is measured by.
import { Buffer } from 'node:buffer'
import * as crypto from 'node:crypto'
import type { Hash } from '@jose/core'
import { hashNames } from './hashes.ts'

/** The key as RFC 2104 mixes it into both hashes. */
export interface Pads {
  readonly hash: string
  readonly inner: Buffer
  /** The outer pad, with room behind it for the inner hash. */
  readonly outer: Buffer
  readonly block: number
}

/** Characters. */
export const longestShortText = 8192

// Every text is hashed from here, and nothing else runs between writing and hashing.
const room = Buffer.allocUnsafeSlow(128 + longestShortText)

/** Base64url. `text` is ASCII. */
export function macOfShortText({ hash, inner, outer, block }: Pads, text: string): string {
  room.set(inner)
  const length = block + room.write(text, block, 'latin1')
  outer.write(crypto.hash(hash, room.subarray(0, length), 'binary'), block, 'latin1')
  return crypto.hash(hash, outer, 'base64url')
}

type PadsByHash = { [hash in Hash]?: Pads }

const secrets = new WeakMap<crypto.KeyObject, PadsByHash>()

/**
 * Let a secret whose octets the caller holds in memory anyway be used this way. A KeyObject of the caller's keeps
 * its octets to itself, and in FIPS mode an HMAC is the provider's as a whole: for both, and where the runtime has
 * no one-shot hash, there are no pads.
 */
export function allowPads(key: crypto.KeyObject): void {
  if (typeof crypto.hash === 'function' && crypto.getFips() === 0) secrets.set(key, {})
}

export function padsOf(key: crypto.KeyObject, hash: Hash): Pads | undefined {
  const pads = secrets.get(key)
  if (pads === undefined) return undefined
  pads[hash] ??= createPads(key, hash)
  return pads[hash]
}

function createPads(secret: crypto.KeyObject, name: Hash): Pads {
  const hash = hashNames[name]
  const block = name === 'SHA-1' || name === 'SHA-256' ? 64 : 128
  const octets = secret.export()
  const key = octets.length > block ? crypto.createHash(hash).update(octets).digest() : octets
  const bytes = crypto.createHash(hash).digest().length
  const inner = Buffer.alloc(block, 0x36)
  const outer = Buffer.alloc(block + bytes, 0x5c)
  for (const [index, octet] of key.entries()) {
    inner[index] = 0x36 ^ octet
    outer[index] = 0x5c ^ octet
  }
  return { hash, inner, outer, block }
}
