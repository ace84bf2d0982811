import { nodeBackend } from '@jose/backend-node'
import {
  type BackendKey,
  createJose,
  InvalidKeyError,
  type KeyMaterial,
  type SyncBackend,
  UnsupportedAlgorithmError,
} from '@jose/core'
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

describe('a set of keys', () => {
  const { jwt, jwk } = createJose(node)
  const [key, other] = [jwk.generateSync('ES256'), jwk.generateSync('ES384')]
  const good = key.toJwkSync()

  it('of which one is of a curve that the backend lacks: that is whose fault it is', () => {
    const importKey = (material: KeyMaterial): BackendKey => {
      if (material.kty === 'OKP') throw new UnsupportedAlgorithmError(material.crv, 'poor')
      return node.sync.importKey(material)
    }
    const poor = createJose({ ...without('Ed448'), sync: { ...node.sync, importKey } })
    const { alg: _alg, d, ...curve } = jwk.generateSync('Ed448').toJwkSync({ private: true })
    const token = jwt.encodeSync({}, { ...curve, d }, { algorithm: 'EdDSA' })
    const decode = (keys: readonly object[]) => () => poor.jwt.decodeSync(token, { keys }, { algorithms: ['EdDSA'] })
    expect(decode([curve])).toThrow(expect.objectContaining({ code: 'ERR_ALGORITHM_UNSUPPORTED' }))
    expect(decode([good])).toThrow(expect.objectContaining({ code: 'ERR_KEY_NOT_FOUND' }))
  })

  it('is not built of keys that say themselves that they are for something else', () => {
    let built = 0
    const counting = createJose({
      ...node,
      sync: {
        ...node.sync,
        importKey(material) {
          built++
          return node.sync.importKey(material)
        },
      },
    })
    const keys = [
      { ...good, use: 'enc' },
      { ...good, key_ops: ['deriveBits'] },
      { ...good, key_ops: [] },
      { ...good, alg: 'ES384' },
      { ...good, kty: 'RSA' },
      other.toJwkSync(),
      { ...other.toJwkSync(), alg: undefined },
      { ...good, kty: 'OKP', alg: undefined, crv: 'Ed25519' },
      { ...good, alg: 'ES256', use: 'sig', key_ops: ['verify'] },
    ]
    expect(counting.jwt.decodeSync(jwt.encodeSync({ a: 1 }, key), { keys }, { algorithms: ['ES256'] })).toEqual({
      a: 1,
    })
    expect(built).toBe(1)
  })
})

it('a key of a set is passed over for what counts only: not for a curve that its kind has not, nor for the enc of dir', () => {
  const { jwe, jwt, jwk } = createJose(node)
  const whole = jwk.constructSync(secret).toJwkSync({ private: true })
  const keys = [{ ...whole, crv: 'P-256' }]
  expect(jwt.decodeSync(jwt.encodeSync({ a: 1 }, secret), { keys }, { algorithms: ['HS256'] })).toEqual({ a: 1 })
  for (const alg of ['dir', 'A256GCM']) {
    const token = jwe.encryptSync('text', { keys: [{ ...whole, alg }] }, { algorithm: 'dir', encryption: 'A256GCM' })
    expect(jwe.decryptSync(token, { keys: [{ ...whole, alg }] }, { algorithms: ['dir'] }).text()).toBe('text')
  }
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
