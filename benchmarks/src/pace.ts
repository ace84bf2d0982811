/** How long everything takes. */
export interface Pace {
  readonly rounds: number
  /** What a contender runs for at a time, in milliseconds. */
  readonly turn: number
  /** Rounds that do not count, for the compiler to see what there is. */
  readonly warmUp: number
}

export const paces = {
  thorough: { rounds: 18, turn: 50, warmUp: 4 },
  quick: { rounds: 8, turn: 16, warmUp: 3 },
  short: { rounds: 6, turn: 10, warmUp: 3 },
} as const satisfies { readonly [name: string]: Pace }

export type PaceName = keyof typeof paces
