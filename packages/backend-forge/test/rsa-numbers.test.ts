import type { Bytes } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { fromNumber } from '../src/octets.ts'
import { inverseOf, power, privateOperation, publicOperation, rsaNumbers, rsaPrivateNumbers } from '../src/rsa.ts'

const refused = expect.objectContaining({ name: 'InvalidKeyError' })

/** The private numbers of two primes. */
function numbersOf(p: bigint, q: bigint, e: bigint): Parameters<typeof rsaPrivateNumbers>[1] {
  const d = inverseOf(e, (p - 1n) * (q - 1n)) as bigint
  return { d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverseOf(q, p) as bigint }
}

const [p, q, e] = [1000003n, 998989n, 65537n]
const half = rsaNumbers(p * q, e)
const numbers = numbersOf(p, q, e)

describe('the numbers of an RSA key', () => {
  it('are odd, of up to 16384 bits, with an exponent from 3 to 64 bits', () => {
    expect(rsaNumbers(2n ** 16384n - 1n, 2n ** 64n - 1n)).toMatchObject({ bits: 16384, bytes: 2048 })
    expect(rsaNumbers(2n ** 15n + 1n, 3n)).toMatchObject({ bits: 16, bytes: 2 })
    expect(rsaNumbers(2n ** 16n + 1n, 3n)).toMatchObject({ bits: 17, bytes: 3 })
    const wrong = [
      [2n ** 16384n + 1n, 3n],
      [half.n + 1n, 3n],
      [half.n, 2n ** 64n + 1n],
      [half.n, 0n],
      [half.n, 1n],
      [half.n, 2n],
      [half.n, 65536n],
    ] as const
    for (const [n, exponent] of wrong) expect(() => rsaNumbers(n, exponent)).toThrow(refused)
  })

  it('belong together, each with the others', () => {
    expect(rsaPrivateNumbers(half, numbers)).toEqual({ ...numbers, blinding: {} })
    const { d, dp, dq, qi } = numbers
    const wrong = [
      // The trivial factors, both ways.
      { p: 1n, q: half.n },
      { p: half.n, q: 1n, dp: d % (half.n - 1n) },
      { p: 0n },
      { q: p, p: q },
      { p: p + 2n },
      { d: d + 2n },
      { dp: dp + (p - 1n) },
      { dq: dq + (q - 1n) },
      { dp: dp + 2n },
      { dq: dq + 2n },
      // An exponent that is right modulo one of the primes, with its remainders.
      { d: d + (p - 1n), dq: (d + (p - 1n)) % (q - 1n) },
      { d: d + (q - 1n), dp: (d + (q - 1n)) % (p - 1n) },
      { qi: qi + 1n },
      { qi: p - qi },
      { qi: 0n },
    ]
    for (const changed of wrong) {
      expect(() => rsaPrivateNumbers(half, { ...numbers, ...changed }), Object.keys(changed).join()).toThrow(refused)
    }
    expect(() => rsaPrivateNumbers(rsaNumbers(half.n + 2n, e), numbers)).toThrow(refused)
    expect(() => rsaPrivateNumbers(rsaNumbers(half.n, 3n), numbers)).toThrow(refused)
  })
})

describe('the operations of RSA', () => {
  /** Gives these numbers, each of as many octets as it is asked for. */
  function giving(given: readonly bigint[]): { random(length: number): Bytes; readonly asked: number[] } {
    const asked: number[] = []
    const random = (length: number): Bytes =>
      fromNumber(given[(asked.push(length) - 1) % given.length] as bigint, length)
    return { random, asked }
  }

  it('undo each other for every number below the modulus, and take no other', () => {
    const small = rsaNumbers(23n * 11n, 3n)
    const secret = rsaPrivateNumbers(small, numbersOf(23n, 11n, 3n))
    const { random } = giving([5n, 7n, 200n, 12n])
    for (let number = 0n; number < small.n; number++) {
      const result = publicOperation(small, number) as bigint
      expect(privateOperation(small, secret, result, random)).toBe(number)
    }
    for (const number of [small.n, small.n + 1n, 2n * small.n]) {
      expect(publicOperation(small, number)).toBe(undefined)
      expect(privateOperation(small, secret, number, random)).toBe(undefined)
    }
  })

  it('are blinded by a number that has an inverse, eight octets longer, for 32 uses', () => {
    const secret = rsaPrivateNumbers(half, numbers)
    // 0 and multiples of a prime have none.
    const { random, asked } = giving([0n, p, 3n * q + half.n, 12345n, 54321n])
    const asks: number[] = []
    for (let use = 1; use <= 65; use++) {
      expect(privateOperation(half, secret, 4242n, random)).toBe(power(4242n, numbers.d, half.n))
      asks.push(asked.length)
    }
    expect([asks[0], asks[31], asks[32], asks[63], asks[64]]).toEqual([4, 4, 5, 5, 9])
    expect(new Set(asked)).toEqual(new Set([half.bytes + 8]))
  })

  it('are blinded by another number each time', () => {
    const secret = rsaPrivateNumbers(half, numbers)
    const { random } = giving([12345n])
    const seen = new Set<bigint>()
    for (let use = 0; use < 32; use++) {
      privateOperation(half, secret, 4242n, random)
      const { factor, inverse } = secret.blinding.current ?? { factor: 0n, inverse: 0n }
      seen.add(factor)
      // rᵉ and r⁻¹, reduced.
      expect((power(inverse, e, half.n) * factor) % half.n).toBe(1n)
      expect(factor < half.n && inverse < half.n).toBe(true)
    }
    expect(seen.size).toBe(32)
  })

  it('give out nothing that the public exponent does not undo', () => {
    // 21 is no prime, although the numbers belong together.
    const wrong = rsaNumbers(21n * 23n, 3n)
    const secret = rsaPrivateNumbers(wrong, { d: 147n, p: 21n, q: 23n, dp: 7n, dq: 15n, qi: 11n })
    expect(() => privateOperation(wrong, secret, 2n, giving([1n]).random)).toThrow(refused)
    expect(privateOperation(wrong, secret, 1n, giving([1n]).random)).toBe(1n)
  })

  it('know inverses, and where there are none', () => {
    for (let modulus = 2n; modulus < 60n; modulus++) {
      for (let number = 0n; number < 70n; number++) {
        const inverse = inverseOf(number, modulus)
        const exists = Array.from({ length: Number(modulus) }, (_, each) => (BigInt(each) * number) % modulus).includes(
          1n,
        )
        expect(inverse !== undefined).toBe(exists)
        if (inverse === undefined) continue
        expect([(inverse * number) % modulus, inverse >= 0n && inverse < modulus]).toEqual([1n, true])
      }
    }
  })

  it('raise to short exponents and to long ones alike', () => {
    for (let bits = 1n; bits < 72n; bits++) {
      for (const exponent of [2n ** bits - 1n, 2n ** (bits - 1n), (2n ** bits * 2n) / 3n]) {
        expect(power(7n, exponent, p)).toBe(slowly(7n, exponent, p))
      }
    }
  })
})

function slowly(base: bigint, exponent: bigint, modulus: bigint): bigint {
  if (exponent === 0n) return 1n
  const root = slowly((base * base) % modulus, exponent / 2n, modulus)
  return exponent % 2n === 1n ? (root * base) % modulus : root
}
