import type { Bytes } from '../backend.ts'
import { asciiBytes, concat } from '../encoding/bytes.ts'
import type { Engine } from '../engine.ts'
import { andThen, type Maybe } from '../maybe.ts'

/** Who agrees with whom (RFC 7518 §4.6.1.2, §4.6.1.3); empty where a header names nobody. */
export interface Parties {
  readonly apu: Bytes
  readonly apv: Bytes
}

/**
 * The key derived from a shared secret (RFC 7518 §4.6.2: Concat KDF of NIST SP 800-56A §5.8.1 with SHA-256).
 * `name` is the `enc` where the key encrypts the content, the `alg` where it wraps; `bits` of the key.
 */
export function concatKdf(
  engine: Engine,
  secret: Bytes,
  name: string,
  { apu, apv }: Parties,
  bits: number,
): Maybe<Bytes> {
  const info = [...withLength(asciiBytes(name)), ...withLength(apu), ...withLength(apv), uint32(bits)]
  const round = (counter: number): Maybe<Bytes> =>
    engine.primitives.digest('SHA-256', concat(uint32(counter), secret, ...info))
  // 256 bits a round; no algorithm needs more than two.
  if (bits <= 256) return andThen(round(1), (first) => first.slice(0, bits / 8))
  return andThen(round(1), (first) => andThen(round(2), (second) => concat(first, second).slice(0, bits / 8)))
}

function withLength(octets: Bytes): readonly Bytes[] {
  return [uint32(octets.length), octets]
}

function uint32(value: number): Bytes {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value)
}
