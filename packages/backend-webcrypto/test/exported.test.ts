import type { webcrypto } from 'node:crypto'
import { createJose, type KeyMaterial } from '@jose/core'
import { expect, it } from 'vitest'
import keys from '../../../conformance/vectors/keys.json' with { type: 'json' }
import { webcryptoBackend } from '../src/index.ts'
import { altered } from './altered.ts'

const subtle = crypto.subtle as webcrypto.SubtleCrypto
const members = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'x', 'y', 'n', 'e', 'priv', 'alg', 'use']

it.each([undefined, null])('members that a platform writes as %s are not there', async (absent) => {
  // As react-native-quick-crypto does.
  const exportKey = async (_format: 'jwk', key: webcrypto.CryptoKey): Promise<object> => ({
    ...Object.fromEntries(members.map((member) => [member, absent])),
    ...(await subtle.exportKey('jwk', key)),
  })
  const { jwk } = createJose(webcryptoBackend({ crypto: altered({ exportKey }) }))
  for (const [{ kid: _, ...whole }, algorithm] of [
    [keys.ES256.private, { name: 'ECDSA', namedCurve: 'P-256' }],
    [keys.RS256.private, { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }],
  ] as const) {
    const privateKey = await subtle.importKey('jwk', whole as webcrypto.JsonWebKey, algorithm, true, ['sign'])
    const { d, p, q, dp, dq, qi, ...half } = whole as webcrypto.JsonWebKey
    const publicKey = await subtle.importKey('jwk', half, algorithm, true, ['verify'])
    expect(await (await jwk.construct(publicKey)).toJwk()).not.toHaveProperty('d')
    expect((await (await jwk.construct(privateKey)).toJwk({ private: true })).d).toBe(d)
  }
  expect((await jwk.generate('ES256')).type).toBe('private')
})

it('numbers are in memory of their own, on the way in and out', async () => {
  const { n, e, d, p, q, dp, dq, qi } = keys.RS256.private
  const numbers = (members: { readonly [member: string]: string }) =>
    Object.fromEntries(
      Object.entries(members).map(([name, text]) => [name, new Uint8Array(Buffer.from(text, 'base64url'))]),
    )
  const material = () =>
    ({ kty: 'RSA', ...numbers({ n, e }), private: numbers({ d, p, q, dp, dq, qi }) }) as never as KeyMaterial
  const { async } = webcryptoBackend()
  const given = material()
  const key = await async.importKey(given)
  for (const spoilt of [given, await async.exportKey(key)] as Extract<KeyMaterial, { kty: 'RSA' }>[]) {
    spoilt.n.fill(0)
    spoilt.private?.d.fill(0)
    expect(await async.exportKey(key)).toEqual(material())
  }
})
