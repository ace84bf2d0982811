import { createHmac, randomBytes } from 'node:crypto'
import { type BackendKey, base64url, InvalidKeyError } from '@jose/core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { hold } from '../src/held.ts'
import { mac, macAsync, verifyMac } from '../src/mac.ts'
import { partLength } from '../src/parts.ts'

const hashes = ['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'] as const
const modes = [
  ['sync', mac],
  ['async', macAsync],
] as const

function keyOf(k: Uint8Array): BackendKey {
  return { handle: hold({ kty: 'oct', k, macs: {} }), type: 'secret', material: { kty: 'oct', bits: 8 * k.length } }
}

afterEach(() => void vi.unstubAllGlobals())

describe.each(modes)('HMAC of forge, %s', (mode, making) => {
  it('is what node:crypto makes of it, whichever key and hash were before', async () => {
    const secrets = [0, 1, 32, 64, 65, 128, 129, 300].map((length) => randomBytes(length))
    const keys = secrets.map(keyOf)
    for (const length of [0, 1, 63, 64, 111, 128, 1000]) {
      const data = randomBytes(length)
      const text = data.toString('base64url')
      for (const [index, key] of keys.entries()) {
        for (const hash of hashes) {
          const right = (given: Uint8Array | string): Buffer =>
            createHmac(hash.replace('-', ''), secrets[index] as Buffer)
              .update(given)
              .digest()
          expect(right(data).equals(await making({ name: 'HMAC', hash }, key, data))).toBe(true)
          expect(right(text).equals(await making({ name: 'HMAC', hash }, key, text))).toBe(true)
        }
      }
    }
  })
  it('of long octets is the same, from keys that were used before', async () => {
    const secret = randomBytes(40)
    const key = keyOf(secret)
    for (const length of [-1, 0, 1, partLength, partLength + 5].map((by) => 16 * partLength + by)) {
      const data = Buffer.alloc(length, 'text')
      const right = createHmac('sha256', secret).update(data).digest()
      expect(right.equals(await making({ name: 'HMAC', hash: 'SHA-256' }, key, data)), `${length}`).toBe(true)
    }
    const right = createHmac('sha256', secret).update('x').digest()
    expect(right.equals(await making({ name: 'HMAC', hash: 'SHA-256' }, key, 'x'))).toBe(true)
  })
  it.runIf(mode === 'async')('answers at once for what is short, or text, or where nothing can be waited for', () => {
    const [key, primitive] = [keyOf(randomBytes(32)), { name: 'HMAC', hash: 'SHA-256' } as const]
    const isPromise = (data: Uint8Array | string): boolean => making(primitive, key, data) instanceof Promise
    const length = 16 * partLength
    expect(isPromise(new Uint8Array(length))).toBe(false)
    expect(isPromise(new Uint8Array(length + 1))).toBe(true)
    expect(isPromise('x'.repeat(length + 1))).toBe(false)
    for (const name of ['setImmediate', 'setTimeout', 'MessageChannel']) vi.stubGlobal(name, undefined)
    expect(isPromise(new Uint8Array(length + 1))).toBe(false)
  })
  it('needs a secret of its own', () => {
    const key = { ...keyOf(new Uint8Array(32)), handle: {} }
    for (const data of ['x', new Uint8Array(17 * partLength)]) {
      expect(() => making({ name: 'HMAC', hash: 'SHA-256' }, key, data)).toThrow(InvalidKeyError)
    }
  })
})

describe('a tag', () => {
  it.each(hashes)('of HMAC with %s is verified as octets and as text, and only as it is', (hash) => {
    const [key, data, primitive] = [keyOf(randomBytes(32)), 'text', { name: 'HMAC', hash } as const]
    const tag = mac(primitive, key, data)
    const text = base64url.encode(tag)
    expect([verifyMac(primitive, key, tag, data), verifyMac(primitive, key, text, data)]).toEqual([true, true])
    expect([verifyMac(primitive, key, tag, 'other'), verifyMac(primitive, key, text, 'other')]).toEqual([false, false])
    const octets = [new Uint8Array(0), tag.slice(1), tag.slice(0, -1), Uint8Array.of(...tag, 0)]
    for (const index of tag.keys()) octets.push(tag.map((octet, at) => (at === index ? octet ^ 4 : octet)))
    for (const other of octets) expect(verifyMac(primitive, key, other, data)).toBe(false)
    const texts = ['', text.slice(1), text.slice(0, -1), `${text}A`, `${text}=`, `${text}\0`]
    for (let index = 0; index < text.length; index++) {
      texts.push(`${text.slice(0, index)}${text[index] === 'A' ? 'B' : 'A'}${text.slice(index + 1)}`)
    }
    for (const other of texts) expect(verifyMac(primitive, key, other, data), other).toBe(false)
  })
})
