// What an author of a backend of his own ran into.
import { generateKeyPairSync } from 'node:crypto'
import { forgeBackend } from '@jose/backend-forge'
import { nodeBackend } from '@jose/backend-node'
import { webcryptoBackend } from '@jose/backend-webcrypto'
import { type Backend, compose, createJose, type SyncBackend, UnsupportedAlgorithmError } from '@jose/core'
import { Crypto } from '@peculiar/webcrypto'
import { expect, it } from 'vitest'

const node = nodeBackend()
const text = (content: string): Uint8Array => new TextEncoder().encode(content)
const only = (name: string, names: string[], b: Backend = node): Backend => ({
  ...b,
  name,
  sync: undefined,
  supports: (p) => names.includes(p.name) && b.supports(p),
})
const slow = (b: Backend): Backend => ({
  ...b,
  sync: undefined,
  async: {
    ...b.async,
    importKey: async (m) => {
      await null
      return b.async.importKey(m)
    },
  },
})
const p256 = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })

it('compose reads the octets before it returns, also while a key travels', async () => {
  const { jwk } = createJose(compose(only('a', ['ECDH']), slow(node)))
  const key = await jwk.construct(p256(), 'ES256')
  const data = text('good')
  const signature = key.sign(data)
  data.set(text('evil'))
  expect(await key.verify('good', await signature)).toBe(true)
})

it('verify by a private key reads the data before it waits for the public half (core, no compose)', async () => {
  const { jwk } = createJose(slow(node))
  const key = await jwk.construct(p256(), 'ES256')
  const signature = await key.sign('good')
  const data = text('evil')
  const verdict = key.verify(data, signature)
  data.set(text('good'))
  expect(await verdict).toBe(false)
})

it('a composition of a composition knows its keys, both ways', async () => {
  const inner = compose(node, node)
  const [a, b] = [createJose(inner), createJose(compose(inner, node))]
  const keyOfA = await a.jwk.generate('ES256')
  expect(await b.jwt.encode({}, keyOfA)).toBeTypeOf('string')
  const keyOfB = await b.jwk.generate('ES256')
  expect(await a.jwt.encode({}, keyOfB)).toBeTypeOf('string')
})

it.each(['Ed448', 'ML-DSA-44'])(
  '%s: the first call of a composition falls back where a part finds out that it lacks it',
  async (name) => {
    const { jwt, jwk } = createJose(compose(webcryptoBackend({ crypto: new Crypto() as never }), forgeBackend()))
    const key = await jwk.generate(name)
    expect(await jwt.decode(await jwt.encode({ a: 1 }, key), key)).toEqual({ a: 1 })
  },
)

it('compose passes ready and turn on', () => {
  const both = compose(webcryptoBackend(), nodeBackend())
  expect([both.ready, both.turn].map((member) => typeof member)).toEqual(['function', 'function'])
})

it('createSigner keeps a native key that is a plain object', async () => {
  const native = Object.freeze({ id: 'key' })
  const held = node.sync.generateKey({ kty: 'EC', crv: 'P-256' })
  const { jwt } = createJose({ ...node, adopt: (value) => (value === native ? held : node.adopt(value)) })
  expect(await jwt.encode({}, native, { algorithm: 'ES256' })).toBeTypeOf('string')
  expect(await jwt.createSigner(native, { algorithm: 'ES256' })({})).toBeTypeOf('string')
})

it('the public half of a bound key is bound too', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const bound = { name: 'RSA-PSS', hash: 'SHA-256', operations: ['sign'] } as const
  const { jwt, jwk } = createJose({
    ...node,
    adopt: (n) => {
      const held = node.adopt(n)
      return held && { ...held, bound }
    },
  })
  const signed = await createJose(node).jwt.encode({}, privateKey, { algorithm: 'RS256' })
  const half = await (await jwk.construct(privateKey)).publicKey()
  await expect(jwt.decode(signed, half, { algorithms: ['RS256'] })).rejects.toThrow()
})

it('a private key is encrypted by whoever has AES-CBC, and read by whoever has it too', () => {
  const lacking: SyncBackend = {
    ...node,
    supports: (primitive) => primitive.name !== 'AES-CBC' && node.supports(primitive),
  }
  const { jwk } = createJose(compose(lacking, forgeBackend()))
  const passphrase = 'a passphrase'
  const key = jwk.constructSync(p256(), 'ES256')
  const pem = key.toPemSync({ private: true, passphrase, iterations: 1000 })
  expect(pem).toContain('BEGIN ENCRYPTED PRIVATE KEY')
  const written = key.toJwkSync({ private: true })
  for (const able of [jwk, createJose(node).jwk])
    expect(able.constructSync(pem, 'ES256', { passphrase }).toJwkSync({ private: true })).toEqual(written)
  const construct = () => createJose(lacking).jwk.constructSync(pem, 'ES256', { passphrase })
  expect(construct).toThrow(UnsupportedAlgorithmError)
})
