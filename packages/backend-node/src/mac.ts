import { Buffer } from 'node:buffer'
import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto'
import type { BackendKey, Data, Encoded, MacPrimitive } from '@jose/core'
import { hashNames } from './hashes.ts'
import { inTurns, partLength } from './parts.ts'
import { longestShortText, macOfShortText, padsOf } from './short-mac.ts'

/** HMAC (RFC 2104), as base64url: as a new Buffer, whose memory node takes from outside its pool, it costs twice as much. */
export function mac({ hash }: MacPrimitive, { handle }: BackendKey, data: Data): string {
  if (typeof data === 'string' && data.length <= longestShortText) {
    const pads = padsOf(handle as KeyObject, hash)
    if (pads !== undefined) return macOfShortText(pads, data)
  }
  return createHmac(hashNames[hash], handle as KeyObject)
    .update(data)
    .digest('base64url')
}

/** Long octets in parts, between which the event loop turns. */
export function macAsync(primitive: MacPrimitive, key: BackendKey, data: Data): string | Promise<string> {
  if (data.length <= partLength || typeof data === 'string') return mac(primitive, key, data)
  const hmac = createHmac(hashNames[primitive.hash], key.handle as KeyObject)
  return inTurns(data, (part) => hmac.update(part)).then(() => hmac.digest('base64url'))
}

/** Compares the base64url of both in constant time: as long as it is canonical, it is equal exactly when the octets are. */
export function verifyMac(primitive: MacPrimitive, key: BackendKey, tag: Encoded, data: Data): boolean {
  const text = mac(primitive, key, data)
  const given = typeof tag === 'string' ? tag : Buffer.from(tag).toString('base64url')
  if (given.length !== text.length) return false
  const room = rooms[text.length] as Room
  room.expected.write(text, 'latin1')
  return room.given.write(given, 'utf8') === text.length && timingSafeEqual(room.expected, room.given)
}

interface Room {
  readonly expected: Buffer
  readonly given: Buffer
}

// A place to compare in for each length of base64url: nothing else runs between writing and comparing.
const rooms: { readonly [characters: number]: Room } = {
  27: room(27),
  43: room(43),
  64: room(64),
  86: room(86),
}

function room(characters: number): Room {
  return { expected: Buffer.alloc(characters), given: Buffer.alloc(characters) }
}
