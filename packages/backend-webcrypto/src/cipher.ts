import { type Bytes, type CipherPrimitive, JWEError, type Primitives } from '@jose/core'
import { orElse, orThrow, withKey } from './held.ts'
import { bytesOf } from './octets.ts'
import type { AlgorithmLike, CryptoKeyLike, Source } from './platform.ts'

/** AES-GCM and AES-CBC; the tag stands behind the ciphertext, and padding is PKCS#7, here by nature. */
export function createCiphers(source: Source): Pick<Primitives<'async'>, 'encrypt' | 'decrypt'> {
  return {
    encrypt: (primitive, key, iv, plaintext, additional) => {
      if (!isIv(primitive, iv)) throw new JWEError(`${primitive.name} takes an IV of ${ivLength(primitive)} bytes`)
      const parameters = parametersOf(primitive, iv, additional)
      return withKey(source, key, primitive, plaintext, (cryptoKey, given) =>
        source.subtle().encrypt(parameters, cryptoKey, given).then(bytesOf, orThrow(primitive)),
      )
    },

    decrypt: (primitive, key, iv, ciphertext, additional) => {
      if (!isIv(primitive, iv)) return undefined
      const parameters = parametersOf(primitive, iv, additional)
      const run = (cryptoKey: CryptoKeyLike, given: Bytes): Promise<Bytes | undefined> =>
        source
          .subtle()
          .decrypt(parameters, cryptoKey, given)
          .then(bytesOf, orElse(undefined, key, primitive))
      return withKey(source, key, primitive, ciphertext, run, true)
    },
  }
}

/** WebCrypto would take an IV of any length for GCM. */
function isIv(primitive: CipherPrimitive, iv: Bytes): boolean {
  return iv.length === ivLength(primitive)
}

function ivLength({ name }: CipherPrimitive): number {
  return name === 'AES-GCM' ? 12 : 16
}

function parametersOf({ name }: CipherPrimitive, given: Bytes, additional: Bytes | undefined): AlgorithmLike {
  const iv = Uint8Array.from(given)
  if (name === 'AES-CBC') return { name, iv }
  // Some implementations refuse empty additional data; no data means the same (NIST SP 800-38D §7.1).
  return additional === undefined || additional.length === 0
    ? { name, iv, tagLength: 128 }
    : { name, iv, tagLength: 128, additionalData: Uint8Array.from(additional) }
}
