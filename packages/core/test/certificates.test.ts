// X.509 as far as its key is read (RFC 5280 §4.1), and what a certificate is named by.
import { nodeBackend } from '@jose/backend-node'
import { createJose, InvalidKeyError } from '@jose/core'
import { describe, expect, it } from 'vitest'
import testKeys from '../../../conformance/vectors/keys.json' with { type: 'json' }
import { context, encode, encodeUnsigned, tags } from '../src/encoding/der.ts'
import { parseKeyDer } from '../src/jwk/der.ts'
import { derOf } from './encodings.ts'
import { code } from './refusals.ts'

const node = nodeBackend()
const { jwk } = createJose(node)

const { sequence, bitString } = tags
const any = encode(sequence)
const bits = encode(bitString, Uint8Array.of(0, 7))
const spki = derOf(testKeys.ES256.publicPem)
const version = encode(context(0), encodeUnsigned(Uint8Array.of(2)))
const uniqueId = (number: 1 | 2): Uint8Array => encode(context(number, false), Uint8Array.of(0, 7))
const extensions = encode(context(3), any)

interface Parts {
  readonly version?: readonly Uint8Array[]
  readonly key?: Uint8Array
  readonly optional?: readonly Uint8Array[]
  readonly more?: readonly Uint8Array[]
}

function certificate(parts: Parts): Uint8Array {
  const [serial, signature, issuer, validity, subject] = [encodeUnsigned(Uint8Array.of(5)), any, any, any, any]
  const before = [...(parts.version ?? [version]), serial, signature, issuer, validity, subject]
  const signed = encode(sequence, ...before, parts.key ?? spki, ...(parts.optional ?? []))
  return encode(sequence, signed, any, bits, ...(parts.more ?? []))
}

describe('the key of a certificate', () => {
  it.each([
    ['of version 1, which is not written', { version: [] }],
    ['with the unique identifier of its issuer', { optional: [uniqueId(1)] }],
    ['with the unique identifier of its subject', { optional: [uniqueId(2)] }],
    ['with both, and extensions', { optional: [uniqueId(1), uniqueId(2), extensions] }],
    ['with extensions', { optional: [extensions] }],
  ] as const)('%s, is read', (_what, parts) => {
    const der = certificate(parts)
    expect(parseKeyDer(der).form).toBe('x509')
    expect(jwk.constructSync({ der }).toJwkSync()).toMatchObject({ x: testKeys.ES256.public.x })
  })

  it.each([
    ['with a fourth part', { more: [any] }],
    ['with a key of three parts', { key: encode(sequence, spki.subarray(2), any) }],
    ['with its identifiers in the wrong order', { optional: [uniqueId(2), uniqueId(1)] }],
    ['with two versions', { version: [version, version] }],
  ] as const)('%s, is none', (_what, parts) => {
    const der = certificate(parts)
    expect(() => parseKeyDer(der)).toThrow(InvalidKeyError)
    expect(() => jwk.constructSync({ der })).toThrow(code('ERR_KEY_INVALID'))
  })
})

it('a certificate has no name where the backend has not the hash that it is made with', () => {
  const supports: typeof node.supports = (primitive) => primitive.name !== 'digest' && node.supports(primitive)
  const poor = createJose({ ...node, name: 'poor', supports }).jwk
  const der = certificate({})
  expect(jwk.certificateThumbprintSync({ der })).toHaveLength(43)
  expect(() => poor.certificateThumbprintSync({ der })).toThrow(
    expect.objectContaining({ code: 'ERR_ALGORITHM_UNSUPPORTED', algorithm: 'SHA-256', backend: 'poor' }),
  )
})
