import { deflateRawSync } from 'node:zlib'
import type { Bytes } from '@jose/core'
import { fromHex } from '../../../conformance/src/suites/der.ts'
import { Finding, type Target } from '../target.ts'
import { vectors } from '../vectors.ts'

/** Bytes: small, so that reaching it is nothing rare. */
const limit = 1000

/** Raw DEFLATE, by each backend's own inflating. What was inflated, deflates and inflates to the same. */
export const target: Target = {
  seeds() {
    const { streams, broken } = vectors('primitives/deflate')
    return [
      ...[...streams, ...broken].map(({ deflated }: { readonly deflated: string }) => fromHex(deflated)),
      ...[0, 1, 6, 9].map((level) => deflateRawSync('{"sub":"alice","roles":["admin","admin"]}', { level })),
      deflateRawSync(new Uint8Array(limit), { level: 9 }),
      deflateRawSync(new Uint8Array(limit + 1), { level: 9 }),
    ]
  },
  words: [Uint8Array.of(0x4b, 0x04, 0x00), Uint8Array.of(1, 1, 0, 0xfe, 0xff, 0x61), Uint8Array.of(0xed, 0xc0)],
  async read({ backend }, input) {
    const { inflate, deflate } = backend.sync ?? backend.async
    const inflated = await inflate(input, limit)
    // One that is broken behind the limit is either, by how far the platform looks ahead.
    if (inflated === 'too large' || inflated === undefined) return 'refused'
    if (inflated.length > limit) throw new Finding(`${inflated.length} bytes were inflated`)
    const again = await inflate(await deflate(inflated), limit)
    if (hexOf(again as Bytes) !== hexOf(inflated)) throw new Finding('What was inflated does not come round')
    return hexOf(inflated)
  },
}

function hexOf(octets: Bytes): string {
  return Buffer.from(octets).toString('hex')
}
