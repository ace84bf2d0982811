import { isObject, own } from '../encoding/json.ts'
import type { Engine } from '../engine.ts'
import { InvalidKeyError, JOSEError, JWSError, UnsupportedAlgorithmError } from '../errors.ts'
import { andThen, firstSuccess, isPromise, type Maybe, recover } from '../maybe.ts'
import { type SignatureAlgorithm, signatureAlgorithms } from '../registry/jws.ts'
import { adoptKey, type KeyMaterialInput, keyFrom } from './construct.ts'
import { fit, type Operation } from './fit.ts'
import type { JWK } from './jwk.ts'
import { isKey, type Key } from './key.ts'
import { matching, type SetMember } from './key-set.ts'
import type { Fitting } from './operations.ts'

export interface JWKS {
  readonly keys: readonly JWK[]
}

/** Certificates by `kid`, as Firebase publishes them. */
export interface PemsByKid {
  readonly [kid: string]: string
}

/** One key or several, in any form. */
export type KeyInput = KeyMaterialInput | JWKS | PemsByKid | readonly (KeyMaterialInput | JWKS)[]

/** What is to be done, by what. `allowed` are the names the caller lets a token choose from. */
export interface Purpose {
  readonly algorithm: SignatureAlgorithm
  readonly operation: Operation
  readonly kid: string | undefined
  readonly allowed: readonly string[]
}

/**
 * The keys that may serve the purpose, the best first: of one explicit key, that one; of a set, those of the same
 * `kid`, then those without. Throws `InvalidKeyError` where the caller's key can serve none of the allowed
 * algorithms, `JWSError` (`ERR_KEY_NOT_FOUND`, `ERR_KEY_UNFIT`) where it is the token that asks for another key.
 */
export function candidates(engine: Engine, input: unknown, purpose: Purpose): Maybe<readonly Fitting[]> {
  const ready = readyKey(engine, input, purpose.algorithm)
  const variant = ready && fit(engine, ready, purpose.algorithm, purpose.operation)
  if (ready !== undefined && typeof variant === 'object') return [{ key: ready, variant }]
  const members = matching(input, purpose.kid)
  if (members !== undefined) return fromSet(engine, members, purpose, [])
  return recover(
    () => andThen(rememberedKey(engine, input, purpose.algorithm), (key) => [explicit(engine, key, purpose)]),
    (error) => blame(engine, input, purpose, error),
  )
}

/** The key, where the input is one or one was made from it before: no more is to be done, most of the time. */
function readyKey(engine: Engine, input: unknown, { kty }: SignatureAlgorithm): Key | undefined {
  if (typeof input === 'object' && input !== null && isKey(input)) return adoptKey(engine, input)
  return engine.keys.find(input, kty === 'oct')
}

/** The key behind a single material, made once. */
function rememberedKey(engine: Engine, input: unknown, algorithm: SignatureAlgorithm): Maybe<Key> {
  const ready = readyKey(engine, input, algorithm)
  if (ready !== undefined) return ready
  const secret = algorithm.kty === 'oct'
  const keep = engine.keys.keeper(input, secret)
  return andThen(keyFrom(engine, input, secret ? 'secret' : 'asymmetric'), (key) => {
    keep(key)
    return key
  })
}

function explicit(engine: Engine, key: Key, { algorithm, operation }: Purpose): Fitting {
  const variant = fit(engine, key, algorithm, operation)
  if (typeof variant === 'string') throw new InvalidKeyError(variant, 'ERR_KEY_UNFIT')
  return { key, variant }
}

/** Where the key would do for another of the allowed algorithms, it is the token that chose wrong, not the caller. */
function blame(engine: Engine, input: unknown, purpose: Purpose, error: unknown): Maybe<never> {
  if (error instanceof UnsupportedAlgorithmError && isKindOf(error.algorithm, purpose)) throw lacking(engine, purpose)
  if (!(error instanceof InvalidKeyError)) throw error
  const others = purpose.allowed.filter((name) => name !== purpose.algorithm.name)
  const other = firstSuccess(others, (name) => {
    const algorithm = signatureAlgorithms[name]
    if (algorithm === undefined) return undefined
    return recover<true | undefined>(
      () => andThen(rememberedKey(engine, input, algorithm), (key) => isFit(engine, key, algorithm, purpose.operation)),
      ignoreUnusable,
    )
  })
  return andThen(other, (found) => {
    if (found) throw new JWSError(error.message, 'ERR_KEY_UNFIT', { cause: error })
    throw error
  })
}

/** A member that cannot be built, or does not fit, never hides one that does. */
function fromSet(
  engine: Engine,
  members: readonly SetMember[],
  purpose: Purpose,
  found: readonly Fitting[],
): Maybe<readonly Fitting[]> {
  const list = [...found]
  for (const [index, member] of members.entries()) {
    if (list.length === engine.limits.keys) break
    if (isOther(member.input, purpose.algorithm)) continue
    const candidate = recover(
      () =>
        andThen(rememberedKey(engine, member.input, purpose.algorithm), (key) => fitting(engine, key, member, purpose)),
      ignoreUnusable,
    )
    if (isPromise(candidate)) {
      return candidate.then((value) =>
        fromSet(engine, members.slice(index + 1), purpose, value === undefined ? list : [...list, value]),
      )
    }
    if (candidate !== undefined) list.push(candidate)
  }
  if (list.length > 0) return list
  // The keys of an algorithm that the backend lacks could not even be built.
  const { variants } = purpose.algorithm
  if (!variants.some(({ primitive }) => engine.backend.supports(primitive))) throw lacking(engine, purpose)
  if (purpose.operation === 'sign')
    throw new InvalidKeyError(`No key of the set can sign by ${purpose.algorithm.name}`, 'ERR_KEY_UNFIT')
  throw new JWSError('No key of the set fits the token', 'ERR_KEY_NOT_FOUND')
}

/** Whether a key that the backend could not import, named by its kind, would have been one for the algorithm. */
function isKindOf(kind: string, { algorithm }: Purpose): boolean {
  return algorithm.variants.some(({ crv, primitive }) => kind === crv || kind === primitive.name)
}

function lacking({ backend }: Engine, { algorithm }: Purpose): UnsupportedAlgorithmError {
  return new UnsupportedAlgorithmError(algorithm.name, backend.name)
}

function fitting(engine: Engine, key: Key, member: SetMember, purpose: Purpose): Fitting | undefined {
  // A `Key` inside a list brings its own kid, which the list could not read before.
  const kid = key.kid ?? member.kid
  if (kid !== undefined && purpose.kid !== undefined && kid !== purpose.kid) return undefined
  const variant = fit(engine, key, purpose.algorithm, purpose.operation)
  return typeof variant === 'string' ? undefined : { key, variant }
}

function ignoreUnusable(error: unknown): undefined {
  if (error instanceof JOSEError) return undefined
  throw error
}

function isFit(engine: Engine, key: Key, algorithm: SignatureAlgorithm, operation: Operation): true | undefined {
  return typeof fit(engine, key, algorithm, operation) === 'string' ? undefined : true
}

/** What a JWK says of itself is enough to pass it over, before it is built. */
function isOther(input: unknown, { kty, name }: SignatureAlgorithm): boolean {
  if (!isObject(input)) return false
  const [type, alg] = [own(input, 'kty'), own(input, 'alg')]
  return (type !== undefined && type !== kty) || (alg !== undefined && alg !== name)
}
