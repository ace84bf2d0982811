/** The time of a Date of any realm, in milliseconds; NaN for one that is invalid, and for anything else. */
export function millisecondsOf(value: unknown): number {
  try {
    return Date.prototype.getTime.call(value)
  } catch {
    return Number.NaN
  }
}

/** A Date as whole seconds, rounded down; NaN likewise. */
export function wholeSecondsOf(value: unknown): number {
  return Math.floor(millisecondsOf(value) / 1000)
}
