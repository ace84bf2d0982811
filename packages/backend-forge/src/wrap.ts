import type { BackendKey, Bytes, WrapPrimitive } from '@jose/core'
import { unwrapAes, wrapAes } from './key-wrap.ts'
import { secretOf } from './keys.ts'
import type { Random } from './random.ts'
import { unwrapRsa, wrapRsa } from './rsa-encryption.ts'
import { inTurn } from './turns.ts'

export function wrap(random: Random, primitive: WrapPrimitive, key: BackendKey, octets: Bytes): Bytes {
  return primitive.name === 'AES-KW' ? wrapAes(secretOf(key), octets) : wrapRsa(primitive, key, octets, random)
}

/** `undefined` for whatever does not unwrap, whyever. */
export function unwrap(random: Random, primitive: WrapPrimitive, key: BackendKey, wrapped: Bytes): Bytes | undefined {
  return primitive.name === 'AES-KW' ? unwrapAes(secretOf(key), wrapped) : unwrapRsa(primitive, key, wrapped, random)
}

/** RSA in a turn of its own; AES is quick. */
export function unwrapAsync(
  random: Random,
  primitive: WrapPrimitive,
  key: BackendKey,
  wrapped: Bytes,
): Bytes | undefined | Promise<Bytes | undefined> {
  if (primitive.name === 'AES-KW') return unwrap(random, primitive, key, wrapped)
  const given = Uint8Array.from(wrapped)
  return inTurn(() => unwrap(random, primitive, key, given))
}
