import type { CipherPrimitive, Hash, PasswordPrimitive } from '@jose/core'
import { type Files, file } from './files.ts'
import { secret } from './mode.ts'
import { equal, octets, read } from './vectors.ts'

interface Test {
  readonly password: string
  readonly salt: string
  readonly iterationCount: number
  readonly iv: string
  readonly msg: string
  readonly ct: string
}

export function derivation(files: Files): void {
  pbes2(files, 'pbes2_hmacsha256_aes_128_test.json', 'SHA-256', 128)
  pbes2(files, 'pbes2_hmacsha512_aes_256_test.json', 'SHA-512', 256)
}

/** PBES2 of PKCS#5 (RFC 8018 §6.2): a key by PBKDF2, and AES-CBC with it. */
function pbes2(files: Files, name: string, hash: Hash, bits: 128 | 256): void {
  const password: PasswordPrimitive = { name: 'PBKDF2', hash }
  const cipher: CipherPrimitive = { name: 'AES-CBC', bits }
  file(files, name, [password, cipher], async (mode, tally) => {
    const { derive, encrypt, decrypt } = mode.primitives
    for (const { tests } of read<object, Test>(name)) {
      for (const { tcId, password: text, salt, iterationCount, iv, msg, ct, result } of tests) {
        const octetsOfKey = await derive(password, octets(text), octets(salt), iterationCount, bits / 8)
        const key = await secret(mode, octetsOfKey)
        const made = await encrypt(cipher, key, octets(iv), octets(msg))
        const opened = await decrypt(cipher, key, octets(iv), octets(ct))
        tally.judge(tcId, equal(made, ct) && equal(opened, msg), result)
      }
    }
  })
}
