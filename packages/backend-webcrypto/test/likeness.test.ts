import { afterEach, expect, it, vi } from 'vitest'
import { JOSEError, jwk } from '../src/index.ts'

const generated = (): Promise<object> => crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])

afterEach(() => void vi.unstubAllGlobals())

// What Node 20 and 22 do with heirs of keys is for `pnpm runtimes` to see; here a clone says what it says there.
it.each([
  ['is a key', structuredClone, true],
  ['is an object like any other', () => ({}), false],
  ['is not to be had of a key', () => expect.unreachable(), true],
  ['is not to be had at all', undefined, true],
])('what calls itself a CryptoKey, where its clone %s', async (_what, clone, taken) => {
  const key = await generated()
  vi.stubGlobal('structuredClone', clone)
  const made = await jwk.construct(key, 'HS256').catch((error) => error)
  if (taken) expect(made.type).toBe('secret')
  else expect(made).toBeInstanceOf(JOSEError)
})
