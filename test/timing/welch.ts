/** What two sets of measurements say of each other. Times in nanoseconds. */
export interface Difference {
  /** Welch's t where it is largest, of all measurements and of those below each of some percentiles; the sign is the second's. */
  readonly t: number
  /** By how much the second set takes longer: the difference of the means of their quicker halves. */
  readonly effect: number
  /** The effect at which |t| would have been 4.5, where these measurements see best. */
  readonly resolution: number
}

/** By chance |t| gets here once in some hundred thousand times. */
export const threshold = 4.5

/**
 * Nanoseconds. Less is of no use to anybody: over a network the best have told 100 ns apart (Crosby, Wallach, Riedi 2009 on
 * a local one; Van Goethem et al. 2020), and a comparison that stops at the first difference makes 130 between the first
 * octet of HS256 and the last. It is there because no two programs that do different things take exactly the same time.
 */
export const floor = 20

/** How many times a difference must be seen, of new samples each time: other work of the machine is not a leak. */
export const tries = 3

export function isDifferent({ t }: Difference): boolean {
  return Math.abs(t) >= threshold
}

/** Whether the difference is there every time, in the same direction, and of some size. */
export function isLeak(differences: readonly Difference[]): boolean {
  const isThere = differences.every((one) => isDifferent(one) && Math.abs(one.effect) >= floor)
  const directions = new Set(differences.map(({ t }) => Math.sign(t)))
  return differences.length === tries && isThere && directions.size === 1
}

/**
 * The comparison of dudect. What a process is interrupted by makes a few measurements very long, and with them the
 * variance: so t is computed also without the longest, cut off at the same times for both, at several percentiles.
 */
export function compare(first: Float64Array, second: Float64Array): Difference {
  const [a, b] = [first.toSorted(), second.toSorted()]
  const all = new Float64Array(a.length + b.length)
  all.set(a)
  all.set(b, a.length)
  all.sort()
  let [t, resolution] = [0, Number.POSITIVE_INFINITY]
  for (const share of shares) {
    const most = all[Math.ceil(all.length * share) - 1] as number
    const [x, y] = [momentsUpTo(a, most), momentsUpTo(b, most)]
    const error = Math.sqrt(x.variance / x.count + y.variance / y.count)
    if (x.count < 2 || y.count < 2 || error === 0) continue
    const one = (y.mean - x.mean) / error
    resolution = Math.min(resolution, threshold * error)
    if (Math.abs(one) > Math.abs(t)) t = one
  }
  return { t, effect: meanOfQuicker(b) - meanOfQuicker(a), resolution }
}

/** Of the measurements, from the fifth part that was quickest to all of them; denser where the long ones begin. */
const shares: readonly number[] = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99, 0.999, 1]

function momentsUpTo(sorted: Float64Array, most: number): { count: number; mean: number; variance: number } {
  let [count, mean, squares] = [0, 0, 0]
  for (const time of sorted) {
    if (time > most) break
    count++
    const distance = time - mean
    mean += distance / count
    squares += distance * (time - mean)
  }
  return { count, mean, variance: squares / (count - 1) }
}

/** Of the quicker half: the longer half is mostly what else the machine had to do. */
function meanOfQuicker(sorted: Float64Array): number {
  const half = sorted.subarray(0, Math.ceil(sorted.length / 2))
  return half.reduce((sum, time) => sum + time, 0) / half.length
}
