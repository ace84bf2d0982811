import { Crypto } from '@peculiar/webcrypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import keys from '../../../conformance/vectors/keys.json' with { type: 'json' }
import {
  type BackendKey,
  type CryptoLike,
  createJose,
  type Primitive,
  webcryptoBackend,
  webcryptoSignatures,
} from '../src/index.ts'

const random: CryptoLike = { getRandomValues: (array: Uint8Array) => array.fill(4) }
const primitives = [
  { name: 'digest', hash: 'SHA-256' },
  { name: 'HMAC', hash: 'SHA-256' },
  { name: 'RSA-PSS', hash: 'SHA-256', saltLength: 32 },
  { name: 'ECDSA', hash: 'SHA-256', curve: 'P-256' },
  { name: 'Ed25519' },
  { name: 'AES-GCM', bits: 256 },
  { name: 'DEFLATE' },
] as const satisfies readonly Primitive[]
const missing = { code: 'ERR_NO_WEBCRYPTO', message: expect.stringContaining('@jose/backend-forge') }

afterEach(() => {
  vi.unstubAllGlobals()
})

/** A page without HTTPS, or an engine without WebCrypto. */
describe.each([
  ['crypto without subtle', random],
  ['no crypto at all', undefined],
])('a runtime with %s', (_, crypto) => {
  it.each([
    ['webcryptoBackend', webcryptoBackend],
    ['webcryptoSignatures', webcryptoSignatures],
  ])('supports nothing, and says what to do: %s', async (_name, make) => {
    vi.stubGlobal('crypto', crypto)
    const backend = make()
    const { jwt, jws, jwk, supports } = createJose(backend)
    await backend.ready()
    expect(primitives.filter((primitive) => backend.supports(primitive))).toEqual([])
    expect(supports('HS256')).toBe(false)
    const secret = 'a secret of at least thirty-two bytes'
    const token = 'eyJhbGciOiJIUzI1NiJ9.e30.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
    for (const use of [
      () => jwt.encode({}, secret),
      () => jwt.decode(token, secret, { algorithms: ['HS256'] }),
      () => jws.sign('x', keys.RS256.private, { algorithm: 'RS256' }),
      () => jwk.construct(secret),
    ])
      await expect(use()).rejects.toMatchObject(missing)
    for (const use of [() => jws.sign('x', keys.ES256.private, { algorithm: 'ES256' }), () => jwk.generate('ES256')])
      await expect(use()).rejects.toMatchObject({ code: expect.stringMatching(/^ERR_/) })
    expect(jwt.getUnverifiedHeader(token)).toEqual({ alg: 'HS256' })
  })

  it('says so of a CryptoKey from elsewhere too', async () => {
    const key = await new Crypto().subtle.generateKey({ name: 'AES-KW', length: 256 }, false, ['wrapKey', 'unwrapKey'])
    vi.stubGlobal('crypto', crypto)
    const { adopt, async } = webcryptoBackend()
    const [adopted, octets] = [adopt(key) as BackendKey, new Uint8Array(32)]
    for (const work of [async.wrap, async.unwrap])
      await expect(work({ name: 'AES-KW', bits: 256 }, adopted, octets)).rejects.toMatchObject(missing)
  })

  it('has a package that loads', async () => {
    vi.stubGlobal('crypto', crypto)
    vi.resetModules()
    const { supports } = await import('../src/index.ts')
    expect(supports('HS256')).toBe(false)
  })
})

it('random needs no subtle', () => {
  vi.stubGlobal('crypto', random)
  expect(webcryptoBackend().random(3)).toEqual(new Uint8Array([4, 4, 4]))
  vi.stubGlobal('crypto', undefined)
  expect(() => webcryptoBackend().random(3)).toThrow(expect.objectContaining(missing))
})

it('a WebCrypto that comes later is found', async () => {
  const real = globalThis.crypto
  vi.stubGlobal('crypto', undefined)
  const { jwt, supports } = createJose(webcryptoBackend())
  expect(supports('HS256')).toBe(false)
  vi.stubGlobal('crypto', real)
  expect(await jwt.encode({}, 'secret')).toMatch(/^ey/)
  expect(supports('HS256')).toBe(true)
})

it('options are checked', () => {
  const wrong: readonly (readonly [RegExp, readonly unknown[]])[] = [
    [/no option 'crpyto'/, [{ crpyto: crypto }]],
    [/'crypto' is a Crypto/, [{ crypto: undefined }, { crypto: {} }, { crypto: null }]],
    [/Options are an object/, [null, 7, () => {}]],
  ]
  for (const [message, each] of wrong) {
    for (const options of each) {
      expect(() => webcryptoBackend(options as never)).toThrow(TypeError)
      expect(() => webcryptoBackend(options as never)).toThrow(message)
    }
  }
  expect(webcryptoBackend({ crypto }).name).toBe('webcrypto')
})
