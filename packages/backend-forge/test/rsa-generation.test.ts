import type { Bytes } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { forgeBackend } from '../src/index.ts'
import { fromNumber } from '../src/octets.ts'
import { inverseOf } from '../src/rsa.ts'
import { generateRsa, type RsaPair, type Step } from '../src/rsa-generation.ts'

const e = 65537n
/** Of 64 bits, with the two top bits set, like all that follow. */
const [one, other] = [13917043584498650633n, 17361641481138401621n]
/** Less one, it can be halved twenty times; 3 is no square modulo it, so that all those squares are needed. */
const twenty = 14987979559892156417n
/** The product of 2700000157 and 5400000313, which Miller-Rabin takes for a prime with the base 2, and with 3 does not. */
const pseudoprime = 14580001692900049141n
/** The product of two primes of 32 bits. */
const composite = 15120000179400000407n
/** A prime with which e has no inverse. */
const unfit = 16140901064496308231n
const rounds = (count: number): Step[] => Array.from({ length: count }, () => 'round')

/** A source that gives these candidates, and for the bases of the tests these numbers, then 7; of other lengths nothing. */
function giving(bits: number, candidates: readonly bigint[], bases: readonly bigint[] = []) {
  const bytes = Math.ceil(bits / 16)
  const [waiting, numbers] = [[...candidates], [...bases]]
  const asked: number[] = []
  const random = (length: number): Bytes => {
    const next = { [bytes]: () => waiting.shift(), [bytes + 8]: () => numbers.shift() ?? 7n }[length]?.()
    if (next === undefined || asked.push(length) > 400) throw new Error(`Nobody should ask for ${length} octets again`)
    return fromNumber(next, length)
  }
  return { random, asked }
}

function made(bits: number, random: (length: number) => Bytes): RsaPair & { readonly steps: Step[] } {
  const search = generateRsa(bits, random)
  const steps: Step[] = []
  for (let step = search.next(); ; step = search.next()) {
    if (step.done === true) return { ...step.value, steps }
    steps.push(step.value)
  }
}

describe('the search for RSA primes', () => {
  it('takes five rounds of Miller-Rabin for each, with a base eight octets longer', () => {
    const { random, asked } = giving(128, [one, other])
    const { public: half, private: secret, steps } = made(128, random)
    expect(steps).toEqual(rounds(10))
    expect(asked).toEqual([8, 16, 16, 16, 16, 16, 8, 16, 16, 16, 16, 16])
    expect([secret.p, secret.q, half.n, half.e, half.bits]).toEqual([other, one, one * other, e, 128])
    // The greater one is p, whichever was first.
    const { private: same } = made(128, giving(128, [other, one]).random)
    expect(same).toEqual(secret)
  })
  it('sets the two top bits and the lowest, and drops bits that are too many', () => {
    const { random } = giving(128, [one - (3n << 62n) - 1n, other])
    expect(made(128, random).private.q).toBe(one)
    // Of 60 bits, in eight octets.
    const [small, large] = [864691128455135281n, 1000000000000000003n]
    const { private: secret, steps } = made(120, giving(120, [(small << 4n) | 15n, large << 4n]).random)
    expect([secret.p, secret.q, steps]).toEqual([large, small, rounds(10)])
  })
  it('tests nothing that has a small factor', () => {
    const found: bigint[] = []
    for (let number = 3n; number < 2048n; number += 2n) {
      if (found.every((each) => number % each !== 0n)) found.push(number)
    }
    const start = (3n << 62n) | 1n
    const multiples = found.map((factor) => {
      const multiple = start + factor - (start % factor)
      return multiple % 2n === 1n ? multiple : multiple + factor
    })
    expect(multiples.length).toBe(308)
    const { random, asked } = giving(128, [...multiples, one, other])
    const { private: secret, steps } = made(128, random)
    expect([secret.p, secret.q, steps, asked.length]).toEqual([other, one, rounds(10), 308 + 12])
  })
  it('takes no prime with which e has no inverse', () => {
    const { random, asked } = giving(128, [unfit, one, unfit, other])
    expect([made(128, random).private.p, asked.length]).toEqual([other, 14])
  })
  it('leaves a composite at the first base that tells, and tells of it', () => {
    expect(made(128, giving(128, [composite, one, other]).random).steps).toEqual(['candidate', ...rounds(10)])
    // Two is added to a base, so that it is neither 0 nor 1.
    const { steps } = made(128, giving(128, [one, pseudoprime, other], [9n, 9n, 9n, 9n, 9n, 0n, 1n]).random)
    expect(steps).toEqual([...rounds(6), 'candidate', ...rounds(5)])
  })
  it('knows a prime by bases from 2 to two below it', () => {
    for (const prime of [twenty, one]) {
      const bases = [0n, 1n, prime - 4n, prime - 3n, prime - 2n]
      expect(made(128, giving(128, [prime, other], bases).random).steps).toEqual(rounds(10))
      const above = bases.map((base) => base + 1000n * (prime - 3n))
      expect(made(128, giving(128, [prime, other], above).random).steps).toEqual(rounds(10))
    }
  })
  it('wants primes far apart, and a private exponent that is long (FIPS 186-5 appendix A.1)', () => {
    // Of 128 bits. Their distances from the first have 28 bits, which is too few by one, and 29.
    const first = 277991789198466672493041450892718231149n
    const [close, apart] = [277991789198466672493041450892852449011n, 277991789198466672493041450892986666737n]
    expect(made(256, giving(256, [first, close, first, apart]).random).private.p).toBe(apart)
    // 14 and 12 times one number, and 1: the least common multiple is short, and the exponent has 128 bits.
    const [p, q] = [340282366920938463463374607431768121783n, 291670600217947254397178234941515532957n]
    const { public: half, private: secret } = made(256, giving(256, [p, q, first, apart]).random)
    expect(half.n).toBe(first * apart)
    const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b))
    const [a, b] = [apart - 1n, first - 1n]
    const d = inverseOf(e, (a * b) / gcd(a, b)) as bigint
    expect(secret).toEqual({
      p: apart,
      q: first,
      d,
      dp: d % a,
      dq: d % b,
      qi: inverseOf(first, apart),
      blinding: {},
    })
  })
})

describe('the progress of the search', () => {
  it('is how many candidates were no primes, after each round', async () => {
    for (const mode of ['sync', 'async'] as const) {
      const { random } = giving(128, [composite, one, pseudoprime, other], [7n, 7n, 7n, 7n, 7n, 7n, 0n, 1n])
      const calls: number[] = []
      const key = await forgeBackend({ random })[mode].generateKey({ kty: 'RSA', bits: 128 }, (attempts) =>
        calls.push(attempts),
      )
      expect(calls).toEqual([1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2])
      expect((key.material as { n: Bytes }).n).toEqual(fromNumber(one * other))
      // Nobody has to ask.
      const { random: again } = giving(128, [one, other])
      expect(await forgeBackend({ random: again })[mode].generateKey({ kty: 'RSA', bits: 128 })).toMatchObject({
        type: 'private',
      })
    }
  })
})
