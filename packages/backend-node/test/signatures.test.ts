import { constants, type KeyObject, sign as nodeSign, verify as nodeVerify, randomBytes } from 'node:crypto'
import type { BackendKey, Bytes, KeyMaterial, KeyRequest, SignaturePrimitive } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { nodeBackend } from '../src/index.ts'

const { sync, async, supports } = nodeBackend()
const rsa: KeyRequest = { kty: 'RSA', bits: 2048 }
const ec = (crv: 'P-256' | 'P-384' | 'P-521' | 'secp256k1'): KeyRequest => ({ kty: 'EC', crv })

/** Whether an async call signs, and verifies, on another thread. */
const cases: readonly [SignaturePrimitive, KeyRequest, signs: boolean, verifies: boolean][] = [
  [{ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, rsa, true, false],
  [{ name: 'RSA-PSS', hash: 'SHA-384', saltLength: 48 }, rsa, true, false],
  [{ name: 'ECDSA', curve: 'P-256', hash: 'SHA-256' }, ec('P-256'), false, false],
  [{ name: 'ECDSA', curve: 'P-384', hash: 'SHA-384' }, ec('P-384'), true, true],
  [{ name: 'ECDSA', curve: 'P-521', hash: 'SHA-512' }, ec('P-521'), true, true],
  [{ name: 'ECDSA', curve: 'secp256k1', hash: 'SHA-256' }, ec('secp256k1'), true, true],
  [{ name: 'Ed25519' }, { kty: 'OKP', crv: 'Ed25519' }, false, false],
  [{ name: 'Ed448' }, { kty: 'OKP', crv: 'Ed448' }, true, true],
  [{ name: 'ML-DSA-44' }, { kty: 'AKP', alg: 'ML-DSA-44' }, true, true],
]

describe.each(cases)('$name $curve', (primitive, request, signs, verifies) => {
  const isThere = supports(primitive)
  const own = isThere ? sync.generateKey(request) : undefined
  const half = own && sync.importKey(own.material as KeyMaterial)

  it.skipIf(!isThere)('signs and verifies at once where that is quicker than another thread', async () => {
    const data = randomBytes(100)
    const signing = async.sign(primitive, own as BackendKey, data)
    expect(signing instanceof Promise).toBe(signs)
    const signature = await signing
    expect(isGood(primitive, half as BackendKey, signature, data)).toBe(true)

    for (const [given, good] of [
      [signature, true],
      [signature.map((octet, index) => (index === 5 ? octet ^ 1 : octet)), false],
    ] as const) {
      const verifying = async.verify(primitive, half as BackendKey, given, data)
      expect(verifying instanceof Promise).toBe(verifies)
      expect(await verifying).toBe(good)
      expect(sync.verify(primitive, half as BackendKey, given, data)).toBe(good)
    }
  })

  it.skipIf(!isThere)('signs texts as their octets', async () => {
    const text = 'a text of ASCII.~'
    for (const data of [text, Buffer.from(text)]) {
      for (const signature of [
        sync.sign(primitive, own as BackendKey, data),
        await async.sign(primitive, own as BackendKey, data),
      ]) {
        for (const other of [text, Buffer.from(text)]) {
          expect(sync.verify(primitive, half as BackendKey, signature, other)).toBe(true)
          expect(await async.verify(primitive, half as BackendKey, signature, other)).toBe(true)
        }
      }
    }
  })

  it.skipIf(!isThere)('fails where it must sign with what cannot', async () => {
    expect(() => sync.sign(primitive, half as BackendKey, 'text')).toThrow()
    await expect((async () => async.sign(primitive, half as BackendKey, 'text'))()).rejects.toThrow()
  })
})

/** Node's own opinion. */
function isGood(primitive: SignaturePrimitive, { handle }: BackendKey, signature: Bytes, data: Bytes): boolean {
  const key = handle as KeyObject
  const hash = 'hash' in primitive ? primitive.hash.replace('-', '').toLowerCase() : null
  if (primitive.name === 'RSA-PSS') {
    const { saltLength } = primitive
    return nodeVerify(hash, data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }, signature)
  }
  return nodeVerify(hash, data, { key, dsaEncoding: 'ieee-p1363' }, signature)
}

it('takes what Node signs by RSASSA-PSS with salts of one length', () => {
  const own = sync.generateKey(rsa)
  const half = sync.importKey(own.material as KeyMaterial)
  for (const saltLength of [0, 20, 32, 48, 64]) {
    const options = { key: own.handle as KeyObject, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }
    const signature = nodeSign('sha256', Buffer.from('text'), options)
    const primitive: SignaturePrimitive = { name: 'RSA-PSS', hash: 'SHA-256', saltLength: 32 }
    expect(sync.verify(primitive, half, signature, 'text'), `${saltLength}`).toBe(saltLength === 32)
  }
})
