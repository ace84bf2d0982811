import type { Mode } from '../backend.ts'
import { copyOfBytes, isBytes } from '../encoding/bytes.ts'
import type { Engine } from '../engine.ts'
import type { KeyInput } from '../jwk/candidates.ts'
import { andThen, isPromise, type Maybe } from '../maybe.ts'
import type { TokenHeader } from './header.ts'

/** Finds the key for a header that nobody has verified yet. Null and undefined mean that there is none. */
export type KeyResolver = (header: TokenHeader) => Maybe<KeyInput | null | undefined>

/** As `KeyResolver`, for sync calls. */
export type SyncKeyResolver = (header: TokenHeader) => KeyInput | null | undefined

/** The method by which a set of keys is asked; of all copies of this package, so that they understand each other. */
export const findKeys: unique symbol = Symbol.for('jose.findKeys') as typeof findKeys

/** What keys are wanted for. */
export interface Wanted {
  /** Of the token to be read, which nobody has verified yet, or to be written. */
  readonly header: TokenHeader
  /** `write` is to sign or encrypt, `read` to verify or decrypt. */
  readonly side: 'write' | 'read'
  /** In `sync` mode the answer is no promise. */
  readonly mode: Mode
}

/** Keys that are chosen by what they are wanted for, such as `jwks.local` and `jwks.remote`. */
export interface KeySet {
  /** The keys that may serve; `undefined` when there is none. */
  [findKeys](wanted: Wanted): Maybe<KeyInput | undefined>
  /** The one algorithm of each key, where each names one and the set is complete; then `algorithms` may be left out. */
  readonly algorithms?: readonly string[] | undefined
}

/** What a caller may give as the key: keys, a set that chooses, or a function that finds them. */
export type KeySource = KeyInput | KeySet | KeyResolver | null

export function isKeySet(value: unknown): value is KeySet {
  return typeof value === 'object' && value !== null && typeof (value as Partial<KeySet>)[findKeys] === 'function'
}

/** The source as it is now, where it may be read after a wait: octets that are overwritten meanwhile are not the key. */
export function kept({ mode }: Engine, source: KeySource): KeySource {
  if (mode === 'sync') return source
  if (Array.isArray(source)) return source.some(isBytes) ? source.map(copyOfBytes) : source
  return copyOfBytes(source)
}

/** The keys themselves; `undefined` when none is found. What a resolver throws passes through as it is. */
export function resolve(engine: Engine, key: KeySource, header: TokenHeader, side: Wanted['side']): Maybe<unknown> {
  if (typeof key === 'function') return answered(engine, (key as KeyResolver)(header))
  if (isKeySet(key)) return answered(engine, key[findKeys]({ header, side, mode: engine.mode }))
  if (isPromise(key as Maybe<unknown>)) throw new TypeError('The key is a promise: await it first')
  return key
}

function answered({ mode }: Engine, found: Maybe<unknown>): Maybe<unknown> {
  if (mode === 'sync' && isPromise(found)) throw new TypeError('A resolver for sync calls must answer at once')
  return andThen(found, (answer): unknown => {
    if (typeof answer === 'function' || isKeySet(answer))
      throw new TypeError('A resolver answers with a key, not with another resolver')
    return answer ?? undefined
  })
}
