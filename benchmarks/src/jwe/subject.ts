// What everybody encrypts and decrypts: a plaintext, a key as JWK, one token. Made by jose, which runs everywhere.
import { base64url, CompactEncrypt, type CryptoKey, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose'

export interface Encryption {
  readonly algorithm: 'dir' | 'RSA-OAEP-256' | 'ECDH-ES+A128KW'
  readonly encryption: 'A256GCM'
}

/** The two halves of a key; of a secret both are the same. */
export interface Halves<T> {
  readonly encrypting: T
  readonly decrypting: T
}

export interface Subject extends Encryption {
  readonly plaintext: Uint8Array
  readonly token: string
  /** As `token`, with another tag: what must be refused. */
  readonly altered: string
  readonly jwk: Halves<JWK>
  /** As jose takes it. */
  readonly key: Halves<CryptoKey | Uint8Array>
}

/** `length` in bytes. */
export async function createSubject({ algorithm, encryption }: Encryption, length: number): Promise<Subject> {
  const plaintext = randomOctets(length)
  const jwk = await createKeys(algorithm)
  const key = {
    encrypting: await importJWK(jwk.encrypting, algorithm),
    decrypting: await importJWK(jwk.decrypting, algorithm),
  }
  const token = await new CompactEncrypt(plaintext)
    .setProtectedHeader({ alg: algorithm, enc: encryption })
    .encrypt(key.encrypting)
  const [, , , , tag = ''] = token.split('.')
  return {
    ...{ algorithm, encryption, plaintext, token, jwk, key },
    altered: `${token.slice(0, -tag.length)}${tag.startsWith('A') ? 'B' : 'A'}${tag.slice(1)}`,
  }
}

async function createKeys(algorithm: Encryption['algorithm']): Promise<Halves<JWK>> {
  if (algorithm === 'dir') {
    const jwk = { kty: 'oct', k: base64url.encode(randomOctets(32)) }
    return { encrypting: jwk, decrypting: jwk }
  }
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true, crv: 'P-256' })
  return { encrypting: await exportJWK(publicKey), decrypting: await exportJWK(privateKey) }
}

function randomOctets(length: number): Uint8Array {
  const octets = new Uint8Array(length)
  for (let at = 0; at < length; at += 65_536) crypto.getRandomValues(octets.subarray(at, at + 65_536))
  return octets
}
