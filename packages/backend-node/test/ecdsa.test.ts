import { generateKeyPairSync, sign, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { fromDer, toDer } from '../src/ecdsa.ts'

const curves = [
  ['P-256', 'prime256v1', 32],
  ['P-384', 'secp384r1', 48],
  ['P-521', 'secp521r1', 66],
  ['secp256k1', 'secp256k1', 32],
] as const

describe.each(curves)('ECDSA signatures on %s', (curve, namedCurve, width) => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve })

  it('go from DER to r‖s and back, and OpenSSL agrees with both', () => {
    // Two hundred, so that short numbers and set top bits of r and of s all come up.
    for (let index = 0; index < 200; index++) {
      const data = Buffer.from(`message ${index}`)
      const der = sign('sha256', data, privateKey)
      const signature = fromDer(der, curve)
      expect(signature).toHaveLength(2 * width)
      expect(verify('sha256', data, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true)
      expect(Buffer.from(toDer(signature))).toEqual(der)
    }
  })

  it.each([
    ['0 and 0', 0, 0],
    ['1 and 1', 1, 1],
    ['0 and all bits', 0, 255],
  ])('keep %s as the numbers they are', (_name, r, s) => {
    const signature = new Uint8Array(2 * width)
    signature.fill(r === 255 ? 255 : 0, 0, width)
    signature[width - 1] = r
    signature.fill(s === 255 ? 255 : 0, width)
    signature[2 * width - 1] = s
    expect(Uint8Array.from(fromDer(toDer(signature), curve))).toEqual(signature)
    expect(verify('sha256', Buffer.from('x'), publicKey, toDer(signature))).toBe(false)
  })
})

it('0 has an octet in DER, and a length from 128 on has two', () => {
  const hex = (signature: Uint8Array): string => Buffer.from(toDer(signature)).toString('hex')
  expect(hex(new Uint8Array(64))).toBe('3006020100020100')
  for (const [octets, start] of [
    [61, '307e023d'],
    [62, '307f023d'],
    [63, '30818002'],
  ] as const) {
    const signature = new Uint8Array(132)
    signature.fill(1, 66 - 61, 66)
    signature.fill(1, 132 - octets)
    expect(hex(signature).slice(0, 8)).toBe(start)
    expect(Uint8Array.from(fromDer(toDer(signature), 'P-521'))).toEqual(signature)
  }
})
