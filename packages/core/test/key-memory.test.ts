import { nodeBackend } from '@jose/backend-node'
import { createJose, type Key } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { KeyMemory } from '../src/jwk/key-memory.ts'

const key: Key = createJose(nodeBackend()).jwk.constructSync(new Uint8Array(32).fill(7))

function remembering(input: unknown, secret: boolean): KeyMemory {
  const memory = new KeyMemory()
  memory.keeper(input, secret)(key)
  return memory
}

describe('the memory of keys', () => {
  it('finds a text by its content, as what it was taken for', () => {
    for (const secret of [true, false]) {
      const memory = remembering('some text', secret)
      expect(memory.find(['some', 'text'].join(' '), secret)).toBe(key)
      expect(memory.find('some text', !secret)).toBe(undefined)
      expect(memory.find('another text', secret)).toBe(undefined)
    }
  })

  it('finds octets by their identity, as what they were taken for, while they say the same', () => {
    const octets = Uint8Array.of(1, 2, 3)
    const memory = remembering(octets, true)
    expect([memory.find(octets, true), memory.find(octets, false)]).toEqual([key, undefined])
    expect(memory.find(Uint8Array.of(1, 2, 3), true)).toBe(undefined)
    octets[2] = 4
    expect(memory.find(octets, true)).toBe(undefined)
  })

  it('finds an object by its identity, while every member says the same', () => {
    const changes: readonly ((jwk: { [member: string]: unknown }) => void)[] = [
      (jwk) => Object.assign(jwk, { k: 'BBBB' }),
      (jwk) => Object.assign(jwk, { alg: 'HS256' }),
      (jwk) => Reflect.deleteProperty(jwk, 'k'),
      (jwk) => (jwk.key_ops as string[]).push('verify'),
      (jwk) => (jwk.key_ops as string[]).splice(0, 1, 'verify'),
      (jwk) => Object.assign(jwk, { key_ops: 'sign' }),
      (jwk) => Object.assign(jwk, { key_ops: 's' }),
      (jwk) => Object.assign(jwk, { use: ['s'] }),
      (jwk) => (jwk.der as Uint8Array).fill(9),
    ]
    for (const change of changes) {
      const jwk = { kty: 'oct', k: 'AAAA', use: 's', key_ops: ['sign'], der: Uint8Array.of(1) }
      const memory = remembering(jwk, false)
      expect([memory.find(jwk, false), memory.find(jwk, true), memory.find({ ...jwk }, false)]).toEqual([
        key,
        key,
        undefined,
      ])
      jwk.key_ops = [...jwk.key_ops]
      expect(memory.find(jwk, false)).toBe(key)
      change(jwk)
      expect(memory.find(jwk, false)).toBe(undefined)
    }
  })

  it('remembers what the material said when it was read, whatever it says when the key is there', () => {
    const jwk = { kty: 'oct', k: 'AAAA' }
    const memory = new KeyMemory()
    const keep = memory.keeper(jwk, false)
    jwk.k = 'BBBB'
    keep(key)
    expect(memory.find(jwk, false)).toBe(undefined)
    jwk.k = 'AAAA'
    expect(memory.find(jwk, false)).toBe(key)
  })

  it('has nothing for a key, which needs no memory, nor for what is no material', () => {
    for (const input of [key, null, undefined, 1]) expect(remembering(input, false).find(input, false)).toBe(undefined)
  })
})
