import type { BackendKey, Bytes, Primitives } from '@jose/core'
import { orElse, orThrow, withKey } from './held.ts'
import { bytesOf, octets } from './octets.ts'
import { signingOf } from './parameters.ts'
import type { Source } from './platform.ts'

/** Signatures; those of ECDSA are r‖s here by nature. */
export function createSignatures(source: Source): Pick<Primitives<'async'>, 'sign' | 'verify'> {
  return {
    sign: (primitive, key, data) =>
      withKey(source, key, primitive, octets(data), (cryptoKey, given) =>
        source.subtle().sign(signingOf(primitive), cryptoKey, given).then(bytesOf, orThrow(primitive)),
      ),

    verify: (primitive, key, signature, data) => {
      if (!isInRange(signature, key)) return false
      const copy = Uint8Array.from(signature)
      return withKey(source, key, primitive, octets(data), (cryptoKey, given) =>
        source
          .subtle()
          .verify(signingOf(primitive), cryptoKey, copy, given)
          .catch(orElse(false, key, primitive)),
      )
    },
  }
}

/** An RSA signature is a number less than the modulus (RFC 8017 §5.2.2), of which some implementations take every residue. */
function isInRange(signature: Bytes, { material }: BackendKey): boolean {
  if (material.kty !== 'RSA' || material.n === undefined) return true
  const { n } = material
  if (signature.length !== n.length) return false
  const difference = n.findIndex((octet, index) => octet !== signature[index])
  return difference !== -1 && (signature[difference] as number) < (n[difference] as number)
}
