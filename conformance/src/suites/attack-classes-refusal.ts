import type { JOSEError } from '@jose/core'
import { ok, type Refusal, refuses } from '../assert.ts'

/** What an attack must come to: one of our classes, and a code that callers may rely on. */
export interface Answer extends Refusal {
  readonly is: abstract new (...args: never[]) => JOSEError
  readonly code: string
}

/**
 * The call is refused as said, and neither the error nor its causes repeat what the attacker wrote: none of `contents`,
 * where each is long enough that no message has it by chance.
 */
export async function refusesQuietly(
  call: () => unknown,
  answer: Answer,
  contents: readonly string[] = [],
): Promise<void> {
  const error = await refuses(call, answer)
  for (let at: unknown = error; at instanceof Error; at = (at as { readonly cause?: unknown }).cause) {
    const said = `${at.name}\n${at.message}\n${JSON.stringify(at)}`
    for (const content of contents) ok(!said.includes(content), `an error without what the attacker wrote: ${at.name}`)
  }
}

/** The call is over within the milliseconds: far more than it takes, and far less than what the attacker asks for. */
export async function within(milliseconds: number, call: () => Promise<unknown>): Promise<void> {
  const start = Date.now()
  await call()
  const taken = Date.now() - start
  ok(taken < milliseconds, `an answer within ${milliseconds} ms; it took ${taken}`)
}
