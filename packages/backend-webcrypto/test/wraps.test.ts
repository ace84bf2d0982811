import { Buffer } from 'node:buffer'
import { describe, expect, it } from 'vitest'
import keys from '../../../conformance/vectors/keys.json' with { type: 'json' }
import {
  type BackendKey,
  type Bytes,
  UnsupportedAlgorithmError,
  type WrapPrimitive,
  webcryptoBackend,
} from '../src/index.ts'
import { altered } from './altered.ts'

const { subtle } = crypto
const oaep: WrapPrimitive = { name: 'RSA-OAEP', hash: 'SHA-1' }
const kw: WrapPrimitive = { name: 'AES-KW', bits: 256 }
const { kty, n, e, d, p, q, dp, dq, qi } = keys.RS256.private
const secret = { kty: 'oct', k: new Uint8Array(32).fill(7) } as const
const octets = (text: string): Bytes => new Uint8Array(Buffer.from(text, 'base64url'))
const [half, whole] = [
  { kty: 'RSA', n: octets(n), e: octets(e) } as const,
  {
    kty: 'RSA',
    n: octets(n),
    e: octets(e),
    private: { d: octets(d), p: octets(p), q: octets(q), dp: octets(dp), dq: octets(dq), qi: octets(qi) },
  } as const,
]

describe('on a platform that unwraps whatever it is given', () => {
  const anything = async (): Promise<ArrayBuffer> => new ArrayBuffer(5)
  const unwrapKey = (): Promise<unknown> =>
    subtle.importKey('raw', new Uint8Array(5), { name: 'HMAC', hash: 'SHA-256' }, true, ['sign'])
  const { adopt, async } = webcryptoBackend({ crypto: altered({ decrypt: anything, unwrapKey }) })
  const unwraps = async (primitive: WrapPrimitive, key: BackendKey, length: number): Promise<boolean> =>
    (await async.unwrap(primitive, key, new Uint8Array(length))) !== undefined

  it('AES-KW unwraps three blocks or more, and whole ones', async () => {
    const key = await async.importKey(secret)
    for (const length of [0, 8, 16, 23, 25, 31, 33]) expect(await unwraps(kw, key, length), `${length}`).toBe(false)
    for (const length of [24, 32, 40, 72]) expect(await unwraps(kw, key, length), `${length}`).toBe(true)
  })

  it('RSA-OAEP unwraps as many octets as the modulus has', async () => {
    const algorithm = { name: 'RSA-OAEP', hash: 'SHA-1' }
    const jwk = { kty, n, e, d, p, q, dp, dq, qi }
    const native = await subtle.importKey('jwk', jwk, algorithm, false, ['decrypt'])
    for (const key of [await async.importKey(whole), adopt(native) as BackendKey]) {
      for (const length of [0, 24, 255, 257, 512]) expect(await unwraps(oaep, key, length), `${length}`).toBe(false)
      expect(await unwraps(oaep, key, 256)).toBe(true)
    }
    // Of 2047 bits are as many octets.
    const odd = { type: 'private', extractable: false, usages: ['decrypt'], [Symbol.toStringTag]: 'CryptoKey' }
    const publicExponent = Uint8Array.of(1, 0, 1)
    for (const [modulusLength, length] of [
      [2041, 256],
      [2047, 256],
      [2048, 256],
      [2049, 257],
    ] as const) {
      const shown = { name: 'RSA-OAEP', hash: { name: 'SHA-1' }, modulusLength, publicExponent }
      const key = adopt({ ...odd, algorithm: shown }) as BackendKey
      for (const other of [length - 1, length, length + 1])
        expect(await unwraps(oaep, key, other), `${other} of ${modulusLength}`).toBe(other === length)
    }
    expect(await unwraps(oaep, await async.importKey(secret), 32)).toBe(false)
  })
})

it.each([
  ['RSA-OAEP', oaep, { name: 'RSA-OAEP', hash: 'SHA-1' }, ['encrypt', 'decrypt']],
  ['RSA-OAEP', oaep, { name: 'RSA-OAEP', hash: 'SHA-1' }, ['wrapKey', 'unwrapKey']],
  ['AES-KW', kw, { name: 'AES-KW', length: 256 }, ['wrapKey', 'unwrapKey']],
] as const)('%s: a CryptoKey wraps by what it was made for: %o', async (_name, primitive, algorithm, usages) => {
  const { adopt, async } = webcryptoBackend()
  const octet = Uint8Array.from({ length: 64 }, (_, index) => index)
  const native = async (type: 'public' | 'private', usage: 'encrypt'): Promise<BackendKey> => {
    if (algorithm.name === 'AES-KW')
      return adopt(await subtle.importKey('raw', secret.k, algorithm, false, [usage])) as BackendKey
    const jwk = type === 'public' ? { kty, n, e } : { kty, n, e, d, p, q, dp, dq, qi }
    return adopt(await subtle.importKey('jwk', jwk, algorithm, false, [usage])) as BackendKey
  }
  const [sealing, opening] = usages as unknown as readonly ['encrypt', 'encrypt']
  const wrapped = await async.wrap(primitive, await native('public', sealing), octet)
  expect(await async.unwrap(primitive, await native('private', opening), wrapped)).toEqual(octet)
  const [ours, theirs] = primitive === kw ? [secret, secret] : [whole, half]
  expect(await async.unwrap(primitive, await async.importKey(ours), wrapped)).toEqual(octet)
  const other = await async.wrap(primitive, await async.importKey(theirs), octet)
  expect(await async.unwrap(primitive, await native('private', opening), other)).toEqual(octet)
})

it('RSAES-PKCS1-v1_5 is lacking, and that is told', async () => {
  const { async } = webcryptoBackend()
  const key = await async.importKey(whole)
  for (const work of [async.wrap, async.unwrap])
    expect(() => work({ name: 'RSAES-PKCS1-v1_5' }, key, new Uint8Array(256))).toThrow(UnsupportedAlgorithmError)
})
