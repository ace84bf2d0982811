import type { Bytes, KeyMaterial, RsaPrivate } from '../backend.ts'
import { bitLength, toBigInt } from '../encoding/bytes.ts'
import { InvalidKeyError } from '../errors.ts'

type RsaMaterial = Extract<KeyMaterial, { kty: 'RSA' }>

/**
 * What no policy allows of an RSA key: a modulus under 2048 bits or over 16384, an even modulus, a public
 * exponent that is even, 1 or over 64 bits, a modulus with the ROCA fingerprint, private numbers that do not belong together.
 * Throws `InvalidKeyError`.
 */
export function checkRsa({ n, e, private: secret }: RsaMaterial): void {
  checkRsaSizes(bitLength(n), e)
  const [modulus, exponent] = [toBigInt(n), toBigInt(e)]
  if (modulus % 2n === 0n) throw new InvalidKeyError('The RSA modulus is even')
  if (hasRocaFingerprint(modulus))
    throw new InvalidKeyError('The RSA key is of a weak generator (ROCA, CVE-2017-15361)')
  if (secret !== undefined && !belongsTogether(modulus, exponent, secret)) {
    throw new InvalidKeyError('The private numbers of the RSA key do not belong together')
  }
}

/** What shows of a key without its modulus: the bits of that, and the public exponent. Throws `InvalidKeyError`. */
export function checkRsaSizes(bits: number, e: Bytes): void {
  if (bits < 2048)
    throw new InvalidKeyError(`An RSA key needs at least 2048 bits; this one has ${bits}`, 'ERR_KEY_SIZE')
  if (bits > 16384) throw new InvalidKeyError(`An RSA key has at most 16384 bits; this one has ${bits}`, 'ERR_KEY_SIZE')
  if (bitLength(e) > 64) throw new InvalidKeyError('The RSA public exponent is over 64 bits')
  const exponent = toBigInt(e)
  if (exponent < 3n || exponent % 2n === 0n) throw new InvalidKeyError('The RSA public exponent is even or 1')
}

function belongsTogether(n: bigint, e: bigint, secret: RsaPrivate): boolean {
  // Longer numbers are wrong, and take long.
  if (Object.values(secret).some((octets: Bytes) => octets.length > 2048)) return false
  const [d, p, q] = [toBigInt(secret.d), toBigInt(secret.p), toBigInt(secret.q)]
  const [dp, dq, qi] = [toBigInt(secret.dp), toBigInt(secret.dq), toBigInt(secret.qi)]
  return (
    p > 1n &&
    q > 1n &&
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
