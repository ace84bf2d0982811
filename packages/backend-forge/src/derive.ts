import type { Bytes, PasswordPrimitive } from '@jose/core'
import { pbkdf2, pbkdf2Async } from '@noble/hashes/pbkdf2.js'
import { hashes } from './hashes.ts'

/** PBKDF2 (RFC 8018 §5.2). */
export function derive(
  { hash }: PasswordPrimitive,
  password: Bytes,
  salt: Bytes,
  iterations: number,
  length: number,
): Bytes {
  return pbkdf2(hashes[hash], password, salt, { c: iterations, dkLen: length })
}

/** In turns of some 10 ms each, where the runtime has turns; noble has read password and salt before the first one ends. */
export function deriveAsync(
  primitive: PasswordPrimitive,
  password: Bytes,
  salt: Bytes,
  iterations: number,
  length: number,
): Bytes | Promise<Bytes> {
  // What noble waits with.
  const { scheduler, setTimeout } = globalThis as { scheduler?: { yield?: unknown }; setTimeout?: unknown }
  if (typeof scheduler?.yield !== 'function' && typeof setTimeout !== 'function') {
    return derive(primitive, password, salt, iterations, length)
  }
  return pbkdf2Async(hashes[primitive.hash], password, salt, { c: iterations, dkLen: length, asyncTick: 10 })
}
