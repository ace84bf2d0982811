// The numbers of RSA keys, to make others of them.

/** The number that a member of a JWK says. */
export function numberOf(text = ''): bigint {
  return BigInt(`0x${Buffer.from(text, 'base64url').toString('hex')}`)
}

/** The inverse by Euclid's algorithm; nonsense where there is none. */
export function inverse(number: bigint, modulus: bigint): bigint {
  const modulo = (value: bigint): bigint => ((value % modulus) + modulus) % modulus
  let [larger, smaller, before, now] = [modulus, modulo(number), 0n, 1n]
  while (smaller !== 0n) {
    const quotient = larger / smaller
    ;[larger, smaller, before, now] = [smaller, larger % smaller, now, before - quotient * now]
  }
  return modulo(before)
}
