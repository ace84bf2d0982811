import { createDecipheriv } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'
import type { CipherPrimitive } from '@jose/core'
import { altering, type Mutant, objectOf } from './mutant.ts'

const nodeName = ({ bits, name }: CipherPrimitive): string => `aes-${bits}-${name === 'AES-GCM' ? 'gcm' : 'cbc'}`

export const encryptionMutants: readonly Mutant[] = [
  {
    what: 'a GCM tag of 12 octets will do',
    caughtBy: ['primitives ciphers'],
    backend: altering(({ decrypt }) => ({
      decrypt(primitive, key, iv, ciphertext, additional) {
        const right = decrypt(primitive, key, iv, ciphertext, additional)
        if (right !== undefined || primitive.name !== 'AES-GCM' || ciphertext.length < 12) return right
        const decipher = createDecipheriv(nodeName(primitive) as 'aes-128-gcm', objectOf(key), iv, {
          authTagLength: 12,
        })
        decipher.setAuthTag(ciphertext.subarray(-12)).setAAD(additional ?? new Uint8Array(0))
        try {
          return Buffer.concat([decipher.update(ciphertext.subarray(0, -12)), decipher.final()])
        } catch {
          return undefined
        }
      },
    })),
  },
  {
    what: 'the GCM tag is not looked at',
    caughtBy: ['primitives ciphers'],
    backend: altering(({ decrypt }) => ({
      decrypt(primitive, key, iv, ciphertext, additional) {
        const right = decrypt(primitive, key, iv, ciphertext, additional)
        if (right !== undefined || primitive.name !== 'AES-GCM' || iv.length !== 12 || ciphertext.length < 16)
          return right
        const decipher = createDecipheriv(nodeName(primitive) as 'aes-128-gcm', objectOf(key), iv)
        return decipher.update(ciphertext.subarray(0, -16))
      },
    })),
  },
  {
    what: 'the additional data of GCM are left out, both ways',
    caughtBy: ['primitives ciphers'],
    backend: altering(({ encrypt, decrypt }) => ({
      encrypt: (primitive, key, iv, plaintext) => encrypt(primitive, key, iv, plaintext),
      decrypt: (primitive, key, iv, ciphertext) => decrypt(primitive, key, iv, ciphertext),
    })),
  },
  {
    what: 'the padding of CBC is taken off unseen',
    caughtBy: ['primitives ciphers'],
    backend: altering(({ decrypt }) => ({
      decrypt(primitive, key, iv, ciphertext, additional) {
        const right = decrypt(primitive, key, iv, ciphertext, additional)
        const blocks = ciphertext.length > 0 && ciphertext.length % 16 === 0 && iv.length === 16
        if (right !== undefined || primitive.name !== 'AES-CBC' || !blocks) return right
        const decipher = createDecipheriv(nodeName(primitive), objectOf(key), iv).setAutoPadding(false)
        const plain = Buffer.concat([decipher.update(ciphertext), decipher.final()])
        return plain.subarray(0, plain.length - (plain[plain.length - 1] as number))
      },
    })),
  },
  {
    what: 'AES-KW unwraps without its integrity check',
    caughtBy: ['primitives wraps'],
    backend: altering(({ unwrap }) => ({
      unwrap: (primitive, key, wrapped) =>
        unwrap(primitive, key, wrapped) ?? (primitive.name === 'AES-KW' ? wrapped.slice(8) : undefined),
    })),
  },
  {
    what: 'unwrap throws for what does not unwrap',
    caughtBy: ['primitives wraps'],
    backend: altering(({ unwrap }) => ({
      unwrap(primitive, key, wrapped) {
        const right = unwrap(primitive, key, wrapped)
        if (right === undefined) throw new Error('oaep decoding error')
        return right
      },
    })),
  },
  {
    what: 'RSA-OAEP is always that of SHA-1',
    caughtBy: ['primitives wraps'],
    backend: altering(({ wrap, unwrap }) => ({
      wrap: (primitive, key, octets) =>
        wrap(primitive.name === 'RSA-OAEP' ? { ...primitive, hash: 'SHA-1' } : primitive, key, octets),
      unwrap: (primitive, key, wrapped) =>
        unwrap(primitive.name === 'RSA-OAEP' ? { ...primitive, hash: 'SHA-1' } : primitive, key, wrapped),
    })),
  },
  {
    what: 'the shared secret loses the zeros that it begins with',
    caughtBy: ['primitives agreements'],
    backend: altering(({ agree }) => ({
      agree(primitive, mine, yours) {
        const z = agree(primitive, mine, yours)
        return z?.subarray(z.findIndex((octet) => octet !== 0))
      },
    })),
  },
  {
    what: 'PBKDF2 iterates a thousand times at most',
    caughtBy: ['primitives passwords'],
    backend: altering(({ derive }) => ({
      derive: (primitive, password, salt, iterations, length) =>
        derive(primitive, password, salt, Math.min(iterations, 1000), length),
    })),
  },
  {
    what: 'inflate knows no limit',
    caughtBy: ['primitives deflate'],
    backend: altering(({ inflate }) => ({
      inflate: (deflated) => inflate(deflated, 2 ** 28),
    })),
  },
  {
    what: 'inflate passes over what stands behind the stream',
    caughtBy: ['primitives deflate'],
    backend: altering(() => ({
      inflate(deflated, limit) {
        try {
          const octets = inflateRawSync(deflated, { maxOutputLength: limit + 1 })
          return octets.length > limit ? 'too large' : octets
        } catch (error) {
          return (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'too large' : undefined
        }
      },
    })),
  },
]
