import type { BackendKey, KeyMaterial, Primitive, PublicMaterial } from '@jose/core'
import { altering, type Mutant, node } from './mutant.ts'

type EcPrivate = Extract<KeyMaterial, { kty: 'EC' }>

const fixedKeys = new Map<string, BackendKey>()

const supporting = (answer: (primitive: Primitive) => boolean | undefined): Mutant['backend'] => ({
  ...node,
  supports: (primitive) => answer(primitive) ?? node.supports(primitive),
})

export const keyMutants: readonly Mutant[] = [
  {
    what: 'the public half of an EC key is taken as it was given',
    caughtBy: ['key numbers'],
    backend: altering(({ importKey }) => ({
      importKey(material) {
        const key = importKey(material.kty === 'EC' && material.d ? withoutPoint(material) : material)
        const given = material.kty === 'EC' && material.d !== undefined && material.x !== undefined
        return given ? { ...key, material: { ...key.material, x: material.x, y: material.y } as PublicMaterial } : key
      },
    })),
  },
  {
    what: 'importKey passes over the private half',
    caughtBy: ['jws', 'key forms', 'primitives keys', 'primitives signatures'],
    backend: altering(({ importKey }) => ({
      importKey(material) {
        const { d: _, private: __, priv: ___, ...half } = material as { [member: string]: unknown }
        return importKey(half as unknown as KeyMaterial)
      },
    })),
  },
  {
    what: 'the private number may be seen',
    caughtBy: ['primitives keys'],
    backend: altering(({ importKey }) => ({
      importKey(material) {
        const key = importKey(material)
        return material.kty === 'EC' ? { ...key, material: { ...key.material, d: material.d } as PublicMaterial } : key
      },
    })),
  },
  {
    what: 'exportKey gives the public half alone',
    caughtBy: ['key forms', 'primitives keys'],
    backend: altering(({ exportKey }) => ({
      exportKey: (key) => (key.type === 'private' ? (key.material as KeyMaterial) : exportKey(key)),
    })),
  },
  {
    what: 'the private number is exported without its zeros',
    caughtBy: ['primitives keys'],
    backend: altering(({ exportKey }) => ({
      exportKey(key) {
        const material = exportKey(key)
        if (material.kty !== 'EC' || material.d === undefined) return material
        const number = BigInt(`0x${Buffer.from(material.d).toString('hex')}`).toString(16)
        return { ...material, d: Buffer.from(number.length % 2 === 0 ? number : `0${number}`, 'hex') }
      },
    })),
  },
  {
    what: 'a secret is cut to 32 octets',
    caughtBy: ['vectors', 'key forms', 'primitives keys', 'primitives hashes'],
    backend: altering(({ importKey }) => ({
      importKey: (material) =>
        importKey(material.kty === 'oct' ? { kty: 'oct', k: material.k.subarray(0, 32) } : material),
    })),
  },
  {
    what: 'every generated key is the same',
    caughtBy: ['key generate', 'primitives keys'],
    backend: altering(({ generateKey }) => ({
      generateKey(request) {
        const name = Object.values(request).join()
        const key = fixedKeys.get(name) ?? generateKey(request)
        fixedKeys.set(name, key)
        return key
      },
    })),
  },
  {
    what: 'adopt takes anything that has the look of a key',
    caughtBy: ['primitives adopt'],
    backend: {
      ...node,
      adopt: (native) =>
        typeof (native as { type?: unknown } | null)?.type === 'string' && !('kty' in (native as object))
          ? { handle: native, type: 'private', material: { kty: 'RSA', bits: 2048, e: Buffer.of(1, 0, 1) } }
          : undefined,
    },
  },
  {
    what: 'native keys are not taken at all',
    caughtBy: ['native keys', 'primitives adopt'],
    backend: { ...node, adopt: () => undefined },
  },
  {
    what: 'a native public key is taken for a private one',
    caughtBy: ['native keys', 'primitives adopt'],
    backend: {
      ...node,
      adopt(native) {
        const key = node.adopt(native)
        return key?.type === 'public' ? { ...key, type: 'private' } : key
      },
    },
  },
  {
    what: 'a native RSA key is never too short',
    caughtBy: ['native keys'],
    backend: {
      ...node,
      adopt(native) {
        const key = node.adopt(native)
        const isShort = key?.material.kty === 'RSA' && key.material.n?.length === 128
        return isShort ? { ...key, material: { kty: 'RSA', bits: 2048, e: Buffer.of(1, 0, 1) } } : key
      },
    },
  },
  {
    what: 'supports() promises an algorithm that is not there',
    caughtBy: ['support', 'support primitives'],
    backend: {
      ...altering(({ sign }) => ({
        sign(primitive, key, data) {
          if (primitive.name === 'Ed448') throw new Error('no such curve')
          return sign(primitive, key, data)
        },
      })),
      supports: (primitive) => node.supports(primitive),
    },
  },
  {
    what: 'supports() denies a signature that works',
    caughtBy: ['support primitives'],
    backend: supporting(({ name }) => (name === 'Ed25519' ? false : undefined)),
  },
  {
    what: 'supports() denies a cipher that works',
    caughtBy: ['support primitives'],
    backend: supporting(({ name }) => (name === 'AES-CBC' ? false : undefined)),
  },
  {
    what: 'supports() promises everything',
    caughtBy: ['support primitives'],
    backend: {
      ...altering(() => ({
        agree: () => {
          throw new Error('no agreement here')
        },
      })),
      supports: () => true,
    },
  },
  {
    what: 'random is constant',
    caughtBy: ['key generate', 'primitives random'],
    backend: { ...node, random: (length) => new Uint8Array(length).fill(7) },
  },
  {
    what: 'random gives at most 32 octets',
    caughtBy: ['key generate', 'primitives random'],
    backend: { ...node, random: (length) => node.random(Math.min(length, 32)) },
  },
  {
    what: 'the codec takes what the platform takes for base64url',
    caughtBy: ['codec', 'jws strict', 'jwt base64url'],
    backend: {
      ...node,
      codec: {
        ...(node.codec as Required<typeof node>['codec']),
        base64urlDecode: (text) => Buffer.from(text, 'base64url'),
        base64urlDecodeText: (text) => Buffer.from(text, 'base64url').toString(),
      },
    },
  },
  {
    what: 'the codec puts U+FFFD where octets are no UTF-8',
    caughtBy: ['codec', 'jws', 'jwt json'],
    backend: {
      ...node,
      codec: {
        ...(node.codec as Required<typeof node>['codec']),
        utf8Decode: (bytes) => new TextDecoder().decode(bytes),
        base64urlDecodeText: (text) => Buffer.from(text, 'base64url').toString(),
      },
    },
  },
]

function withoutPoint({ kty, crv, d }: EcPrivate): KeyMaterial {
  return { kty, crv, d } as KeyMaterial
}
