/** How long everything takes. */
export interface Pace {
  readonly rounds: number
  /** What a contender runs for at a time, in milliseconds. */
  readonly turn: number
  /** Rounds that do not count, for the compiler to see what there is. */
  readonly warmUp: number
}

export const thorough: Pace = { rounds: 18, turn: 50, warmUp: 4 }
export const quick: Pace = { rounds: 8, turn: 16, warmUp: 3 }
