import { afterEach, describe, expect, it, vi } from 'vitest'
import keys from '../../../conformance/vectors/keys.json' with { type: 'json' }
import type { CryptoLike, Primitive } from '../src/index.ts'

/** A page without HTTPS, or an engine without WebCrypto: what there is is as the case says. */
async function inRuntime(crypto: CryptoLike | undefined): Promise<typeof import('../src/index.ts')> {
  vi.stubGlobal('crypto', crypto)
  vi.resetModules()
  return import('../src/index.ts')
}

afterEach(() => {
  vi.unstubAllGlobals()
})

const random: CryptoLike = { getRandomValues: (array: Uint8Array) => array.fill(4) }

describe.each([
  ['crypto without subtle', random],
  ['no crypto at all', undefined],
] as const)('a runtime with %s', (_, crypto) => {
  it('loads, supports nothing, and says what to do', async () => {
    const { backend, jwt, jws, jwk, supports, JOSEError } = await inRuntime(crypto)
    await backend.ready()
    const primitives = [
      { name: 'digest', hash: 'SHA-256' },
      { name: 'HMAC', hash: 'SHA-256' },
      { name: 'RSA-PSS', hash: 'SHA-256', saltLength: 32 },
      { name: 'ECDSA', hash: 'SHA-256', curve: 'P-256' },
      { name: 'Ed25519' },
      { name: 'AES-GCM', bits: 256 },
      { name: 'DEFLATE' },
    ] as const satisfies readonly Primitive[]
    expect(primitives.filter((primitive) => backend.supports(primitive))).toEqual([])
    expect(supports('HS256')).toBe(false)
    const secret = 'a secret of at least thirty-two bytes'
    const token = 'eyJhbGciOiJIUzI1NiJ9.e30.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
    const uses = [
      () => jwt.encode({}, secret),
      () => jwt.decode(token, secret, { algorithms: ['HS256'] }),
      () => jws.sign('x', keys.RS256.private, { algorithm: 'RS256' }),
      () => jwk.construct(secret),
    ]
    for (const use of uses) {
      const error = await use().catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(JOSEError)
      expect(String(error)).toContain('@jose/backend-forge')
    }
    for (const use of [() => jws.sign('x', keys.ES256.private, { algorithm: 'ES256' }), () => jwk.generate('ES256')]) {
      await expect(use()).rejects.toBeInstanceOf(JOSEError)
    }
    expect(jwt.getUnverifiedHeader(token)).toEqual({ alg: 'HS256' })
  })
})

it('random needs no subtle', async () => {
  const { backend } = await inRuntime(random)
  expect(backend.random(3)).toEqual(new Uint8Array([4, 4, 4]))
  const { backend: bare, JOSEError } = await inRuntime(undefined)
  expect(() => bare.random(3)).toThrow(JOSEError)
})

it('a WebCrypto that comes later is found', async () => {
  const real = globalThis.crypto
  const { jwt } = await inRuntime(undefined)
  vi.stubGlobal('crypto', real)
  expect(await jwt.encode({}, 'secret')).toMatch(/^ey/)
})

it('options are checked', async () => {
  const { webcryptoBackend } = await import('../src/index.ts')
  const wrong = [{ crpyto: crypto }, { crypto: undefined }, { crypto: {} }, { crypto: null }, null, 7]
  for (const options of wrong) expect(() => webcryptoBackend(options as never)).toThrow(TypeError)
  expect(webcryptoBackend({ crypto }).name).toBe('webcrypto')
})
