// The codes by which a key, or what is asked of one, is refused.
import { createCipheriv, pbkdf2Sync, webcrypto } from 'node:crypto'
import { nodeBackend } from '@jose/backend-node'
import { webcryptoBackend } from '@jose/backend-webcrypto'
import { createJose } from '@jose/core'
import { expect, it } from 'vitest'
import { writeEncryptedKey } from '../src/jwk/pbes2.ts'
import { code } from './refusals.ts'

const { jwk } = createJose(nodeBackend())
const fips = createJose(nodeBackend(), { policy: 'fips' })

it('a passphrase that the policy does not allow is unfit', () => {
  const key = fips.jwk.generateSync('ES256')
  expect(() => key.toPemSync({ private: true, passphrase: 'short' })).toThrow(code('ERR_KEY_UNFIT'))
})

it('a key that decrypts to something else is told like a wrong passphrase', () => {
  const [salt, iv] = [new Uint8Array(16).fill(1), new Uint8Array(16).fill(2)]
  const scheme = { hash: 'SHA-256', bits: 256, salt, iterations: 1000, iv } as const
  const cipher = createCipheriv('aes-256-cbc', pbkdf2Sync('secret', salt, 1000, 32, 'sha256'), iv)
  // A sequence of nothing: DER, and no key.
  const ciphertext = Uint8Array.from(Buffer.concat([cipher.update(Uint8Array.of(0x30, 0)), cipher.final()]))
  const der = writeEncryptedKey({ scheme, ciphertext })
  expect(() => jwk.constructSync({ der }, undefined, { passphrase: 'secret' })).toThrow(code('ERR_KEY_PASSPHRASE'))
})

it('the limit of iterations is for keys that are encrypted', () => {
  const limited = createJose(nodeBackend(), { limits: { p2c: 1000 } }).jwk
  const key = limited.generateSync('ES256')
  expect(key.toPemSync({ private: true })).toContain('BEGIN PRIVATE KEY')
  expect(() => key.toPemSync({ private: true, passphrase: 'secret' })).toThrow("The option 'iterations'")
})

it("a native key that is bound to an algorithm, and to no hash, serves by the algorithm's own", async () => {
  const { jws } = createJose(webcryptoBackend())
  const usages = ['sign', 'verify'] as const
  const pair = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, usages)
  const token = await jws.sign('text', pair.privateKey, { algorithm: 'ES256' })
  const { header } = await jws.verify(token, pair.publicKey, { algorithms: ['ES256'] })
  expect(header.alg).toBe('ES256')
})
