import type { Bytes, RsaPrivate } from '../backend.ts'
import { bitLength, fromBigInt, toBigInt } from '../encoding/bytes.ts'
import { InvalidKeyError } from '../errors.ts'
import { checkRsa } from './rsa.ts'

/** The primes and CRT numbers of a key of which only n, e and d are known (SP 800-56B rev. 2, appendix C.1). */
export function completeRsa(n: Bytes, e: Bytes, d: Bytes): RsaPrivate {
  checkRsa({ kty: 'RSA', n, e })
  if (d.length > n.length) throw new InvalidKeyError('The private exponent does not belong to the RSA modulus')
  // A larger one would take seconds, and every tool that makes such keys writes the CRT numbers.
  if (bitLength(n) > 4096) throw new InvalidKeyError('A private RSA key of over 4096 bits needs its CRT numbers')
  const [modulus, exponent, secret] = [toBigInt(n), toBigInt(e), toBigInt(d)]
  const p = factor(modulus, exponent * secret - 1n)
  if (p === undefined) throw new InvalidKeyError('The private exponent does not belong to the RSA modulus')
  const q = modulus / p
  return {
    d,
    p: fromBigInt(p),
    q: fromBigInt(q),
    dp: fromBigInt(secret % (p - 1n)),
    dq: fromBigInt(secret % (q - 1n)),
    qi: fromBigInt(power(q, p - 2n, p)),
  }
}

/** A factor of n, from a multiple of the order of every number modulo n. */
function factor(n: bigint, multiple: bigint): bigint | undefined {
  if (n <= 4n || multiple <= 0n || multiple % 2n !== 0n) return undefined
  let odd = multiple
  let twos = 0
  for (; odd % 2n === 0n; odd /= 2n) twos++
  // Half of all bases show a factor; a base that never comes to 1 shows that the numbers do not belong together.
  for (let base = 2n; base < 32n; base++) {
    let root = power(base, odd, n)
    let left = twos
    for (; root !== 1n && root !== n - 1n && left > 0; left--) {
      const square = (root * root) % n
      if (square === 1n) return greatestCommonDivisor(root - 1n, n)
      root = square
    }
    if (left === 0) return undefined
  }
  return undefined
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  let square = base % modulus
  for (const bit of exponent.toString(2).split('').reverse()) {
    if (bit === '1') result = (result * square) % modulus
    square = (square * square) % modulus
  }
  return result
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [a, b]
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller]
  return larger
}
