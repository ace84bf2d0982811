import type { Kty, Primitive } from '../backend.ts'
import type { Engine } from '../engine.ts'
import { InvalidKeyError, passOver, UnsupportedAlgorithmError } from '../errors.ts'
import { andThen, firstSuccess, type Maybe, recover } from '../maybe.ts'
import type { JWK } from './jwk.ts'
import type { Key } from './key.ts'
import type { KeyMaterialInput } from './key-from.ts'
import { listsOf, matching } from './key-set.ts'
import { fromLists, fromSet, isKindOf, lacking } from './members.ts'
import { readyKey, rememberedKey } from './remembered.ts'

export interface JWKS {
  readonly keys: readonly JWK[]
}

/** Certificates by `kid`, as Firebase publishes them. */
export interface PemsByKid {
  readonly [kid: string]: string
}

/** One key or several, in any form. */
export type KeyInput = KeyMaterialInput | JWKS | PemsByKid | readonly (KeyMaterialInput | JWKS)[]

/** What keys are wanted for: one algorithm and one side of it. `V` is how a key that fits is used. */
export interface Use<V extends object> {
  /** The algorithm's. */
  readonly name: string
  readonly kty: readonly Kty[]
  /** What the `alg` of a key may say. */
  readonly algs: readonly string[]
  /** Whether it was a token that chose the algorithm. */
  readonly byToken: boolean
  /** Without any of these the backend has no use for such keys. */
  readonly primitives: readonly Primitive[]
  /** How the key is used, or, as text, why it may not be. Throws `UnsupportedAlgorithmError`. */
  fit(engine: Engine, key: Key): V | string
  /** The same side of another algorithm. */
  other(name: string): Use<V> | undefined
  /** The error for a token that no key is there for. */
  refuse(message: string, code: string, cause?: unknown): Error
}

/** A key that may be used, and how. */
export interface Usable<V extends object> {
  readonly key: Key
  readonly variant: V
}

/**
 * The keys that may be used, the best first: of one explicit key, that one; of a set, those of the same `kid`, then
 * those without. `allowed` are the names the caller lets a token choose from. Throws `InvalidKeyError` where the
 * caller's key can serve none of them, and what `use.refuse` makes (`ERR_KEY_NOT_FOUND`, `ERR_KEY_UNFIT`) where it is
 * the token that asks for another key.
 */
export function candidates<V extends object>(
  engine: Engine,
  input: unknown,
  use: Use<V>,
  kid: string | undefined,
  allowed: readonly string[],
): Maybe<readonly Usable<V>[]> {
  const lists = listsOf(input)
  if (lists !== undefined) return fromLists(engine, lists, use)
  const ready = readyKey(engine, input, use)
  const variant = ready && use.fit(engine, ready)
  if (ready !== undefined && typeof variant === 'object') return [{ key: ready, variant }]
  const members = matching(input, kid)
  if (members !== undefined) return fromSet(engine, members, use, kid)
  return recover(
    () => andThen(rememberedKey(engine, input, use), (key) => [explicit(engine, key, use)]),
    (error) => blame(engine, input, use, allowed, error),
  )
}

function explicit<V extends object>(engine: Engine, key: Key, use: Use<V>): Usable<V> {
  const variant = use.fit(engine, key)
  if (typeof variant === 'string') throw new InvalidKeyError(variant, 'ERR_KEY_UNFIT')
  return { key, variant }
}

/** Where the key would do for another of the allowed algorithms, it is the token that chose wrong, not the caller. */
function blame(
  engine: Engine,
  input: unknown,
  use: Use<object>,
  allowed: readonly string[],
  error: unknown,
): Maybe<never> {
  if (error instanceof UnsupportedAlgorithmError && isKindOf(error.algorithm, use)) throw lacking(engine, use)
  if (!(error instanceof InvalidKeyError)) throw error
  const others = allowed.filter((name) => name !== use.name)
  const other = firstSuccess(others, (name) => {
    const another = use.other(name)
    if (another === undefined) return undefined
    return recover<true | undefined>(
      () => andThen(rememberedKey(engine, input, another), (key) => isFit(engine, key, another)),
      passOver,
    )
  })
  return andThen(other, (found) => {
    throw found ? use.refuse(error.message, 'ERR_KEY_UNFIT', error) : error
  })
}

function isFit(engine: Engine, key: Key, use: Use<object>): true | undefined {
  return typeof use.fit(engine, key) === 'string' ? undefined : true
}
