// The primes of keys that are known by n, e and d alone: of keys that do not change, so that it takes no time to make them.
import { InvalidKeyError, type JWK } from '@jose/core'
import { expect, it } from 'vitest'
import encryptionKeys from '../../../conformance/vectors/encryption-keys.json' with { type: 'json' }
import testKeys from '../../../conformance/vectors/keys.json' with { type: 'json' }
import { fromBigInt, toBigInt } from '../src/encoding/bytes.ts'
import { completeRsa } from '../src/jwk/complete-rsa.ts'
import { inverse, numberOf } from './rsa-numbers.ts'

type Numbers = { readonly [member in 'n' | 'e' | 'd' | 'p' | 'q' | 'dp' | 'dq' | 'qi']: bigint }

const numbersOf = ({ kty: _kty, kid: _kid, ...numbers }: JWK): Numbers =>
  Object.fromEntries(Object.entries(numbers).map(([member, text]) => [member, numberOf(text as string)])) as Numbers
const keys = [testKeys.RS256.private, encryptionKeys.RSA.private].map(numbersOf)
const complete = (n: bigint, e: bigint, d: bigint): Omit<Numbers, 'n' | 'e'> => {
  const found = Object.entries(completeRsa(fromBigInt(n), fromBigInt(e), fromBigInt(d)))
  return Object.fromEntries(found.map(([member, octets]) => [member, toBigInt(octets)])) as never
}

it('the primes are those of the key, whichever private exponent it is and whatever its public one', () => {
  for (const { n, p, q } of keys) {
    const order = (p - 1n) * (q - 1n)
    const exponents = [3n, 5n, 17n, 257n, 65537n, 65539n, 2n ** 32n + 15n].filter(
      (e) => (inverse(e, order) * e) % order === 1n,
    )
    expect(exponents.length).toBeGreaterThan(2)
    for (const e of exponents) {
      const d = inverse(e, order)
      for (const secret of [d, d % (order / 2n)]) {
        const found = complete(n, e, secret)
        const [larger, smaller] = p > q ? [p, q] : [q, p]
        expect(found).toEqual({
          ...{ d: secret, p: larger, q: smaller, qi: inverse(smaller, larger) },
          ...{ dp: secret % (larger - 1n), dq: secret % (smaller - 1n) },
        })
      }
    }
  }
})

it('there are primes only where the exponents belong to the modulus', () => {
  const [{ n, e, d, p, q }, other] = keys as [Numbers, Numbers]
  const order = (p - 1n) * (q - 1n)
  const wrong = [0n, 1n, 2n, d - 1n, d + 1n, d + 2n, d >> 1n, n - 1n, n, order, other.d, d + (order << 64n)]
  for (const number of wrong) {
    expect(() => complete(n, e, number)).toThrow('The private exponent does not belong to the RSA modulus')
    expect(() => complete(n, e, number)).toThrow(InvalidKeyError)
  }
  for (const modulus of [p * p, n + 2n, n - 2n, other.n]) expect(() => complete(modulus, e, d)).toThrow(InvalidKeyError)
  for (const exponent of [e + 2n, 1n, 4n]) expect(() => complete(n, exponent, d)).toThrow(InvalidKeyError)
  expect(() => complete((n << 6144n) + 1n, e, d)).toThrow('does not belong')
  expect(() => complete((n << 6145n) + 1n, e, d)).toThrow('of over 8192 bits needs its CRT numbers')
  expect(() => complete(n >> 1n, e, d)).toThrow(expect.objectContaining({ code: 'ERR_KEY_SIZE' }))
})
