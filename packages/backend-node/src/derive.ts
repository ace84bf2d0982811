import { pbkdf2, pbkdf2Sync } from 'node:crypto'
import type { Bytes, PasswordPrimitive } from '@jose/core'
import { hashNames } from './hashes.ts'

/** PBKDF2 (RFC 8018 §5.2). */
export function derive(
  { hash }: PasswordPrimitive,
  password: Bytes,
  salt: Bytes,
  iterations: number,
  length: number,
): Bytes {
  return pbkdf2Sync(password, salt, iterations, length, hashNames[hash])
}

/** On libuv's thread pool. Node copies password and salt before it goes there. */
export function deriveAsync(
  { hash }: PasswordPrimitive,
  password: Bytes,
  salt: Bytes,
  iterations: number,
  length: number,
): Promise<Bytes> {
  return new Promise((resolve, reject) => {
    pbkdf2(password, salt, iterations, length, hashNames[hash], (error, octets) =>
      error ? reject(error) : resolve(octets),
    )
  })
}
