import {
  constants,
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  privateDecrypt,
  publicEncrypt,
} from 'node:crypto'
import type { BackendKey, Bytes } from '@jose/core'
import { altering, type Mutant, objectOf } from './mutant.ts'
import { unwrapByMgf1OfSha1, wrapByMgf1OfSha1 } from './oaep.ts'

/** How a content key reaches its recipient, done wrong. */
export const keyManagementMutants: readonly Mutant[] = [
  {
    what: 'AES-KW unwraps by another initial value too',
    caughtBy: ['primitives wraps'],
    backend: altering(({ unwrap }) => ({
      unwrap(primitive, key, wrapped) {
        const right = unwrap(primitive, key, wrapped)
        if (right !== undefined || primitive.name !== 'AES-KW' || wrapped.length < 24 || wrapped.length % 8 !== 0)
          return right
        // OpenSSL checks against what it is given: whatever fits one of these is taken.
        for (const value of [0x00, 0x5a, 0xa5, 0xff]) {
          try {
            const name = `id-aes${primitive.bits}-wrap`
            return createDecipheriv(name, objectOf(key), Buffer.alloc(8, value)).update(wrapped)
          } catch {}
        }
        return undefined
      },
    })),
  },
  {
    what: 'AES-KW is that with padding (RFC 5649), both ways',
    caughtBy: ['primitives wraps', 'jwe vectors'],
    backend: altering(({ wrap, unwrap }) => ({
      wrap: (primitive, key, octets) =>
        primitive.name === 'AES-KW'
          ? createCipheriv(`id-aes${primitive.bits}-wrap-pad`, objectOf(key), Buffer.from('a65959a6', 'hex')).update(
              octets,
            )
          : wrap(primitive, key, octets),
      unwrap(primitive, key, wrapped) {
        if (primitive.name !== 'AES-KW') return unwrap(primitive, key, wrapped)
        try {
          const name = `id-aes${primitive.bits}-wrap-pad`
          return createDecipheriv(name, objectOf(key), Buffer.from('a65959a6', 'hex')).update(wrapped)
        } catch {
          return undefined
        }
      },
    })),
  },
  {
    what: 'AES-KW unwraps what has eight octets too many',
    caughtBy: ['primitives wraps'],
    backend: altering(({ unwrap }) => ({
      unwrap: (primitive, key, wrapped) =>
        unwrap(primitive, key, wrapped) ??
        (primitive.name === 'AES-KW' && wrapped.length > 24 ? unwrap(primitive, key, wrapped.slice(0, -8)) : undefined),
    })),
  },
  {
    what: 'AES-192 is AES-128 with the beginning of the key, both ways',
    caughtBy: ['primitives ciphers'],
    backend: altering(({ encrypt, decrypt }) => ({
      encrypt: (primitive, key, ...content) =>
        primitive.bits === 192
          ? encrypt({ ...primitive, bits: 128 }, shortened(key), ...content)
          : encrypt(primitive, key, ...content),
      decrypt: (primitive, key, ...content) =>
        primitive.bits === 192
          ? decrypt({ ...primitive, bits: 128 }, shortened(key), ...content)
          : decrypt(primitive, key, ...content),
    })),
  },
  {
    what: 'RSA-OAEP has a label, both ways',
    caughtBy: ['primitives wraps', 'jwe vectors'],
    backend: altering(({ wrap, unwrap }) => ({
      wrap: (primitive, key, octets) =>
        primitive.name === 'RSA-OAEP'
          ? publicEncrypt(oaepOf(key, primitive.hash, Buffer.from('label')), octets)
          : wrap(primitive, key, octets),
      unwrap(primitive, key, wrapped) {
        if (primitive.name !== 'RSA-OAEP') return unwrap(primitive, key, wrapped)
        try {
          return privateDecrypt(oaepOf(key, primitive.hash, Buffer.from('label')), wrapped)
        } catch {
          return undefined
        }
      },
    })),
  },
  {
    what: 'RSA-OAEP masks by MGF1 of SHA-1, both ways',
    caughtBy: ['primitives wraps'],
    backend: altering(({ wrap, unwrap }) => ({
      wrap: (primitive, key, octets) =>
        primitive.name === 'RSA-OAEP' && octets.length <= 64
          ? wrapByMgf1OfSha1(nodeHash(primitive.hash), key, octets)
          : wrap(primitive, key, octets),
      unwrap: (primitive, key, wrapped) =>
        primitive.name === 'RSA-OAEP'
          ? unwrapByMgf1OfSha1(nodeHash(primitive.hash), key, wrapped)
          : unwrap(primitive, key, wrapped),
    })),
  },
  {
    what: 'RSA-OAEP unwraps by whichever hash fits',
    caughtBy: ['primitives wraps'],
    backend: altering(({ unwrap }) => ({
      unwrap: (primitive, key, wrapped) =>
        unwrap(primitive, key, wrapped) ??
        (primitive.name === 'RSA-OAEP' ? unwrap({ ...primitive, hash: 'SHA-1' }, key, wrapped) : undefined),
    })),
  },
  {
    what: 'RSA-OAEP falls back to the padding of PKCS #1 v1.5',
    caughtBy: ['primitives wraps', 'jwe own key'],
    backend: altering(({ unwrap }) => ({
      unwrap: (primitive, key, wrapped) =>
        unwrap(primitive, key, wrapped) ??
        (primitive.name === 'RSA-OAEP' ? unwrap({ name: 'RSAES-PKCS1-v1_5' }, key, wrapped) : undefined),
    })),
  },
  {
    what: 'RSAES-PKCS1-v1_5 throws for bad padding and for nothing else',
    caughtBy: ['jwe failure'],
    backend: altering(({ unwrap }) => ({
      unwrap(primitive, key, wrapped) {
        if (primitive.name === 'RSAES-PKCS1-v1_5' && wrapped.length === 256 && !isPadded(key, wrapped))
          throw new Error('bad padding')
        return unwrap(primitive, key, wrapped)
      },
    })),
  },
]

function oaepOf(key: BackendKey, hash: string, oaepLabel: Buffer): Parameters<typeof privateDecrypt>[0] & object {
  const padding = constants.RSA_PKCS1_OAEP_PADDING
  return { key: objectOf(key), padding, oaepHash: nodeHash(hash), oaepLabel }
}

function nodeHash(hash: string): string {
  return hash.replace('-', '').toLowerCase()
}

function shortened(key: BackendKey): BackendKey {
  return { ...key, handle: createSecretKey(objectOf(key).export().subarray(0, 16)) }
}

/** Whether what is inside begins as RFC 8017 §7.2.2 wants it. */
function isPadded(key: BackendKey, wrapped: Bytes): boolean {
  const raw = privateDecrypt({ key: objectOf(key), padding: constants.RSA_NO_PADDING }, wrapped)
  return raw[0] === 0 && raw[1] === 2 && raw.indexOf(0, 2) >= 10
}
