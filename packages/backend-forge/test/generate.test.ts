import { createJose } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { forgeBackend } from '../src/index.ts'

const { jwk } = createJose(forgeBackend())

describe('RSA keys', () => {
  it('leave the event loop its turns, and say before each how far the search is', { timeout: 60_000 }, async () => {
    let turns = 0
    let longest = 0
    let last = performance.now()
    let turning = true
    const turn = (): void => {
      turns++
      const now = performance.now()
      longest = Math.max(longest, now - last)
      last = now
      if (turning) setImmediate(turn)
    }
    setImmediate(turn)
    const calls: number[] = []
    const made: number[] = []
    // Short searches tell little.
    while (turns < 20) {
      const { bits } = await jwk.generate('RS256', {
        size: 3072,
        onProgress(attempts) {
          calls.push(attempts)
        },
      })
      made.push(bits)
    }
    turning = false
    expect(made.every((bits) => bits === 3072)).toBe(true)
    expect(calls.length).toBeGreaterThanOrEqual(turns - made.length - 1)
    expect(Math.max(...calls)).toBeGreaterThan(0)
    // Some 20 ms on an idle machine.
    expect(longest).toBeLessThan(250)
  })
  it('in sync mode say it too', () => {
    const calls: number[] = []
    expect(jwk.generateSync('RS256', { onProgress: (attempts) => calls.push(attempts) }).bits).toBe(2048)
    // Five rounds for each of two primes.
    expect(calls.length).toBeGreaterThanOrEqual(10)
    expect(calls).toEqual([...calls].sort((a, b) => a - b))
  })
  it('of sizes that are multiples of eight', { timeout: 60_000 }, async () => {
    for (const size of [2048, 2056, 2504]) {
      const key = await jwk.generate('PS256', { size })
      expect(key.bits).toBe(size)
      const data = new TextEncoder().encode('x')
      expect(await key.verify(data, await key.sign(data))).toBe(true)
    }
  })
})
