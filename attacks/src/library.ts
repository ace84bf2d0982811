import type { Inputs, Way } from './attack.ts'

/** A library, by the calls that its documentation shows. */
export interface Library {
  readonly name: string
  readonly version: string
  /** Whether it says so by an error that is made for bad tokens and keys. */
  isOwn(error: unknown): boolean
  /** What it cannot read is not there. Answers claims, or octets. */
  readonly reads: { readonly [way in Way]?: (input: Inputs[way]) => unknown }
}
