// This library, on whichever backend.
import type { Jwe, Jwk, Key, SyncJwe, SyncJwk, SyncKey } from '@jose/backend-node'
import type { Contenders } from '../contests.ts'
import type { Halves, Subject } from '../subject.ts'

export function oursSync(
  name: string,
  { jwe, jwk }: { readonly jwe: SyncJwe; readonly jwk: SyncJwk },
  subject: Subject,
): Contenders {
  const { encryption, decryption } = optionsFor(subject)
  const { encrypting, decrypting } = syncKeysOf(jwk, subject)
  const encrypt = (plaintext: Uint8Array): string => jwe.encryptSync(plaintext, encrypting, encryption)
  const decrypt = (token: string): Uint8Array => jwe.decryptSync(token, decrypting, decryption).plaintext
  return {
    encrypt: [{ name, mode: 'sync', call: (plaintext) => encrypt(plaintext as Uint8Array) }],
    decrypt: [{ name, mode: 'sync', call: (token) => decrypt(token as string) }],
  }
}

export async function oursAsync(
  name: string,
  { jwe, jwk }: { readonly jwe: Jwe; readonly jwk: Jwk },
  subject: Subject,
): Promise<Contenders> {
  const { encryption, decryption } = optionsFor(subject)
  const { encrypting, decrypting } = await keysOf(jwk, subject)
  const encrypt = (plaintext: Uint8Array): Promise<string> => jwe.encrypt(plaintext, encrypting, encryption)
  const decrypt = async (token: string): Promise<Uint8Array> =>
    (await jwe.decrypt(token, decrypting, decryption)).plaintext
  return {
    encrypt: [{ name, mode: 'async', call: (plaintext) => encrypt(plaintext as Uint8Array) }],
    decrypt: [{ name, mode: 'async', call: (token) => decrypt(token as string) }],
  }
}

function syncKeysOf(jwk: SyncJwk, { algorithm, jwk: set }: Subject): Halves<SyncKey> {
  return {
    encrypting: jwk.constructSync(set.encrypting, algorithm),
    decrypting: jwk.constructSync(set.decrypting, algorithm),
  }
}

async function keysOf(jwk: Jwk, { algorithm, jwk: set }: Subject): Promise<Halves<Key>> {
  return {
    encrypting: await jwk.construct(set.encrypting, algorithm),
    decrypting: await jwk.construct(set.decrypting, algorithm),
  }
}

function optionsFor({ algorithm, encryption }: Subject) {
  return {
    encryption: { algorithm, encryption },
    decryption: { algorithms: [algorithm], encryptions: [encryption] },
  }
}
