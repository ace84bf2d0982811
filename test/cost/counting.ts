// What a call makes a backend, its codec and the language's JSON do.
import type { Codec, Mode, Primitives, SyncBackend } from '@jose/core'

/** How often each was called: primitives and the codec by their names, `JSON.parse` and `JSON.stringify` by theirs. */
export type Calls = { readonly [operation: string]: number }

export interface Counting {
  /** Does what the other backend does. */
  readonly backend: SyncBackend
  /** What `run` caused, and its result. Nothing else may run meanwhile. */
  during<T>(run: () => T): Promise<Counted<Awaited<T>>>
}

interface Counted<T> {
  readonly calls: Calls
  /** Octets or characters of all texts that the codec and JSON went over. */
  readonly length: number
  readonly result: T
}

export function counting(backend: SyncBackend): Counting {
  let calls: { [operation: string]: number } = {}
  let length = 0
  const counted =
    (name: string, run: (...given: never[]) => unknown) =>
    (...given: readonly unknown[]): unknown => {
      calls[name] = (calls[name] ?? 0) + 1
      return run(...(given as never[]))
    }
  const read = (name: string, run: (...given: never[]) => unknown): ((...given: readonly unknown[]) => unknown) => {
    const count = counted(name, run)
    return (...given) => {
      length += lengthOf(given[0])
      return count(...given)
    }
  }
  const json = { parse: JSON.parse, stringify: JSON.stringify }
  const during = async <T>(run: () => T): Promise<Counted<Awaited<T>>> => {
    calls = {}
    length = 0
    JSON.parse = read('JSON.parse', json.parse) as typeof JSON.parse
    JSON.stringify = counted('JSON.stringify', json.stringify) as typeof JSON.stringify
    try {
      const answer = run()
      const result = await answer
      return { calls, length, result }
    } finally {
      Object.assign(JSON, json)
    }
  }
  return {
    backend: {
      ...backend,
      random: counted('random', backend.random) as SyncBackend['random'],
      adopt: counted('adopt', backend.adopt) as SyncBackend['adopt'],
      codec: each(backend.codec as Codec, read),
      sync: each(backend.sync, counted) as Primitives<'sync'>,
      async: each(backend.async as Primitives<Mode>, counted) as Primitives<'async'>,
    },
    during,
  }
}

function each<T extends object>(members: T, wrap: (name: string, run: () => unknown) => unknown): T {
  return Object.fromEntries(Object.entries(members).map(([name, run]) => [name, wrap(name, run)])) as T
}

function lengthOf(value: unknown): number {
  return typeof value === 'string' || value instanceof Uint8Array ? value.length : 0
}
