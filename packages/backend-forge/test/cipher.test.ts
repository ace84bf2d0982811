import { createCipheriv, randomBytes } from 'node:crypto'
import type { BackendKey, Bytes, CipherPrimitive } from '@jose/core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { decrypt, decryptAsync, encrypt, encryptAsync } from '../src/cipher.ts'
import { hold } from '../src/held.ts'
import { partLength } from '../src/parts.ts'

const modes = [
  ['sync', encrypt, decrypt],
  ['async', encryptAsync, decryptAsync],
] as const

const gcm: CipherPrimitive = { name: 'AES-GCM', bits: 256 }
const cbc: CipherPrimitive = { name: 'AES-CBC', bits: 128 }
const ivOf = ({ name }: CipherPrimitive): Bytes => randomBytes(name === 'AES-GCM' ? 12 : 16)

function keyOf({ bits }: CipherPrimitive): BackendKey & { k: Bytes } {
  const k = randomBytes(bits / 8)
  return { handle: hold({ kty: 'oct', k, macs: {} }), type: 'secret', material: { kty: 'oct', bits }, k }
}

/** The same by node:crypto. */
function expected({ name, bits }: CipherPrimitive, k: Bytes, iv: Bytes, plaintext: Bytes, additional: Bytes): Bytes {
  if (name === 'AES-GCM') {
    const cipher = createCipheriv(`aes-${bits}-gcm`, k, iv).setAAD(additional)
    return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
  }
  const cipher = createCipheriv(`aes-${bits}-cbc`, k, iv)
  return Buffer.concat([cipher.update(plaintext), cipher.final()])
}

afterEach(() => {
  vi.unstubAllGlobals()
})

describe.each(modes)('ciphers of forge, %s', (mode, encryption, decryption) => {
  const lengths = [0, 1, 15, 16, 17, 300]
  for (const about of [partLength, 3 * partLength])
    lengths.push(...[-17, -16, -1, 0, 1, 15, 16].map((by) => about + by))

  it.each([128, 192, 256] as const)('are what node:crypto makes of it, and come back, with %s bits', async (bits) => {
    for (const name of ['AES-GCM', 'AES-CBC'] as const) {
      for (const length of lengths) {
        const primitive = { name, bits }
        const [key, iv, plaintext] = [keyOf(primitive), ivOf(primitive), randomBytes(length)]
        const additional = randomBytes(name === 'AES-GCM' ? length % 40 : 0)
        const [givenIv, given, alongside] = [Buffer.from(iv), Buffer.from(plaintext), Buffer.from(additional)]
        const making = encryption(primitive, key, givenIv, given, alongside)
        // What the caller does to its octets afterwards must not show.
        for (const octets of [givenIv, given, alongside]) octets.fill(0)
        const made = await making
        expect(Buffer.from(expected(primitive, key.k, iv, plaintext, additional)).equals(made), `${length}`).toBe(true)
        const copy = Buffer.from(made)
        const opening = decryption(primitive, key, iv, copy, additional)
        copy.fill(0)
        expect(plaintext.equals((await opening) as Bytes), `${length}`).toBe(true)
      }
    }
  })

  it('take octets wherever they lie in memory', async () => {
    for (const primitive of [gcm, cbc]) {
      for (const length of [40, 2 * partLength + 3]) {
        const [key, iv, pool] = [keyOf(primitive), ivOf(primitive), randomBytes(length + 100)]
        const plaintext = pool.subarray(33, 33 + length)
        const before = Buffer.from(pool)
        const made = await encryption(primitive, key, Buffer.concat([Buffer.alloc(1), iv]).subarray(1), plaintext)
        expect(Buffer.from(expected(primitive, key.k, iv, plaintext, Buffer.alloc(0))).equals(made)).toBe(true)
        const shifted = Buffer.concat([Buffer.alloc(3), made]).subarray(3)
        expect(plaintext.equals((await decryption(primitive, key, iv, shifted)) as Bytes)).toBe(true)
        expect(pool.equals(before)).toBe(true)
        expect(shifted.equals(made)).toBe(true)
      }
    }
  })

  it('AES-GCM answers undefined for whatever was changed', async () => {
    const [key, iv, additional] = [keyOf(gcm), ivOf(gcm), Buffer.from('additional')]
    const made = await encryption(gcm, key, iv, Buffer.from('a small plaintext'), additional)
    for (const other of spoilt(made)) expect(await decryption(gcm, key, iv, other, additional)).toBe(undefined)
    for (const other of spoilt(iv)) expect(await decryption(gcm, key, other, made, additional)).toBe(undefined)
    for (const other of spoilt(additional)) expect(await decryption(gcm, key, iv, made, other)).toBe(undefined)
    expect(await decryption(gcm, key, iv, made)).toBe(undefined)
    const long = await encryption(gcm, key, iv, Buffer.alloc(2 * partLength + 5), additional)
    for (const index of [0, partLength, long.length - 17, long.length - 16, long.length - 1]) {
      const other = Buffer.from(long)
      other[index] = (other[index] as number) ^ 1
      expect(await decryption(gcm, key, iv, other, additional)).toBe(undefined)
    }
    expect(await decryption(gcm, key, iv, long.subarray(0, -1), additional)).toBe(undefined)
    expect(await decryption(gcm, key, iv, long)).toBe(undefined)
  })

  it('AES-CBC answers undefined for lengths and padding that are none', async () => {
    const [key, iv] = [keyOf(cbc), ivOf(cbc)]
    for (const length of [0, 1, 15, 17, 31, partLength + 1]) {
      expect(await decryption(cbc, key, iv, Buffer.alloc(length))).toBe(undefined)
    }
    for (const length of [32, partLength, partLength + 16]) {
      for (const padding of [[0], [17], [255], [1, 2], [3, 2, 3]]) {
        const blocks = Buffer.alloc(length, 9)
        blocks.set(padding, length - padding.length)
        const cipher = createCipheriv('aes-128-cbc', key.k, iv).setAutoPadding(false)
        expect(await decryption(cbc, key, iv, cipher.update(blocks))).toBe(undefined)
      }
    }
  })

  it.each([gcm, cbc])('$name takes an IV of its one length', async (primitive) => {
    const key = keyOf(primitive)
    const right = ivOf(primitive).length
    for (const length of [0, 1, 8, 11, 12, 13, 16, 17].filter((each) => each !== right)) {
      for (const content of [48, partLength + 16]) {
        const iv = new Uint8Array(length)
        expect(() => encryption(primitive, key, iv, Buffer.alloc(content))).toThrow(/IV of 1[26] bytes/)
        expect(await decryption(primitive, key, iv, Buffer.alloc(content))).toBe(undefined)
        if (primitive.name !== 'AES-GCM' || length === 0) continue
        // What would be right for another length.
        const other = expected(primitive, key.k, iv, Buffer.alloc(content), Buffer.alloc(0))
        expect(await decryption(primitive, key, iv, other)).toBe(undefined)
      }
    }
  })

  it.runIf(mode === 'async')('answer at once for a part, and with a promise for more', () => {
    for (const primitive of [gcm, cbc]) {
      const [key, iv] = [keyOf(primitive), ivOf(primitive)]
      for (const [length, isLong] of [
        [0, false],
        [partLength, false],
        [partLength + 1, true],
      ] as const) {
        expect(encryption(primitive, key, iv, Buffer.alloc(length)) instanceof Promise).toBe(isLong)
        expect(decryption(primitive, key, iv, Buffer.alloc(length)) instanceof Promise).toBe(isLong)
      }
    }
  })

  it.runIf(mode === 'async')('let the event loop turn, and need none', async () => {
    for (const primitive of [gcm, cbc]) {
      const [key, iv, content] = [keyOf(primitive), ivOf(primitive), Buffer.alloc(64 * partLength)]
      let turns = 0
      const counting = setInterval(() => turns++, 1)
      const made = await encryption(primitive, key, iv, content)
      const opened = (await decryption(primitive, key, iv, made)) as Bytes
      clearInterval(counting)
      expect(content.equals(opened)).toBe(true)
      expect(turns).toBeGreaterThan(2)
      for (const name of ['setImmediate', 'setTimeout', 'MessageChannel']) vi.stubGlobal(name, undefined)
      expect(Buffer.from(made).equals(encryption(primitive, key, iv, content) as Bytes)).toBe(true)
      expect(content.equals(decryption(primitive, key, iv, made) as Bytes)).toBe(true)
      vi.unstubAllGlobals()
    }
  })
})

/** Every octet changed, one at a time, then cut short and made longer. */
function* spoilt(octets: Bytes): Generator<Bytes> {
  for (const index of octets.keys()) yield octets.map((octet, at) => (at === index ? octet ^ 0x10 : octet))
  for (let length = 0; length < octets.length; length++) yield octets.subarray(0, length)
  yield Uint8Array.of(...octets, 0)
}
