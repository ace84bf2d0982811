import { afterEach, expect, it, vi } from 'vitest'
import { webcryptoBackend } from '../src/index.ts'

const { turn } = webcryptoBackend()

afterEach(() => {
  vi.unstubAllGlobals()
})

/** Whether a timer that is due gets its turn before `turn` is over, given enough of them. */
async function letsTimersRun(): Promise<boolean> {
  let ran = false
  setImmediate(() => {
    ran = true
  })
  for (let count = 0; count < 20 && !ran; count++) await turn?.()
  return ran
}

it('lets the event loop turn, by a message or a timer', async () => {
  expect(await letsTimersRun()).toBe(true)
  vi.stubGlobal('MessageChannel', undefined)
  expect(await letsTimersRun()).toBe(true)
})

it('by a message where there are both, and leaves no channel open', async () => {
  let closed = 0
  const Real = MessageChannel
  class Counted extends Real {
    constructor() {
      super()
      const { port1 } = this
      const close = port1.close.bind(port1)
      port1.close = () => {
        closed++
        close()
      }
    }
  }
  vi.stubGlobal('MessageChannel', Counted)
  vi.stubGlobal('setTimeout', () => expect.unreachable())
  await turn?.()
  expect(closed).toBe(1)
})

it('goes on where the engine has no event loop', async () => {
  vi.stubGlobal('MessageChannel', undefined)
  vi.stubGlobal('setTimeout', undefined)
  await turn?.()
})
