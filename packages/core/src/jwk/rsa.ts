import type { Bytes, KeyMaterial, RsaPrivate } from '../backend.ts'
import { bitLength, fromBigInt, toBigInt } from '../encoding/bytes.ts'
import { InvalidKeyError } from '../errors.ts'

type RsaMaterial = Extract<KeyMaterial, { kty: 'RSA' }>

/**
 * What no policy allows of an RSA key: a modulus under 2048 bits or over 16384, an even modulus, a public
 * exponent that is even, 1 or over 64 bits, a modulus with the ROCA fingerprint, private numbers that do not belong together.
 * Throws `InvalidKeyError`.
 */
export function checkRsa({ n, e, private: secret }: RsaMaterial): void {
  const bits = bitLength(n)
  if (bits < 2048)
    throw new InvalidKeyError(`An RSA key needs at least 2048 bits; this one has ${bits}`, 'ERR_KEY_SIZE')
  if (bits > 16384) throw new InvalidKeyError(`An RSA key has at most 16384 bits; this one has ${bits}`, 'ERR_KEY_SIZE')
  if (bitLength(e) > 64) throw new InvalidKeyError('The RSA public exponent is over 64 bits')
  const [modulus, exponent] = [toBigInt(n), toBigInt(e)]
  if (modulus % 2n === 0n) throw new InvalidKeyError('The RSA modulus is even')
  if (exponent < 3n || exponent % 2n === 0n) throw new InvalidKeyError('The RSA public exponent is even or 1')
  if (hasRocaFingerprint(modulus))
    throw new InvalidKeyError('The RSA key is of a weak generator (ROCA, CVE-2017-15361)')
  if (secret !== undefined && !belongsTogether(modulus, exponent, secret)) {
    throw new InvalidKeyError('The private numbers of the RSA key do not belong together')
  }
}

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

function belongsTogether(n: bigint, e: bigint, secret: RsaPrivate): boolean {
  const [d, p, q] = [toBigInt(secret.d), toBigInt(secret.p), toBigInt(secret.q)]
  const [dp, dq, qi] = [toBigInt(secret.dp), toBigInt(secret.dq), toBigInt(secret.qi)]
  return (
    p > 1n &&
    q > 1n &&
    p !== q &&
    p * q === n &&
    d < n &&
    (e * d) % (p - 1n) === 1n &&
    (e * d) % (q - 1n) === 1n &&
    d % (p - 1n) === dp &&
    d % (q - 1n) === dq &&
    qi < p &&
    (qi * q) % p === 1n
  )
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

const smallPrimes = [
  3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109, 113,
  127, 131, 137, 139, 149, 151, 157, 163, 167,
] as const

/** Primes of the weak generator are powers of 65537 modulo each small prime, and so are their products (Nemec et al., CCS 2017). */
function hasRocaFingerprint(modulus: bigint): boolean {
  return smallPrimes.every((prime) => {
    const rest = Number(modulus % BigInt(prime))
    let power = 1
    do {
      if (power === rest) return true
      power = (power * 65537) % prime
    } while (power !== 1)
    return false
  })
}
