import type { webcrypto } from 'node:crypto'
import type {
  AgreementPrimitive,
  BackendKey,
  CipherPrimitive,
  KeyMaterial,
  MacPrimitive,
  WrapPrimitive,
} from '@jose/core'
import { describe, expect, it } from 'vitest'
import keys from '../../../conformance/vectors/keys.json' with { type: 'json' }
import { InvalidKeyError, type WebcryptoBackend, webcryptoBackend } from '../src/index.ts'
import { altered } from './altered.ts'

const octets = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64url'))
const { x, y, d } = keys.ES256.private
const publicHalf = { kty: 'EC', crv: 'P-256', x: octets(x), y: octets(y) } as const
const privateHalf = { ...publicHalf, d: octets(d) } as const
const secret = { kty: 'oct', k: new Uint8Array(32).fill(7) } as const

const hs256: MacPrimitive = { name: 'HMAC', hash: 'SHA-256' }
const es256 = { name: 'ECDSA', hash: 'SHA-256', curve: 'P-256' } as const
const gcm: CipherPrimitive = { name: 'AES-GCM', bits: 256 }
const kw: WrapPrimitive = { name: 'AES-KW', bits: 256 }
const ecdh: AgreementPrimitive = { name: 'ECDH', curve: 'P-256' }
const [data, iv] = [new Uint8Array(40), new Uint8Array(12)]

type Work = (backend: WebcryptoBackend, key: BackendKey, other: BackendKey) => unknown
type Native = readonly [algorithm: object, usages: readonly string[]]

interface Asking {
  readonly name: string
  /** Of the platform's. */
  readonly method: string
  readonly no: false | undefined
  readonly material: KeyMaterial
  readonly work: Work
  readonly native: Native
}
/** What answers no. */
const asking: readonly Asking[] = [
  {
    name: 'HMAC',
    method: 'verify',
    no: false,
    material: secret,
    work: ({ async }, key) => async.verifyMac(hs256, key, data, data),
    native: [hs256, ['sign', 'verify']],
  },
  {
    name: 'ECDSA',
    method: 'verify',
    no: false,
    material: publicHalf,
    work: ({ async }, _key, other) => async.verify(es256, other, data, data),
    native: [{ name: 'ECDSA', namedCurve: 'P-256' }, ['sign', 'verify']],
  },
  {
    name: 'AES-GCM',
    method: 'decrypt',
    no: undefined,
    material: secret,
    work: ({ async }, key) => async.decrypt(gcm, key, iv, data),
    native: [{ name: 'AES-GCM', length: 256 }, ['encrypt', 'decrypt']],
  },
  {
    name: 'AES-KW',
    method: 'unwrapKey',
    no: undefined,
    material: secret,
    work: ({ async }, key) => async.unwrap(kw, key, data),
    native: [{ name: 'AES-KW', length: 256 }, ['wrapKey', 'unwrapKey']],
  },
  {
    name: 'ECDH',
    method: 'deriveBits',
    no: undefined,
    material: privateHalf,
    work: ({ async }, key, other) => async.agree(ecdh, key, other),
    native: [{ name: 'ECDH', namedCurve: 'P-256' }, ['deriveBits']],
  },
]

/** What must not fail. */
const making: readonly (readonly [name: string, method: string, material: KeyMaterial, work: Work])[] = [
  ['digest', 'digest', secret, ({ async }) => async.digest('SHA-256', data)],
  ['HMAC', 'sign', secret, ({ async }, key) => async.mac(hs256, key, data)],
  ['ECDSA', 'sign', privateHalf, ({ async }, key) => async.sign(es256, key, data)],
  ['AES-GCM', 'encrypt', secret, ({ async }, key) => async.encrypt(gcm, key, iv, data)],
  ['AES-KW', 'wrapKey', secret, ({ async }, key) => async.wrap(kw, key, data)],
  [
    'PBKDF2',
    'deriveBits',
    secret,
    ({ async }) => async.derive({ name: 'PBKDF2', hash: 'SHA-256' }, data, data, 1000, 32),
  ],
  ['HMAC', 'importKey', secret, ({ async }, key) => async.mac(hs256, key, data)],
  [
    'PBKDF2',
    'importKey',
    secret,
    ({ async }) => async.derive({ name: 'PBKDF2', hash: 'SHA-256' }, data, data, 1000, 32),
  ],
]

const errorOf = (name: string): Error => new DOMException('what the platform says', name)
const lacking = (algorithm: string) => ({ code: 'ERR_ALGORITHM_UNSUPPORTED', algorithm, backend: 'webcrypto' })
const aboutKeys = [new TypeError('a key of another'), errorOf('InvalidAccessError')]
const aboutOctets = [errorOf('OperationError'), errorOf('DataError'), 'NotSupportedError', null, undefined]

function failing(method: string, error: unknown): WebcryptoBackend {
  return webcryptoBackend({ crypto: altered({ [method]: () => Promise.reject(error) }) })
}

async function nativesOf(backend: WebcryptoBackend, [algorithm, usages]: Native): Promise<[BackendKey, BackendKey]> {
  const made = await crypto.subtle.generateKey(algorithm as webcrypto.EcKeyGenParams, false, usages as 'sign'[])
  const { privateKey = made, publicKey = made } = made as Partial<webcrypto.CryptoKeyPair>
  return [backend.adopt(privateKey) as BackendKey, backend.adopt(publicKey) as BackendKey]
}

describe.each(asking)('$name, where $method of the platform fails', ({ name, method, no, material, work, native }) => {
  const run = async (error: unknown): Promise<unknown> => {
    const backend = failing(method, error)
    const key = await backend.async.importKey(material)
    return work(backend, key, material.kty === 'EC' ? await backend.async.importKey(publicHalf) : key)
  }
  const runNative = async (error: unknown): Promise<unknown> => {
    const backend = failing(method, error)
    return work(backend, ...(await nativesOf(backend, native)))
  }

  it('the answer is no, whatever it says of octets and of keys that this package has made', async () => {
    for (const error of [...aboutOctets, ...aboutKeys]) expect(await run(error), String(error)).toBe(no)
    for (const error of aboutOctets) expect(await runNative(error), String(error)).toBe(no)
  })

  it('what it says of a CryptoKey of the caller’s, or of the algorithm, is an error', async () => {
    for (const error of aboutKeys) await expect(runNative(error), String(error)).rejects.toThrow(InvalidKeyError)
    for (const call of [run, runNative])
      await expect(call(errorOf('NotSupportedError'))).rejects.toMatchObject(lacking(name))
  })
})

describe.each(making)('%s, where %s of the platform fails', (name, method, material, work) => {
  const run = async (error: unknown): Promise<unknown> => {
    let isBroken = false
    const real = crypto.subtle[method as 'sign'].bind(crypto.subtle) as (...given: readonly unknown[]) => unknown
    const broken = (...given: readonly unknown[]) => (isBroken ? Promise.reject(error) : real(...given))
    const backend = webcryptoBackend({ crypto: altered({ [method]: broken }) })
    const key = await backend.async.importKey(material)
    isBroken = true
    return work(backend, key, key)
  }

  it('nothing is made, and what the platform says is not passed on', async () => {
    for (const error of [...aboutOctets, ...aboutKeys]) {
      const thrown = await run(error).catch((reason: unknown) => reason)
      expect(thrown, String(error)).toBeInstanceOf(InvalidKeyError)
      expect(String(thrown)).not.toMatch(/platform says|of another$/)
    }
    await expect(run(errorOf('NotSupportedError'))).rejects.toMatchObject(lacking(name))
  })
})

describe('a key that the platform does not take', () => {
  const importing = (error: unknown, fails: () => boolean): WebcryptoBackend => {
    const { subtle } = crypto
    const importKey = (...given: Parameters<typeof subtle.importKey>) =>
      fails() ? Promise.reject(error) : subtle.importKey(...given)
    return webcryptoBackend({ crypto: altered({ importKey }) })
  }

  it('is tried again the next time', async () => {
    let isBroken = true
    const { async } = importing(errorOf('OperationError'), () => isBroken)
    const key = await async.importKey(secret)
    for (let time = 0; time < 2; time++) await expect(async.mac(hs256, key, data)).rejects.toThrow(InvalidKeyError)
    isBroken = false
    expect(await async.mac(hs256, key, data)).toHaveLength(32)
  })

  it.each([...aboutKeys, ...aboutOctets])(
    'is lacking where it is of 192 bits, by whatever error it says so: %s',
    async (error) => {
      const { async } = importing(error, () => true)
      const key = await async.importKey({ kty: 'oct', k: new Uint8Array(24) })
      const work = [
        async () => async.wrap({ name: 'AES-KW', bits: 192 }, key, data),
        async () => async.encrypt({ name: 'AES-GCM', bits: 192 }, key, iv, data),
      ]
      for (const run of work)
        await expect(run()).rejects.toMatchObject({ algorithm: expect.stringMatching(/ of 192 bits$/) })
      await expect((async () => async.wrap(kw, key, data))()).rejects.toThrow(InvalidKeyError)
    },
  )

  it('is of a kind that it lacks, or refused for itself', async () => {
    const isBroken = { generateKey: () => Promise.reject(errorOf('OperationError')) }
    const { async } = webcryptoBackend({ crypto: altered(isBroken) })
    for (const request of [
      { kty: 'RSA', bits: 2048 },
      { kty: 'EC', crv: 'P-256' },
      { kty: 'OKP', crv: 'Ed25519' },
    ] as const)
      await expect(async.generateKey(request)).rejects.toThrow(InvalidKeyError)
  })
})

it('a key of another backend is refused', async () => {
  const { async } = webcryptoBackend()
  const foreign: BackendKey = { handle: {}, type: 'secret', material: { kty: 'oct', bits: 256 } }
  const { handle: _, ...bare } = foreign
  for (const key of [foreign, { handle: null, ...bare }, { handle: 'text', ...bare }]) {
    for (const work of [
      () => async.mac(hs256, key, data),
      () => async.exportKey(key),
      () => async.agree(ecdh, key, key),
    ])
      await expect((async () => work())()).rejects.toThrow(InvalidKeyError)
  }
})
