// What a call is refused by.
import { expect } from 'vitest'

/** An error of that code, for `toThrow`. */
export function code(name: string): unknown {
  return expect.objectContaining({ code: name })
}

/** What the call throws, or else what it returns. */
export function thrownBy(call: () => unknown): unknown {
  try {
    return call()
  } catch (error) {
    return error
  }
}
