import { type BinaryString, forge } from '../../forge.ts'
import type { Contenders, Subject } from '../contests.ts'

/** node-forge's own, which answers with binary strings, and is spared to make octets of them. */
export function nodeForge({ key, iv, additional }: Subject): Contenders {
  const [secret, vector, additionalData] = [key, iv, additional].map(binary) as [string, string, string]
  const encrypt = (plaintext: Uint8Array): BinaryString => {
    const cipher = forge.cipher.createCipher('AES-GCM', secret)
    cipher.start({ iv: vector, additionalData, tagLength: 128 })
    cipher.update(forge.util.createBuffer(plaintext as never))
    cipher.finish()
    return cipher.output.getBytes() + cipher.mode.tag.getBytes()
  }
  const decrypt = (ciphertext: Uint8Array): BinaryString => {
    const decipher = forge.cipher.createDecipher('AES-GCM', secret)
    const tag = forge.util.createBuffer(ciphertext.slice(-16) as never)
    decipher.start({ iv: vector, additionalData, tagLength: 128, tag })
    decipher.update(forge.util.createBuffer(ciphertext.slice(0, -16) as never))
    if (!decipher.finish()) throw new Error('The tag is another')
    return decipher.output.getBytes()
  }
  return {
    encrypt: { name: 'node-forge', mode: 'sync', call: (plaintext) => encrypt(plaintext as Uint8Array) },
    decrypt: { name: 'node-forge', mode: 'sync', call: (ciphertext) => decrypt(ciphertext as Uint8Array) },
  }
}

function binary(octets: Uint8Array): BinaryString {
  return Buffer.from(octets).toString('latin1')
}
