import { isObject, own } from '../encoding/json.ts'
import type { Engine } from '../engine.ts'
import { InvalidKeyError, JOSEError, JWSError } from '../errors.ts'
import { andThen, firstSuccess, isPromise, type Maybe, recover } from '../maybe.ts'
import { type SignatureAlgorithm, type SignatureVariant, signatureAlgorithms } from '../registry/jws.ts'
import { type KeyMaterialInput, keyFrom } from './construct.ts'
import { fit, type Operation } from './fit.ts'
import type { JWK } from './jwk.ts'
import type { Key } from './key.ts'
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

/** What is to be done, by what. `allowed` are the names the caller lets a token choose from. */
export interface Purpose {
  readonly algorithm: SignatureAlgorithm
  readonly operation: Operation
  readonly kid: string | undefined
  readonly allowed: readonly string[]
}

/** A key that may be tried, and how. */
export interface Candidate {
  readonly key: Key
  readonly variant: SignatureVariant
}

/**
 * The keys that may serve the purpose, the best first: of one explicit key, that one; of a set, those of the same
 * `kid`, then those without. Throws `InvalidKeyError` where the caller's key can serve none of the allowed
 * algorithms, `JWSError` (`ERR_KEY_NOT_FOUND`, `ERR_KEY_UNFIT`) where it is the token that asks for another key.
 */
export function candidates(engine: Engine, input: unknown, purpose: Purpose): Maybe<readonly Candidate[]> {
  const members = matching(input, purpose.kid)
  if (members !== undefined) return fromSet(engine, members, purpose, [])
  return recover(
    () => andThen(rememberedKey(engine, input, purpose.algorithm), (key) => [explicit(engine, key, purpose)]),
    (error) => blame(engine, input, purpose, error),
  )
}

/** The key behind a single material, made once. */
function rememberedKey(engine: Engine, input: unknown, algorithm: SignatureAlgorithm): Maybe<Key> {
  const secret = algorithm.kty === 'oct'
  const known = engine.keys.find(input, secret)
  if (known !== undefined) return known
  return andThen(keyFrom(engine, input, secret ? 'secret' : 'asymmetric'), (key) => {
    engine.keys.keep(input, secret, key)
    return key
  })
}

function explicit(engine: Engine, key: Key, { algorithm, operation }: Purpose): Candidate {
  const variant = fit(engine, key, algorithm, operation)
  if (typeof variant === 'string') throw new InvalidKeyError(variant, 'ERR_KEY_UNFIT')
  return { key, variant }
}

/** Where the key would do for another of the allowed algorithms, it is the token that chose wrong, not the caller. */
function blame(engine: Engine, input: unknown, purpose: Purpose, error: unknown): Maybe<never> {
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
  found: readonly Candidate[],
): Maybe<readonly Candidate[]> {
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
  if (purpose.operation === 'sign') throw new InvalidKeyError(`No key of the set can sign by ${purpose.algorithm.name}`)
  throw new JWSError('No key of the set fits the token', 'ERR_KEY_NOT_FOUND')
}

function fitting(engine: Engine, key: Key, member: SetMember, purpose: Purpose): Candidate | undefined {
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
