import type { CipherPrimitive, Hash, MacPrimitive } from '@jose/core'
import { type Files, file } from './files.ts'
import { secret } from './mode.ts'
import { equal, octets, read } from './vectors.ts'

interface Test {
  readonly key: string
  readonly iv: string
  readonly aad: string
  readonly msg: string
  readonly ct: string
  readonly tag: string
}

export function ciphers(files: Files): void {
  gcm(files)
  cbcWithHmac(files, 'a128cbc_hs256_test.json', 128, 'SHA-256')
  cbcWithHmac(files, 'a192cbc_hs384_test.json', 192, 'SHA-384')
  cbcWithHmac(files, 'a256cbc_hs512_test.json', 256, 'SHA-512')
}

interface GcmGroup {
  readonly keySize: 128 | 192 | 256
  readonly ivSize: number
}

function gcm(files: Files): void {
  const name = 'aes_gcm_test.json'
  file(files, name, [{ name: 'AES-GCM', bits: 256 }], async ({ operations, ...mode }, tally) => {
    for (const { keySize, ivSize, tests } of read<GcmGroup, Test>(name)) {
      const primitive: CipherPrimitive = { name: 'AES-GCM', bits: keySize }
      for (const { tcId, key: k, iv, aad, msg, ct, tag, result } of tests) {
        if (ivSize !== 96) tally.leave('the IV is not one of 96 bits (RFC 7518 §5.3)')
        else if (!operations.backend.supports(primitive)) tally.leave(`keys of ${keySize} bits are not supported here`)
        else {
          const key = await secret({ operations, ...mode }, octets(k))
          const { encrypt, decrypt } = mode.primitives
          const made = await encrypt(primitive, key, octets(iv), octets(msg), octets(aad))
          const opened = await decrypt(primitive, key, octets(iv), octets(ct + tag), octets(aad))
          const isValid = result === 'valid'
          const agrees = isValid ? equal(opened, msg) : opened === undefined
          tally.judge(tcId, agrees && equal(made, ct + tag) === isValid, result)
        }
      }
    }
  })
}

/** AES_CBC_HMAC_SHA2 (RFC 7518 §5.2.2), put together here of the backend's primitives. */
function cbcWithHmac(files: Files, name: string, bits: 128 | 192 | 256, hash: Hash): void {
  const cipher: CipherPrimitive = { name: 'AES-CBC', bits }
  const hmac: MacPrimitive = { name: 'HMAC', hash }
  file(files, name, [cipher, hmac], async (mode, tally) => {
    const { encrypt, decrypt, mac } = mode.primitives
    for (const { tests } of read<object, Test>(name)) {
      for (const { tcId, key, iv, aad, msg, ct, tag, result } of tests) {
        const macKey = await secret(mode, octets(key).subarray(0, bits / 8))
        const cipherKey = await secret(mode, octets(key).subarray(bits / 8))
        const length = Buffer.alloc(8)
        length.writeBigUInt64BE(BigInt(aad.length * 4))
        const made = await encrypt(cipher, cipherKey, octets(iv), octets(msg))
        const whole = await mac(hmac, macKey, Buffer.concat([octets(aad), octets(iv), octets(ct), length]))
        const text = typeof whole === 'string' ? Buffer.from(whole, 'base64url') : whole
        const isAuthentic = equal(text.subarray(0, bits / 8), tag)
        const opened = isAuthentic ? await decrypt(cipher, cipherKey, octets(iv), octets(ct)) : undefined
        const agrees = result === 'valid' ? equal(made, ct) && equal(opened, msg) : opened === undefined
        tally.judge(tcId, agrees, result)
      }
    }
  })
}
