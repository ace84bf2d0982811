import type { NativeKeys } from '@jose/conformance'
import type { JWK } from '@jose/core'

/** `CryptoKey`s that encrypt, of a WebCrypto. */
export function encryptingKeysOf({ subtle }: { readonly subtle: object }): NonNullable<NativeKeys['encrypting']> {
  return (jwk, algorithm) => {
    const [parameters, usages] = importedAs(jwk, algorithm)
    const { importKey } = subtle as { readonly importKey: (...args: readonly unknown[]) => Promise<unknown> }
    const key = importKey.call(subtle, 'jwk', jwk, parameters, true, usages)
    // Not every WebCrypto has the curves of RFC 7748.
    return jwk.kty === 'OKP' ? key.catch(() => undefined) : key
  }
}

type Usages = readonly string[]

function importedAs({ kty, crv, d }: JWK, algorithm: string): readonly [parameters: object, usages: Usages] {
  if (kty === 'RSA') {
    const hash = `SHA-${algorithm.split('-')[2] ?? '1'}`
    return [{ name: 'RSA-OAEP', hash }, d === undefined ? ['encrypt', 'wrapKey'] : ['decrypt', 'unwrapKey']]
  }
  if (kty === 'oct' && /^A\d+KW$/.test(algorithm)) return [{ name: 'AES-KW' }, ['wrapKey', 'unwrapKey']]
  if (kty === 'oct') return [{ name: 'AES-GCM' }, ['encrypt', 'decrypt']]
  const usages: Usages = d === undefined ? [] : ['deriveBits', 'deriveKey']
  return [kty === 'EC' ? { name: 'ECDH', namedCurve: crv } : { name: crv }, usages]
}
