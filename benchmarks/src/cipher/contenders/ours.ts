import { backend } from '@jose/backend-forge'
import { prepared } from '../../contender.ts'
import type { Contenders, Subject } from '../contests.ts'

/** The primitive of our backend. */
export function oursOnForge({ key, iv, additional }: Subject): Contenders {
  const { importKey, encrypt, decrypt } = backend.sync
  const cipher = { name: 'AES-GCM', bits: 256 } as const
  const held = importKey({ kty: 'oct', k: key })
  return {
    encrypt: {
      name: prepared,
      mode: 'sync',
      call: (plaintext) => encrypt(cipher, held, iv, plaintext as Uint8Array, additional),
    },
    decrypt: {
      name: prepared,
      mode: 'sync',
      call: (ciphertext) => decrypt(cipher, held, iv, ciphertext as Uint8Array, additional),
    },
  }
}
