import { nodeBackend } from '@jose/backend-node'
import { createJose, InvalidKeyError, type SyncBackend } from '@jose/core'
import { describe, expect, it } from 'vitest'

const node = nodeBackend()
const secret = new Uint8Array(32).fill(7)

function without(name: string): SyncBackend {
  return { ...node, name: 'poor', supports: (primitive) => primitive.name !== name && node.supports(primitive) }
}

describe('a backend that lacks a primitive', () => {
  const unsupported = (algorithm: string): unknown =>
    expect.objectContaining({ code: 'ERR_ALGORITHM_UNSUPPORTED', algorithm, backend: 'poor' })

  it.each([
    ['AES-KW', 'A256KW', 'A256KW'],
    ['AES-GCM', 'A256KW', 'A256GCM'],
    ['AES-GCM', 'dir', 'A256GCM'],
    ['AES-GCM', 'A256GCMKW', 'A256GCMKW'],
  ] as const)('without %s neither encrypts nor decrypts by %s, and says that it is %s', (name, algorithm, lacking) => {
    const token = createJose(node).jwe.encryptSync('text', secret, { algorithm, encryption: 'A256GCM' })
    const { jwe } = createJose(without(name))
    const call = () => jwe.encryptSync('text', secret, { algorithm, encryption: 'A256GCM' })
    expect(call).toThrow(unsupported(lacking))
    expect(() => jwe.decryptSync(token, secret, { algorithms: [algorithm] })).toThrow(unsupported(lacking))
  })
})

describe('a backend that answers with what was not asked for', () => {
  it('such as a key of another kind: it is no content key', () => {
    const { jwe, jwk } = createJose({
      ...node,
      sync: { ...node.sync, exportKey: () => ({ kty: 'OKP', crv: 'Ed25519', x: secret }) },
    })
    const key = jwk.constructSync(secret)
    expect(() => jwe.encryptSync('text', key, { algorithm: 'dir', encryption: 'A128CBC-HS256' })).toThrow(
      InvalidKeyError,
    )
  })
})
