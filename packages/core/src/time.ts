/** The time of a Date of any realm as whole seconds, rounded down; NaN for one that is invalid, and for anything else. */
export function wholeSecondsOf(value: unknown): number {
  try {
    return Math.floor(Date.prototype.getTime.call(value) / 1000)
  } catch {
    return Number.NaN
  }
}
