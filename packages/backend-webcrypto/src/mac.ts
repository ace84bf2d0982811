import type { Bytes, Primitives } from '@jose/core'
import { orElse, orThrow, withKey } from './held.ts'
import { bytesOf, octets } from './octets.ts'
import { hmac } from './parameters.ts'
import type { CryptoKeyLike, Source } from './platform.ts'

/** HMAC (RFC 2104). WebCrypto compares in constant time by itself. `decode` reads base64url, or answers `undefined`. */
export function createMacs(
  source: Source,
  decode: (text: string) => Bytes | undefined,
): Pick<Primitives<'async'>, 'mac' | 'verifyMac'> {
  return {
    mac: (primitive, key, data) => {
      const run = (cryptoKey: CryptoKeyLike, given: Bytes): Promise<Bytes> =>
        source.subtle().sign(hmac, cryptoKey, given).then(bytesOf, orThrow(primitive))
      return withKey(source, key, primitive, octets(data), run, true)
    },

    verifyMac: (primitive, key, tag, data) => {
      const given = typeof tag === 'string' ? decode(tag) : Uint8Array.from(tag)
      if (given === undefined) return false
      return withKey(source, key, primitive, octets(data), (cryptoKey, text) =>
        source
          .subtle()
          .verify(hmac, cryptoKey, given, text)
          .catch(orElse(false, key, primitive)),
      )
    },
  }
}
