import {
  type BackendKey,
  type Bytes,
  base64url,
  type Data,
  type Encoded,
  equalInConstantTime,
  type MacPrimitive,
} from '@jose/core'
import { type _HMAC, hmac } from '@noble/hashes/hmac.js'
import { hashes } from './hashes.ts'
import { type Secret, secretHeld } from './held.ts'
import { octetsOf } from './octets.ts'
import { partLength } from './parts.ts'
import { inTurns } from './turns.ts'

/** HMAC (RFC 2104). */
export function mac({ hash }: MacPrimitive, key: BackendKey, data: Data): Bytes {
  const octets = octetsOf(data)
  const started = startedMac(secretHeld(key), hash)
  const running = started._cloneInto(rooms[hash])
  rooms[hash] = running
  return running.update(octets).digest()
}

/** Bytes; what JavaScript hashes in some 10 ms. */
const atOnce = 16 * partLength

/** Long octets in parts, between which the event loop turns. */
export function macAsync(primitive: MacPrimitive, key: BackendKey, data: Data): Bytes | Promise<Bytes> {
  if (typeof data === 'string' || data.length <= atOnce) return mac(primitive, key, data)
  return inTurns(macInParts(startedMac(secretHeld(key), primitive.hash).clone(), data))
}

function* macInParts(running: Hmac, octets: Bytes): Generator<void, Bytes> {
  for (let from = 0; from < octets.length; from += partLength) {
    running.update(octets.subarray(from, from + partLength))
    yield
  }
  return running.digest()
}

/** Compares in constant time, as far as JavaScript can. */
export function verifyMac(primitive: MacPrimitive, key: BackendKey, tag: Encoded, data: Data): boolean {
  const right = mac(primitive, key, data)
  if (typeof tag !== 'string') return equalInConstantTime(right, tag)
  // As long as both are canonical, the texts are equal exactly when the octets are.
  const text = base64url.encode(right)
  let different = text.length ^ tag.length
  for (let index = 0; index < text.length; index++) different |= text.charCodeAt(index) ^ tag.charCodeAt(index)
  return different === 0
}

type Hmac = _HMAC<never>

/** Where a started HMAC is copied to for each text; nothing else runs before it is done. */
const rooms: { [hash in MacPrimitive['hash']]?: Hmac } = {}

/** An HMAC that has the key's pads behind it: half the work on a short text. */
function startedMac(secret: Secret, hash: MacPrimitive['hash']): Hmac {
  const known = secret.macs[hash]
  if (known !== undefined) return known as Hmac
  const started = hmac.create(hashes[hash], secret.k) as unknown as Hmac
  secret.macs[hash] = started
  return started
}
