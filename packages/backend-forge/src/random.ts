import { type Bytes, JOSEError } from '@jose/core'

/** `length` bytes from a cryptographically secure source. */
export type Random = (length: number) => Bytes

/** The most that getRandomValues gives at once, in bytes (Web Cryptography §10.1.1). */
const mostAtOnce = 65536

/**
 * The caller's source, or else the runtime's own `crypto.getRandomValues`, looked for only when it is needed: a page may
 * bring it later. Nothing weaker ever takes their place: without either, `JOSEError` with the code `ERR_NO_RANDOM`; and
 * `TypeError` where the caller's gives anything else than it should.
 */
export function createRandom(source?: Random): Random {
  if (source === undefined) return fromRuntime
  return (length) => {
    const octets = source(length)
    if (!ArrayBuffer.isView(octets) || octets.BYTES_PER_ELEMENT !== 1 || octets.length !== length) {
      throw new TypeError("The option 'random' must give a Uint8Array of the length it is asked for")
    }
    // In memory of its own: a pool that the octets may lie in stays the caller's.
    return Uint8Array.from(octets)
  }
}

interface RuntimeCrypto {
  getRandomValues?(octets: Bytes): unknown
}

function fromRuntime(length: number): Bytes {
  const { crypto } = globalThis as { readonly crypto?: RuntimeCrypto }
  if (typeof crypto?.getRandomValues !== 'function') {
    throw new JOSEError(
      "This runtime has no crypto.getRandomValues: give forgeBackend the option 'random'",
      'ERR_NO_RANDOM',
    )
  }
  const octets = new Uint8Array(length)
  for (let start = 0; start < length; start += mostAtOnce)
    crypto.getRandomValues(octets.subarray(start, start + mostAtOnce))
  return octets
}
