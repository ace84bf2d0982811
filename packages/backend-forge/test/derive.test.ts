import { pbkdf2Sync, randomBytes } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { derive, deriveAsync } from '../src/derive.ts'

const names = { 'SHA-1': 'sha1', 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' } as const

afterEach(() => {
  vi.unstubAllGlobals()
})

describe.each(Object.keys(names) as (keyof typeof names)[])('PBKDF2 of forge with %s', (hash) => {
  it('is what node:crypto makes of it, in both modes', async () => {
    for (const length of [1, 16, 20, 32, 48, 64, 130]) {
      for (const iterations of [1, 2, 1000]) {
        const [password, salt] = [randomBytes(length), randomBytes(2 * length)]
        const right = pbkdf2Sync(password, salt, iterations, length, names[hash])
        expect(right.equals(derive({ name: 'PBKDF2', hash }, password, salt, iterations, length))).toBe(true)
        const deriving = deriveAsync({ name: 'PBKDF2', hash }, password, salt, iterations, length)
        // What the caller does to its octets afterwards must not show.
        password.fill(0)
        salt.fill(0)
        expect(right.equals(await deriving)).toBe(true)
      }
    }
    const empty = new Uint8Array(0)
    const right = pbkdf2Sync(empty, empty, 10, 32, names[hash])
    expect(right.equals(derive({ name: 'PBKDF2', hash }, empty, empty, 10, 32))).toBe(true)
  })
})

describe('PBKDF2 of forge, async', () => {
  it('lets the event loop turn, and needs none', async () => {
    const [password, salt] = [randomBytes(16), randomBytes(16)]
    const primitive = { name: 'PBKDF2', hash: 'SHA-512' } as const
    let turns = 0
    const counting = setInterval(() => turns++, 1)
    const octets = await deriveAsync(primitive, password, salt, 20_000, 64)
    clearInterval(counting)
    expect(turns).toBeGreaterThan(2)
    vi.stubGlobal('setTimeout', undefined)
    expect(deriveAsync(primitive, password, salt, 20_000, 64)).toEqual(octets)
  })
  it.each([
    [undefined, undefined, false],
    [{}, undefined, false],
    [{ yield: true }, undefined, false],
    [undefined, setTimeout, true],
    [{ yield: async () => {} }, undefined, true],
    [{ yield: async () => {} }, setTimeout, true],
  ])('is a promise where there is something to wait with, scheduler %o and setTimeout %o: %s', async (...given) => {
    const [scheduler, timeout, isPromise] = given
    vi.stubGlobal('scheduler', scheduler)
    vi.stubGlobal('setTimeout', timeout)
    const deriving = deriveAsync({ name: 'PBKDF2', hash: 'SHA-256' }, Uint8Array.of(1), Uint8Array.of(2), 3, 32)
    expect(deriving instanceof Promise).toBe(isPromise)
    expect(pbkdf2Sync(Uint8Array.of(1), Uint8Array.of(2), 3, 32, 'sha256').equals(await deriving)).toBe(true)
  })
})
