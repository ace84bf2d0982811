import {
  constants,
  createCipheriv,
  createSecretKey,
  generateKeyPairSync,
  type KeyObject,
  publicEncrypt,
  randomBytes,
} from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import type { BackendKey, Bytes, CipherPrimitive, Primitives, WrapPrimitive } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { nodeBackend } from '../src/index.ts'

const backend = nodeBackend()
const modes: readonly [string, Primitives][] = [
  ['sync', backend.sync],
  ['async', backend.async],
]
const gcm: CipherPrimitive = { name: 'AES-GCM', bits: 256 }
const cbc: CipherPrimitive = { name: 'AES-CBC', bits: 128 }
const secretOf = (octets: Bytes): BackendKey => backend.sync.importKey({ kty: 'oct', k: octets })
const adopted = (key: KeyObject): BackendKey => backend.adopt(key) as BackendKey
const keys: { readonly [bits: number]: BackendKey } = { 128: secretOf(randomBytes(16)), 256: secretOf(randomBytes(32)) }
const keyOf = ({ bits }: CipherPrimitive): BackendKey => keys[bits] as BackendKey
const ivOf = ({ name }: CipherPrimitive): Bytes => new Uint8Array(name === 'AES-GCM' ? 12 : 16).fill(7)
/** Every octet changed, one at a time, then cut short and made longer. */
function* spoilt(octets: Bytes): Generator<Bytes> {
  for (const index of octets.keys()) yield octets.map((octet, at) => (at === index ? octet ^ 0x10 : octet))
  for (let length = 0; length < octets.length; length++) yield octets.subarray(0, length)
  yield Uint8Array.of(...octets, 0)
}

describe.each(modes)('ciphers of node, %s', (mode, primitives) => {
  const MiB = 1024 * 1024
  const lengths = [0, 1, 15, 16, 17, 300, MiB - 1, MiB, MiB + 1, 2 * MiB, 3 * MiB + 15, 3 * MiB + 16]

  it.each([gcm, cbc])(
    '$name is what node makes of it, and comes back, at every length about a part',
    async (primitive) => {
      const [key, iv] = [keyOf(primitive), ivOf(primitive)]
      for (const length of lengths) {
        const plaintext = randomBytes(length)
        const additional = primitive === gcm ? Buffer.from('additional') : undefined
        const cipher = createCipheriv(primitive === gcm ? 'aes-256-gcm' : 'aes-128-cbc', key.handle as KeyObject, iv)
        if (additional && 'setAAD' in cipher) (cipher as never as { setAAD(data: Bytes): void }).setAAD(additional)
        const pieces: Bytes[] = [cipher.update(plaintext), cipher.final()]
        if (primitive === gcm) pieces.push((cipher as never as { getAuthTag(): Buffer }).getAuthTag())
        const given = Buffer.from(plaintext)
        const making = primitives.encrypt(primitive, key, iv, given, additional)
        // What the caller does to its octets afterwards must not show.
        given.fill(0)
        const made = await making
        expect(Buffer.concat(pieces).equals(made), `${length}`).toBe(true)
        // Of a ciphertext the contract says that it stays as it is: it is read in turns, without a copy.
        const opened = (await primitives.decrypt(primitive, key, iv, made, additional)) as Bytes
        expect(plaintext.equals(opened), `${length}`).toBe(true)
      }
    },
  )

  it('AES-GCM answers undefined for whatever was changed', async () => {
    const [key, iv, additional] = [keyOf(gcm), ivOf(gcm), Buffer.from('additional')]
    const made = await primitives.encrypt(gcm, key, iv, Buffer.from('a small plaintext'), additional)
    for (const other of spoilt(made)) expect(await primitives.decrypt(gcm, key, iv, other, additional)).toBe(undefined)
    for (const other of spoilt(iv)) expect(await primitives.decrypt(gcm, key, other, made, additional)).toBe(undefined)
    for (const other of spoilt(additional)) expect(await primitives.decrypt(gcm, key, iv, made, other)).toBe(undefined)
    expect(await primitives.decrypt(gcm, key, iv, made)).toBe(undefined)
    const long = await primitives.encrypt(gcm, key, iv, Buffer.alloc(3 * MiB))
    for (const index of [0, MiB, long.length - 17, long.length - 16, long.length - 1]) {
      const other = Buffer.from(long)
      other[index] = (other[index] as number) ^ 1
      expect(await primitives.decrypt(gcm, key, iv, other)).toBe(undefined)
    }
  })

  it('AES-CBC answers undefined for lengths and padding that are none', async () => {
    const [key, iv] = [keyOf(cbc), ivOf(cbc)]
    for (const length of [0, 1, 15, 17, 31]) {
      expect(await primitives.decrypt(cbc, key, iv, Buffer.alloc(length))).toBe(undefined)
    }
    for (const padding of [[0], [17], [255], [1, 2], [3, 2, 3]]) {
      const cipher = createCipheriv('aes-128-cbc', key.handle as KeyObject, iv).setAutoPadding(false)
      const blocks = Buffer.alloc(32, 9)
      blocks.set(padding, 32 - padding.length)
      expect(await primitives.decrypt(cbc, key, iv, cipher.update(blocks))).toBe(undefined)
    }
  })

  it.each([gcm, cbc])('$name takes an IV of its one length', async (primitive) => {
    for (const length of [0, 1, 8, 11, 12, 13, 16, 17].filter((length) => length !== ivOf(primitive).length)) {
      const iv = new Uint8Array(length)
      expect(() => primitives.encrypt(primitive, keyOf(primitive), iv, Buffer.from('text'))).toThrow(
        /IV of 1[26] bytes/,
      )
      expect(await primitives.decrypt(primitive, keyOf(primitive), iv, Buffer.alloc(48))).toBe(undefined)
    }
  })

  it('AES-KW unwraps what it wrapped, and nothing else', async () => {
    const primitive: WrapPrimitive = { name: 'AES-KW', bits: 256 }
    const key = keyOf(gcm)
    for (const length of [16, 24, 32, 48, 64]) {
      const octets = randomBytes(length)
      const wrapped = await primitives.wrap(primitive, key, octets)
      expect(wrapped.length).toBe(length + 8)
      expect(octets.equals((await primitives.unwrap(primitive, key, wrapped)) as Bytes)).toBe(true)
      for (const other of spoilt(wrapped)) expect(await primitives.unwrap(primitive, key, other)).toBe(undefined)
    }
  })

  it('RSA unwraps what it wrapped, and with OAEP nothing else', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const octets = randomBytes(32)
    const wraps: readonly WrapPrimitive[] = [
      ...(['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'] as const).map((hash) => ({ name: 'RSA-OAEP', hash }) as const),
      { name: 'RSAES-PKCS1-v1_5' },
    ]
    for (const primitive of wraps) {
      const wrapped = await primitives.wrap(primitive, adopted(publicKey), octets)
      const isOaep = primitive.name === 'RSA-OAEP'
      if (isOaep || backend.supports(primitive)) {
        expect(octets.equals((await primitives.unwrap(primitive, adopted(privateKey), wrapped)) as Bytes)).toBe(true)
      } else {
        expect(await primitives.unwrap(primitive, adopted(privateKey), wrapped)).toBe(undefined)
      }
      for (const length of [0, 1, 255, 257]) {
        expect(await primitives.unwrap(primitive, adopted(privateKey), Buffer.alloc(length))).toBe(undefined)
      }
      for (const index of [0, 100, 255].filter(() => isOaep)) {
        const other = wrapped.map((octet, at) => (at === index ? octet ^ 1 : octet))
        expect(await primitives.unwrap(primitive, adopted(privateKey), other)).toBe(undefined)
      }
    }
  })

  it('RSAES-PKCS1-v1_5 answers bad padding with octets, always the same, or not at all', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const unpadded = publicEncrypt({ key: publicKey, padding: constants.RSA_NO_PADDING }, Buffer.alloc(256, 1))
    const unwrap = () => primitives.unwrap({ name: 'RSAES-PKCS1-v1_5' }, adopted(privateKey), unpadded)
    const answer = await unwrap()
    expect(answer !== undefined).toBe(backend.supports({ name: 'RSAES-PKCS1-v1_5' }))
    expect(await unwrap()).toEqual(answer)
  })

  it('agrees on secrets of full width, and on none with a point of small order', async () => {
    const widths = { 'P-256': 32, 'P-384': 48, 'P-521': 66, secp256k1: 32, X25519: 32, X448: 56 } as const
    for (const curve of Object.keys(widths) as (keyof typeof widths)[]) {
      const isX = curve === 'X25519' || curve === 'X448'
      const request = isX ? ({ kty: 'OKP', crv: curve } as const) : ({ kty: 'EC', crv: curve } as const)
      const primitive = { name: 'ECDH', curve } as const
      for (let round = 0; round < (curve === 'P-256' ? 600 : 3); round++) {
        const [mine, theirs] = [backend.sync.generateKey(request), backend.sync.generateKey(request)]
        const publicHalf = (key: BackendKey) => backend.sync.importKey(key.material as never)
        const secret = (await primitives.agree(primitive, mine, publicHalf(theirs))) as Bytes
        expect(secret.length).toBe(widths[curve])
        expect(Buffer.from(secret).equals((await primitives.agree(primitive, theirs, publicHalf(mine))) as Bytes)).toBe(
          true,
        )
      }
      if (!isX) continue
      const mine = backend.sync.generateKey(request)
      for (const first of [0, 1]) {
        const x = new Uint8Array(widths[curve])
        x[0] = first
        const small = backend.sync.importKey({ kty: 'OKP', crv: curve, x })
        expect(await primitives.agree(primitive, mine, small)).toBe(undefined)
      }
    }
  })

  it('derives with PBKDF2 (RFC 6070), whatever becomes of the octets it was given', async () => {
    const [password, salt] = [Buffer.from('password'), Buffer.from('salt')]
    const deriving = primitives.derive({ name: 'PBKDF2', hash: 'SHA-1' }, password, salt, 4096, 20)
    password.fill(0)
    salt.fill(0)
    expect(Buffer.from(await deriving).toString('hex')).toBe('4b007901b765489abead49d926f721d065a429c1')
  })

  it('inflates one whole stream within the limit', async () => {
    for (const octets of [Buffer.alloc(0), Buffer.from('text'), randomBytes(100_000), Buffer.alloc(MiB, 'text')]) {
      const given = Buffer.from(octets)
      const making = primitives.deflate(given)
      given.fill(0)
      const deflated = await making
      for (const limit of [octets.length, octets.length + 1, 100 * MiB]) {
        expect(octets.equals((await primitives.inflate(deflated, limit)) as Bytes)).toBe(true)
        for (const behind of [[0], [3, 0], [0, 0, 0, 0]]) {
          expect(await primitives.inflate(Buffer.concat([deflated, Buffer.from(behind)]), limit)).toBe(undefined)
        }
        expect(await primitives.inflate(deflated.subarray(0, -1), limit)).toBe(undefined)
      }
      if (octets.length > 0) expect(await primitives.inflate(deflated, octets.length - 1)).toBe('too large')
    }
    expect(await primitives.inflate(Buffer.alloc(0), 100)).toBe(undefined)
    expect(await primitives.inflate(Buffer.from([7]), 100)).toBe(undefined)
    expect(await primitives.inflate(Buffer.from('78da030000000001', 'hex'), 100)).toBe(undefined)
  })

  it('stops inflating at the limit', async () => {
    const bomb = deflateRawSync(Buffer.alloc(256 * MiB))
    for (const limit of [1, 1000, 256_000, MiB]) {
      const before = process.memoryUsage().arrayBuffers
      const start = performance.now()
      expect(await primitives.inflate(bomb, limit), `${limit}`).toBe('too large')
      // All of it would take a second, and a quarter of a gigabyte.
      expect(performance.now() - start).toBeLessThan(100)
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * MiB)
    }
  })

  it.runIf(mode === 'async')('lets the event loop turn while it encrypts, decrypts and derives', async () => {
    const content = Buffer.alloc(64 * MiB)
    for (const primitive of [gcm, cbc]) {
      const [key, iv] = [keyOf(primitive), ivOf(primitive)]
      const encrypted = await turning(60, () => primitives.encrypt(primitive, key, iv, content))
      const decrypted = (await turning(60, () => primitives.decrypt(primitive, key, iv, encrypted as Bytes))) as Bytes
      expect(content.equals(decrypted)).toBe(true)
    }
    const noise = randomBytes(8 * MiB)
    await turning(5, () => primitives.derive({ name: 'PBKDF2', hash: 'SHA-512' }, noise, noise, 50_000, 64))
    const deflated = (await turning(5, () => primitives.deflate(noise))) as Bytes
    await turning(2, () => primitives.inflate(deflated, 8 * MiB))
  })
})

describe('ciphers of node, async', () => {
  it('answers at once for small content', () => {
    const key = secretOf(randomBytes(32))
    const made = backend.async.encrypt(gcm, key, ivOf(gcm), Buffer.alloc(100_000))
    expect(made).toBeInstanceOf(Uint8Array)
    expect(backend.async.decrypt(gcm, key, ivOf(gcm), made as Bytes)).toBeInstanceOf(Uint8Array)
    expect(backend.async.deflate(Buffer.from('text'))).toBeInstanceOf(Uint8Array)
    expect(backend.async.inflate(deflateRawSync(Buffer.from('text')), 256_000)).toBeInstanceOf(Uint8Array)
  })

  it('goes to another thread for what takes longer than the way there', async () => {
    const noise = randomBytes(32 * 1024 + 1)
    expect(backend.async.deflate(noise.subarray(1))).toBeInstanceOf(Uint8Array)
    const given = Buffer.from(noise)
    const deflating = backend.async.deflate(given)
    expect(deflating).toBeInstanceOf(Promise)
    given.fill(0)
    const deflated = Buffer.from(await deflating)
    expect(noise.equals(backend.sync.inflate(deflated, noise.length) as Bytes)).toBe(true)
    // The limit, or 1,032 times the octets, is the most that can come of them.
    const half = 512 * 1024
    for (const [octets, limit] of [
      [deflated, half],
      [deflated.subarray(0, 508), 4 * half],
    ] as const)
      expect(backend.async.inflate(octets, limit)).not.toBeInstanceOf(Promise)
    const cutShort = backend.async.inflate(deflated.subarray(0, 509), half + 1)
    expect(cutShort).toBeInstanceOf(Promise)
    expect(await cutShort).toBe(undefined)
    const inflating = backend.async.inflate(deflated, half + 1)
    expect(inflating).toBeInstanceOf(Promise)
    deflated.fill(0)
    expect(noise.equals((await inflating) as Bytes)).toBe(true)
  })

  it.each([gcm, cbc])('works on more content in turns, and makes the same of it: $name', async (primitive) => {
    const atOnce = 16 * 1024 * 1024
    const [key, iv] = [keyOf(primitive), ivOf(primitive)]
    const content = Buffer.alloc(atOnce + 15, randomBytes(64 * 1024))
    expect(backend.async.encrypt(primitive, key, iv, content.subarray(0, atOnce))).toBeInstanceOf(Uint8Array)
    const given = Buffer.from(content)
    const making = backend.async.encrypt(primitive, key, iv, given, Buffer.from('additional'))
    expect(making).toBeInstanceOf(Promise)
    given.fill(0)
    let turns = 0
    const turning = setInterval(() => turns++)
    const made = Buffer.from(await making)
    clearInterval(turning)
    expect(turns).toBeGreaterThan(2)
    expect(made.equals(backend.sync.encrypt(primitive, key, iv, content, Buffer.from('additional')))).toBe(true)

    const opening = backend.async.decrypt(primitive, key, iv, made, Buffer.from('additional'))
    expect(opening).toBeInstanceOf(Promise)
    expect(content.equals((await opening) as Bytes)).toBe(true)
    const short = backend.sync.encrypt(primitive, key, iv, content.subarray(0, atOnce - 1))
    expect(backend.async.decrypt(primitive, key, iv, short)).toBeInstanceOf(Uint8Array)
    made[made.length - 1] = (made.at(-1) as number) ^ 1
    expect(await backend.async.decrypt(primitive, key, iv, made)).toBe(undefined)
  })

  it('answers plaintext in memory that holds nothing else', () => {
    const inflated = backend.sync.inflate(deflateRawSync(Buffer.from('text')), 100) as Bytes
    expect(inflated.buffer.byteLength).toBe(4)
    for (const primitive of [gcm, cbc]) {
      const [key, iv] = [keyOf(primitive), ivOf(primitive)]
      const made = backend.sync.encrypt(primitive, key, iv, Buffer.from('text'))
      const opened = backend.sync.decrypt(primitive, key, iv, made) as Bytes
      const around = Buffer.from(opened.buffer, opened.byteOffset + 4)
      expect(opened.byteOffset).toBe(0)
      expect(around.every((octet) => octet === 0)).toBe(true)
    }
  })

  it("takes the caller's KeyObject", () => {
    const key = adopted(createSecretKey(randomBytes(32)))
    const made = backend.sync.encrypt(gcm, key, ivOf(gcm), Buffer.from('text'))
    expect(Buffer.from(backend.sync.decrypt(gcm, key, ivOf(gcm), made) as Bytes).toString()).toBe('text')
  })
})

/** Run `work` and see the event loop turn at least `least` times until it is done, no turn lasting long. */
async function turning<T>(least: number, work: () => T | PromiseLike<T>): Promise<T> {
  let [turns, longest, done] = [0, 0, false]
  const start = performance.now()
  const result = work()
  // All that is done before the call returns is a copy of the octets.
  let last = performance.now()
  const atCall = last - start
  const turn = (): void => {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
    turns++
    if (!done) setImmediate(turn)
  }
  setImmediate(turn)
  const answer = await result
  done = true
  expect(turns).toBeGreaterThanOrEqual(least)
  if (process.env.DELAYS)
    process.stdout.write(`${turns} turns, call ${atCall.toFixed(1)}, longest ${longest.toFixed(1)} ms\n`)
  // A turn takes 1 ms; the rest is for machines with other things to do.
  expect(longest).toBeLessThan(100)
  return answer
}
