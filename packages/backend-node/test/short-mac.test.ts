import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import type { MacPrimitive } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { nodeBackend } from '../src/index.ts'
import { padsOf } from '../src/short-mac.ts'

const { sync, adopt } = nodeBackend()
const names = { 'SHA-1': 'sha1', 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' } as const
type HashName = keyof typeof names

describe.each(Object.keys(names) as HashName[])('HMAC with %s of texts', (hash) => {
  const primitive: MacPrimitive = { name: 'HMAC', hash }

  it('is what node makes of it, for secrets and texts of every length about a block', () => {
    for (const length of [1, 14, 32, 63, 64, 65, 127, 128, 129, 300]) {
      const secret = randomBytes(length)
      const key = sync.importKey({ kty: 'oct', k: secret })
      for (const characters of [0, 1, 55, 63, 64, 65, 300, 8191, 8192, 8193, 20_000]) {
        const text = randomBytes(characters).toString('base64url').slice(0, characters)
        const expected = createHmac(names[hash], secret).update(text).digest('base64url')
        expect(sync.mac(primitive, key, text)).toBe(expected)
        expect(sync.verifyMac(primitive, key, expected, text)).toBe(true)
        expect(sync.mac(primitive, key, Buffer.from(text))).toBe(expected)
      }
    }
  })

  it('keeps the pads of a secret that was given as octets', () => {
    const { handle } = sync.importKey({ kty: 'oct', k: randomBytes(32) })
    const pads = padsOf(handle as KeyObject, hash)
    expect(pads?.hash).toBe(names[hash])
    expect(padsOf(handle as KeyObject, hash)).toBe(pads)
  })

  it("leaves the octets of the caller's KeyObject where they are", () => {
    const native = createSecretKey(randomBytes(32))
    const key = adopt(native)
    expect(key && sync.mac(primitive, key, 'text')).toBe(
      createHmac(names[hash], native).update('text').digest('base64url'),
    )
    expect(padsOf(native, hash)).toBe(undefined)
  })
})

it('HMAC of long octets is made in turns, and is the same', async () => {
  const { async } = nodeBackend()
  const primitive: MacPrimitive = { name: 'HMAC', hash: 'SHA-256' }
  const key = sync.importKey({ kty: 'oct', k: randomBytes(32) })
  const octets = randomBytes(2 * 1024 * 1024 + 1)
  expect(async.mac(primitive, key, octets.subarray(0, 1024 * 1024))).toBeTypeOf('string')
  for (const length of [1024 * 1024 + 1, octets.length]) {
    const making = async.mac(primitive, key, octets.subarray(0, length))
    expect(making).toBeInstanceOf(Promise)
    expect(await making).toBe(sync.mac(primitive, key, octets.subarray(0, length)))
  }
})
