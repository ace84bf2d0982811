// The RSA primitives (RFC 8017 §5) on the language's BigInt, five times as fast as node-forge's own numbers. BigInt does
// not promise constant time: that is what the blinding is for, and what this backend's README says.
import { InvalidKeyError, type KeyMaterial, type RsaPrivate } from '@jose/core'
import { bitLength, fromNumber, toNumber } from './octets.ts'
import type { Random } from './random.ts'

export interface RsaNumbers {
  readonly n: bigint
  readonly e: bigint
  /** Of the modulus. */
  readonly bits: number
  /** Of the modulus, and of every signature and ciphertext. */
  readonly bytes: number
}

export interface RsaPrivateNumbers {
  readonly d: bigint
  readonly p: bigint
  readonly q: bigint
  readonly dp: bigint
  readonly dq: bigint
  readonly qi: bigint
  /** Replaced with each use. */
  readonly blinding: { current?: Blinding }
}

interface Blinding {
  /** rᵉ mod n, for a random r. */
  readonly factor: bigint
  /** r⁻¹ mod n. */
  readonly inverse: bigint
  readonly uses: number
}

type RsaMaterial = Extract<KeyMaterial, { kty: 'RSA' }>

export function rsaNumbers(n: bigint, e: bigint): RsaNumbers {
  const bits = bitLength(n)
  // Core refuses such keys; a native key's numbers come here first.
  const isUsable = bits <= 16384 && n % 2n === 1n && bitLength(e) <= 64 && e >= 3n && e % 2n === 1n
  if (!isUsable) throw new InvalidKeyError('The RSA key has unusable numbers')
  return { n, e, bits, bytes: Math.ceil(bits / 8) }
}

/** Throws `InvalidKeyError` for numbers that do not belong together. */
export function rsaPrivateNumbers(
  { n, e }: RsaNumbers,
  numbers: Omit<RsaPrivateNumbers, 'blinding'>,
): RsaPrivateNumbers {
  const { d, p, q, dp, dq, qi } = numbers
  const together =
    p > 1n &&
    q > 1n &&
    p * q === n &&
    d % (p - 1n) === dp &&
    d % (q - 1n) === dq &&
    (e * dp) % (p - 1n) === 1n &&
    (e * dq) % (q - 1n) === 1n &&
    (qi * q) % p === 1n
  if (!together) throw new InvalidKeyError('The private numbers of the RSA key do not belong together')
  return { d, p, q, dp, dq, qi, blinding: {} }
}

export function fromRsaPrivate({ d, p, q, dp, dq, qi }: RsaPrivate): Omit<RsaPrivateNumbers, 'blinding'> {
  return { d: toNumber(d), p: toNumber(p), q: toNumber(q), dp: toNumber(dp), dq: toNumber(dq), qi: toNumber(qi) }
}

export function toRsaMaterial({ n, e, bytes }: RsaNumbers, secret?: RsaPrivateNumbers): RsaMaterial {
  const half = { kty: 'RSA', n: fromNumber(n, bytes), e: fromNumber(e) } as const
  if (secret === undefined) return half
  const { d, p, q, dp, dq, qi } = secret
  const numbers = { d: fromNumber(d), p: fromNumber(p), q: fromNumber(q) }
  return { ...half, private: { ...numbers, dp: fromNumber(dp), dq: fromNumber(dq), qi: fromNumber(qi) } }
}

/** RSAEP and RSAVP1 (RFC 8017 §5.1.1, §5.2.2); `undefined` for a representative that is not below n. */
export function publicOperation({ n, e }: RsaNumbers, representative: bigint): bigint | undefined {
  return representative < n ? power(representative, e, n) : undefined
}

/**
 * RSADP and RSASP1 (RFC 8017 §5.1.2, §5.2.1) by the Chinese remainders, of a blinded number, so that how long it takes
 * tells nothing of this one. The result is tried with the public key before it is released: one remainder gone wrong
 * would give the key away (Boneh, DeMillo, Lipton 1997). `undefined` for a representative that is not below n.
 */
export function privateOperation(
  numbers: RsaNumbers,
  secret: RsaPrivateNumbers,
  representative: bigint,
  random: Random,
): bigint | undefined {
  const { n, e } = numbers
  if (representative >= n) return undefined
  const { factor, inverse } = nextBlinding(numbers, secret, random)
  const { p, q, dp, dq, qi } = secret
  const blinded = (representative * factor) % n
  const [modP, modQ] = [power(blinded % p, dp, p), power(blinded % q, dq, q)]
  const difference = ((modP - modQ) * qi) % p
  const result = ((modQ + q * (difference < 0n ? difference + p : difference)) * inverse) % n
  if (power(result, e, n) !== representative) throw new InvalidKeyError('The RSA key computes wrong results')
  return result
}

/** How many operations share one random number, as squares of it. */
const usesOfOne = 32

function nextBlinding(numbers: RsaNumbers, { blinding }: RsaPrivateNumbers, random: Random): Blinding {
  const { n } = numbers
  const last = blinding.current
  const next =
    last === undefined || last.uses >= usesOfOne
      ? freshBlinding(numbers, random)
      : { factor: last.factor ** 2n % n, inverse: last.inverse ** 2n % n, uses: last.uses + 1 }
  blinding.current = next
  return next
}

function freshBlinding({ n, e, bytes }: RsaNumbers, random: Random): Blinding {
  for (;;) {
    // Eight bytes more than the modulus has, so that the remainder is as good as uniform.
    const r = toNumber(random(bytes + 8)) % n
    const inverse = inverseOf(r, n)
    if (inverse !== undefined) return { factor: power(r, e, n), inverse, uses: 1 }
  }
}

/** By the extended Euclidean algorithm; `undefined` where there is none. */
export function inverseOf(number: bigint, modulus: bigint): bigint | undefined {
  let [high, low] = [modulus, number % modulus]
  let [before, now] = [0n, 1n]
  while (low !== 0n) {
    const quotient = high / low
    ;[high, low] = [low, high - quotient * low]
    ;[before, now] = [now, before - quotient * now]
  }
  if (high !== 1n) return undefined
  return before < 0n ? before + modulus : before
}

/** Exponents of this many bits are worth a table. */
const shortExponent = 64

/** `base` is below `modulus`. */
export function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  const digits = exponent.toString(2)
  if (digits.length <= shortExponent) return shortPower(base, digits, modulus)
  return longPower(base, exponent, digits.length, modulus)
}

function shortPower(base: bigint, digits: string, modulus: bigint): bigint {
  let result = 1n
  for (const digit of digits) {
    result = (result * result) % modulus
    if (digit === '1') result = (result * base) % modulus
  }
  return result
}

const windowBits = 5

/**
 * Five bits at a time, by a table of powers. Each step multiplies by a number as long as the modulus: in place of 0 to 31,
 * a window stands for 1 to 32, because a multiplication by 1 would be quicker than the others and show where zeros are.
 */
function longPower(base: bigint, exponent: bigint, bits: number, modulus: bigint): bigint {
  const powers = [1n]
  for (let index = 1; index <= 2 ** windowBits; index++) powers.push(((powers[index - 1] as bigint) * base) % modulus)
  const windows = Math.floor((bits - 1) / windowBits)
  // One for every window but the first.
  const ones = (2n ** BigInt(windowBits * windows) - 1n) / (2n ** BigInt(windowBits) - 1n)
  const digits = (exponent - ones).toString(2).padStart(windowBits * (windows + 1), '0')
  const at = (start: number): number => Number.parseInt(digits.slice(start, start + windowBits), 2)
  let result = powers[at(0)] as bigint
  for (let start = windowBits; start < digits.length; start += windowBits) {
    for (let square = 0; square < windowBits; square++) result = (result * result) % modulus
    result = (result * (powers[at(start) + 1] as bigint)) % modulus
  }
  return result
}
