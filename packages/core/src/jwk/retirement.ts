import { checkNumber, checkOptionNames } from '../options.ts'
import { wholeSecondsOf } from '../time.ts'

/** Seconds since 1970, or a date. */
export type Time = number | Date

/** When a key retires that has signed until now; from then on nothing verifies by it. */
export interface Retirement {
  readonly retireAt?: Time
  /** Seconds from now; 0 is at once. Default: the ring's. */
  readonly retireAfter?: number
}

/** What says when a key retires. */
export const retirementNames: readonly string[] = ['retireAt', 'retireAfter']

/** The time of retirement, when it is now so late. The options are read at once. Throws `TypeError`. */
export function retirementOf(
  options: Retirement,
  fallback: number | undefined,
  known: readonly string[] = retirementNames,
): (now: number) => number {
  checkOptionNames(options, known)
  const { retireAt, retireAfter = retireAt === undefined ? fallback : undefined } = options
  if (retireAt !== undefined && retireAfter !== undefined)
    throw new TypeError("The options 'retireAt' and 'retireAfter' exclude each other")
  if (retireAt !== undefined) {
    const time = secondsOf(retireAt)
    return () => time
  }
  // A key that nobody remembers to take away would be good for ever.
  if (retireAfter === undefined)
    throw new TypeError("Say with 'retireAfter' (seconds) or 'retireAt' when the current key retires")
  checkNumber(retireAfter, "The option 'retireAfter'")
  return (now) => now + retireAfter
}

/** Throws `TypeError` for what is no time. */
export function secondsOf(time: unknown): number {
  return checkNumber(
    typeof time === 'number' ? time : wholeSecondsOf(time),
    "The option 'retireAt', a Date or a number,",
  )
}
