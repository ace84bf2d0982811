// The plain way of `dir`: AES-GCM of node:crypto and Buffer's base64url, without any check but the tag's.
import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto'
import type { Contenders } from '../contests.ts'
import type { Subject } from '../subject.ts'

export function raw({ algorithm, encryption, jwk }: Subject): Contenders {
  const key = createSecretKey(jwk.encrypting.k ?? '', 'base64url')
  const header = Buffer.from(JSON.stringify({ alg: algorithm, enc: encryption })).toString('base64url')
  const additional = Buffer.from(header)
  const encrypt = (plaintext: Uint8Array): string => {
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(additional)
    const ciphertext = cipher.update(plaintext)
    cipher.final()
    const [first, second, third] = [iv, ciphertext, cipher.getAuthTag()].map((octets) => octets.toString('base64url'))
    return `${header}..${first}.${second}.${third}`
  }
  const decrypt = (token: string): Uint8Array => {
    const [header = '', , iv = '', ciphertext = '', tag = ''] = token.split('.')
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'), { authTagLength: 16 })
    decipher.setAAD(Buffer.from(header)).setAuthTag(Buffer.from(tag, 'base64url'))
    const plaintext = decipher.update(Buffer.from(ciphertext, 'base64url'))
    decipher.final()
    return plaintext
  }
  return {
    encrypt: [{ name: 'raw', mode: 'sync', call: (plaintext) => encrypt(plaintext as Uint8Array) }],
    decrypt: [{ name: 'raw', mode: 'sync', call: (token) => decrypt(token as string) }],
  }
}
