// What the platform is asked for: implementations differ in what they overlook, so it is this and no more.
import type { KeyMaterial, KeyRequest, KeyUse, SignaturePrimitive } from '@jose/core'
import { describe, expect, it } from 'vitest'
import {
  type BackendKey,
  JWEError,
  type WebcryptoBackend,
  webcryptoBackend,
  webcryptoSignatures,
} from '../src/index.ts'
import { altered } from './altered.ts'

interface Recorded {
  readonly async: WebcryptoBackend['async']
  /** The calls since the last time. */
  readonly calls: () => readonly unknown[]
}

const methods = ['sign', 'verify', 'encrypt', 'decrypt', 'digest', 'deriveBits', 'generateKey'] as const
const forKeys = ['importKey', 'exportKey', 'wrapKey', 'unwrapKey'] as const

function recorded(make = webcryptoBackend): Recorded {
  let calls: unknown[] = []
  const recording = (method: string) => {
    const real = crypto.subtle[method as 'digest'] as (...given: readonly unknown[]) => unknown
    return (...given: readonly unknown[]) => {
      calls.push([method, ...given.map(shown)])
      return real.apply(crypto.subtle, [...given])
    }
  }
  const platform = altered(Object.fromEntries([...methods, ...forKeys].map((method) => [method, recording(method)])))
  const taken = (): readonly unknown[] => {
    const before = calls
    calls = []
    return before
  }
  return { async: make({ crypto: platform }).async, calls: taken }
}

/** Octets by their number, a key by its type, a JWK by the names of its members. */
function shown(given: unknown): unknown {
  if (given instanceof Uint8Array) return given.length
  if (given instanceof CryptoKey) return given.type
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given
  if ('kty' in given) return Object.keys(given).sort().join(' ')
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, shown(value)]))
}

const data = new Uint8Array(40)
const secret: KeyMaterial = { kty: 'oct', k: new Uint8Array(32) }
const material = (key: BackendKey): KeyMaterial => key.material as KeyMaterial

it('HMAC: one key for each hash, once', async () => {
  const { async, calls } = recorded()
  const key = await async.importKey(secret)
  expect(calls()).toEqual([])
  const cases = [
    [
      'SHA-256',
      () => async.mac({ name: 'HMAC', hash: 'SHA-256' }, key, data),
      ['sign', { name: 'HMAC' }, 'secret', 40],
    ],
    [
      'SHA-512',
      () => async.verifyMac({ name: 'HMAC', hash: 'SHA-512' }, key, data, data),
      ['verify', { name: 'HMAC' }, 'secret', 40, 40],
    ],
  ] as const
  for (const [hash, ask, call] of cases) {
    await Promise.all([ask(), ask()])
    expect(calls()).toEqual([['importKey', 'raw', 32, { name: 'HMAC', hash }, false, ['verify', 'sign']], call, call])
    await ask()
    expect(calls()).toEqual([call])
  }
})

it('AES: additional data where there is some, and none for CBC', async () => {
  const { async, calls } = recorded()
  const key = await async.importKey(secret)
  const [name, iv] = ['AES-GCM', new Uint8Array(12)] as const
  for (const additional of [undefined, new Uint8Array(0), data]) {
    const sealed = await async.encrypt({ name, bits: 256 }, key, iv, data, additional)
    expect(await async.decrypt({ name, bits: 256 }, key, iv, sealed, additional)).toEqual(data)
  }
  const without = { name, iv: 12, tagLength: 128 }
  const withData = { ...without, additionalData: 40 }
  expect(calls()).toEqual([
    ['importKey', 'raw', 32, { name }, false, ['encrypt', 'decrypt']],
    ...[without, without, withData].flatMap((parameters) => [
      ['encrypt', parameters, 'secret', 40],
      ['decrypt', parameters, 'secret', 56],
    ]),
  ])
  await async.encrypt({ name: 'AES-CBC', bits: 256 }, key, new Uint8Array(16), data, data)
  await async.decrypt({ name: 'AES-CBC', bits: 256 }, key, new Uint8Array(16), data, data)
  expect(calls()).toEqual([
    ['importKey', 'raw', 32, { name: 'AES-CBC' }, false, ['encrypt', 'decrypt']],
    ['encrypt', { name: 'AES-CBC', iv: 16 }, 'secret', 40],
    ['decrypt', { name: 'AES-CBC', iv: 16 }, 'secret', 40],
  ])
})

it('AES: nothing is asked under an IV of another length', async () => {
  const { async, calls } = recorded()
  const key = await async.importKey(secret)
  for (const [name, good] of [
    ['AES-GCM', 12],
    ['AES-CBC', 16],
  ] as const) {
    for (const length of [0, 8, 12, 16, 17].filter((each) => each !== good)) {
      const iv = new Uint8Array(length)
      expect(() => async.encrypt({ name, bits: 256 }, key, iv, data)).toThrow(JWEError)
      expect(await async.decrypt({ name, bits: 256 }, key, iv, data)).toBe(undefined)
    }
  }
  expect(calls()).toEqual([])
})

it('AES: what becomes of the octets after the call does not show, though the key is not ready', async () => {
  const { async } = webcryptoBackend()
  const [key, iv, given] = [await async.importKey(secret), new Uint8Array(12), Uint8Array.from(data)]
  const encrypting = async.encrypt({ name: 'AES-GCM', bits: 256 }, key, iv, given)
  given.fill(7)
  iv.fill(7)
  expect(await async.decrypt({ name: 'AES-GCM', bits: 256 }, key, new Uint8Array(12), await encrypting)).toEqual(data)
})

it('AES-KW: octets pass as a key for HMAC', async () => {
  const { async, calls } = recorded()
  const key = await async.importKey(secret)
  await async.unwrap({ name: 'AES-KW', bits: 256 }, key, await async.wrap({ name: 'AES-KW', bits: 256 }, key, data))
  const any = [{ name: 'HMAC', hash: 'SHA-256' }, true, ['sign']]
  expect(calls()).toEqual([
    ['importKey', 'raw', 32, { name: 'AES-KW' }, false, ['wrapKey', 'unwrapKey']],
    ['importKey', 'raw', 40, ...any],
    ['wrapKey', 'raw', 'secret', 'secret', { name: 'AES-KW' }],
    ['unwrapKey', 'raw', 48, 'secret', { name: 'AES-KW' }, ...any],
    ['exportKey', 'raw', 'secret'],
  ])
})

it('PBKDF2 and digests', async () => {
  const { async, calls } = recorded()
  await async.derive({ name: 'PBKDF2', hash: 'SHA-256' }, data, new Uint8Array(16), 1000, 32)
  await async.digest('SHA-1', data)
  expect(calls()).toEqual([
    ['importKey', 'raw', 40, { name: 'PBKDF2' }, false, ['deriveBits']],
    ['deriveBits', { name: 'PBKDF2', hash: 'SHA-256', salt: 16, iterations: 1000 }, 'secret', 256],
    ['digest', 'SHA-1', 40],
  ])
})

it('RSA: one key for each scheme and hash, but none more for the one it was made with', async () => {
  const { async, calls } = recorded()
  const name = 'RSASSA-PKCS1-v1_5'
  const key = await async.generateKey({ kty: 'RSA', bits: 2048 })
  const half = await async.importKey(material(key))
  await async.sign({ name, hash: 'SHA-256' }, key, data)
  expect(calls()).toEqual([
    ['generateKey', { name, hash: 'SHA-256', modulusLength: 2048, publicExponent: 3 }, true, ['sign', 'verify']],
    ['exportKey', 'jwk', 'private'],
    ['sign', { name }, 'private', 40],
  ])
  const [whole, numbers] = ['d dp dq e kty n p q qi', 'e kty n']
  const [pss, oaep] = [
    { name: 'RSA-PSS', hash: 'SHA-384' },
    { name: 'RSA-OAEP', hash: 'SHA-1' },
  ] as const
  const signature = await async.sign({ ...pss, saltLength: 48 }, key, data)
  await async.verify({ ...pss, saltLength: 48 }, half, signature, data)
  await async.unwrap(oaep, key, await async.wrap(oaep, half, data))
  expect(calls()).toEqual([
    ['importKey', 'jwk', whole, pss, false, ['sign']],
    ['sign', { name: 'RSA-PSS', saltLength: 48 }, 'private', 40],
    ['importKey', 'jwk', numbers, pss, false, ['verify']],
    ['verify', { name: 'RSA-PSS', saltLength: 48 }, 'public', 256, 40],
    ['importKey', 'jwk', numbers, oaep, false, ['encrypt']],
    ['encrypt', { name: 'RSA-OAEP' }, 'public', 40],
    ['importKey', 'jwk', whole, oaep, false, ['decrypt']],
    ['decrypt', { name: 'RSA-OAEP' }, 'private', 256],
  ])
})

interface Curve {
  readonly request: KeyRequest & { readonly kty: 'EC' | 'OKP' | 'AKP' }
  readonly signing?: SignaturePrimitive
  readonly algorithm: { readonly name: string; readonly namedCurve?: string }
  readonly parameters?: object
  /** The JWK of a public half. */
  readonly numbers: string
  readonly bits?: number
  readonly use?: KeyUse
}

const curves: readonly Curve[] = [
  {
    request: { kty: 'EC', crv: 'P-521' },
    signing: { name: 'ECDSA', hash: 'SHA-512', curve: 'P-521' },
    algorithm: { name: 'ECDSA', namedCurve: 'P-521' },
    parameters: { name: 'ECDSA', hash: 'SHA-512' },
    numbers: 'crv kty x y',
  },
  {
    request: { kty: 'OKP', crv: 'Ed25519' },
    signing: { name: 'Ed25519' },
    algorithm: { name: 'Ed25519' },
    numbers: 'crv kty x',
  },
  {
    request: { kty: 'AKP', alg: 'ML-DSA-44' },
    signing: { name: 'ML-DSA-44' },
    algorithm: { name: 'ML-DSA-44' },
    numbers: 'alg kty pub',
  },
  {
    request: { kty: 'EC', crv: 'P-521', use: 'enc' },
    algorithm: { name: 'ECDH', namedCurve: 'P-521' },
    numbers: 'crv kty x y',
    bits: 528,
    use: 'enc',
  },
  { request: { kty: 'OKP', crv: 'X448' }, algorithm: { name: 'X448' }, numbers: 'crv kty x', bits: 448 },
  { request: { kty: 'OKP', crv: 'X25519' }, algorithm: { name: 'X25519' }, numbers: 'crv kty x', bits: 256 },
]

const plain = webcryptoBackend()
await plain.ready()
const here = curves.filter(({ request, signing }) =>
  plain.supports(signing ?? { name: 'ECDH', curve: (request as { readonly crv: 'X448' }).crv }),
)

describe.each(here)('$algorithm', ({ request, signing, algorithm, parameters = algorithm, numbers, bits, use }) => {
  const usages = signing ? ['sign', 'verify'] : ['deriveBits']
  const [own, others] = signing ? [['sign'], ['verify']] : [usages, []]

  it('a key is made at once for its first use, and no more is made for that', async () => {
    const { async, calls } = recorded()
    const made = await async.generateKey(request)
    expect(calls()).toEqual([
      ['generateKey', algorithm, true, usages],
      ['exportKey', 'jwk', 'private'],
    ])
    const key = await async.importKey(await async.exportKey(made), use)
    expect(calls()).toEqual([
      ['importKey', 'pkcs8', expect.any(Number), algorithm, true, own],
      ['exportKey', 'jwk', 'private'],
    ])
    const half = await async.importKey(material(key), use)
    expect(calls()).toEqual([['importKey', 'jwk', numbers, algorithm, false, others]])
    if (signing) {
      const signature = await async.sign(signing, key, data)
      expect(await async.verify(signing, half, signature, data)).toBe(true)
      expect(calls()).toEqual([
        ['sign', parameters, 'private', 40],
        ['verify', parameters, 'public', signature.length, 40],
      ])
    } else {
      const curve = 'crv' in request ? (request.crv as 'X25519') : 'X25519'
      expect(await async.agree({ name: 'ECDH', curve }, key, half)).toHaveLength(Math.floor((bits as number) / 8))
      expect(calls()).toEqual([['deriveBits', { name: algorithm.name, public: 'public' }, 'private', bits]])
    }
  })
})

it.each(here.filter(({ signing }) => signing))(
  '$algorithm: a private half is tried where the public one is not computed',
  async ({ request, algorithm, parameters = algorithm, numbers }) => {
    const { async, calls } = recorded(webcryptoSignatures)
    const key = await plain.async.generateKey(request)
    await async.importKey(await plain.async.exportKey(key))
    const whole = [...numbers.split(' '), request.kty === 'AKP' ? 'priv' : 'd'].sort().join(' ')
    const trying = request.kty === 'EC' ? { ...parameters, hash: 'SHA-256' } : parameters
    expect(calls()).toEqual([
      ['importKey', 'jwk', whole, algorithm, false, ['sign']],
      ['importKey', 'jwk', numbers, algorithm, false, ['verify']],
      ['sign', trying, 'private', 32],
      ['verify', trying, 'public', expect.any(Number), 32],
    ])
  },
)

it('a key of EC that was read to sign can agree as well', async () => {
  const { async, calls } = recorded()
  const key = await async.generateKey({ kty: 'EC', crv: 'P-256' })
  const half = await async.importKey(material(key))
  calls()
  for (let time = 0; time < 2; time++) await async.agree({ name: 'ECDH', curve: 'P-256' }, key, half)
  const [algorithm, agreeing] = [
    { name: 'ECDH', namedCurve: 'P-256' },
    ['deriveBits', { name: 'ECDH', public: 'public' }, 'private', 256],
  ]
  expect(calls()).toEqual([
    ['importKey', 'jwk', 'crv d kty x y', algorithm, false, ['deriveBits']],
    ['importKey', 'jwk', 'crv kty x y', algorithm, false, []],
    agreeing,
    agreeing,
  ])
})

it('random octets: no more at a time than it gives', () => {
  const asked: number[] = []
  const random = (array: Uint8Array): unknown => asked.push(array.fill(asked.length + 1).length)
  const backend = webcryptoBackend({ crypto: { subtle: crypto.subtle, getRandomValues: random } })
  for (const [length, pieces] of [
    [0, []],
    [65_536, [65_536]],
    [131_073, [65_536, 65_536, 1]],
  ] as const) {
    asked.length = 0
    const octets = backend.random(length)
    expect(asked).toEqual(pieces)
    expect(octets).toEqual(Uint8Array.from(pieces.flatMap((piece, index) => Array(piece).fill(index + 1))))
  }
})
