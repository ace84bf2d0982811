import './pure-javascript.ts'
import {
  constants,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  privateDecrypt,
  publicEncrypt,
  sign,
  verify,
} from 'node:crypto'
import { type BackendKey, type Hash, InvalidKeyError, type KeyMaterial, parseKeyDer } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { forgeBackend } from '../src/index.ts'
import { power } from '../src/rsa.ts'

const { sync } = forgeBackend()
const hashes: readonly Hash[] = ['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512']
type Rsa = Extract<KeyMaterial, { kty: 'RSA' }>

// Moduli whose encoded messages of PSS begin with 7, 8 (an octet less than the modulus), 1 and 2 bits.
describe.each([2048, 2049, 2050, 2051, 3072])('RSA of %i bits, against OpenSSL', (modulusLength) => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength })
  const material = parseKeyDer(privateKey.export({ format: 'der', type: 'pkcs8' })).material as Rsa
  const [own, half] = [sync.importKey(material), sync.importKey({ kty: 'RSA', n: material.n, e: material.e })]

  it('signs and verifies the same signatures', () => {
    for (const hash of hashes) {
      for (const saltLength of [undefined, 0, 20, 64]) {
        const options = saltLength === undefined ? {} : { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }
        const primitive =
          saltLength === undefined
            ? ({ name: 'RSASSA-PKCS1-v1_5', hash } as const)
            : ({ name: 'RSA-PSS', hash, saltLength } as const)
        for (let index = 0; index < 5; index++) {
          const data = Buffer.from(`message ${index}`)
          const theirs = sign(hash, data, { key: privateKey, ...options })
          const ours = sync.sign(primitive, own, data)
          if (saltLength === undefined) expect(Buffer.from(ours)).toEqual(theirs)
          expect(verify(hash, data, { key: publicKey, ...options }, ours)).toBe(true)
          expect([sync.verify(primitive, half, theirs, data), sync.verify(primitive, own, ours, data)]).toEqual([
            true,
            true,
          ])
          expect(sync.verify(primitive, half, theirs, Buffer.from('another'))).toBe(false)
          if (saltLength === 20)
            expect(sync.verify({ ...primitive, saltLength: 21 } as typeof primitive, half, theirs, data)).toBe(false)
        }
      }
    }
  })
  it('takes a signature of one length and one value', () => {
    const primitive = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const
    const signature = sync.sign(primitive, own, 'x')
    const plusN = toOctets(toNumber(signature) + toNumber(material.n))
    const changed = [
      plusN,
      Uint8Array.of(0, ...signature),
      signature.slice(1),
      signature.slice(0, -1),
      new Uint8Array(0),
    ]
    for (const other of changed) expect(sync.verify(primitive, half, other, 'x')).toBe(false)
    expect(sync.verify(primitive, half, signature, 'x')).toBe(true)
  })
  it('wraps and unwraps by OAEP', () => {
    for (const hash of hashes) {
      const primitive = { name: 'RSA-OAEP', hash } as const
      const options = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: hash.replace('-', '').toLowerCase() }
      for (const length of [0, 1, 16, 64]) {
        const octets = new Uint8Array(length).fill(0xa5)
        expect(
          new Uint8Array(privateDecrypt({ key: privateKey, ...options }, sync.wrap(primitive, half, octets))),
        ).toEqual(octets)
        const wrapped = publicEncrypt({ key: publicKey, ...options }, octets)
        expect(sync.unwrap(primitive, own, wrapped)).toEqual(octets)
        wrapped[100] = (wrapped[100] as number) ^ 1
        expect(sync.unwrap(primitive, own, wrapped)).toBeUndefined()
      }
    }
  })
  it('wraps and unwraps by PKCS#1 v1.5, and has one answer for all that is wrong', () => {
    const primitive = { name: 'RSAES-PKCS1-v1_5' } as const
    const bytes = material.n.length
    for (const length of [0, 1, 32, bytes - 11]) {
      const octets = new Uint8Array(length).fill(0xa5)
      const wrapped = publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, octets)
      expect(sync.unwrap(primitive, own, wrapped)).toEqual(octets)
      expect(sync.unwrap(primitive, own, sync.wrap(primitive, half, octets))).toEqual(octets)
    }
    expect(() => sync.wrap(primitive, half, new Uint8Array(bytes - 10))).toThrow(InvalidKeyError)
    const padded = (...begin: readonly number[]): Uint8Array => {
      const encoded = new Uint8Array(bytes).fill(7)
      encoded.set(begin)
      return encoded
    }
    const wrong = [
      padded(0, 2),
      padded(0, 1, 7, 7, 7, 7, 7, 7, 7, 7, 0),
      padded(0, 0),
      padded(0, 2, 0),
      padded(0, 2, 7, 7, 7, 7, 7, 7, 7, 0),
    ]
    const raw = { key: publicKey, padding: constants.RSA_NO_PADDING }
    for (const encoded of wrong) expect(sync.unwrap(primitive, own, publicEncrypt(raw, encoded))).toBeUndefined()
    const right = padded(0, 2, 7, 7, 7, 7, 7, 7, 7, 7, 0)
    expect(sync.unwrap(primitive, own, publicEncrypt(raw, right))?.length).toBe(bytes - 11)
    expect(sync.unwrap(primitive, own, material.n)).toBeUndefined()
    expect(sync.unwrap(primitive, own, new Uint8Array(bytes - 1))).toBeUndefined()
  })
})

describe('the private operation', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const material = parseKeyDer(privateKey.export({ format: 'der', type: 'pkcs8' })).material as Rsa
  const primitive = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const

  it('is blinded anew each time, and still makes the one signature', () => {
    const asked: number[] = []
    const { sync: counted } = forgeBackend({
      random(length) {
        asked.push(length)
        return crypto.getRandomValues(new Uint8Array(length))
      },
    })
    const key = counted.importKey(material)
    const expected = sign('SHA-256', Buffer.from('x'), privateKey)
    for (let index = 0; index < 70; index++) expect(Buffer.from(counted.sign(primitive, key, 'x'))).toEqual(expected)
    expect(asked.length).toBe(3)
  })
  it('gives out nothing that the public key does not confirm', () => {
    const e = Uint8Array.of(3)
    const numbers = material.private
    if (numbers === undefined) throw new Error('no private key')
    // Numbers that core would refuse, as if a computation had gone wrong.
    expect(() => sync.importKey({ ...material, e })).toThrow(InvalidKeyError)
    for (const name of ['d', 'p', 'q', 'dp', 'dq', 'qi'] as const) {
      const changed = { ...numbers, [name]: toOctets(toNumber(numbers[name]) + 2n) }
      expect(() => sync.importKey({ ...material, private: changed })).toThrow(InvalidKeyError)
    }
    // A composite in the place of a prime satisfies every equation between the numbers, and computes nonsense.
    const key = compositeKey()
    expect(() => sync.sign(primitive, key, 'x')).toThrow(InvalidKeyError)
    expect(() => sync.unwrap({ name: 'RSAES-PKCS1-v1_5' }, key, new Uint8Array(256).fill(1))).toThrow(InvalidKeyError)
  })

  function compositeKey(): BackendKey {
    const one = parseKeyDer(
      generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ format: 'der', type: 'pkcs8' }),
    )
    const p = toNumber((one.material as Rsa).n)
    for (let q = 2n ** 1024n - 105n; ; q += 2n) {
      const [d, qi] = [inverse(65537n, (p - 1n) * (q - 1n)), inverse(q, p)]
      if (d === undefined || qi === undefined) continue
      const numbers = { d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi }
      const octets = Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, toOctets(value)]))
      const e = Uint8Array.of(1, 0, 1)
      return sync.importKey({
        kty: 'RSA',
        n: toOctets(p * q),
        e,
        private: octets as unknown as NonNullable<Rsa['private']>,
      })
    }
  }
})

describe('powers', () => {
  it('are those that multiplying makes, for exponents of any windows', () => {
    const modulus = 2n ** 127n - 1n
    const slow = (base: bigint, exponent: bigint): bigint => {
      let [result, square] = [1n, base]
      for (let rest = exponent; rest > 0n; rest >>= 1n) {
        if (rest % 2n === 1n) result = (result * square) % modulus
        square = (square * square) % modulus
      }
      return result
    }
    for (let bits = 60n; bits < 200n; bits++) {
      const ones = 2n ** bits - 1n
      for (const exponent of [ones, ones / 31n, ones / 31n + 1n, ones + 1n, ones + 2n, (ones * 5n) / 7n]) {
        for (const base of [0n, 1n, 2n, modulus - 1n, ones % modulus]) {
          expect(power(base, exponent, modulus)).toBe(slow(base, exponent))
        }
      }
    }
  })
})

describe('generated RSA keys', () => {
  it.each([2048, 2056, 3072])(
    'of %i bits are keys to OpenSSL, with primes as FIPS 186-5 has them',
    (bits) => {
      const material = sync.exportKey(sync.generateKey({ kty: 'RSA', bits })) as Rsa
      const [n, p, q, d, e] = [
        material.n,
        material.private?.p,
        material.private?.q,
        material.private?.d,
        material.e,
      ].map((octets) => toNumber(octets as Uint8Array)) as [bigint, bigint, bigint, bigint, bigint]
      expect([n.toString(2).length, e, p > q, (p - q).toString(2).length > bits / 2 - 100, p * q === n]).toEqual([
        bits,
        65537n,
        true,
        true,
        true,
      ])
      expect(d.toString(2).length > bits / 2).toBe(true)
      const jwk = Object.fromEntries(
        Object.entries({ ...material.private, n: material.n, e: material.e }).map(([name, octets]) => [
          name,
          Buffer.from(octets).toString('base64url'),
        ]),
      )
      const privateKey = createPrivateKey({ key: { kty: 'RSA', ...jwk }, format: 'jwk' })
      expect(
        verify('SHA-256', Buffer.from('x'), createPublicKey(privateKey), sign('SHA-256', Buffer.from('x'), privateKey)),
      ).toBe(true)
    },
    60_000,
  )
  it('ask the source of randomness for whole octets, whatever their size', () => {
    const asked: number[] = []
    const { sync: counted } = forgeBackend({
      random(length) {
        asked.push(length)
        return crypto.getRandomValues(new Uint8Array(length))
      },
    })
    // Primes of 1028 bits.
    counted.generateKey({ kty: 'RSA', bits: 2056 })
    expect(asked.filter((length) => !Number.isInteger(length))).toEqual([])
  }, 60_000)
  it('come from the source of randomness alone', () => {
    const seeded = (): ((length: number) => Uint8Array) => {
      let state = 1n
      return (length) =>
        Uint8Array.from({ length }, () => {
          state = (state * 6364136223846793005n + 1442695040888963407n) % 2n ** 64n
          return Number(state >> 56n)
        })
    }
    const made = [0, 1].map(() => {
      const backend = forgeBackend({ random: seeded() })
      return backend.sync.exportKey(backend.sync.generateKey({ kty: 'RSA', bits: 2048 }))
    })
    expect(made[0]).toEqual(made[1])
  }, 60_000)
})

function toNumber(octets: Uint8Array): bigint {
  return BigInt(`0x0${Buffer.from(octets).toString('hex')}`)
}

function toOctets(number: bigint): Uint8Array {
  const digits = number.toString(16)
  return Uint8Array.from(Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex'))
}

function inverse(number: bigint, modulus: bigint): bigint | undefined {
  let [high, low, before, now] = [modulus, number % modulus, 0n, 1n]
  while (low !== 0n) {
    const quotient = high / low
    ;[high, low, before, now] = [low, high - quotient * low, now, before - quotient * now]
  }
  return high === 1n ? ((before % modulus) + modulus) % modulus : undefined
}
