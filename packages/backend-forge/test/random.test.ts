import './pure-javascript.ts'
import { JOSEError } from '@jose/core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import keys from '../../../conformance/vectors/keys.json' with { type: 'json' }
import { createJose, forgeBackend, jwk, jws } from '../src/index.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('a runtime without crypto.getRandomValues', () => {
  const noRandom = expect.objectContaining({ code: 'ERR_NO_RANDOM' })

  it('refuses, with a clear error, what does', async () => {
    vi.spyOn(Math, 'random').mockImplementation(() => {
      throw new Error('Math.random was asked')
    })
    const token = jws.signSync('x', keys.RS256.private, { algorithm: 'RS256' })
    vi.stubGlobal('crypto', undefined)
    expect(jws.verifySync(token, keys.RS256.public, { algorithms: ['RS256'] }).text()).toBe('x')
    const fresh = { ...keys.RS256.private, kid: 'of which nothing is remembered' }
    expect(() => jws.signSync('x', fresh, { algorithm: 'RS256' })).toThrow(noRandom)
    expect(() => jws.signSync('x', fresh, { algorithm: 'PS256' })).toThrow(noRandom)
    for (const algorithm of ['RS256', 'ES256', 'Ed25519', 'Ed448', 'ML-DSA-44', 'HS256']) {
      expect(() => jwk.generateSync(algorithm)).toThrow(noRandom)
      await expect(jwk.generate(algorithm)).rejects.toThrow(noRandom)
    }
    vi.stubGlobal('crypto', {})
    expect(() => forgeBackend().random(1)).toThrow(JOSEError)
  })
  it('is well again with a source that is injected, or comes later', () => {
    vi.stubGlobal('crypto', undefined)
    const asked: number[] = []
    const random = (length: number): Uint8Array => {
      asked.push(length)
      return new Uint8Array(length).map((_, index) => index * 7 + asked.length * 31 + (index >> 3))
    }
    const jose = createJose(forgeBackend({ random }))
    const token = jose.jws.signSync('x', keys.RS256.private, { algorithm: 'PS256' })
    expect(jws.verifySync(token, keys.RS256.public, { algorithms: ['PS256'] }).text()).toBe('x')
    expect(asked).toContain(32)
    vi.unstubAllGlobals()
    expect(jwk.generateSync('ES256').kty).toBe('EC')
  })
})

describe('random', () => {
  it('gives more than getRandomValues does at once', () => {
    const octets = forgeBackend().random(200_001)
    expect(octets.length).toBe(200_001)
    for (const start of [0, 65_536, 131_072, 199_900]) {
      expect(octets.subarray(start, start + 100).some((octet) => octet !== 0)).toBe(true)
    }
    expect(forgeBackend().random(0).length).toBe(0)
  })
  it('asks getRandomValues for as much as it gives at once, and for no more than is needed', () => {
    for (const [length, sizes] of [
      [0, []],
      [1, [1]],
      [65_536, [65_536]],
      [65_537, [65_536, 1]],
      [200_000, [65_536, 65_536, 65_536, 3392]],
    ] as const) {
      const asked: number[] = []
      const getRandomValues = (octets: Uint8Array): void => {
        asked.push(octets.length)
        octets.fill(7)
      }
      vi.stubGlobal('crypto', { getRandomValues })
      expect(forgeBackend().random(length)).toEqual(new Uint8Array(length).fill(7))
      expect(asked).toEqual(sizes)
    }
  })
  it('takes what the source gives only if it is what was asked for, and out of its memory', () => {
    for (const given of [new Uint8Array(31), new Uint8Array(33), 'x'.repeat(32), undefined, new Uint16Array(32), []]) {
      const backend = forgeBackend({ random: () => given as Uint8Array })
      expect(() => backend.random(32)).toThrow(TypeError)
      expect(() => createJose(backend).jws.signSync('x', keys.ES256.private, { algorithm: 'ES256' })).toThrow(TypeError)
    }
    const pool = Buffer.alloc(64, 1)
    const octets = forgeBackend({ random: (length) => pool.subarray(8, 8 + length) }).random(16)
    pool.fill(2)
    expect([octets.length, octets.buffer.byteLength, octets[0]]).toEqual([16, 16, 1])
  })
  it('is the only option there is', () => {
    expect(() => forgeBackend({ crypto: {} } as object)).toThrow(TypeError)
    expect(() => forgeBackend({ random: 'yes' } as unknown as object)).toThrow(TypeError)
    expect(forgeBackend({}).name).toBe('forge')
  })
})
