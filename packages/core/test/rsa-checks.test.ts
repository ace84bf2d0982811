// What is checked of the numbers of an RSA key: sizes up to their limits, and that private ones belong together.
import { nodeBackend } from '@jose/backend-node'
import { createJose, InvalidKeyError, type JWK } from '@jose/core'
import { expect, it } from 'vitest'
import testKeys from '../../../conformance/vectors/keys.json' with { type: 'json' }
import { concat, fromBigInt } from '../src/encoding/bytes.ts'
import { checkRsa, checkRsaSizes } from '../src/jwk/rsa.ts'
import { inverse, numberOf } from './rsa-numbers.ts'

const { jwk } = createJose(nodeBackend())
const { n, e, p, q } = Object.fromEntries(
  Object.entries(testKeys.RS256.private).map(([member, text]) => [member, numberOf(text)]),
) as { readonly [member in 'n' | 'e' | 'p' | 'q']: bigint }

const textOf = (number: bigint): string => Buffer.from(fromBigInt(number)).toString('base64url')

/** The numbers that follow from the primes and the private exponent. */
function numbersOf(one: bigint, other: bigint, d: bigint) {
  const rest = (prime: bigint): bigint => (prime > 1n ? d % (prime - 1n) : 0n)
  return { d, p: one, q: other, dp: rest(one), dq: rest(other), qi: inverse(other, one) }
}

const jwkOf = (numbers: ReturnType<typeof numbersOf>): JWK => ({
  kty: 'RSA',
  n: textOf(n),
  e: textOf(e),
  ...Object.fromEntries(Object.entries(numbers).map(([member, number]) => [member, textOf(number)])),
})

it('sizes are good up to the limit, and no further', () => {
  const usual = fromBigInt(65537n)
  for (const bits of [2048, 16384]) expect(() => checkRsaSizes(bits, usual)).not.toThrow()
  for (const bits of [2047, 16385]) expect(() => checkRsaSizes(bits, usual)).toThrow(InvalidKeyError)
  expect(() => checkRsaSizes(2048, fromBigInt(2n ** 64n - 1n))).not.toThrow()
  expect(() => checkRsaSizes(2048, fromBigInt(2n ** 64n + 1n))).toThrow('over 64 bits')
})

it('a number may be as long as the longest modulus, and no longer', () => {
  // No primes: what is checked is how the numbers go together.
  const [one, other] = [3n, 2n ** 16382n + 1n]
  const numbers = numbersOf(one, other, inverse(65537n, other - 1n))
  const secret = Object.fromEntries(
    Object.entries(numbers).map(([member, number]) => [member, fromBigInt(number)]),
  ) as { readonly [member in keyof typeof numbers]: Uint8Array }
  const material = (changed: Partial<typeof secret>) => {
    const [modulus, exponent] = [fromBigInt(one * other), fromBigInt(65537n)]
    return { kty: 'RSA', n: modulus, e: exponent, private: { ...secret, ...changed } } as const
  }
  expect(secret.q.length).toBe(2048)
  expect(() => checkRsa(material({}))).not.toThrow()
  // A leading zero makes the same number longer: nothing but its length is wrong.
  for (const [member, octets] of Object.entries(secret)) {
    const padded = (length: number) => concat(new Uint8Array(length - octets.length), octets)
    expect(() => checkRsa(material({ [member]: padded(2048) }))).not.toThrow()
    expect(() => checkRsa(material({ [member]: padded(2049) }))).toThrow('do not belong together')
  }
})

it('a private exponent that fits one prime only is none: what it signs would give the primes away', () => {
  expect(() => jwk.constructSync(jwkOf(numbersOf(p, q, inverse(e, (p - 1n) * (q - 1n)))))).not.toThrow()
  for (const [one, other] of [
    [p, q],
    [q, p],
  ] as const) {
    const half = numbersOf(one, other, inverse(e, other - 1n))
    expect(() => jwk.constructSync(jwkOf(half))).toThrow('do not belong together')
  }
})

it('1 is no prime: it is refused as a wrong key is, before something is divided by nothing', () => {
  for (const [one, other] of [
    [n, 1n],
    [1n, n],
  ] as const) {
    const numbers = { ...numbersOf(one, other, inverse(e, n - 1n)), qi: 1n }
    expect((e * numbers.d) % (n - 1n)).toBe(1n)
    expect(() => jwk.constructSync(jwkOf(numbers))).toThrow('do not belong together')
    expect(() => jwk.constructSync(jwkOf(numbers))).toThrow(InvalidKeyError)
  }
})
