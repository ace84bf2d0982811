// Whether it is a key that is lacking, or the backend that lacks the algorithm: what one must do differs.
import { nodeBackend } from '@jose/backend-node'
import { createJose, InvalidKeyError, JWEError, type Primitive } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { code } from './refusals.ts'

const node = nodeBackend()
const { jwe, jwk } = createJose(node)
const curve = jwk.generateSync('ECDH-ES', { curve: 'P-256' }).toPemSync({ private: true })
const secret = { kty: 'oct', k: Buffer.alloc(32, 7).toString('base64url') }
const other = jwk.generateSync('RSA-OAEP').toJwkSync({ private: true })

describe.each([
  ['A256KW', secret, 'AES-KW'],
  ['dir', secret, 'AES-GCM'],
  ['ECDH-ES', curve, 'ECDH'],
  ['ECDH-ES+A128KW', curve, 'ECDH'],
] as const)('by %s', (algorithm, key, primitive) => {
  const options = { algorithm, encryption: 'A256GCM' } as const
  const token = jwe.encryptSync('text', key, options)
  const asked = new Set<Primitive['name']>()
  const supports: typeof node.supports = (each) => {
    asked.add(each.name)
    return each.name !== primitive && node.supports(each)
  }
  const poor = createJose({ ...node, supports }).jwe

  it('a set without a key for it lacks the key', () => {
    for (const keys of [[], [other]]) {
      expect(() => jwe.decryptSync(token, { keys })).toThrow(JWEError)
      expect(() => jwe.decryptSync(token, { keys })).toThrow(code('ERR_KEY_NOT_FOUND'))
      expect(() => jwe.encryptSync('text', { keys }, options)).toThrow(InvalidKeyError)
    }
  })

  it('a backend lacks it, whatever keys there are, and is asked for nothing else', () => {
    const unsupported = code('ERR_ALGORITHM_UNSUPPORTED')
    for (const given of [key, [key], [other], []]) {
      expect(() => poor.decryptSync(token, given)).toThrow(unsupported)
      expect(() => poor.encryptSync('text', given, options)).toThrow(unsupported)
    }
    expect([...asked]).toEqual([primitive])
  })
})
