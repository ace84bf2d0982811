// RSA keys of random probable primes (FIPS 186-5 appendix A.1.3). node-forge's own generator has no place here: it takes the
// witnesses of Miller-Rabin from Math.random, whatever its candidates come from.
import { bitLength, toNumber } from './octets.ts'
import type { Random } from './random.ts'
import { inverseOf, power, type RsaNumbers, type RsaPrivateNumbers, rsaNumbers, rsaPrivateNumbers } from './rsa.ts'

const e = 65537n

export interface RsaPair {
  readonly public: RsaNumbers
  readonly private: RsaPrivateNumbers
}

/** What a step of the search was: a round of a test, or the last one for a candidate that is no prime. */
export type Step = 'round' | 'candidate'

/** A modulus of exactly `bits`, with e = 65537; yields after each round of a test for a prime. */
export function* generateRsa(bits: number, random: Random): Generator<Step, RsaPair> {
  for (;;) {
    const [one, other] = [yield* prime(bits / 2, random), yield* prime(bits / 2, random)]
    const [p, q] = one > other ? [one, other] : [other, one]
    // Step 5.4: primes far apart.
    if (bitLength(p - q) <= bits / 2 - 100) continue
    const d = inverseOf(e, leastCommonMultiple(p - 1n, q - 1n))
    const qi = inverseOf(q, p)
    // Step 3 of appendix A.1.1: d is no small number. It never is.
    if (d === undefined || qi === undefined || bitLength(d) <= bits / 2) continue
    const numbers = rsaNumbers(p * q, e)
    const secret = rsaPrivateNumbers(numbers, { d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi })
    return { public: numbers, private: secret }
  }
}

/** Its two top bits are set, so that the product of two has all its bits (and each is over √2 · 2^(bits − 1)). */
function* prime(bits: number, random: Random): Generator<Step, bigint> {
  const ends = (3n << BigInt(bits - 2)) | 1n
  const bytes = Math.ceil(bits / 8)
  // A shift drops the bits that are too many: the `BigInt.asUintN` of some engines makes negative numbers.
  const excess = BigInt(8 * bytes - bits)
  for (;;) {
    const candidate = (toNumber(random(bytes)) >> excess) | ends
    if (hasSmallFactor(candidate) || candidate % e === 1n) continue
    if (yield* isProbablePrime(candidate, random)) return candidate
    yield 'candidate'
  }
}

/** Rounds of Miller-Rabin: what FIPS 186-5 table B.1 wants of primes of 1024 bits, and more than of longer ones. */
const rounds = 5

/** Miller-Rabin (FIPS 186-5 appendix B.3.1) with random bases. */
function* isProbablePrime(candidate: bigint, random: Random): Generator<Step, boolean> {
  for (let round = 0; round < rounds; round++) {
    const base = toNumber(random(Math.ceil(bitLength(candidate) / 8) + 8)) % (candidate - 3n)
    if (!passes(base + 2n, candidate)) return false
    yield 'round'
  }
  return true
}

function passes(base: bigint, candidate: bigint): boolean {
  const last = candidate - 1n
  let [odd, twos] = [last, 0]
  for (; odd % 2n === 0n; odd /= 2n) twos++
  let value = power(base, odd, candidate)
  if (value === 1n || value === last) return true
  for (let square = 1; square < twos; square++) {
    value = (value * value) % candidate
    if (value === last) return true
  }
  return false
}

/** Primes from 3 on in products that a double holds, so that one division of the long number does for several. */
const smallPrimes: readonly (readonly [product: bigint, primes: readonly number[]])[] = /* @__PURE__ */ chunks(2048)

function hasSmallFactor(candidate: bigint): boolean {
  return smallPrimes.some(([product, primes]) => {
    const rest = Number(candidate % product)
    return primes.some((each) => rest % each === 0)
  })
}

function chunks(limit: number): [bigint, number[]][] {
  const found: number[] = []
  for (let number = 3; number < limit; number += 2) {
    if (found.every((each) => number % each !== 0)) found.push(number)
  }
  const all: [bigint, number[]][] = []
  let [product, primes]: [number, number[]] = [1, []]
  for (const each of found) {
    if (product * each > Number.MAX_SAFE_INTEGER) {
      all.push([BigInt(product), primes])
      ;[product, primes] = [1, []]
    }
    product *= each
    primes.push(each)
  }
  all.push([BigInt(product), primes])
  return all
}

function leastCommonMultiple(a: bigint, b: bigint): bigint {
  let [high, low] = [a, b]
  while (low !== 0n) [high, low] = [low, high % low]
  return (a / high) * b
}
