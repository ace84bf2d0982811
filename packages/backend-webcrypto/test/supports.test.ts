import { Crypto } from '@peculiar/webcrypto'
import { describe, expect, it } from 'vitest'
import keys from '../../../conformance/vectors/keys.json' with { type: 'json' }
import {
  type CryptoLike,
  createJose,
  InvalidKeyError,
  type Primitive,
  UnsupportedAlgorithmError,
  webcryptoBackend,
  webcryptoSignatures,
} from '../src/index.ts'

const { subtle } = crypto

interface Call {
  readonly method: string
  readonly format: unknown
  /** The names and numbers of the algorithm, such as `ECDSA P-521` or `AES-GCM 192`. */
  readonly algorithm: string
  readonly bytes: number
}

/** This runtime's WebCrypto, less the calls that are refused; `says` is its `SubtleCrypto.supports`. */
function lacking(refuses: (call: Call) => boolean, says?: () => boolean): CryptoLike {
  const type = { supports: says }
  const guarded = new Proxy(subtle, {
    get(target, method: keyof typeof subtle) {
      if ((method as string) === 'constructor') return type
      return (...given: readonly unknown[]) => {
        const algorithm = given.find((value) => typeof (value as { readonly name?: unknown })?.name === 'string')
        const { name, namedCurve, length } = (algorithm ?? {}) as Record<string, unknown>
        const text = [name, namedCurve, length].filter((part) => part !== undefined).join(' ')
        const bytes = given[1] instanceof Uint8Array ? given[1].length : 0
        const call = { method, format: given[0], algorithm: text, bytes }
        if (refuses(call)) return Promise.reject(new DOMException('not here', 'NotSupportedError'))
        return (target[method] as (...args: unknown[]) => unknown).apply(target, [...given])
      }
    },
  })
  return { subtle: guarded, getRandomValues: (array: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(array) }
}

const octets = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64url'))
const pointOf = ({ x, y }: { readonly x: string; readonly y: string }) => ({ x: octets(x), y: octets(y) })

describe('supports', () => {
  it('promises at first what only trying can tell, and knows once it is ready', async () => {
    const backend = webcryptoBackend({ crypto: lacking(({ algorithm }) => /Ed25519|P-521/.test(algorithm)) })
    const { supports, jws, jwk } = createJose(backend)
    expect([supports('Ed25519'), supports('ES512'), supports('ES256')]).toEqual([true, true, true])
    await expect(jwk.generate('Ed25519')).rejects.toThrow(UnsupportedAlgorithmError)
    await expect(jws.sign('x', keys.ES512.private, { algorithm: 'ES512' })).rejects.toThrow(UnsupportedAlgorithmError)
    await backend.ready()
    expect([supports('Ed25519'), supports('ES512'), supports('ES256')]).toEqual([false, false, true])
  })

  it.each([
    ['Ed25519', { name: 'Ed25519' }, { kty: 'OKP', crv: 'Ed25519', x: octets(keys.Ed25519.public.x) }],
    [
      'P-521',
      { name: 'ECDSA', curve: 'P-521', hash: 'SHA-512' },
      { kty: 'EC', crv: 'P-521', ...pointOf(keys.ES512.public) },
    ],
    ['ML-DSA-44', { name: 'ML-DSA-44' }, { kty: 'AKP', alg: 'ML-DSA-44', pub: new Uint8Array(1312) }],
  ] as const)('knows after the first attempt, without ready: %s', async (algorithm, primitive, material) => {
    const backend = webcryptoBackend({ crypto: lacking((call) => call.algorithm.includes(algorithm)) })
    await expect((async () => backend.async.importKey(material))()).rejects.toMatchObject({ algorithm })
    expect(backend.supports(primitive)).toBe(false)
  })

  it("believes the WebCrypto's own no at once, and its yes only when it comes true", async () => {
    const no = webcryptoBackend({
      crypto: lacking(
        () => false,
        () => false,
      ),
    })
    expect(no.supports({ name: 'Ed25519' })).toBe(false)
    // Unless it comes out that it was wrong.
    await createJose(no).jwk.construct(keys.Ed25519.public)
    expect([no.supports({ name: 'Ed25519' }), no.supports({ name: 'Ed448' })]).toEqual([true, false])
    const liar = webcryptoBackend({
      crypto: lacking(
        ({ algorithm }) => algorithm === 'Ed25519',
        () => true,
      ),
    })
    await liar.ready()
    expect(liar.supports({ name: 'Ed25519' })).toBe(false)
  })

  it('learns nothing where no key can be made at all', async () => {
    let inRequest = false
    const backend = webcryptoBackend({ crypto: lacking(({ method }) => method === 'generateKey' && !inRequest) })
    await backend.ready()
    expect(backend.supports({ name: 'Ed25519' })).toBe(true)
    inRequest = true
    await backend.ready()
    expect(backend.supports({ name: 'Ed25519' })).toBe(true)
    expect(backend.supports({ name: 'ECDSA', hash: 'SHA-256', curve: 'secp256k1' })).toBe(false)
  })

  it('AES of 192 bits, as in Chromium', async () => {
    const refuses = ({ algorithm, bytes, format }: Call): boolean =>
      algorithm === 'AES-GCM 192' || (format === 'raw' && algorithm === 'AES-KW' && bytes === 24)
    const backend = webcryptoBackend({ crypto: lacking(refuses) })
    const key = await backend.async.importKey({ kty: 'oct', k: new Uint8Array(24) })
    const wrap = async () => backend.async.wrap({ name: 'AES-KW', bits: 192 }, key, new Uint8Array(32))
    await expect(wrap()).rejects.toThrow(UnsupportedAlgorithmError)
    await backend.ready()
    expect([192, 256].map((bits) => backend.supports({ name: 'AES-KW', bits: bits as 192 | 256 }))).toEqual([
      false,
      true,
    ])
  })
})

it('has text encodings of the runtime', () => {
  expect(webcryptoBackend().codec?.base64urlEncodeText('é')).toBe('w6k')
})

it('the report tells what does the cryptography', () => {
  expect(createJose(webcryptoBackend()).report().cryptography).toEqual([{ module: 'WebCrypto' }])
})

it('supports says of each primitive whether this runtime has it', async () => {
  const { supports, ready } = webcryptoBackend()
  await ready()
  const hash = 'SHA-256'
  const sizes = ([128, 192, 256] as const).flatMap((bits) =>
    (['AES-GCM', 'AES-CBC', 'AES-KW'] as const).map((name) => ({ name, bits })),
  )
  const curves = ['P-256', 'P-384', 'P-521'] as const
  const there: readonly Primitive[] = [
    { name: 'digest', hash },
    { name: 'HMAC', hash },
    { name: 'RSASSA-PKCS1-v1_5', hash },
    { name: 'RSA-PSS', hash, saltLength: 32 },
    { name: 'RSA-OAEP', hash },
    { name: 'PBKDF2', hash },
    { name: 'DEFLATE' },
    { name: 'Ed25519' },
    ...sizes,
    ...curves.map((curve) => ({ name: 'ECDSA', hash, curve }) as const),
    ...[...curves, 'X25519' as const].map((curve) => ({ name: 'ECDH', curve }) as const),
  ]
  const lacking: readonly Primitive[] = [
    { name: 'RSAES-PKCS1-v1_5' },
    { name: 'ECDSA', hash, curve: 'secp256k1' },
    { name: 'ECDH', curve: 'secp256k1' },
  ]
  expect(there.filter((primitive) => !supports(primitive))).toEqual([])
  expect(lacking.filter(supports)).toEqual([])
  const signing = there.slice(0, 4)
  const few = webcryptoSignatures()
  await few.ready()
  expect(there.filter(few.supports)).toEqual([
    ...signing,
    { name: 'Ed25519' },
    ...curves.map((curve) => ({ name: 'ECDSA', hash, curve })),
  ])
})

it.each([
  ['Ed448', ['sign', 'verify'], { name: 'Ed448' }],
  ['X448', ['deriveBits'], { name: 'ECDH', curve: 'X448' }],
  ...(['ML-DSA-44', 'ML-DSA-65', 'ML-DSA-87'] as const).map((name) => [name, ['sign', 'verify'], { name }] as const),
] as const)('supports knows of %s what the runtime can make', async (name, usages, primitive) => {
  const can = await subtle.generateKey({ name } as never, false, [...usages]).then(
    () => true,
    () => false,
  )
  const { supports, ready } = webcryptoBackend()
  await ready()
  expect(supports(primitive)).toBe(can)
})

it('supports knows of secp256k1 where there is a WebCrypto with it', async () => {
  const { supports, ready } = webcryptoBackend({ crypto: new Crypto() })
  await ready()
  expect(supports({ name: 'ECDSA', hash: 'SHA-256', curve: 'secp256k1' })).toBe(true)
  expect(supports({ name: 'Ed448' })).toBe(false)
})

describe('where the platform computes no public half', () => {
  const crypto = lacking(({ method, format }) => method === 'importKey' && format === 'pkcs8')
  const { jws, jwk } = createJose(webcryptoBackend({ crypto }))
  const names = ['ES256', 'ES384', 'ES512', 'Ed25519', 'Ed448'] as const

  it('the given one serves, once signing has shown that it is the right one', async () => {
    for (const name of names) {
      const token = await jws.sign('x', keys[name].private, { algorithm: name })
      expect((await jws.verify(token, keys[name].private, { algorithms: [name] })).text()).toBe('x')
    }
    const agreement = await jwk.generate('ECDH-ES', { curve: 'X25519' })
    expect(await (await jwk.construct(await agreement.toJwk({ private: true }))).toJwk()).toEqual(
      await agreement.toJwk(),
    )
  })

  it('a half of another key is refused, and so is none', async () => {
    for (const name of ['ES256', 'Ed25519'] as const) {
      const { x, y } = (await (await jwk.generate(name)).toJwk()) as { readonly x: string; readonly y?: string }
      const wrong = { ...keys[name].private, x, ...(y !== undefined && { y }) }
      await expect(jws.sign('x', wrong, { algorithm: name })).rejects.toThrow(InvalidKeyError)
    }
    const [one, other] = await Promise.all([0, 1].map(() => jwk.generate('ECDH-ES', { curve: 'X25519' })))
    const mixed = { ...(await one?.toJwk({ private: true })), x: (await other?.toJwk())?.x }
    await expect(jwk.construct(mixed as never)).rejects.toThrow(InvalidKeyError)
    const { async } = webcryptoBackend({ crypto })
    const d = Buffer.from(keys.ES256.private.d, 'base64url')
    await expect(async.importKey({ kty: 'EC', crv: 'P-256', d })).rejects.toThrow(/both/)
  })
})
