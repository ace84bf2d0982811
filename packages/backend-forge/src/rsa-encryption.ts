import { type BackendKey, type Bytes, InvalidKeyError, type WrapPrimitive } from '@jose/core'
import { decodeOaep, decodePkcs1, encodeOaep, encodePkcs1 } from './eme.ts'
import { heldAs, type Rsa } from './held.ts'
import { fromNumber, toNumber } from './octets.ts'
import type { Random } from './random.ts'
import { privateOperation, publicOperation } from './rsa.ts'

type RsaWrap = Exclude<WrapPrimitive, { name: 'AES-KW' }>

/** RSAES-OAEP-ENCRYPT and RSAES-PKCS1-V1_5-ENCRYPT (RFC 8017 §7.1.1, §7.2.1). */
export function wrapRsa(primitive: RsaWrap, key: BackendKey, octets: Bytes, random: Random): Bytes {
  const { public: numbers } = heldAs(key, 'RSA')
  const encoded =
    primitive.name === 'RSA-OAEP'
      ? encodeOaep(primitive.hash, octets, numbers.bytes, random)
      : encodePkcs1(octets, numbers.bytes, random)
  return fromNumber(publicOperation(numbers, toNumber(encoded)) as bigint, numbers.bytes)
}

/**
 * RSAES-OAEP-DECRYPT and RSAES-PKCS1-V1_5-DECRYPT (RFC 8017 §7.1.2, §7.2.2). `undefined`, after the same work, for whatever
 * does not unwrap; a ciphertext of the wrong length or not below the modulus, which anybody sees, at once.
 */
export function unwrapRsa(primitive: RsaWrap, key: BackendKey, wrapped: Bytes, random: Random): Bytes | undefined {
  const { public: numbers, private: secret }: Rsa = heldAs(key, 'RSA')
  if (secret === undefined) throw new InvalidKeyError('Unwrapping needs a private key')
  if (wrapped.length !== numbers.bytes) return undefined
  const result = privateOperation(numbers, secret, toNumber(wrapped), random)
  if (result === undefined) return undefined
  const encoded = fromNumber(result, numbers.bytes)
  return primitive.name === 'RSA-OAEP' ? decodeOaep(primitive.hash, encoded) : decodePkcs1(encoded)
}
