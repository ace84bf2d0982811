import { constants, sign as cryptoSign, verify as cryptoVerify, privateDecrypt, publicEncrypt } from 'node:crypto'
import type { SignaturePrimitive } from '@jose/core'
import { altering, type Mutant, node, objectOf, octetsOf } from './mutant.ts'
import { hashOf, maskedBySha1, narrowed, reduced } from './wrong-signatures.ts'

export const signatureMutants: readonly Mutant[] = [
  {
    what: 'every signature is good',
    caughtBy: ['vectors', 'jws', 'key methods', 'attacks rsa', 'attacks signatures', 'support primitives'],
    backend: altering(() => ({ verify: () => true })),
  },
  {
    what: 'no signature is good',
    caughtBy: ['vectors', 'jws', 'support', 'support primitives', 'primitives signatures'],
    backend: altering(() => ({ verify: () => false })),
  },
  {
    what: 'SHA-256 serves for every hash of a signature',
    caughtBy: ['vectors', 'primitives signatures'],
    backend: altering(({ sign, verify }) => {
      const wrong = (primitive: SignaturePrimitive): SignaturePrimitive =>
        'hash' in primitive ? { ...primitive, hash: 'SHA-256' } : primitive
      return {
        sign: (primitive, key, data) => sign(wrong(primitive), key, data),
        verify: (primitive, key, signature, data) => verify(wrong(primitive), key, signature, data),
      }
    }),
  },
  {
    what: 'a PSS salt may have any length',
    caughtBy: ['attacks rsa', 'primitives signatures'],
    backend: altering(({ verify }) => ({
      verify(primitive, key, signature, data) {
        if (primitive.name !== 'RSA-PSS') return verify(primitive, key, signature, data)
        const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO }
        return cryptoVerify(hashOf(primitive), octetsOf(data), { key: objectOf(key), ...pss }, signature)
      },
    })),
  },
  {
    what: 'a PSS salt is written as long as it can be',
    caughtBy: ['jws', 'attacks rsa', 'primitives signatures'],
    backend: altering(({ sign }) => ({
      sign(primitive, key, data) {
        if (primitive.name !== 'RSA-PSS') return sign(primitive, key, data)
        const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_MAX_SIGN }
        return cryptoSign(hashOf(primitive), octetsOf(data), { key: objectOf(key), ...pss })
      },
    })),
  },
  {
    what: 'PSS masks with SHA-1, both ways',
    caughtBy: ['vectors', 'primitives signatures'],
    backend: altering(({ sign, verify }) => ({
      sign: (primitive, key, data) =>
        primitive.name === 'RSA-PSS'
          ? privateDecrypt(
              { key: objectOf(key), padding: constants.RSA_NO_PADDING },
              maskedBySha1(primitive.hash, data),
            )
          : sign(primitive, key, data),
      verify(primitive, key, signature, data) {
        if (primitive.name !== 'RSA-PSS') return verify(primitive, key, signature, data)
        try {
          const block = publicEncrypt({ key: objectOf(key), padding: constants.RSA_NO_PADDING }, signature)
          return block.equals(maskedBySha1(primitive.hash, data))
        } catch {
          return false
        }
      },
    })),
  },
  {
    what: 'ECDSA signatures are written as DER',
    caughtBy: ['jws', 'primitives signatures', 'support'],
    backend: altering(({ sign }) => ({
      sign: (primitive, key, data) =>
        primitive.name === 'ECDSA'
          ? cryptoSign(hashOf(primitive), octetsOf(data), objectOf(key))
          : sign(primitive, key, data),
    })),
  },
  {
    what: 'ECDSA signatures are read as DER, too',
    // Core lets no signature of another length through: only the primitive itself shows it.
    caughtBy: ['primitives signatures'],
    backend: altering(({ verify }) => ({
      verify: (primitive, key, signature, data) =>
        verify(primitive, key, signature, data) ||
        (primitive.name === 'ECDSA' && cryptoVerify(hashOf(primitive), octetsOf(data), objectOf(key), signature)),
    })),
  },
  {
    what: 'r and s are as wide as their values',
    caughtBy: ['primitives signatures'],
    backend: altering(({ sign }) => ({
      sign(primitive, key, data) {
        const signature = sign(primitive, key, data)
        return primitive.name === 'ECDSA' ? narrowed(signature) : signature
      },
    })),
  },
  {
    what: 'r = s = 0 signs everything (CVE-2022-21449)',
    caughtBy: ['attacks signatures', 'primitives signatures'],
    backend: altering(({ verify }) => ({
      verify: (primitive, key, signature, data) =>
        (primitive.name === 'ECDSA' && signature.every((octet) => octet === 0)) ||
        verify(primitive, key, signature, data),
    })),
  },
  {
    what: 'an Ed25519 signature may have an s over the order',
    caughtBy: ['attacks signatures', 'primitives signatures'],
    backend: altering(({ verify }) => ({
      verify: (primitive, key, signature, data) =>
        verify(
          primitive,
          key,
          primitive.name === 'Ed25519' && signature.length === 64 ? reduced(signature) : signature,
          data,
        ),
    })),
  },
  {
    what: 'verify throws for a signature of another length',
    caughtBy: ['primitives signatures'],
    backend: altering(({ verify }) => ({
      verify(primitive, key, signature, data) {
        if (signature.length < 64) throw new Error('invalid signature length')
        return verify(primitive, key, signature, data)
      },
    })),
  },
  {
    what: 'verify throws for a signature that is not good',
    caughtBy: ['jws', 'key methods', 'attacks signatures', 'primitives signatures'],
    backend: altering(({ verify }) => ({
      verify(primitive, key, signature, data) {
        if (!verify(primitive, key, signature, data)) throw new Error('mismatch')
        return true
      },
    })),
  },
  {
    what: 'sync and async disagree: sync verifies everything',
    caughtBy: ['vectors', 'jws', 'primitives signatures'],
    backend: { ...node, sync: { ...node.sync, verify: () => true } },
    modes: ['sync'],
  },
  {
    what: 'sync and async disagree: async signs octets that changed after the call',
    caughtBy: ['primitives memory'],
    backend: {
      ...node,
      async: {
        ...node.async,
        sign: async (primitive, key, data) => {
          await Promise.resolve()
          return node.sync.sign(primitive, key, data)
        },
      },
    },
    modes: ['async'],
  },
]
