import { checkNumber } from '../options.ts'
import type { Key } from './key.ts'
import { type RingKey, ringError } from './ring-key.ts'

/** A key of a ring as it stands. */
export interface KeyInRing<K extends Key = Key> {
  readonly key: K
  readonly state: 'current' | 'next' | 'previous'
  /** Seconds since 1970; absent where it does not retire by itself. */
  readonly retireAt?: number
}

export interface RingEntry extends RingKey, Omit<KeyInRing, 'key'> {}

/** The keys of a ring at one moment: the current one first, then the next, then the previous. Never changed, always replaced. */
export type RingEntries = readonly [RingEntry, ...RingEntry[]]

/** The entries, each `kid` once: else nobody could tell which key is meant. Throws `JWKError`. */
export function distinct(entries: readonly RingEntry[]): RingEntries {
  if (new Set(entries.map(({ key }) => key.kid)).size < entries.length)
    throw ringError('Two keys of the ring have the same kid')
  return entries as RingEntries
}

/** Those that have not retired by that time (seconds). */
export function liveAt(now: number, entries: RingEntries): RingEntries {
  checkNumber(now, 'The clock')
  return entries.filter(({ retireAt }) => retireAt === undefined || now < retireAt) as unknown as RingEntries
}

/** With one more key, the last of those that are to sign. Throws `JWKError`. */
export function announced([current, ...others]: RingEntries, { key, jwk }: RingKey): RingEntries {
  const [next, previous] = parted(others)
  return distinct([current, ...next, { key, jwk, state: 'next' }, ...previous])
}

/** With another key in the current one's place, a new one or one of the ring; the current one retires at that time. Throws `JWKError`. */
export function succeeded([current, ...others]: RingEntries, { key, jwk }: RingKey, retireAt: number): RingEntries {
  const [next, previous] = parted(others.filter((entry) => entry.key !== key))
  const retiring = { key: current.key, jwk: current.jwk, state: 'previous', retireAt } as const
  return distinct([{ key, jwk, state: 'current' }, ...next, retiring, ...previous])
}

function parted(others: readonly RingEntry[]): readonly [next: readonly RingEntry[], previous: readonly RingEntry[]] {
  return [others.filter(({ state }) => state === 'next'), others.filter(({ state }) => state === 'previous')]
}
