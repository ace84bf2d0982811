// Numbers at the borders of what a key may be: of curves, of widths, of RSA keys that are none.
import { createECDH } from 'node:crypto'
import { nodeBackend } from '@jose/backend-node'
import { createJose, InvalidKeyError, type KeyMaterial } from '@jose/core'
import { describe, expect, it } from 'vitest'
import certificates from '../../../conformance/vectors/certificates.json' with { type: 'json' }
import { fromBigInt, toBigInt } from '../src/encoding/bytes.ts'
import { isSshLine } from '../src/jwk/armour.ts'
import { checkMaterial } from '../src/jwk/check.ts'
import { completeRsa } from '../src/jwk/complete-rsa.ts'
import { ecCurves, isOnCurve } from '../src/jwk/curves.ts'
import { thrownBy } from './refusals.ts'

const node = nodeBackend()
const { jwk } = createJose(node)
const octets = (length: number): Uint8Array => new Uint8Array(length).fill(7)
const wide = (number: bigint, bytes: number): Uint8Array => {
  const short = fromBigInt(number)
  return Uint8Array.from([...new Uint8Array(bytes - short.length), ...short])
}

describe('a point', () => {
  it('has one spelling: p for 0 is none', () => {
    const { p, bytes } = ecCurves['P-256']
    // The point of P-256 whose x is 0 (SEC 1 §2.3.4 gives its y).
    const y = wide(0x66485c780e2f83d72433bd5d84a06bb6541c2af31dae871728bf856a174f93f4n, bytes)
    expect(isOnCurve('P-256', wide(0n, bytes), y)).toBe(true)
    expect(isOnCurve('P-256', wide(p, bytes), y)).toBe(false)
  })

  it.each(['x', 'y'] as const)('has one spelling: %s and p more is none', (member) => {
    const { p, bytes } = ecCurves['P-521']
    const ecdh = createECDH('secp521r1')
    ecdh.setPrivateKey(wide(7n, bytes))
    const key = ecdh.getPublicKey()
    const point = { x: Uint8Array.from(key.subarray(1, 1 + bytes)), y: Uint8Array.from(key.subarray(1 + bytes)) }
    expect(isOnCurve('P-521', point.x, point.y)).toBe(true)
    const other = { ...point, [member]: wide(toBigInt(point[member]) + p, bytes) }
    expect(isOnCurve('P-521', other.x, other.y)).toBe(false)
  })

  it.each(['P-256', 'P-384', 'P-521'] as const)('of %s is of the last number there is, and of no later one', (crv) => {
    const { n, bytes } = ecCurves[crv]
    const ecdh = createECDH({ 'P-256': 'prime256v1', 'P-384': 'secp384r1', 'P-521': 'secp521r1' }[crv])
    ecdh.setPrivateKey(wide(n - 1n, bytes))
    const key = ecdh.getPublicKey()
    const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
    const half = { kty: 'EC', crv, x: text(key.subarray(1, 1 + bytes)), y: text(key.subarray(1 + bytes)) }
    expect(jwk.constructSync({ ...half, d: text(wide(n - 1n, bytes)) }).type).toBe('private')
    expect(() => jwk.constructSync({ ...half, d: text(wide(n, bytes)) })).toThrow('outside the range')
  })
})

describe('a number that is too short or too long is named with its width', () => {
  it.each([
    [{ kty: 'EC', crv: 'P-256', x: octets(31), y: octets(32) }, "The key's x must have 32 bytes; it has 31"],
    [{ kty: 'EC', crv: 'P-384', x: octets(48), y: octets(49) }, "The key's y must have 48 bytes; it has 49"],
    [{ kty: 'EC', crv: 'P-521', d: octets(65) }, "The key's d must have 66 bytes; it has 65"],
    [{ kty: 'OKP', crv: 'Ed25519', x: octets(33) }, "The key's x must have 32 bytes; it has 33"],
    [{ kty: 'OKP', crv: 'Ed448', d: octets(56) }, "The key's d must have 57 bytes; it has 56"],
    [{ kty: 'AKP', alg: 'ML-DSA-44', pub: octets(1311) }, "The key's public key must have 1312 bytes; it has 1311"],
    [{ kty: 'AKP', alg: 'ML-DSA-44', priv: octets(31) }, "The key's seed must have 32 bytes; it has 31"],
  ] as readonly (readonly [KeyMaterial, string])[])('%j', (material, message) => {
    expect(() => checkMaterial(material)).toThrow(InvalidKeyError)
    expect(() => checkMaterial(material)).toThrow(message)
  })
})

describe('numbers of RSA from which no primes follow, and no endless search', () => {
  const e = 65537n
  const factor = 2n ** 2040n + 1n
  it.each([
    ['n = e·d', e * factor, factor],
    ['n = (e·d)²', (e * (2n ** 1020n + 1n)) ** 2n, 2n ** 1020n + 1n],
    ['d = 0', e * factor, 0n],
    ['d = 1', e * factor, 1n],
  ])('%s', (_, n, d) => {
    const complete = () => completeRsa(fromBigInt(n), fromBigInt(e), fromBigInt(d))
    expect(complete).toThrow(InvalidKeyError)
    expect(complete).toThrow('does not belong to the RSA modulus')
  })
})

it('the type of an OpenSSH key alone is the beginning of one, and no secret', () => {
  for (const type of ['ssh-rsa', 'ssh-ed25519', 'ecdsa-sha2-nistp256', ' sk-ssh-ed25519@openssh.com']) {
    expect(isSshLine(type)).toBe(true)
    expect(thrownBy(() => jwk.constructSync(type))).toBeInstanceOf(InvalidKeyError)
  }
})

it('a thumbprint of a certificate asks for a hash that the backend has', () => {
  const supports: typeof node.supports = (primitive) => primitive.name !== 'digest' && node.supports(primitive)
  const bare = createJose({ ...node, supports }).jwk
  expect(() => bare.certificateThumbprintSync(certificates.ES256)).toThrow('SHA-256 is not available')
})
