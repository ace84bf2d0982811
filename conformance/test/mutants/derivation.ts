import type { BackendKey } from '@jose/core'
import { altering, late, type Mutant, node } from './mutant.ts'

const ephemeral = new Map<string, BackendKey>()

/** Keys that are agreed upon or come of passwords, done wrong. */
export const derivationMutants: readonly Mutant[] = [
  {
    what: 'a shared secret of zeros is one',
    caughtBy: ['primitives agreements'],
    backend: altering(({ agree }) => ({
      agree: (primitive, mine, yours) =>
        agree(primitive, mine, yours) ?? new Uint8Array(primitive.curve === 'X448' ? 56 : 32),
    })),
  },
  {
    what: 'what is no point of the curve is agreed with',
    caughtBy: ['primitives agreements'],
    backend: altering(({ importKey, agree }) => ({
      importKey(material) {
        if (material.kty !== 'EC' || material.d !== undefined) return importKey(material)
        try {
          return importKey(material)
        } catch {
          return { handle: undefined, type: 'public', material }
        }
      },
      agree: (primitive, mine, yours) =>
        yours.handle === undefined ? new Uint8Array(32).fill(1) : agree(primitive, mine, yours),
    })),
  },
  {
    what: 'the shared secret is cut to 32 octets',
    caughtBy: ['primitives agreements'],
    backend: altering(({ agree }) => ({ agree: (...given) => agree(...given)?.slice(0, 32) })),
  },
  {
    what: 'the shared secret is a hash of the point, as libraries of Bitcoin have it',
    caughtBy: ['primitives agreements', 'jwe vectors'],
    backend: altering(({ agree, digest }) => ({
      agree(...given) {
        const z = agree(...given)
        return z && digest('SHA-256', z)
      },
    })),
  },
  {
    what: 'every ephemeral key is the same',
    caughtBy: ['jwe'],
    backend: altering(({ generateKey }) => ({
      generateKey: (request) => {
        const name = Object.values(request).join()
        const key = ephemeral.get(name) ?? generateKey(request)
        ephemeral.set(name, key)
        return key
      },
    })),
  },
  {
    what: 'PBKDF2 leaves out the salt',
    caughtBy: ['primitives passwords', 'jwe vectors'],
    backend: altering(({ derive }) => ({
      derive: (primitive, password, _, ...rest) => derive(primitive, password, new Uint8Array(0), ...rest),
    })),
  },
  {
    what: 'PBKDF2 is always that of SHA-256',
    caughtBy: ['primitives passwords'],
    backend: altering(({ derive }) => ({
      derive: (_, ...given) => derive({ name: 'PBKDF2', hash: 'SHA-256' }, ...given),
    })),
  },
  {
    what: 'PBKDF2 ends a password at its first zero',
    caughtBy: ['primitives passwords'],
    backend: altering(({ derive }) => ({
      derive(primitive, password, ...rest) {
        const end = password.indexOf(0)
        return derive(primitive, end === -1 ? password : password.slice(0, end), ...rest)
      },
    })),
  },
  {
    what: 'PBKDF2 iterates once more',
    caughtBy: ['primitives passwords', 'jwe vectors'],
    backend: altering(({ derive }) => ({
      derive: (primitive, password, salt, iterations, length) =>
        derive(primitive, password, salt, iterations + 1, length),
    })),
  },
  {
    what: 'importKey reads its octets after it has returned',
    caughtBy: ['primitives memory'],
    modes: ['async'],
    backend: {
      ...node,
      async: { ...node.async, importKey: (material) => late(() => node.async.importKey(material)) },
    },
  },
]
