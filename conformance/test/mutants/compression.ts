import { deflateSync, inflateRawSync, constants as zlib } from 'node:zlib'
import type { Bytes } from '@jose/core'
import { altering, late, type Mutant, node } from './mutant.ts'

/** DEFLATE, done wrong. */
export const compressionMutants: readonly Mutant[] = [
  {
    what: 'deflate reads its octets after it has returned',
    caughtBy: ['primitives memory', 'jwe changes'],
    modes: ['async'],
    backend: { ...node, async: { ...node.async, deflate: (octets) => late(() => node.async.deflate(octets)) } },
  },
  {
    what: 'deflate writes the header of zlib, which inflate takes',
    caughtBy: ['primitives deflate', 'jwe strict'],
    backend: altering(({ inflate }) => ({
      deflate: (octets) => deflateSync(octets),
      inflate: (deflated, limit) => inflate(deflated[0] === 0x78 ? deflated.subarray(2, -4) : deflated, limit),
    })),
  },
  {
    what: 'inflate answers what it has at the limit',
    caughtBy: ['primitives deflate', 'jwe strict'],
    backend: altering(({ inflate }) => ({
      inflate(deflated, limit) {
        const right = inflate(deflated, limit)
        return right === 'too large' ? (inflate(deflated, 2 ** 28) as Bytes).subarray(0, limit) : right
      },
    })),
  },
  {
    what: 'inflate stops one octet before its limit',
    caughtBy: ['primitives deflate', 'jwe strict'],
    backend: altering(({ inflate }) => ({ inflate: (deflated, limit) => inflate(deflated, limit - 1) })),
  },
  {
    what: 'inflate answers what a stream that was cut short began with',
    caughtBy: ['primitives deflate', 'jwe strict'],
    backend: altering(({ inflate }) => ({
      inflate(deflated, limit) {
        const right = inflate(deflated, limit)
        if (right !== undefined) return right
        try {
          return inflateRawSync(deflated, { finishFlush: zlib.Z_SYNC_FLUSH, maxOutputLength: limit })
        } catch {
          return undefined
        }
      },
    })),
  },
]
