import { Buffer } from 'node:buffer'
import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto'
import type { BackendKey, Bytes, Data, MacPrimitive } from '@jose/core'
import { hashNames } from './hashes.ts'

/** HMAC (RFC 2104). */
export function mac(primitive: MacPrimitive, key: BackendKey, data: Data): Bytes {
  return Buffer.from(digest(primitive, key, data), 'latin1')
}

/** Compares in constant time. */
export function verifyMac(primitive: MacPrimitive, key: BackendKey, tag: Bytes, data: Data): boolean {
  const text = digest(primitive, key, data)
  if (text.length !== tag.length) return false
  const expected = room[text.length] as Buffer
  expected.write(text, 'latin1')
  const equal = timingSafeEqual(expected, tag)
  expected.fill(0)
  return equal
}

/** One place for the expected tag of each length; nothing waits between writing it and comparing. */
const room: { readonly [bytes: number]: Buffer } = { 32: Buffer.alloc(32), 48: Buffer.alloc(48), 64: Buffer.alloc(64) }

/** A digest as a string (`binary` is Latin-1) costs half of one as a new Buffer, whose memory node gets from outside its pool. */
function digest({ hash }: MacPrimitive, { handle }: BackendKey, data: Data): string {
  const hmac = createHmac(hashNames[hash], handle as KeyObject)
  return (typeof data === 'string' ? hmac.update(data, 'latin1') : hmac.update(data)).digest('binary')
}
