// Keys in OpenSSH's formats whose structure holds, and whose numbers do not: said to be of OpenSSH, before a number is computed with.
import { nodeBackend } from '@jose/backend-node'
import { createJose, InvalidKeyError } from '@jose/core'
import { describe, expect, it } from 'vitest'
import testKeys from '../../../conformance/vectors/keys.json' with { type: 'json' }
import { concat, fromBigInt } from '../src/encoding/bytes.ts'
import { numberOf } from './rsa-numbers.ts'

const { jwk } = createJose(nodeBackend())
const octetsOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64url'))
const length = (bytes: number): Uint8Array => Uint8Array.of(0, 0, bytes >> 8, bytes & 0xff)
const field = (content: Uint8Array | string): Uint8Array => {
  const bytes = Uint8Array.from(Buffer.from(content as string))
  return concat(length(bytes.length), bytes)
}
const mpint = (number: bigint): Uint8Array => {
  const octets = fromBigInt(number)
  return field((octets[0] as number) >= 0x80 ? concat(Uint8Array.of(0), octets) : octets)
}
const lineOf = (type: string, ...fields: readonly Uint8Array[]): string =>
  `${type} ${Buffer.from(concat(field(type), ...fields)).toString('base64')}`

/** The PEM of a private key that is not encrypted, from its fields and those of its public half. */
function privateKey(type: string, half: readonly Uint8Array[], fields: readonly Uint8Array[]): string {
  const content = concat(new Uint8Array(8), field(type), ...fields, field('comment'))
  const padding = Uint8Array.of(1, 2, 3, 4, 5, 6, 7).subarray(0, (8 - (content.length % 8)) % 8)
  const head = [field('none'), field('none'), field(''), length(1), field(concat(field(type), ...half))]
  const all = concat(Uint8Array.from(Buffer.from('openssh-key-v1\0')), ...head, field(concat(content, padding)))
  const armour = 'OPENSSH PRIVATE KEY-----'
  return `-----BEGIN ${armour}\n${Buffer.from(all).toString('base64')}\n-----END ${armour}\n`
}

/** Says no more than that. */
const malformed = expect.objectContaining({
  name: 'InvalidKeyError',
  code: 'ERR_KEY_INVALID',
  message: 'The OpenSSH key is not well-formed',
})

const { ES256, RS256, Ed25519 } = testKeys
const [x, seed] = [octetsOf(Ed25519.public.x), octetsOf(Ed25519.private.d)]
const line = lineOf('ssh-ed25519', field(x))

describe('a line of OpenSSH', () => {
  it.each([
    line,
    `${line} alice@example.com`,
    line.replace(' ', ' \t  '),
    `\r\n \t \n${line}\r\n\r\n  \n`,
    ` \t${line}\n`,
  ])('is a key with blanks and empty lines around it: %j', (text) => {
    expect(jwk.constructSync(text).toJwkSync()).toMatchObject({ kty: 'OKP', crv: 'Ed25519', x: Ed25519.public.x })
  })

  it('is one key, and has octets', () => {
    expect(() => jwk.constructSync(`${line}\n${line}`)).toThrow('several OpenSSH keys')
    expect(() => jwk.constructSync('ssh-ed25519')).toThrow(malformed)
    expect(() => jwk.constructSync('ssh-ed25519 A!')).toThrow('The OpenSSH key is not well-formed base64')
  })

  it('has a point that is written out, of the width of its curve', () => {
    const [px, py] = [octetsOf(ES256.public.x), octetsOf(ES256.public.y)]
    const pointed = (...octets: readonly Uint8Array[]) =>
      lineOf('ecdsa-sha2-nistp256', field('nistp256'), field(concat(...octets)))
    const four = Uint8Array.of(4)
    expect(jwk.constructSync(pointed(four, px, py)).toJwkSync()).toMatchObject({ x: ES256.public.x, y: ES256.public.y })
    for (const first of [2, 3])
      expect(() => jwk.constructSync(pointed(Uint8Array.of(first), px))).toThrow('The EC point is compressed')
    for (const octets of [[four, px], [four, px, py.subarray(1)], [four, px, py, four], [Uint8Array.of(5), px, py], []])
      expect(() => jwk.constructSync(pointed(...octets))).toThrow(malformed)
  })
})

describe('a private key of OpenSSH', () => {
  it('of Ed25519 has a pair of 64 octets, the second half of which is the public key', () => {
    const made = (half: Uint8Array, pair: Uint8Array) =>
      privateKey('ssh-ed25519', [field(half)], [field(half), field(pair)])
    expect(jwk.constructSync(made(x, concat(seed, x))).toJwkSync({ private: true }).d).toBe(Ed25519.private.d)
    const longer = concat(x, Uint8Array.of(0))
    for (const [half, pair] of [
      [x.subarray(1), concat(seed, x.subarray(1))],
      [longer, concat(seed, longer)],
      [new Uint8Array(0), seed],
      [x, concat(seed, seed)],
    ] as const)
      expect(() => jwk.constructSync(made(half, pair))).toThrow(malformed)
  })

  it('on a curve has a scalar that is no wider than the curve', () => {
    const point = field(concat(Uint8Array.of(4), octetsOf(ES256.public.x), octetsOf(ES256.public.y)))
    const half = [field('nistp256'), point]
    const made = (d: bigint) => privateKey('ecdsa-sha2-nistp256', half, [...half, mpint(d)])
    const d = numberOf(ES256.private.d)
    expect(jwk.constructSync(made(d)).toJwkSync({ private: true }).d).toBe(ES256.private.d)
    expect(() => jwk.constructSync(made(d + (1n << 256n)))).toThrow(malformed)
  })

  describe('of RSA', () => {
    const { n: modulus, e: exponent, d, p, q, qi } = RS256.private
    const [n, e] = [numberOf(modulus), numberOf(exponent)]
    const good = { d: numberOf(d), qi: numberOf(qi), p: numberOf(p), q: numberOf(q) }
    const made = (changed: Partial<typeof good>) => {
      const numbers = { ...good, ...changed }
      const fields = [n, e, numbers.d, numbers.qi, numbers.p, numbers.q].map(mpint)
      return privateKey('ssh-rsa', [mpint(e), mpint(n)], fields)
    }
    const order = ((good.p - 1n) * (good.q - 1n)) / 2n

    it('may have any private exponent below the modulus, one as long as that too', () => {
      let longest = good.d % order
      while (longest + order < n) longest += order
      expect(fromBigInt(longest).length).toBe(fromBigInt(n).length)
      const whole = jwk.constructSync(made({ d: longest })).toJwkSync({ private: true })
      expect(numberOf(whole.d as string)).toBe(longest)
      expect(whole.n).toBe(modulus)
    })

    it.each(['d', 'qi', 'p', 'q'] as const)('has a %s no longer than the modulus', (member) => {
      expect(() => jwk.constructSync(made({ [member]: good[member] + (1n << 2048n) }))).toThrow(malformed)
    })

    it.each(['p', 'q'] as const)('has a %s from 3 on, and numbers that belong together', (member) => {
      for (const number of [1n, 2n]) expect(() => jwk.constructSync(made({ [member]: number }))).toThrow(malformed)
      for (const number of [3n, good[member] + 2n]) {
        const construct = () => jwk.constructSync(made({ [member]: number }))
        expect(construct).toThrow('The private numbers of the RSA key do not belong together')
        expect(construct).toThrow(InvalidKeyError)
      }
    })
  })
})
