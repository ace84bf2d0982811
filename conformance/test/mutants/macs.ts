import { altering, type Mutant, node, tagOf } from './mutant.ts'

export const macMutants: readonly Mutant[] = [
  {
    what: 'a MAC is compared as far as the tag goes',
    caughtBy: ['primitives hashes'],
    backend: altering(({ mac }) => ({
      verifyMac(primitive, key, tag, data) {
        const given = tagOf(tag)
        return given.length > 0 && given.equals(tagOf(mac(primitive, key, data)).subarray(0, given.length))
      },
    })),
  },
  {
    what: 'an empty tag is a good one',
    caughtBy: ['primitives hashes'],
    backend: altering(({ verifyMac }) => ({
      verifyMac: (primitive, key, tag, data) => tag.length === 0 || verifyMac(primitive, key, tag, data),
    })),
  },
  {
    what: 'every MAC is good',
    caughtBy: ['jws', 'jwt decode', 'primitives hashes', 'attacks signatures'],
    backend: altering(() => ({ verifyMac: () => true })),
  },
  {
    what: 'a tag given as text is decoded as leniently as the platform does',
    caughtBy: ['jwt base64url'],
    backend: {
      ...altering(({ verifyMac }) => ({
        verifyMac: (primitive, key, tag, data) => verifyMac(primitive, key, tagOf(tag), data),
      })),
      // Core looks at the text of a tag before a backend sees it, so both must be wrong.
      codec: { ...node.codec, base64urlDecode: (text: string) => Buffer.from(text, 'base64url') } as never,
    },
  },
]
