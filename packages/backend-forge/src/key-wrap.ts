import type { Bytes } from '@jose/core'
import { aeskw } from '@noble/ciphers/aes.js'

/** AES Key Wrap (RFC 3394). `octets` are at least two blocks of 8 bytes. */
export function wrapAes(key: Bytes, octets: Bytes): Bytes {
  return aeskw(key).encrypt(octets)
}

/** `undefined` for whatever does not unwrap. noble compares the integrity check in constant time, as far as JavaScript can. */
export function unwrapAes(key: Bytes, wrapped: Bytes): Bytes | undefined {
  try {
    // In memory of its own: noble's answer lies behind the integrity check.
    return aeskw(key).decrypt(wrapped).slice()
  } catch {
    return undefined
  }
}
