import { isDeepStrictEqual } from 'node:util'
import type { Operations } from '../../conformance/src/modes.ts'

/** Something that reads what an attacker wrote. */
export interface Target {
  /** Inputs to begin with, of the vectors of the conformance suite. */
  seeds(): readonly (string | Uint8Array)[]
  /** What the reader looks for, that mutation alone would not guess. */
  readonly words: readonly (string | Uint8Array)[]
  /**
   * What one backend makes of the input, as data for JSON: all must make the same of it. Rejects with a `JOSEError` where
   * the input is refused, and with a `Finding` where something that was accepted does not come round.
   */
  read(o: Operations, input: Uint8Array): Promise<unknown>
}

/** What must not be: a bug of the library's. */
export class Finding extends Error {
  override readonly name = 'Finding'
}

/** Throws `Finding` where the two are not the same as JSON, in whatever order. */
export function same(what: string, one: unknown, other: unknown): void {
  const [first, second] = [JSON.stringify(one), JSON.stringify(other)] as const
  if (first === second || isDeepStrictEqual(parsed(first), parsed(second))) return
  throw new Finding(`${what}: ${first} became ${second}`)
}

function parsed(json: string | undefined): unknown {
  return json === undefined ? undefined : JSON.parse(json)
}

/** The text of an input, whatever its octets are. */
export function textOf(input: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(input)
}
