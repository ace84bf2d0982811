import { nodeBackend } from '@jose/backend-node'
import { createJose, JWSError } from '@jose/core'
import { describe, expect, it } from 'vitest'

const { jwt, jws, jwk } = createJose(nodeBackend())
const key = jwk.generateSync('ES256')

describe('mistakes are told by what is wrong, not by what it leads to', () => {
  it('a promise instead of a key', async () => {
    const token = jwt.encodeSync({}, key)
    const promise = Promise.resolve(key) as never
    await expect(jwt.decode(token, promise, { algorithms: ['ES256'] })).rejects.toThrow('await it first')
    expect(() => jwt.decodeSync(token, promise, { algorithms: ['ES256'] })).toThrow('await it first')
  })

  it('a resolver that answers later in a sync call, or with another resolver', async () => {
    const token = jwt.encodeSync({}, key)
    const later = (async () => key) as never
    for (const call of [
      () => jwt.decodeSync(token, later, { algorithms: ['ES256'] }),
      () => jwt.encodeSync({}, later, { algorithm: 'ES256' }),
    ])
      expect(call).toThrow(new TypeError('A resolver for sync calls must answer at once'))
    expect(await jwt.decode(token, later, { algorithms: ['ES256'] })).toEqual({})
    const another = (() => later) as never
    await expect(jwt.decode(token, another, { algorithms: ['ES256'] })).rejects.toThrow('not with another resolver')
    for (const none of [() => null, () => undefined])
      expect(() => jwt.decodeSync(token, none, { algorithms: ['ES256'] })).toThrow('No key was found for the token')
  })

  it('a cache that is neither on, off, nor options', () => {
    for (const cache of [5, 'yes', null, []])
      expect(() => jwt.createVerifierSync(key, { cache: cache as never })).toThrow("The option 'cache'")
  })

  it('a clock or a listener that is no function', () => {
    for (const option of ['clock', 'onWarning'])
      expect(() => createJose(nodeBackend(), { [option]: 5 })).toThrow(`The option '${option}' must be a function`)
  })

  it('an unprotected header that is no plain object, or names the alg', () => {
    const sign = (header: unknown) => () =>
      jws.signFlattenedSync('text', { key, header: header as { [name: string]: never } })
    for (const header of [null, 'x', 5, [], new Map()]) expect(sign(header)).toThrow("A signer's 'header'")
    expect(sign({ alg: 'ES256' })).toThrow('The alg is protected')
    expect(sign({ alg: 'ES256' })).toThrow(JWSError)
    expect(sign({})()).not.toHaveProperty('header')
  })
})

it('a secret is generated in the one size of its algorithm, or from the least to 8192 bits', () => {
  const generate = (algorithm: string, size?: number) => () =>
    jwk.generateSync(algorithm as 'HS256', size === undefined ? {} : { size }).bits
  for (const [algorithm, size] of [
    ['A256KW', 512],
    ['A256KW', 128],
    ['A128GCM', 256],
    ['A128CBC-HS256', 512],
    ['HS256', 8200],
    ['HS256', 248],
    ['HS512', 256],
    ['HS256', 257],
  ] as const)
    expect(generate(algorithm, size)).toThrow('The size must be a multiple of 8 bits')
  expect([generate('A256KW', 256)(), generate('HS256', 512)(), generate('HS256', 8192)()]).toEqual([256, 512, 8192])
  expect([generate('HS512')(), generate('A128CBC-HS256')()]).toEqual([512, 256])
  expect(generate('dir')).toThrow('needs a size')
})

describe('a key in a header', () => {
  it('is used by the one algorithm that is named, in a list or alone', () => {
    const token = jwt.encodeSync({ a: 1 }, key, { headers: { jwk: key.toJwkSync() } })
    for (const algorithms of ['ES256', ['ES256']] as const)
      expect(jwt.decodeWithEmbeddedKeySync(token, { algorithms }).claims).toEqual({ a: 1 })
    for (const algorithms of ['HS256', [], 'ES257', undefined])
      expect(() => jwt.decodeWithEmbeddedKeySync(token, { algorithms } as never)).toThrow("The option 'algorithms'")
  })

  it('that is not protected is refused as that', () => {
    const signed = jws.signFlattenedSync('text', { key, header: { jwk: key.toJwkSync() } })
    expect(() => jws.verifyWithEmbeddedKeySync(signed, { algorithms: ['ES256'] })).toThrow('not protected')
  })
})
