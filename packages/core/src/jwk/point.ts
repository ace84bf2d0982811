import type { Bytes, EcCurve } from '../backend.ts'
import { InvalidKeyError } from '../errors.ts'
import { ecCurves } from './curves.ts'

/** The coordinates of an uncompressed point (SEC 1 §2.3.4). Throws `InvalidKeyError` for a compressed one, what `malformed` makes for anything else. */
export function pointOf(crv: EcCurve, octets: Bytes, malformed: () => Error): { readonly x: Bytes; readonly y: Bytes } {
  const width = ecCurves[crv].bytes
  if (octets[0] === 2 || octets[0] === 3)
    throw new InvalidKeyError('The EC point is compressed: write the key uncompressed')
  if (octets[0] !== 4 || octets.length !== 1 + 2 * width) throw malformed()
  return { x: octets.subarray(1, 1 + width), y: octets.subarray(1 + width) }
}
