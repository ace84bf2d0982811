import { createECDH, generateKeyPairSync } from 'node:crypto'
import { nodeBackend } from '@jose/backend-node'
import { createJose, InvalidKeyError } from '@jose/core'
import { expect, it } from 'vitest'
import { concat, fromBigInt, toBigInt } from '../src/encoding/bytes.ts'
import { context, encode, encodeUnsigned, tags } from '../src/encoding/der.ts'
import { completeRsa } from '../src/jwk/complete-rsa.ts'
import { octetsOfText } from '../src/jwk/encoded-text.ts'

const { jwk, jws } = createJose(nodeBackend())

it('the scalar of a SEC 1 key may lack its leading zeros, and gets them', () => {
  const curve = createECDH('prime256v1')
  const scalar = Buffer.from('05'.padStart(64, '0'), 'hex')
  curve.setPrivateKey(scalar)
  const oid = Uint8Array.from([0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07])
  const der = (octets: Uint8Array): Uint8Array =>
    encode(
      tags.sequence,
      encodeUnsigned(Uint8Array.of(1)),
      encode(tags.octetString, octets),
      encode(context(0), encode(tags.oid, oid)),
      encode(context(1), encode(tags.bitString, concat(Uint8Array.of(0), curve.getPublicKey()))),
    )
  const whole = jwk.constructSync({ der: der(scalar) }).toJwkSync({ private: true })
  expect(whole.d).toBe(scalar.toString('base64url'))
  expect(jwk.constructSync({ der: der(scalar.subarray(31)) }).toJwkSync({ private: true })).toEqual(whole)
  expect(() => jwk.constructSync({ der: der(Buffer.concat([Buffer.of(0), scalar])) })).toThrow(InvalidKeyError)
})

it('a private exponent that is longer than the modulus is none, though it decrypts', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const { n, e, d, p, q } = privateKey.export({ format: 'jwk' })
  const octets = (text: string | undefined): Uint8Array => Uint8Array.from(Buffer.from(text ?? '', 'base64url'))
  const [modulus, exponent, secret, one, other] = [n, e, d, p, q].map(octets) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ]
  const found = completeRsa(modulus, exponent, secret)
  expect([[...found.p], [...found.q]].sort()).toEqual([[...one], [...other]].sort())
  const order = (toBigInt(one) - 1n) * (toBigInt(other) - 1n)
  const longer = fromBigInt(toBigInt(secret) + (order << 64n))
  expect(() => completeRsa(modulus, exponent, longer)).toThrow(InvalidKeyError)
})

it('a text is hexadecimal only where its digits come in twos', () => {
  expect(octetsOfText('ab:CD:ef')).toEqual(Uint8Array.of(0xab, 0xcd, 0xef))
  expect(octetsOfText('abc')).toEqual(Uint8Array.from(Buffer.from('abc', 'base64url')))
  expect(octetsOfText('abcde')).toBe(undefined)
})

it('a JWK is no secret, in a list and with its names spelled in escapes', () => {
  for (const text of [
    String.raw`[{"k\u0074y":"RSA","n":"AQAB"}]`,
    String.raw`{"k\u0074y":"RSA","n":"AQAB"}`,
    String.raw`{"k\u0065ys":[]}`,
  ])
    expect(() => jws.signSync('text', Buffer.from(text), { algorithm: 'HS256' })).toThrow(InvalidKeyError)
  for (const text of ['[null, "a long password"]', '{"pass":"a long password"}', '["kty"]'])
    expect(jws.signSync('text', Buffer.from(text), { algorithm: 'HS256' })).toMatch(/^e/)
})
