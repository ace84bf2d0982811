import type { Engine } from '../engine.ts'
import { andThen, type Maybe } from '../maybe.ts'
import type { Use } from './candidates.ts'
import { isKey, type Key } from './key.ts'
import { adoptKey, keyFrom } from './key-from.ts'

/** The key, where the input is one or one was made from it before: no more is to be done, most of the time. */
export function readyKey(engine: Engine, input: unknown, { kty }: Use<object>): Key | undefined {
  if (typeof input === 'object' && input !== null && isKey(input)) return adoptKey(engine, input)
  return engine.keys.find(input, kty[0] === 'oct')
}

/** The key behind a single material, made once. */
export function rememberedKey(engine: Engine, input: unknown, use: Use<object>): Maybe<Key> {
  const ready = readyKey(engine, input, use)
  if (ready !== undefined) return ready
  const secret = use.kty[0] === 'oct'
  const keep = engine.keys.keeper(input, secret)
  return andThen(keyFrom(engine, input, secret ? 'secret' : 'asymmetric'), (key) => {
    keep(key)
    return key
  })
}
