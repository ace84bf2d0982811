import type { webcrypto } from 'node:crypto'
import type { NativeKeys } from '@jose/conformance'
import { encryptingKeysOf } from '../../../conformance/test/mutants/crypto-keys.ts'
import type { CryptoLike, JWK } from '../src/index.ts'

/** `CryptoKey`s of a WebCrypto, for the suite. */
export function cryptoKeysOf(crypto: CryptoLike): NativeKeys {
  const subtle = crypto.subtle as webcrypto.SubtleCrypto
  return {
    from(jwk, algorithm) {
      const isPublic = jwk.kty !== 'oct' && jwk.d === undefined && jwk.priv === undefined
      const usages = jwk.kty === 'oct' ? ['sign', 'verify'] : [isPublic ? 'verify' : 'sign']
      const { alg: _, use: __, key_ops: ___, kid: ____, ...members } = jwk as Record<string, unknown>
      const named = jwk.kty === 'AKP' ? { ...members, alg: jwk.alg } : members
      const data = jwk.crv === 'secp256k1' ? { ...named, crv: 'K-256' } : named
      const parameters = parametersOf(jwk, algorithm) as Parameters<typeof subtle.importKey>[2]
      const key = subtle.importKey('jwk', data as webcrypto.JsonWebKey, parameters, true, usages as 'sign'[])
      return mayLack.includes(jwk.crv ?? String(jwk.kty)) ? key.catch(() => undefined) : key
    },
    encrypting: encryptingKeysOf({ subtle }),
    unfit: {
      'RSA of 1024 bits': async () => {
        const publicExponent = new Uint8Array([1, 0, 1])
        const rsa = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 1024, publicExponent }
        return (await subtle.generateKey(rsa, false, ['sign', 'verify'])).privateKey
      },
      'a password': () => subtle.importKey('raw', new Uint8Array(8), 'PBKDF2', false, ['deriveBits']),
      'a key for AES-CTR': () => subtle.generateKey({ name: 'AES-CTR', length: 256 }, true, ['encrypt']),
    },
  }
}

/** What not every WebCrypto has, by `crv` or `kty`. */
const mayLack: readonly string[] = ['secp256k1', 'Ed448', 'AKP']

function parametersOf({ crv, alg }: JWK, algorithm: string): object {
  const hash = `SHA-${algorithm.slice(2)}`
  if (algorithm.startsWith('HS')) return { name: 'HMAC', hash }
  if (algorithm.startsWith('RS')) return { name: 'RSASSA-PKCS1-v1_5', hash }
  if (algorithm.startsWith('PS')) return { name: 'RSA-PSS', hash }
  if (algorithm.startsWith('ES')) return { name: 'ECDSA', namedCurve: crv === 'secp256k1' ? 'K-256' : crv }
  return { name: crv ?? alg ?? algorithm }
}
