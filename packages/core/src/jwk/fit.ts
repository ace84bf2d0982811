import type { Binding, Primitive } from '../backend.ts'
import type { Engine } from '../engine.ts'
import { UnsupportedAlgorithmError } from '../errors.ts'
import { refusalOf } from '../policy.ts'
import type { SignatureAlgorithm, SignatureVariant } from '../registry/jws.ts'
import type { Key } from './key.ts'
import { partsOf } from './parts.ts'
import { signingWeakness } from './weakness.ts'

export type Operation = 'sign' | 'verify'

/** A verdict, with what it was about: the engine's policy, the algorithm. */
export interface Fit {
  readonly engine: Engine
  readonly algorithm: SignatureAlgorithm
  readonly verdict: SignatureVariant | string
}

/**
 * How the key does the operation by that algorithm, or, as text, why it may not. Everything a key's `kty`, `crv`,
 * `alg`, `use`, `key_ops`, size and the policy decide is decided here, before any cryptography and for all backends.
 * Throws `UnsupportedAlgorithmError` where only the backend stands in the way.
 */
export function fit(
  engine: Engine,
  key: Key,
  algorithm: SignatureAlgorithm,
  operation: Operation,
): SignatureVariant | string {
  const { fits } = partsOf(key)
  const known = fits[operation]
  if (known !== undefined && known.engine === engine && known.algorithm === algorithm) return known.verdict
  const verdict = judge(engine, key, algorithm, operation)
  fits[operation] = { engine, algorithm, verdict }
  return verdict
}

function judge(
  engine: Engine,
  key: Key,
  algorithm: SignatureAlgorithm,
  operation: Operation,
): SignatureVariant | string {
  const { name, kty, variants } = algorithm
  const refusal = refusalOf(engine.policy, name, key.crv)
  if (refusal !== undefined) return refusal
  if (key.kty !== kty) return `${name} needs a key of kty ${kty}, not ${key.kty}`
  const variant = variants.find(({ crv }) => crv === key.crv)
  if (variant === undefined) return `${name} needs a key on ${variants.map(({ crv }) => crv).join(' or ')}`
  if (key.algorithm !== undefined && key.algorithm !== name) return `The key's alg does not allow ${name}`
  if (key.use !== undefined && key.use !== 'sig') return "The key's use does not allow signatures"
  const { bound } = partsOf(key).held
  if (bound !== undefined && !isBoundTo(bound, variant.primitive))
    return `The native key was made for ${[bound.name, bound.hash].filter(Boolean).join(' with ')}`
  if (!mayDo(key, operation, bound?.operations)) return `The native key was not made to ${operation}`
  if (!mayDo(key, operation, key.keyOps)) return `The key's key_ops do not allow to ${operation}`
  if (operation === 'sign' && key.type === 'public') return 'Signing needs a private key'
  const weakness = signingWeakness(engine, key, algorithm, variant)
  if (weakness !== undefined) return weakness
  if (!engine.backend.supports(variant.primitive)) throw new UnsupportedAlgorithmError(name, engine.backend.name)
  return variant
}

/** Whether a native key does that: its one primitive, by its one hash. */
export function isBoundTo(bound: Binding, primitive: Primitive): boolean {
  const hash = 'hash' in primitive ? primitive.hash : undefined
  return (bound.name ?? primitive.name) === primitive.name && (bound.hash === undefined || bound.hash === hash)
}

function mayDo({ type }: Key, operation: Operation, operations: readonly string[] | undefined): boolean {
  if (operations === undefined || operations.includes(operation)) return true
  // A private key verifies by its public half, whose key_ops are the counterparts of its own.
  return type === 'private' && operation === 'verify' && operations.includes('sign')
}
