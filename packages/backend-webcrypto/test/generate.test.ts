import { createJose } from '@jose/core'
import { expect, it } from 'vitest'
import { webcryptoBackend } from '../src/index.ts'

const { jwk } = createJose(webcryptoBackend())

it('RSA keys are made off the event loop', { timeout: 60_000 }, async () => {
  let turns = 0
  let turning = true
  const turn = (): void => {
    turns++
    if (turning) setTimeout(turn, 1)
  }
  setTimeout(turn, 1)
  const start = performance.now()
  const calls: number[] = []
  const keys = await Promise.all(
    Array.from({ length: 4 }, () => jwk.generate('RS256', { size: 3072, onProgress: (count) => calls.push(count) })),
  )
  turning = false
  expect(new Set(keys.map(({ kid }) => kid)).size).toBe(4)
  // A key of that size takes a tenth of a second and more; a loop that stood still would have turned once for each.
  expect(turns).toBeGreaterThan(Math.min(20, (performance.now() - start) / 20))
  expect(calls).toEqual([])
})
