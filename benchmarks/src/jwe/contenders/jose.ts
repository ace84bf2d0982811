// jose, with the kind of key that is fastest for it: a CryptoKey.
import { CompactEncrypt, type CryptoKey, compactDecrypt } from 'jose'
import type { Contenders } from '../contests.ts'
import type { Halves, Subject } from '../subject.ts'

export async function jose(subject: Subject): Promise<Contenders> {
  const { algorithm: alg, encryption: enc } = subject
  const { encrypting, decrypting } = await keysOf(subject)
  const options = { keyManagementAlgorithms: [alg], contentEncryptionAlgorithms: [enc] }
  return {
    encrypt: [
      {
        name: 'jose',
        mode: 'async',
        call: (plaintext) =>
          new CompactEncrypt(plaintext as Uint8Array).setProtectedHeader({ alg, enc }).encrypt(encrypting),
      },
    ],
    decrypt: [
      {
        name: 'jose',
        mode: 'async',
        call: async (token) => (await compactDecrypt(token as string, decrypting, options)).plaintext,
      },
    ],
  }
}

async function keysOf({ algorithm, key }: Subject): Promise<Halves<CryptoKey>> {
  if (algorithm !== 'dir') return key as Halves<CryptoKey>
  const octets = key.encrypting as Uint8Array<ArrayBuffer>
  const imported = await crypto.subtle.importKey('raw', octets, 'AES-GCM', false, ['encrypt', 'decrypt'])
  return { encrypting: imported, decrypting: imported }
}
