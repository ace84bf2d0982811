// Keys in OpenSSH's formats: the data types they are written in, and what is said of one whose structure or numbers do not hold.
import { nodeBackend } from '@jose/backend-node'
import { createJose, InvalidKeyError } from '@jose/core'
import { describe, expect, it } from 'vitest'
import testKeys from '../../../conformance/vectors/keys.json' with { type: 'json' }
import { concat, fromBigInt } from '../src/encoding/bytes.ts'
import { refuseSshType, sshCurveOf } from '../src/jwk/openssh.ts'
import { readSsh } from '../src/jwk/ssh-wire.ts'
import { numberOf } from './rsa-numbers.ts'

const { jwk } = createJose(nodeBackend())
const octetsOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64url'))
const hex = (digits: string): Uint8Array => Uint8Array.from(Buffer.from(digits, 'hex'))
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

describe('what SSH writes (RFC 4251 §5)', () => {
  it('is read one after the other', () => {
    const reader = readSsh(
      concat(Uint8Array.of(1, 2, 3, 4), field('name'), field(hex('0080')), field('ab'), Uint8Array.of(7, 7)),
    )
    expect([reader.uint32(), reader.name()]).toEqual([0x01020304, 'name'])
    expect([reader.mpint(), reader.string(), reader.rest()]).toEqual([hex('80'), hex('6162'), Uint8Array.of(7, 7)])
    expect(() => reader.end()).not.toThrow()
    expect(() => reader.uint32()).toThrow('not well-formed')
    expect(() => readSsh(new Uint8Array(1)).end()).toThrow('not well-formed')
    expect(() => readSsh(new Uint8Array(3)).uint32()).toThrow('not well-formed')
    expect(() => readSsh(Uint8Array.of(0, 0, 0, 2, 1)).string()).toThrow('not well-formed')
    expect(readSsh(Uint8Array.of(0xff, 0xff, 0xff, 0xff)).uint32()).toBe(0xffffffff)
  })

  it('numbers are positive and minimal', () => {
    const mpint = (digits: string) => () => readSsh(field(hex(digits))).mpint()
    expect(['01', '7f', '0080', '00ff01'].map((digits) => mpint(digits)())).toEqual([
      hex('01'),
      hex('7f'),
      hex('80'),
      hex('ff01'),
    ])
    for (const digits of ['', '00', '80', 'ff01', '0001', '007f', '000080'])
      expect(mpint(digits)).toThrow(InvalidKeyError)
  })

  it('names are up to 64 printable characters', () => {
    const name = (text: string) => () => readSsh(field(text)).name()
    for (const text of ['', '!', '~', 'x'.repeat(64)]) expect(name(text)()).toBe(text)
    for (const text of [' ', '\x7f', 'a\n', 'é', 'x'.repeat(65)]) expect(name(text)).toThrow(InvalidKeyError)
  })

  it('is of a type that JOSE has algorithms for, or what it is is said', () => {
    expect(['256', '384', '521', '192', '2560'].map((bits) => sshCurveOf(`ecdsa-sha2-nistp${bits}`))).toEqual([
      'P-256',
      'P-384',
      'P-521',
      undefined,
      undefined,
    ])
    expect(sshCurveOf('x-ecdsa-sha2-nistp256')).toBeUndefined()
    for (const [type, says] of [
      ['ssh-rsa-cert-v01@openssh.com', 'is a certificate'],
      ['sk-ssh-ed25519@openssh.com', 'security key (FIDO)'],
      ['sk-ssh-ed25519-cert-v01@openssh.com', 'is a certificate'],
      ['ssh-dss', 'is a DSA key'],
      ['ssh-ed448', 'of a type that is not known'],
      ['x-sk-', 'of a type that is not known'],
    ] as const)
      expect(refuseSshType(type).message).toContain(says)
  })
})

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
    for (const text of ['ssh-ed25519 A!', 'ssh-rsa AA!A'])
      expect(() => jwk.constructSync(text)).toThrow('The OpenSSH key is not well-formed base64')
  })

  it('that is cut off, after its type or later, is a key that is cut off, and no secret', () => {
    for (const text of ['ssh-ed25519', ' ecdsa-sha2-nistp256', 'ssh-rsa', 'ssh-rsa AAAA'])
      for (const given of [text, Buffer.from(text)]) expect(() => jwk.constructSync(given)).toThrow(malformed)
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
