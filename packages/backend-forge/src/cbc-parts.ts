// AES-CBC of long content, step by step, so that the event loop can turn in between: each part takes the last block of
// ciphertext before it for its IV, which is what CBC is (NIST SP 800-38A §6.2).
import type { Bytes } from '@jose/core'
import { cbc } from '@noble/ciphers/aes.js'
import { partLength } from './parts.ts'

const blockLength = 16

export function* encryptCbc(key: Bytes, iv: Bytes, plaintext: Bytes): Generator<void, Bytes> {
  const output = new Uint8Array(plaintext.length + blockLength - (plaintext.length % blockLength))
  let previous = iv
  for (let from = 0; ; from += partLength) {
    const isLast = from + partLength >= plaintext.length
    const part = cbc(key, previous, { disablePadding: !isLast }).encrypt(plaintext.subarray(from, from + partLength))
    output.set(part, from)
    if (isLast) return output
    previous = part.subarray(-blockLength)
    yield
  }
}

/** `undefined` for padding that is none. */
export function* decryptCbc(key: Bytes, iv: Bytes, ciphertext: Bytes): Generator<void, Bytes | undefined> {
  const output = new Uint8Array(ciphertext.length)
  let previous = iv
  for (let from = 0; ; from += partLength) {
    const isLast = from + partLength >= ciphertext.length
    const part = ciphertext.subarray(from, from + partLength)
    if (isLast) {
      const last = decryptLast(key, previous, part)
      if (last === undefined) return undefined
      output.set(last, from)
      return output.subarray(0, from + last.length)
    }
    output.set(cbc(key, previous, { disablePadding: true }).decrypt(part), from)
    previous = part.subarray(-blockLength)
    yield
  }
}

function decryptLast(key: Bytes, iv: Bytes, part: Bytes): Bytes | undefined {
  try {
    return cbc(key, iv).decrypt(part)
  } catch {
    return undefined
  }
}
