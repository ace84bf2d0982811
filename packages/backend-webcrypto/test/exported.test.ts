import type { webcrypto } from 'node:crypto'
import { createJose } from '@jose/core'
import { expect, it } from 'vitest'
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
  for (const algorithm of [
    { name: 'ECDSA', namedCurve: 'P-256' },
    { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) },
  ]) {
    const made = (await subtle.generateKey(algorithm, true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair
    const half = await (await jwk.construct(made.publicKey)).toJwk()
    expect(half).not.toHaveProperty('d')
    const whole = await (await jwk.construct(made.privateKey)).toJwk({ private: true })
    expect(whole.d).toBe((await subtle.exportKey('jwk', made.privateKey)).d)
  }
  expect((await jwk.generate('RS256')).type).toBe('private')
})
