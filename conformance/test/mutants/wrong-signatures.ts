import { createHash } from 'node:crypto'
import type { Bytes, Data, SignaturePrimitive } from '@jose/core'
import { octetsOf } from './mutant.ts'

/** The name that node:crypto has for the hash. */
export const hashOf = (primitive: SignaturePrimitive): string | null =>
  'hash' in primitive ? primitive.hash.replace('-', '').toLowerCase() : null

/** r‖s without the zeros that each begins with. */
export function narrowed(signature: Bytes): Bytes {
  const minimal = (octets: Bytes): Bytes =>
    octets.subarray(
      Math.max(
        0,
        octets.findIndex((octet) => octet !== 0),
      ),
    )
  const half = signature.length / 2
  return Buffer.concat([minimal(signature.subarray(0, half)), minimal(signature.subarray(half))])
}

const order = 2n ** 252n + 27742317777372353535851937790883648493n

/** An Ed25519 signature whose s is the order too great, brought back (RFC 8032 §5.1.7 forbids it). */
export function reduced(signature: Bytes): Bytes {
  const octets = Buffer.from(signature)
  const s = BigInt(`0x${Buffer.from(octets.subarray(32)).reverse().toString('hex')}`)
  if (s < order) return octets
  Buffer.from((s % order).toString(16).padStart(64, '0'), 'hex')
    .reverse()
    .copy(octets, 32)
  return octets
}

/** EMSA-PSS (RFC 8017 §9.1.1) for 2048 bits with a fixed salt, MGF1 by SHA-1 whatever the hash. */
export function maskedBySha1(hash: string, data: Data): Buffer {
  const digest = (name: string, ...parts: readonly Bytes[]): Buffer =>
    createHash(name.replace('-', '')).update(Buffer.concat(parts)).digest()
  const salt = digest(hash, Buffer.from('salt'))
  const mHash = digest(hash, octetsOf(data))
  const h = digest(hash, Buffer.alloc(8), mHash, salt)
  const db = Buffer.concat([Buffer.alloc(256 - 2 - h.length - salt.length, 0), Buffer.of(1), salt])
  const mask: Buffer[] = []
  for (let counter = 0; counter * 20 < db.length; counter++) mask.push(digest('SHA-1', h, Buffer.of(0, 0, 0, counter)))
  const masks = Buffer.concat(mask)
  const masked = db.map((octet, at) => octet ^ (masks[at] as number))
  masked[0] = (masked[0] as number) & 0x7f
  return Buffer.concat([masked, h, Buffer.of(0xbc)])
}
