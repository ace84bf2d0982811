import { generateKeyPairSync } from 'node:crypto'
import { afterEach, expect, it, vi } from 'vitest'
import { JOSEError, jwk } from '../src/index.ts'

const { privateKey } = generateKeyPairSync('ed25519')

afterEach(() => void vi.restoreAllMocks())

// As Node 22 has it, where OpenSSL 3.5 reads keys of ML-DSA. It is there that `pnpm runtimes` sees what comes of it.
it.each([
  ['read by OpenSSL', privateKey.export({ format: 'pem', type: 'pkcs8' })],
  ['given as it is', privateKey],
])('a key of a kind that Node does not know, %s, is refused', async (_how, key) => {
  expect((await jwk.construct(key, 'EdDSA')).crv).toBe('Ed25519')
  vi.spyOn(Object.getPrototypeOf(Object.getPrototypeOf(privateKey)), 'asymmetricKeyType', 'get').mockReturnValue(
    undefined,
  )
  const fresh = typeof key === 'string' ? `${key}\n` : key
  const error = await jwk.construct(fresh, 'EdDSA').catch((error) => error)
  expect(error).toBeInstanceOf(JOSEError)
  expect(error.message).toMatch(/this Node does not know keys of its kind/)
})
