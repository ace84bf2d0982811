import { Buffer } from 'node:buffer'
import { expect, it } from 'vitest'
import keys from '../../../conformance/vectors/keys.json' with { type: 'json' }
import { type BackendKey, webcryptoBackend } from '../src/index.ts'
import { altered } from './altered.ts'

// A platform that takes every signature it is asked about.
const { adopt, async } = webcryptoBackend({ crypto: altered({ verify: async () => true }) })
const octets = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64url'))
const n = octets(keys.RS256.public.n)
const near = (difference: number, at = n.length - 1): Uint8Array =>
  n.map((octet, index) => (index === at ? octet + difference : octet))

it.each([
  ['less by one', near(-1), true],
  ['less at the first octet, and more behind it', near(-1, 0).fill(0xff, 1), true],
  ['0', new Uint8Array(n.length), true],
  ['the modulus', n, false],
  ['more by one', near(1), false],
  ['more at the first octet, and less behind it', near(1, 0).fill(0, 1), false],
  ['short', near(-1).subarray(1), false],
  ['of an octet of 0 more', Uint8Array.of(0, ...near(-1)), false],
  ['of no octets', new Uint8Array(0), false],
] as const)(
  'a signature of RSA is a number less than the modulus, at its length: %s',
  async (_what, signature, answer) => {
    const key = await async.importKey({ kty: 'RSA', n, e: octets(keys.RS256.public.e) })
    for (const primitive of [
      { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
      { name: 'RSA-PSS', hash: 'SHA-256', saltLength: 32 },
    ] as const)
      expect(await async.verify(primitive, key, signature, 'text')).toBe(answer)
  },
)

it('of a key that shows no modulus, and of another kind, the platform decides alone', async () => {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  const { kty, e } = keys.RS256.public
  const native = await crypto.subtle.importKey('jwk', { kty, e, n: keys.RS256.public.n }, algorithm, false, ['verify'])
  const rsa = adopt(native) as BackendKey
  expect(await async.verify({ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, rsa, n, 'text')).toBe(true)
  const { x } = keys.Ed25519.public
  const curve = await async.importKey({ kty: 'OKP', crv: 'Ed25519', x: octets(x) })
  expect(await async.verify({ name: 'Ed25519' }, curve, n, 'text')).toBe(true)
})
