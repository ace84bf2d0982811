import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { CipherPrimitive } from '@jose/core'
import { altering, late, type Mutant, node, objectOf } from './mutant.ts'

const cbcOf = ({ bits }: CipherPrimitive): string => `aes-${bits}-cbc`
const gcmOf = ({ bits }: CipherPrimitive): 'aes-128-gcm' => `aes-${bits}-gcm` as 'aes-128-gcm'

/** What happens to content on its way into a token and out of it. */
export const contentMutants: readonly Mutant[] = [
  {
    what: 'an IV of any length will do',
    caughtBy: ['primitives ciphers'],
    backend: altering(({ encrypt, decrypt }) => ({
      encrypt(primitive, key, iv, plaintext, additional) {
        if (primitive.name !== 'AES-GCM' || iv.length === 12) return encrypt(primitive, key, iv, plaintext, additional)
        const cipher = createCipheriv(gcmOf(primitive), objectOf(key), iv, { authTagLength: 16 })
        if (additional !== undefined) cipher.setAAD(additional)
        return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
      },
      decrypt(primitive, key, iv, ciphertext, additional) {
        if (primitive.name !== 'AES-GCM' || iv.length === 12) return decrypt(primitive, key, iv, ciphertext, additional)
        try {
          const decipher = createDecipheriv(gcmOf(primitive), objectOf(key), iv, { authTagLength: 16 })
          decipher.setAuthTag(ciphertext.subarray(-16)).setAAD(additional ?? new Uint8Array(0))
          return Buffer.concat([decipher.update(ciphertext.subarray(0, -16)), decipher.final()])
        } catch {
          return undefined
        }
      },
    })),
  },
  {
    what: 'the IV is all zeros, both ways',
    caughtBy: ['primitives ciphers'],
    backend: altering(({ encrypt, decrypt }) => ({
      encrypt: (primitive, key, iv, ...content) => encrypt(primitive, key, new Uint8Array(iv.length), ...content),
      decrypt: (primitive, key, iv, ...content) => decrypt(primitive, key, new Uint8Array(iv.length), ...content),
    })),
  },
  {
    what: 'IVs repeat',
    caughtBy: ['jwe algorithms'],
    backend: { ...node, random: (length) => (length === 12 ? new Uint8Array(12).fill(5) : node.random(length)) },
  },
  {
    what: 'content keys repeat',
    caughtBy: ['jwe algorithms'],
    backend: { ...node, random: (length) => (length === 32 ? new Uint8Array(32).fill(5) : node.random(length)) },
  },
  {
    what: 'the tag of GCM stands in front, both ways',
    caughtBy: ['primitives ciphers'],
    backend: altering(({ encrypt, decrypt }) => ({
      encrypt(primitive, key, iv, plaintext, additional) {
        const sealed = encrypt(primitive, key, iv, plaintext, additional)
        return primitive.name === 'AES-GCM' ? Buffer.concat([sealed.subarray(-16), sealed.subarray(0, -16)]) : sealed
      },
      decrypt(primitive, key, iv, sealed, additional) {
        const isMoved = primitive.name === 'AES-GCM' && sealed.length >= 16
        const moved = isMoved ? Buffer.concat([sealed.subarray(16), sealed.subarray(0, 16)]) : sealed
        return decrypt(primitive, key, iv, moved, additional)
      },
    })),
  },
  {
    what: 'only the beginning of the additional data is authenticated',
    caughtBy: ['primitives ciphers', 'jwe algorithms'],
    backend: altering(({ encrypt, decrypt }) => ({
      encrypt: (primitive, key, iv, plaintext, additional) =>
        encrypt(primitive, key, iv, plaintext, additional?.subarray(0, 16)),
      decrypt: (primitive, key, iv, ciphertext, additional) =>
        decrypt(primitive, key, iv, ciphertext, additional?.subarray(0, 16)),
    })),
  },
  {
    what: 'decrypt throws for what does not fit',
    caughtBy: ['primitives ciphers', 'jwe failure'],
    backend: altering(({ decrypt }) => ({
      decrypt(...given) {
        const right = decrypt(...given)
        if (right === undefined) throw new Error('bad decrypt')
        return right
      },
    })),
  },
  {
    what: 'a failed decryption leaves its mess in the ciphertext',
    caughtBy: ['primitives ciphers'],
    backend: altering(({ decrypt }) => ({
      decrypt(primitive, key, iv, ciphertext, additional) {
        const right = decrypt(primitive, key, iv, ciphertext, additional)
        if (right === undefined) ciphertext.fill(0)
        return right
      },
    })),
  },
  {
    what: 'without the tag, async decryption goes on',
    caughtBy: ['primitives ciphers', 'jwe failure'],
    modes: ['async'],
    backend: {
      ...node,
      async: {
        ...node.async,
        async decrypt(primitive, key, iv, ciphertext, additional) {
          const right = await node.async.decrypt(primitive, key, iv, ciphertext, additional)
          if (right !== undefined || primitive.name !== 'AES-GCM' || iv.length !== 12 || ciphertext.length < 16)
            return right
          return createDecipheriv(gcmOf(primitive), objectOf(key), iv).update(ciphertext.subarray(0, -16))
        },
      },
    },
  },
  {
    what: 'CBC pads with zeros, both ways',
    caughtBy: ['primitives ciphers', 'jwe vectors'],
    backend: altering(({ encrypt, decrypt }) => ({
      encrypt(primitive, key, iv, plaintext, additional) {
        if (primitive.name !== 'AES-CBC') return encrypt(primitive, key, iv, plaintext, additional)
        const cipher = createCipheriv(cbcOf(primitive), objectOf(key), iv).setAutoPadding(false)
        const padding = Buffer.alloc(16 - (plaintext.length % 16))
        return Buffer.concat([cipher.update(plaintext), cipher.update(padding), cipher.final()])
      },
      decrypt(primitive, key, iv, ciphertext, additional) {
        const isWhole = ciphertext.length > 0 && ciphertext.length % 16 === 0
        if (primitive.name !== 'AES-CBC' || !isWhole) return decrypt(primitive, key, iv, ciphertext, additional)
        const decipher = createDecipheriv(cbcOf(primitive), objectOf(key), iv).setAutoPadding(false)
        const plain = Buffer.concat([decipher.update(ciphertext), decipher.final()])
        return plain.subarray(0, plain.findLastIndex((octet) => octet !== 0) + 1)
      },
    })),
  },
  {
    what: 'of the padding of CBC only the last octet is looked at',
    caughtBy: ['primitives ciphers', 'jwe failure'],
    backend: altering(({ decrypt }) => ({
      decrypt(primitive, key, iv, ciphertext, additional) {
        const right = decrypt(primitive, key, iv, ciphertext, additional)
        const isWhole = ciphertext.length > 0 && ciphertext.length % 16 === 0 && iv.length === 16
        if (right !== undefined || primitive.name !== 'AES-CBC' || !isWhole) return right
        const decipher = createDecipheriv(cbcOf(primitive), objectOf(key), iv).setAutoPadding(false)
        const plain = Buffer.concat([decipher.update(ciphertext), decipher.final()])
        const last = plain[plain.length - 1] as number
        return last >= 1 && last <= 16 ? plain.subarray(0, plain.length - last) : undefined
      },
    })),
  },
  {
    what: 'encrypt reads its octets after it has returned',
    caughtBy: ['primitives memory', 'jwe changes'],
    modes: ['async'],
    backend: {
      ...node,
      async: { ...node.async, encrypt: (...given) => late(() => node.async.encrypt(...given)) },
    },
  },
]
