// What is no HMAC secret, because it looks like a key that everybody may have; each sign of it by itself.
import { describe, expect, it } from 'vitest'
import testKeys from '../../../conformance/vectors/keys.json' with { type: 'json' }
import { disguiseOf, isDerKey } from '../src/jwk/disguise.ts'
import { derOf } from './encodings.ts'

const octets = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part)] : part)))
const line = 'QUJD'.repeat(12)
const spki = [...derOf(testKeys.ES256.publicPem)]
const point = spki.slice(-65)
const base64 = (text: string | readonly number[]): string => Buffer.from(octets(text)).toString('base64')

const armoured = 'a PEM or another armoured key'
const damaged = 'a PEM whose armour is damaged'
const ssh = 'an OpenSSH key'
const jwk = 'a JWK or a JWKS'
const der = 'a DER key or certificate'

describe('a secret', () => {
  it.each([
    ['--BEGIN', armoured],
    ['x --END', armoured],
    ['-\0-\0B\0E\0G\0I\0N\0', armoured],
    ['--BE\u200bGIN', armoured],
    ['--BE\x7fGIN', armoured],
    ['x LS0tLS1CRUdJTi', armoured],
    ['PuTTY-User-Key-File-3', armoured],
    ['P u T T Y-User-Key-\nFile-3', armoured],
    [`BEGIN PUBLIC KEY ${line}`, damaged],
    [`${line} END X509 CERTIFICATE`, damaged],
    [`BEGIN PUBLIC KEY ${line.slice(-34)}`, damaged],
    [`BEGINKEY\n${line}`, damaged],
    [`BEGIN ${'A1'.repeat(20)} KEY ${line}`, damaged],
    ['AAAAB3NzaC1yc2E', ssh],
    ['AAAAC3NzaC1lZDI1NTE5', ssh],
    ['AAAAE2VjZHNhLXNoYTI', ssh],
    ['AAAAGnNrLXNzaA', ssh],
    ['AAAAInNrLWVjZHNh', ssh],
    ['AAAA/+c3No', ssh],
    ['openssh-key-v1', ssh],
    [' openssh-key-v1\0', ssh],
    ['{"keys":', jwk],
    ["{ 'keys' : ", jwk],
    [String.raw`{\"keys\":`, jwk],
    [String.raw`{\\\"keys\\\":`, jwk],
    [String.raw`"\u006bty":`, jwk],
    [String.raw`"\u006BTY":`, jwk],
    ['kty:', jwk],
    ['kty : EC', jwk],
    ['"kty":', jwk],
    ["'kty':", jwk],
    [String.raw`\"kty\":`, jwk],
    ['KTY:', jwk],
    [String.raw`{"k\u0074y":1}`, jwk],
    [String.raw` [{"k\u0074y":1}, 2]`, jwk],
    [String.raw`{"\u006beys":1}`, jwk],
    [String.raw`{"k\u0074y":${'['.repeat(15)}${']'.repeat(15)}}`, jwk],
    ['<RSAKeyValue', 'a key in XML'],
    ['<Modulus>', 'a key in XML'],
    [base64(spki), `the base64 or hexadecimal of ${der}`],
    [Buffer.from(spki).toString('hex'), `the base64 or hexadecimal of ${der}`],
    [base64(base64(spki)), `the base64 or hexadecimal of ${der}`],
    [`key=${base64(point)}`, 'the base64 or hexadecimal of the point of an EC public key'],
    [base64(`a JWK in base64 { "kty": "EC", "crv": "P-256" }`), `the base64 or hexadecimal of ${jwk}`],
  ])('%j looks like a key', (text, looks) => {
    expect(disguiseOf(octets(text))).toBe(looks)
  })

  it('looks like the octets of a key', () => {
    for (const space of [0x00, 0x09, 0x0a, 0x0d, 0x20, 0xef, 0xbb, 0xbf])
      expect([space, disguiseOf(octets([space, space], spki))]).toEqual([space, der])
    expect(disguiseOf(octets(spki, [0, 10, 32]))).toBe(der)
    expect(disguiseOf(octets(point))).toBe('the point of an EC public key')
    for (const type of ['ssh-rsa', 'ecdsa-sha2-nistp256', 'sk-ssh-ed25519@openssh.com'])
      expect(disguiseOf(octets([0, 0, 0, type.length], type, [0, 0, 0, 1]))).toBe(ssh)
  })

  it.each([
    '-BEGIN',
    '-END',
    'BEGIN PUBLIC KEY',
    `BEGIN ${line}`,
    `KEY ${line}`,
    `BEGIN PUBLIC KEY ${line.slice(-33)}`,
    `BEGIN PUBLIC KEY !${line.slice(1)}`,
    `BEGIN ${'A'.repeat(41)} KEY ${line}`,
    `BEGIN public KEY ${line}`,
    'AAAAB3',
    'AAAA!!NzaC',
    'AAAAB NzaC',
    'my openssh-key-v1',
    'ssh-rsa is a name',
    'keys:',
    '"keys"',
    'kty',
    '"kty"',
    '{"a":1}',
    '["kty"]',
    '[null]',
    'null',
    String.raw`"k\u0074y"`,
    String.raw`x{"k\u0074y":1}`,
    String.raw`{"k\u0074y":1`,
    String.raw`{"k\u0074y":${'['.repeat(16)}${']'.repeat(16)}}`,
    'RSAKeyValue',
    'Modulus',
    base64(base64(base64(spki))),
    base64(spki).slice(0, 60),
    base64('--BEGIN'),
    base64('kty:'),
    `${line}${line}`,
  ])('%j is one', (text) => {
    expect(disguiseOf(octets(text))).toBeUndefined()
  })

  it('is one, though its octets are like those of a key', () => {
    for (const secret of [
      octets([0, 0, 0, 7], 'my ssh-rsa'),
      octets([7], 'ssh-rsa'),
      octets([1], spki),
      octets(spki, [0x21]),
      octets(point.slice(1)),
      octets([5], point.slice(1)),
      octets(point, [0]),
      octets(point.slice(0, 33), [0], point.slice(33)),
    ])
      expect(disguiseOf(secret)).toBeUndefined()
  })
})

describe('DER of a key', () => {
  const element = (tag: number, length: number): readonly number[] => [tag, length, ...Array<number>(length).fill(1)]
  const sequence = (...parts: readonly (readonly number[])[]): readonly number[] => [
    0x30,
    parts.flat().length,
    ...parts.flat(),
  ]

  it('is a sequence of at least 38 octets, a number or a sequence first, then what keys have', () => {
    for (const first of [0x02, 0x30])
      for (const second of [0x02, 0x03, 0x04, 0x06, 0x30, 0x81, 0xa0, 0xa1])
        expect(isDerKey(octets(sequence(element(first, 1), element(second, 31))))).toBe(true)
  })

  it.each([
    ['is shorter', sequence(element(2, 1), element(4, 30))],
    ['is of one element', sequence(element(2, 34))],
    ['begins with another element', sequence(element(3, 1), element(4, 31))],
    ['has an element that no key has', sequence(element(2, 1), element(5, 31))],
    ['is a set', [0x31, ...sequence(element(2, 1), element(4, 31)).slice(1)]],
    ['is followed by a character', [...sequence(element(2, 1), element(4, 31)), 0x21]],
    ['ends before its last element', [0x30, 36, ...element(2, 1), ...element(4, 32)]],
    ['has an element that is longer than all', [0x30, 36, ...element(2, 1), 4, 40, ...Array<number>(31).fill(1)]],
    ['is of no octets', []],
    ['has an indefinite length', [0x30, 0x80, ...element(2, 1), ...element(4, 34)]],
    ['has an indefinite length, and 128 octets', [0x30, 0x80, ...element(2, 1), ...element(4, 123)]],
    ['has a length of five octets', [0x30, 0x85, 0, 0, 0, 0, 36, ...element(2, 1), ...element(4, 31)]],
    ['is cut off', sequence(element(2, 1), element(4, 31)).slice(0, -1)],
  ])('is none when it %s', (_what, given) => {
    expect(isDerKey(octets(given))).toBe(false)
  })

  it('is found in base64 from 39 octets on, which are 52 characters', () => {
    const key = sequence(element(2, 1), element(4, 32))
    expect([key.length, base64(key).length]).toEqual([39, 52])
    expect(disguiseOf(octets(base64(key)))).toBe(`the base64 or hexadecimal of ${der}`)
  })

  it('may have lengths of one to four octets more', () => {
    const inner = [...element(2, 1), 4, 0x81, 200, ...Array<number>(200).fill(1)]
    for (const length of [[0x81], [0x82, 0], [0x83, 0, 0], [0x84, 0, 0, 0]])
      expect(isDerKey(octets([0x30, ...length, inner.length], inner))).toBe(true)
    const long = [...element(2, 1), 4, 0x82, 1, 44, ...Array<number>(300).fill(1)]
    expect(isDerKey(octets([0x30, 0x82, long.length >> 8, long.length & 0xff], long))).toBe(true)
    expect(isDerKey(octets([0x30, 0x82, long.length >> 8, (long.length & 0xff) - 1], long))).toBe(false)
  })
})
