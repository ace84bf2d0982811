import { Crypto } from '@peculiar/webcrypto'
import { expect, it } from 'vitest'
import { type BackendKey, InvalidKeyError, webcryptoBackend } from '../src/index.ts'
import { altered } from './altered.ts'

it.each([
  ['X25519', 32, undefined],
  ['P-256', 32, new Uint8Array(32)],
] as const)(
  '%s: a secret of zeros is none on a curve of RFC 7748, and may be on one of NIST',
  async (curve, width, answer) => {
    const { async } = webcryptoBackend({ crypto: altered({ deriveBits: async () => new ArrayBuffer(width) }) })
    const request = curve === 'P-256' ? ({ kty: 'EC', crv: curve } as const) : ({ kty: 'OKP', crv: curve } as const)
    const key = await async.generateKey(request)
    expect(await async.agree({ name: 'ECDH', curve }, key, key)).toEqual(answer)
  },
)

it('X25519: where the platform agrees on nothing, the answer is that', async () => {
  const deriveBits = () => Promise.reject(new DOMException('of small order', 'OperationError'))
  const { async } = webcryptoBackend({ crypto: altered({ deriveBits }) })
  const key = await async.generateKey({ kty: 'OKP', crv: 'X25519' })
  expect(await async.agree({ name: 'ECDH', curve: 'X25519' }, key, key)).toBe(undefined)
})

it('halves belong together where a third key comes to the same secret with either, to the last octet', async () => {
  const { subtle } = crypto
  const importing = (deriveBits: () => Promise<ArrayBuffer>) =>
    webcryptoBackend({
      crypto: altered({
        deriveBits,
        generateKey: (algorithm: 'X25519', extractable: boolean, usages: 'deriveBits'[]) => {
          expect(extractable).toBe(false)
          return subtle.generateKey(algorithm, extractable, usages)
        },
        importKey: (...given: Parameters<typeof subtle.importKey>) =>
          (given[0] as string) === 'pkcs8'
            ? Promise.reject(new TypeError('no such format'))
            : subtle.importKey(...given),
      }),
    }).async
  const plain = webcryptoBackend()
  const material = await plain.async.exportKey(await plain.async.generateKey({ kty: 'OKP', crv: 'X25519' }))
  const key = await importing(async () => new ArrayBuffer(32)).importKey(material)
  expect(key.material).toEqual({ ...material, d: undefined })
  for (const at of [0, 13, 31]) {
    let calls = 0
    const differing = async () => new Uint8Array(32).fill(calls++, at, at + 1).buffer
    await expect((async () => importing(differing).importKey(material))()).rejects.toThrow(/belong together/)
  }
})

it('a CryptoKey of another WebCrypto is refused, whichever half it is', async () => {
  const { async, adopt } = webcryptoBackend()
  const primitive = { name: 'ECDH', curve: 'P-256' } as const
  const theirs = await new Crypto().subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits'])
  const ours = await async.importKey(
    await async.exportKey(await async.generateKey({ kty: 'EC', crv: 'P-256', use: 'enc' })),
  )
  const [privateKey, publicKey] = [adopt(theirs.privateKey), adopt(theirs.publicKey)] as [BackendKey, BackendKey]
  for (const pair of [
    [privateKey, ours],
    [ours, publicKey],
    [privateKey, publicKey],
  ] as const) {
    await expect(async.agree(primitive, ...pair)).rejects.toThrow(InvalidKeyError)
  }
})
