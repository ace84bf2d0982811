// The structures around a key, read strictly: PBES2 (RFC 8018), both forms of ML-DSA (RFC 9881), foreign DER.
import { InvalidKeyError } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { encode, encodeUnsigned, inside, tags } from '../src/encoding/der.ts'
import { parseKeyDer } from '../src/jwk/der.ts'
import { refuseForeign } from '../src/jwk/der-foreign.ts'
import { encodeOid, mlDsaOids } from '../src/jwk/oids.ts'
import { isEncryptedKey, parseEncryptedKey, writeEncryptedKey } from '../src/jwk/pbes2.ts'

const { sequence, octetString, oid, integer } = tags
const hex = (digits: string): Uint8Array => Uint8Array.from(Buffer.from(digits, 'hex'))
const octets = (length: number, octet = 7): Uint8Array => new Uint8Array(length).fill(octet)
const id = (digits: string): Uint8Array => encode(oid, hex(digits))
const number = (...bytes: readonly number[]): Uint8Array => encodeUnsigned(Uint8Array.from(bytes))
const nothing = encode(tags.null)

describe('an encrypted key', () => {
  const pbes2 = '2a864886f70d01050d'
  const pbkdf2 = '2a864886f70d01050c'
  const prf = (last: string, ...more: readonly Uint8Array[]): Uint8Array =>
    encode(sequence, id(`2a864886f70d02${last}`), ...more)
  const [salt, iv, data] = [octets(16, 1), octets(16, 2), octets(32, 3)]

  interface Parts {
    readonly scheme?: string
    readonly derivation?: string
    readonly count?: Uint8Array
    readonly optional?: readonly Uint8Array[]
    readonly cipher?: string
    readonly iv?: Uint8Array
    readonly data?: Uint8Array
    /** One element more than there may be: in which of the sequences. */
    readonly more?: 'all' | 'algorithm' | 'parameters' | 'derivation' | 'cipher'
  }
  const made = (parts: Parts = {}): Uint8Array => {
    const { more, optional = [prf('09', nothing)] } = parts
    const extra = (where: Parts['more']): readonly Uint8Array[] => (more === where ? [nothing] : [])
    const pbkdf2Parameters = encode(sequence, encode(octetString, salt), parts.count ?? number(0x03, 0xe8), ...optional)
    const derivation = encode(sequence, id(parts.derivation ?? pbkdf2), pbkdf2Parameters, ...extra('derivation'))
    const cipher = encode(
      sequence,
      id(`6086480165030401${parts.cipher ?? '2a'}`),
      encode(octetString, parts.iv ?? iv),
      ...extra('cipher'),
    )
    const parameters = encode(sequence, derivation, cipher, ...extra('parameters'))
    const algorithm = encode(sequence, id(parts.scheme ?? pbes2), parameters, ...extra('algorithm'))
    return encode(sequence, algorithm, encode(octetString, parts.data ?? data), ...extra('all'))
  }
  const usual = { hash: 'SHA-256', bits: 256, salt, iterations: 1000, iv }

  it.each([
    [{}, {}],
    [{ cipher: '02' }, { bits: 128 }],
    [{ cipher: '16' }, { bits: 192 }],
    [{ optional: [] }, { hash: 'SHA-1' }],
    [{ optional: [prf('07')] }, { hash: 'SHA-1' }],
    [{ optional: [prf('0a', nothing)] }, { hash: 'SHA-384' }],
    [{ optional: [prf('0b', nothing)] }, { hash: 'SHA-512' }],
    [{ optional: [number(32)] }, { hash: 'SHA-1' }],
    [{ optional: [number(32), prf('09')] }, {}],
    [{ cipher: '02', optional: [number(16), prf('09')] }, { bits: 128 }],
    [{ count: number(1) }, { iterations: 1 }],
    [{ count: number(1, 0, 0, 0, 0, 0) }, { iterations: 2 ** 40 }],
    [{ count: number(1, 0, 0, 0, 0, 0, 0) }, { iterations: Number.POSITIVE_INFINITY }],
  ] as const)('%j is read', (parts, scheme) => {
    expect(parseEncryptedKey(made(parts))).toEqual({ scheme: { ...usual, ...scheme }, ciphertext: data })
    expect(isEncryptedKey(made(parts))).toBe(true)
  })

  it.each([
    ...(['all', 'algorithm', 'parameters', 'derivation', 'cipher'] as const).map((more) => ({ more })),
    { optional: [prf('09', encode(tags.null, Uint8Array.of(0)))] },
    { optional: [prf('09', number(1))] },
    { optional: [prf('09', nothing, nothing)] },
    { optional: [prf('09'), prf('09')] },
    { optional: [number(32), prf('09'), nothing] },
    { optional: [prf('09'), number(32)] },
    { optional: [number(16)] },
    { optional: [number(33)] },
    { count: number(0) },
    { count: encode(integer, Uint8Array.of(0xff)) },
    { count: encode(octetString, salt) },
    { iv: octets(15) },
    { iv: octets(17) },
    { data: octets(0) },
    { data: octets(31) },
  ] as readonly Parts[])('%j is malformed', (parts) => {
    expect(() => parseEncryptedKey(made(parts))).toThrow('not well-formed DER')
    expect(() => parseEncryptedKey(made(parts))).toThrow(InvalidKeyError)
  })

  it.each([
    [{ scheme: '2a864886f70d010503' }, 'a scheme other than PBES2'],
    [{ derivation: '2b06010401da47040b' }, 'scrypt'],
    [{ derivation: '2a864886f70d01050e' }, 'a derivation other than PBKDF2'],
    [{ cipher: '01' }, 'a cipher other than AES-CBC'],
    [{ optional: [prf('08', nothing)] }, 'an HMAC other than those'],
  ] as const)('%j is of another scheme: said', (parts, says) => {
    expect(() => parseEncryptedKey(made(parts))).toThrow(`encrypted by ${says}`)
  })

  it('is written as it is read', () => {
    for (const hash of ['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'] as const)
      for (const bits of [128, 192, 256] as const) {
        const key = { scheme: { hash, bits, salt, iterations: 310_000, iv }, ciphertext: data }
        expect(parseEncryptedKey(writeEncryptedKey(key))).toEqual(key)
      }
    expect(writeEncryptedKey(parseEncryptedKey(made()))).toEqual(made())
    for (const der of [
      encode(sequence, nothing),
      encode(sequence, encode(sequence)),
      encode(sequence, encode(sequence), encode(octetString), nothing),
    ])
      expect(isEncryptedKey(der)).toBe(false)
  })
})

it('both forms of an ML-DSA key are octets, the seed and what it expands to (RFC 9881 §6)', () => {
  const algorithm = encode(sequence, encodeOid(mlDsaOids['ML-DSA-44']))
  const key = (...both: readonly Uint8Array[]) =>
    encode(sequence, number(0), algorithm, encode(octetString, encode(sequence, ...both)))
  const [seed, expanded] = [encode(octetString, octets(32)), encode(octetString, octets(2560))]
  expect(parseKeyDer(key(seed, expanded)).material).toEqual({ kty: 'AKP', alg: 'ML-DSA-44', priv: octets(32) })
  for (const wrong of [[seed], [seed, nothing], [nothing, expanded], [seed, expanded, nothing]])
    expect(() => parseKeyDer(key(...wrong))).toThrow('not well-formed DER')
})

describe('DER that is no key', () => {
  it.each([
    ['PKCS#12', [number(3), encode(sequence)]],
    ['PKCS#7', [id('2a864886f70d010702')]],
    ['a DSA key', Array.from({ length: 6 }, () => number(1))],
    ['something signed that is no certificate', [encode(sequence), encode(sequence), encode(tags.bitString)]],
    ['no kind of key', []],
    ['no kind of key', [number(2), encode(sequence)]],
    ['no kind of key', [number(3), number(3)]],
    ['no kind of key', Array.from({ length: 5 }, () => number(1))],
    ['no kind of key', [...Array.from({ length: 5 }, () => number(1)), nothing]],
    ['no kind of key', [encode(sequence), encode(sequence)]],
    ['no kind of key', [nothing, encode(sequence), encode(tags.bitString)]],
  ])('is said to be %s (%#)', (says, parts) => {
    expect(() => refuseForeign(inside(encode(sequence, ...parts)))).toThrow(says)
    expect(() => refuseForeign(inside(encode(sequence, ...parts)))).toThrow(InvalidKeyError)
  })
})
