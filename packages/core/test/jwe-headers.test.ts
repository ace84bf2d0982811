import { nodeBackend } from '@jose/backend-node'
import { createEngines, createJose } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { bindJwe } from '../src/jwe/namespace.ts'

const node = nodeBackend()
const { jwk, jwe } = createJose(node)
const secret = new Uint8Array(32).fill(7)
const curve = jwk.generateSync('ECDH-ES', { curve: 'P-256' })

describe('a header that was read', () => {
  it.each([
    ['A256KW', secret, true],
    ['dir', secret, true],
    ['A256GCMKW', secret, false],
    ['PBES2-HS256+A128KW', secret, false],
    ['ECDH-ES', curve, false],
  ] as const)('of %s is remembered where it may come again', (algorithm, key, comesAgain) => {
    const engines = createEngines(node)
    const token = jwe.encryptSync('text', key, { algorithm, encryption: 'A256GCM' })
    const bound = bindJwe(engines)
    for (let round = 0; round < 2; round++)
      expect(bound.decryptSync(token, key, { algorithms: [algorithm] }).text()).toBe('text')
    expect(engines.async.jweHeaders.get(token.slice(0, token.indexOf('.'))) !== undefined).toBe(comesAgain)
  })
})

it('the backend is told what is agreed on, and on which curve', () => {
  const agreed: unknown[] = []
  const agree: typeof node.sync.agree = (primitive, ...keys) => {
    agreed.push(primitive)
    return node.sync.agree(primitive, ...keys)
  }
  const telling = createJose({ ...node, sync: { ...node.sync, agree } }).jwe
  telling.decryptSync(telling.encryptSync('text', curve, { algorithm: 'ECDH-ES', encryption: 'A256GCM' }), curve)
  expect(agreed).toEqual([
    { name: 'ECDH', curve: 'P-256' },
    { name: 'ECDH', curve: 'P-256' },
  ])
})

it('a token without a header is told from one whose header is wrong', () => {
  for (const token of ['....', { protected: '' }, { protected: 5 }, 5, null, []])
    expect(() => jwe.getUnverifiedHeader(token as string)).toThrow('The token is no JWE')
  expect(() => jwe.getUnverifiedHeader('e....')).toThrow('The header')
})

it('keys of a set are chosen by the curve of the sender’s key, where that is what encrypts', () => {
  const options = { algorithm: 'ECDH-ES+A192KW', encryption: 'A192GCM' } as const
  const [own, other] = [
    jwk.generateSync('ECDH-ES', { curve: 'P-384' }),
    jwk.generateSync('ECDH-ES', { curve: 'X25519' }),
  ]
  const signing = jwk.generateSync('ES256').toJwkSync({ private: true })
  const keys = [signing, other.toJwkSync({ private: true }), own.toJwkSync({ private: true })].map(
    ({ alg: _alg, ...key }) => key,
  )
  const token = jwe.encryptSync('text', keys[2] as object, options)
  expect(jwe.decryptSync(token, { keys }).text()).toBe('text')
  expect(() => jwe.decryptSync(token, { keys: keys.slice(0, 2) })).toThrow("The header's 'epk' is not on")
})

it.each(['cty', 'kid', 'typ'])('a %s that is given among other members stands where the caller put it', (name) => {
  const headers = { first: 1, [name]: 'x', last: 2 }
  const [segment] = jwe.encryptSync('', secret, { algorithm: 'dir', encryption: 'A256GCM', headers }).split('.')
  const text = Buffer.from(segment as string, 'base64url').toString()
  expect(text).toBe(`{"alg":"dir","enc":"A256GCM","first":1,"${name}":"x","last":2}`)
})

describe('an alg that is no text', () => {
  const key = { kty: 'oct', k: Buffer.from(secret).toString('base64url') }

  it.each([[['A256KW']], [Object.create(null)]])('is what is wrong with a JWK (%#)', (alg) => {
    expect(() => jwe.encryptSync('', { ...key, alg } as object)).toThrow("The JWK's 'alg' must be a string")
  })

  it('names no algorithm where it stands beside the keys of a set', () => {
    const token = jwe.encryptSync('', { keys: [key], alg: ['A256KW'] } as object)
    expect(jwe.getUnverifiedHeader(token)).toEqual({ alg: 'dir', enc: 'A256GCM' })
  })
})
