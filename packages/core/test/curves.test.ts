// Numbers of EC keys at their borders: coordinates below p (SEC 1 §3.2.2.1), private numbers below the order.
import { createECDH } from 'node:crypto'
import { InvalidKeyError } from '@jose/core'
import { describe, expect, it } from 'vitest'
import testKeys from '../../../conformance/vectors/keys.json' with { type: 'json' }
import { fromBigInt, toBigInt } from '../src/encoding/bytes.ts'
import { checkMaterial } from '../src/jwk/check.ts'
import { ecCurves, isOnCurve } from '../src/jwk/curves.ts'

const octetsOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64url'))

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let [result, square] = [1n, base % modulus]
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus
    square = (square * square) % modulus
  }
  return result
}

describe('a point is written in one way: a coordinate and p more is another spelling of it', () => {
  const { p, bytes } = ecCurves['P-521']
  const { x, y } = testKeys.ES512.public
  const [right, other] = [octetsOf(x), octetsOf(y)]
  // 528 bits have room for p and as much again.
  const more = (octets: Uint8Array): Uint8Array => fromBigInt(toBigInt(octets) + p, bytes)

  it('on P-521, whose octets have room for it', () => {
    expect(isOnCurve('P-521', right, other)).toBe(true)
    expect(isOnCurve('P-521', more(right), other)).toBe(false)
    expect(isOnCurve('P-521', right, more(other))).toBe(false)
    expect(() => checkMaterial({ kty: 'EC', crv: 'P-521', x: right, y: more(other) })).toThrow(InvalidKeyError)
  })

  it('on P-256, where x is 0', () => {
    const { p: p256, b } = ecCurves['P-256']
    const y = power(b, (p256 + 1n) / 4n, p256)
    expect((y * y) % p256).toBe(b)
    expect(isOnCurve('P-256', fromBigInt(0n, 32), fromBigInt(y, 32))).toBe(true)
    expect(isOnCurve('P-256', fromBigInt(p256, 32), fromBigInt(y, 32))).toBe(false)
  })
})

describe('a private number is from 1 to the order less 1, as OpenSSL has it', () => {
  it.each([
    ['P-256', 'prime256v1'],
    ['P-384', 'secp384r1'],
    ['P-521', 'secp521r1'],
    ['secp256k1', 'secp256k1'],
  ] as const)('on %s', (crv, name) => {
    const { n, bytes } = ecCurves[crv]
    for (const [number, good] of [
      [0n, false],
      [1n, true],
      [n - 1n, true],
      [n, false],
      [n + 1n, false],
    ] as const) {
      const d = fromBigInt(number, bytes)
      const check = () => checkMaterial({ kty: 'EC', crv, d })
      const openssl = () => createECDH(name).setPrivateKey(d)
      for (const judge of [check, openssl]) {
        if (good) expect(judge).not.toThrow()
        else expect(judge).toThrow()
      }
      if (!good) expect(check).toThrow(new InvalidKeyError(`The private number is outside the range of ${crv}`))
    }
  })
})
