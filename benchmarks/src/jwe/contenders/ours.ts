// This library, on each of its backends.
import { type Jwe, type Jwk, jwe, jwk, type Key, type SyncJwe, type SyncJwk, type SyncKey } from '@jose/backend-node'
import { prepared } from '../../contender.ts'
import type { Contenders } from '../contests.ts'
import type { Halves, Subject } from '../subject.ts'

/** On node:crypto. */
export function ours(subject: Subject): readonly Contenders[] {
  const key = syncKeysOf(jwk, subject)
  return [sync(prepared, jwe, subject, key), async(prepared, jwe, subject, key)]
}

export function oursSync(
  name: string,
  jose: { readonly jwe: SyncJwe; readonly jwk: SyncJwk },
  subject: Subject,
): Contenders {
  return sync(name, jose.jwe, subject, syncKeysOf(jose.jwk, subject))
}

export async function oursAsync(
  name: string,
  jose: { readonly jwe: Jwe; readonly jwk: Jwk },
  subject: Subject,
): Promise<Contenders> {
  const { algorithm, jwk: set } = subject
  const key = {
    encrypting: await jose.jwk.construct(set.encrypting, algorithm),
    decrypting: await jose.jwk.construct(set.decrypting, algorithm),
  }
  return async(name, jose.jwe, subject, key)
}

function sync(name: string, jwe: SyncJwe, subject: Subject, { encrypting, decrypting }: Halves<SyncKey>): Contenders {
  const { encryption, decryption } = optionsFor(subject)
  const encrypt = (plaintext: Uint8Array): string => jwe.encryptSync(plaintext, encrypting, encryption)
  const decrypt = (token: string): Uint8Array => jwe.decryptSync(token, decrypting, decryption).plaintext
  return {
    encrypt: [{ name, mode: 'sync', call: (plaintext) => encrypt(plaintext as Uint8Array) }],
    decrypt: [{ name, mode: 'sync', call: (token) => decrypt(token as string) }],
  }
}

function async(name: string, jwe: Jwe, subject: Subject, { encrypting, decrypting }: Halves<Key>): Contenders {
  const { encryption, decryption } = optionsFor(subject)
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

function optionsFor({ algorithm, encryption }: Subject) {
  return {
    encryption: { algorithm, encryption },
    decryption: { algorithms: [algorithm], encryptions: [encryption] },
  }
}
