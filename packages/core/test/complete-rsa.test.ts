// RSA keys that come without their CRT numbers, of all sizes and exponents: the numbers that OpenSSL has, and soon.
import { generateKeyPairSync, type JsonWebKey } from 'node:crypto'
import { forgeBackend } from '@jose/backend-forge'
import { nodeBackend } from '@jose/backend-node'
import { webcryptoBackend } from '@jose/backend-webcrypto'
import { createJose, InvalidKeyError } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { inverse, numberOf } from './rsa-numbers.ts'

const kinds = [
  [2048, 65537],
  [2048, 3],
  [3072, 65537],
  [4096, 65537],
  [4096, 0x7fffffff],
] as const

const textOf = (number: bigint): string => {
  const hex = number.toString(16)
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url')
}

const made = new Map<string, JsonWebKey>()
/** Made when it is first wanted: that takes a second. */
function jwkOf(modulusLength: number, publicExponent: number): JsonWebKey {
  const name = `${modulusLength} ${publicExponent}`
  const known = made.get(name)
  const jwk =
    known ?? generateKeyPairSync('rsa', { modulusLength, publicExponent }).privateKey.export({ format: 'jwk' })
  made.set(name, jwk)
  return jwk
}

describe.each([nodeBackend(), webcryptoBackend(), forgeBackend()])('on $name', (backend) => {
  const { jwk } = createJose(backend)

  it.each(kinds)('%d bits, e = %d', async (bits, exponent) => {
    const { p, q, dp, dq, qi, ...bare } = jwkOf(bits, exponent)
    // Both of the private exponents that are in use: OpenSSL's is of the least common multiple (RFC 8017 §3.1).
    const order = (numberOf(p) - 1n) * (numberOf(q) - 1n)
    for (const d of [bare.d as string, textOf(inverse(numberOf(bare.e), order))]) {
      const { kty: _, n: __, e: ___, ...secret } = await (await jwk.construct({ ...bare, d })).toJwk({ private: true })
      expect([secret.p, secret.q].sort()).toEqual([p, q].sort())
      expect([secret.dp, secret.dq].sort()).toEqual([dp, dq].sort())
      if (secret.p === p) expect(secret.qi).toBe(qi)
      expect(secret.d).toBe(d)
    }
  })

  it('a private exponent of another key, or near the right one, is refused', async () => {
    const [one, other] = [jwkOf(2048, 65537), jwkOf(2048, 3)]
    const bare = ({ kty, n, e, d }: JsonWebKey) => ({
      kty: kty as string,
      n: n as string,
      e: e as string,
      d: d as string,
    })
    const right = numberOf(one.d)
    const wrong = [right + 1n, right - 1n, right + 2n, right >> 1n, 1n, 2n, numberOf(one.n) - 1n, numberOf(other.d)]
    for (const number of wrong)
      await expect(jwk.construct({ ...bare(one), d: textOf(number) })).rejects.toThrow(InvalidKeyError)
    await expect(jwk.construct({ ...bare(one), d: 'AA' })).rejects.toThrow(InvalidKeyError)
    await expect(jwk.construct({ ...bare(one), e: 'AQAD' })).rejects.toThrow(InvalidKeyError)
    // A square has no two primes, and the numbers of a prime modulus no p and q.
    const p = numberOf(one.p)
    await expect(jwk.construct({ ...bare(one), n: textOf(p * p) })).rejects.toThrow(InvalidKeyError)
  })
})

describe('numbers that nearly are a key', () => {
  const { jwk } = createJose(nodeBackend())
  const construct = (n: bigint, e: bigint, d: bigint) => () =>
    jwk.constructSync({ kty: 'RSA', n: textOf(n), e: textOf(e), d: textOf(d) })
  const foreign = new InvalidKeyError('The private exponent does not belong to the RSA modulus')

  it('have no primes where the modulus is a square, whatever the exponents', () => {
    // n = (d·e)² makes both of the primes d·e.
    const e = 65537n
    const d = 2n ** 1010n + 1n
    expect(construct((d * e) ** 2n, e, d)).toThrow(foreign)
  })

  it('have none where the modulus is the product of the exponents', () => {
    const [e, d] = [65537n, 2n ** 2040n + 1n]
    expect(construct(e * d, e, d)).toThrow(foreign)
    expect(construct(e * d, e, 1n)).toThrow(foreign)
  })

  it('have none where the two that come out are not those of the modulus', () => {
    const n = numberOf(jwkOf(2048, 65537).n)
    for (const e of [65537n, 65539n, 65543n]) expect(construct(n, e, (n * 4n) / 5n / e)).toThrow(foreign)
  })
})

it('takes no longer than a signature', async () => {
  const { jwk } = createJose(nodeBackend())
  const times = await Promise.all(
    kinds.map(async ([bits, exponent]) => {
      const { p: _, q: __, dp: ___, dq: ____, qi: _____, ...bare } = jwkOf(bits, exponent)
      let least = Number.POSITIVE_INFINITY
      // What the machine does besides does not count.
      for (let round = 0; round < 3; round++) {
        const start = performance.now()
        jwk.constructSync({ ...bare } as { kty: string })
        least = Math.min(least, performance.now() - start)
      }
      return least
    }),
  )
  // To try bases until one tells takes 200 ms for 4096 bits.
  expect(Math.max(...times)).toBeLessThan(50)
})
