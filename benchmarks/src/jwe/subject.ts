// What everybody encrypts and decrypts: a plaintext, a key in several forms, one token.
import { createSecretKey, generateKeyPairSync, type JsonWebKey, type KeyObject, randomBytes } from 'node:crypto'
import { CompactEncrypt } from 'jose'

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
  readonly keyObject: Halves<KeyObject>
  readonly jwk: Halves<JsonWebKey>
}

/** `length` in bytes. */
export async function createSubject({ algorithm, encryption }: Encryption, length: number): Promise<Subject> {
  const plaintext = new Uint8Array(randomBytes(length))
  const keyObject = createKeys(algorithm)
  const token = await new CompactEncrypt(plaintext)
    .setProtectedHeader({ alg: algorithm, enc: encryption })
    .encrypt(keyObject.encrypting)
  const [, , , , tag = ''] = token.split('.')
  return {
    ...{ algorithm, encryption, plaintext, token, keyObject },
    altered: `${token.slice(0, -tag.length)}${tag.startsWith('A') ? 'B' : 'A'}${tag.slice(1)}`,
    jwk: {
      encrypting: keyObject.encrypting.export({ format: 'jwk' }),
      decrypting: keyObject.decrypting.export({ format: 'jwk' }),
    },
  }
}

function createKeys(algorithm: Encryption['algorithm']): Halves<KeyObject> {
  if (algorithm === 'dir') {
    const key = createSecretKey(randomBytes(32))
    return { encrypting: key, decrypting: key }
  }
  const { publicKey, privateKey } =
    algorithm === 'RSA-OAEP-256'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { encrypting: publicKey, decrypting: privateKey }
}
