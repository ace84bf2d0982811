import type { Kty, Primitive } from '../backend.ts'
import { copyOfBytes } from '../encoding/bytes.ts'
import { isObject, own } from '../encoding/json.ts'
import type { Engine } from '../engine.ts'
import { InvalidKeyError, passOver, UnsupportedAlgorithmError } from '../errors.ts'
import { andThen, firstSuccess, isPromise, type Maybe, recover } from '../maybe.ts'
import type { JWK } from './jwk.ts'
import { isKey, type Key } from './key.ts'
import { adoptKey, type KeyMaterialInput, keyFrom } from './key-from.ts'
import { matching, type SetMember } from './key-set.ts'

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
  const ready = readyKey(engine, input, use)
  const variant = ready && use.fit(engine, ready)
  if (ready !== undefined && typeof variant === 'object') return [{ key: ready, variant }]
  const members = matching(input, kid)
  if (members !== undefined) return fromSet(engine, members, { use, kid, found: [], lacking: false })
  return recover(
    () => andThen(rememberedKey(engine, input, use), (key) => [explicit(engine, key, use)]),
    (error) => blame(engine, input, use, allowed, error),
  )
}

/** The key, where the input is one or one was made from it before: no more is to be done, most of the time. */
function readyKey(engine: Engine, input: unknown, { kty }: Use<object>): Key | undefined {
  if (typeof input === 'object' && input !== null && isKey(input)) return adoptKey(engine, input)
  return engine.keys.find(input, kty[0] === 'oct')
}

/** The key behind a single material, made once. */
function rememberedKey(engine: Engine, input: unknown, use: Use<object>): Maybe<Key> {
  const ready = readyKey(engine, input, use)
  if (ready !== undefined) return ready
  const secret = use.kty[0] === 'oct'
  const keep = engine.keys.keeper(input, secret)
  return andThen(keyFrom(engine, input, secret ? 'secret' : 'asymmetric'), (key) => {
    keep(key)
    return key
  })
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

/** A choice among members of a set, and what it has found by now. */
interface Choice<V extends object> {
  readonly use: Use<V>
  readonly kid: string | undefined
  readonly found: readonly Usable<V>[]
  /** Whether a key that would have been one was of a kind that the backend lacks. */
  readonly lacking: boolean
}

/** A member that cannot be built, or does not fit, never hides one that does. */
function fromSet<V extends object>(
  engine: Engine,
  members: readonly SetMember[],
  choice: Choice<V>,
): Maybe<readonly Usable<V>[]> {
  const { use, kid } = choice
  const list = [...choice.found]
  let isLacking = choice.lacking
  const note = (error: unknown): undefined => {
    if (error instanceof UnsupportedAlgorithmError && isKindOf(error.algorithm, use)) isLacking = true
    return passOver(error)
  }
  for (const [index, member] of members.entries()) {
    if (list.length === engine.limits.keys) break
    if (isOther(member.input, use)) continue
    const candidate = recover(
      () => andThen(rememberedKey(engine, member.input, use), (key) => fitting(engine, key, member, use, kid)),
      note,
    )
    if (isPromise(candidate)) {
      const rest = members.slice(index + 1).map(({ input, kid }) => ({ input: copyOfBytes(input), kid }))
      return candidate.then((value) => {
        const found = value === undefined ? list : [...list, value]
        return fromSet(engine, rest, { use, kid, found, lacking: isLacking })
      })
    }
    if (candidate !== undefined) list.push(candidate)
  }
  if (list.length > 0) return list
  // The keys of an algorithm that the backend lacks could not even be built.
  if (isLacking || !use.primitives.some((primitive) => engine.backend.supports(primitive))) throw lacking(engine, use)
  if (!use.byToken) throw new InvalidKeyError(`No key of the set can be used for ${use.name}`, 'ERR_KEY_UNFIT')
  throw use.refuse('No key of the set fits the token', 'ERR_KEY_NOT_FOUND')
}

/** Whether a key that the backend could not import, named by its kind, would have been one for the algorithm. */
function isKindOf(kind: string, { primitives }: Use<object>): boolean {
  return primitives.some((primitive) => kind === primitive.name || ('curve' in primitive && kind === primitive.curve))
}

function lacking({ backend }: Engine, { name }: Use<object>): UnsupportedAlgorithmError {
  return new UnsupportedAlgorithmError(name, backend.name)
}

function fitting<V extends object>(
  engine: Engine,
  key: Key,
  member: SetMember,
  use: Use<V>,
  wanted: string | undefined,
): Usable<V> | undefined {
  // A `Key` inside a list brings its own kid, which the list could not read before.
  const kid = key.kid ?? member.kid
  if (kid !== undefined && wanted !== undefined && kid !== wanted) return undefined
  const variant = use.fit(engine, key)
  return typeof variant === 'string' ? undefined : { key, variant }
}

function isFit(engine: Engine, key: Key, use: Use<object>): true | undefined {
  return typeof use.fit(engine, key) === 'string' ? undefined : true
}

/** What a JWK says of itself is enough to pass it over, before it is built. */
function isOther(input: unknown, { kty, algs }: Use<object>): boolean {
  if (!isObject(input)) return false
  const [type, alg] = [own(input, 'kty'), own(input, 'alg')]
  return (
    (type !== undefined && !kty.some((known) => known === type)) ||
    (alg !== undefined && !algs.some((known) => known === alg))
  )
}
