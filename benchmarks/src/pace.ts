/** How long everything takes. */
export interface Pace {
  readonly rounds: number
  /** What a contender runs for at a time, in milliseconds. */
  readonly turn: number
  /** Rounds that do not count, for the compiler to see what there is. */
  readonly warmUp: number
  /** Milliseconds of what is measured. */
  readonly clock?: Clock
}

export type Clock = () => number

/** Of the wall, or of the processors: what a call costs them does not grow with what else the machine has to do. */
export const clocks = {
  wall: () => performance.now(),
  cpu: () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1000
  },
} as const satisfies { readonly [name: string]: Clock }

export type ClockName = keyof typeof clocks

export const paces = {
  thorough: { rounds: 18, turn: 50, warmUp: 4 },
  quick: { rounds: 8, turn: 16, warmUp: 3 },
  short: { rounds: 6, turn: 10, warmUp: 3 },
} as const satisfies { readonly [name: string]: Pace }

export type PaceName = keyof typeof paces
