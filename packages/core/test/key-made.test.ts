// What a key is made of, and what of it is written: as its algorithm, its kind and the policy have it.
import { nodeBackend } from '@jose/backend-node'
import { createJose, policies } from '@jose/core'
import { describe, expect, it } from 'vitest'
import testKeys from '../../../conformance/vectors/keys.json' with { type: 'json' }
import { publicHalfOf } from '../src/jwk/halves.ts'
import { code } from './refusals.ts'

const { jwk } = createJose(nodeBackend())
const fips = createJose(nodeBackend(), { policy: 'fips' })

describe('a key is made as the policy wants it', () => {
  it.each([
    ['ES256K', {}],
    ['ECDH-ES', { curve: 'X25519' }],
  ] as const)('on no curve that it refuses: %s, %j', (algorithm, options) => {
    expect(() => fips.jwk.generateSync(algorithm, options)).toThrow(code('ERR_KEY_UNFIT'))
  })

  it('on a curve that it allows', () => {
    expect(fips.jwk.generateSync('ECDH-ES', { curve: 'P-384' }).crv).toBe('P-384')
  })

  it('as long as the shortest RSA key that it allows', () => {
    const policy = { ...policies.default, minimumRsaBits: 3072 }
    expect(createJose(nodeBackend(), { policy }).jwk.generateSync('RS256').bits).toBe(3072)
  })
})

it.each([
  ['HS256', 256],
  ['ES256', 256],
  ['ES512', 521],
  ['Ed25519', 256],
  ['Ed448', 456],
  ['ML-DSA-44', 1312 * 8],
] as const)('a key for %s has %i bits', (algorithm, bits) => {
  expect(jwk.generateSync(algorithm).bits).toBe(bits)
})

describe('a JWK that is exported has the members of its kind', () => {
  it.each([
    ['RSA', testKeys.RS256.private, ['kty', 'n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi']],
    ['RSA, public', testKeys.RS256.public, ['kty', 'n', 'e']],
    ['EC', testKeys.ES256.private, ['kty', 'crv', 'x', 'y', 'd']],
    ['OKP', testKeys.Ed25519.private, ['kty', 'crv', 'x', 'd']],
  ])('%s', (_, given, members) => {
    const exported = jwk.constructSync(given).toJwkSync({ private: 'd' in given })
    const attributes = ['alg', 'kid', 'use', 'key_ops']
    expect(Object.keys(exported).filter((member) => !attributes.includes(member))).toEqual(members)
  })

  it('and has no public half of half a point', () => {
    expect(publicHalfOf({ kty: 'EC', crv: 'P-256', x: new Uint8Array(32) })).toBeUndefined()
    expect(publicHalfOf({ kty: 'EC', crv: 'P-256', y: new Uint8Array(32) })).toBeUndefined()
  })
})
