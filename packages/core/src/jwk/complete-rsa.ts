import type { Bytes, RsaPrivate } from '../backend.ts'
import { bitLength, fromBigInt, toBigInt } from '../encoding/bytes.ts'
import { InvalidKeyError } from '../errors.ts'
import { checkRsa } from './rsa.ts'

/** Bits of the modulus. A larger one takes longer, and every tool that makes such keys writes the CRT numbers. */
const largest = 8192

/** The primes and CRT numbers of a key of which only n, e and d are known. Throws `InvalidKeyError`. */
export function completeRsa(n: Bytes, e: Bytes, d: Bytes): RsaPrivate {
  checkRsa({ kty: 'RSA', n, e })
  if (bitLength(n) > largest)
    throw new InvalidKeyError(`A private RSA key of over ${largest} bits needs its CRT numbers`)
  // Some engines have no numbers of so many bits as a text may.
  if (d.length > n.length) throw foreignExponent()
  const secret = toBigInt(d)
  const primes = primesOf(toBigInt(n), toBigInt(e) * secret - 1n)
  if (primes === undefined) throw foreignExponent()
  const [p, q] = primes
  return {
    d,
    p: fromBigInt(p),
    q: fromBigInt(q),
    dp: fromBigInt(secret % (p - 1n)),
    dq: fromBigInt(secret % (q - 1n)),
    qi: fromBigInt(inverseOf(q, p)),
  }
}

function foreignExponent(): InvalidKeyError {
  return new InvalidKeyError('The private exponent does not belong to the RSA modulus')
}

/** From n and d·e − 1, without trial: SP 800-56B rev. 2, appendix C.2. The larger first. */
function primesOf(n: bigint, multiple: bigint): readonly [p: bigint, q: bigint] | undefined {
  if (multiple <= 0n) return undefined
  const a = multiple * greatestCommonDivisor(n - 1n, multiple)
  const m = a / n
  const rest = n - (a % n)
  if (rest % (m + 1n) !== 0n) return undefined
  const sum = rest / (m + 1n) + 1n
  const square = sum * sum - 4n * n
  if (square <= 0n) return undefined
  const difference = rootOf(square)
  const [p, q] = [(sum + difference) / 2n, (sum - difference) / 2n]
  return p * q === n && q > 1n ? [p, q] : undefined
}

/** The square root, rounded down, by Newton's method: each step doubles the digits that are right. */
function rootOf(square: bigint): bigint {
  let root = 1n << BigInt((square.toString(16).length * 4) / 2 + 1)
  for (;;) {
    const next = (root + square / root) / 2n
    if (next >= root) return root
    root = next
  }
}

/** Of primes, by Euclid's algorithm. */
function inverseOf(number: bigint, modulus: bigint): bigint {
  let [larger, smaller] = [modulus, number % modulus]
  let [before, now] = [0n, 1n]
  while (smaller !== 0n) {
    const quotient = larger / smaller
    ;[larger, smaller] = [smaller, larger - quotient * smaller]
    ;[before, now] = [now, before - quotient * now]
  }
  return ((before % modulus) + modulus) % modulus
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [a, b]
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller]
  return larger
}
