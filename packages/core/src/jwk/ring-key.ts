import { hasOwn, isObject, own } from '../encoding/json.ts'
import type { Engine } from '../engine.ts'
import { InvalidKeyError, JWKError } from '../errors.ts'
import { andThen, type Maybe } from '../maybe.ts'
import { checkOptionNames, isPlain } from '../options.ts'
import { signatureAlgorithms } from '../registry/jws.ts'
import { freezeDeeply } from '../token/header.ts'
import { constructKey } from './construct.ts'
import { exportJwk } from './export.ts'
import { fit } from './fit.ts'
import type { JWK } from './jwk.ts'
import { isKey, type Key } from './key.ts'
import type { KeyMaterialInput } from './key-from.ts'
import { partsOf } from './parts.ts'
import { thumbprint } from './thumbprint.ts'

/** A key for a ring, and what it does not say itself. */
export interface NamedKey {
  readonly key: KeyMaterialInput
  /** Default: the key's own, else, but for secrets, its thumbprint (RFC 7638). */
  readonly kid?: string
  /** Default: the key's own, else the ring's. */
  readonly algorithm?: string
}

/** A key for a ring: as it is, or with a name. */
export type RingKeyInput = KeyMaterialInput | NamedKey

/** A key of a ring, ready for use: it has a `kid` and an algorithm. */
export interface RingKey {
  readonly key: Key
  /** The public half to publish; a secret has none. */
  readonly jwk: JWK | undefined
}

/** The members of a `NamedKey`. */
export const keyNames: readonly string[] = ['key', 'kid', 'algorithm']

/** The members of a `NamedKey`, and what else is known, read once. Throws `TypeError` for others. */
export function namedKey(given: unknown, known: readonly string[] = keyNames): NamedKey {
  const isNamed = isPlain(given) && hasOwn(given, 'key') && !hasOwn(given, 'kty')
  if (!isNamed) return { key: given as KeyMaterialInput }
  checkOptionNames(given, known)
  const named = { ...given } as unknown as NamedKey
  if (named.kid !== undefined && typeof named.kid !== 'string') throw new TypeError("The 'kid' of a key is a string")
  return named
}

/**
 * A key that the ring can use: one that signs, or, where `isRead`, one that verifies at least. Throws `JWKError` for a
 * key without algorithm or a secret without `kid` (`ERR_KEY_RING`), `InvalidKeyError` for one that does not fit.
 */
export function ringKey(
  engine: Engine,
  { key: material, kid, algorithm }: NamedKey,
  fallback: string | undefined,
  isRead: boolean,
): Maybe<RingKey> {
  return andThen(constructKey(engine, material, algorithm ?? algorithmOf(material) ?? fallback), (key) => {
    checkUse(engine, key, isRead)
    if (kid !== undefined && key.kid !== undefined && key.kid !== kid) throw ringError('The key has another kid itself')
    return andThen(kid ?? key.kid ?? kidFor(engine, key), (name) => {
      const named = key.kid === name ? key : withKid(engine, key, name)
      if (named.kty === 'oct') return { key: named, jwk: undefined }
      return andThen(exportJwk(engine, named), (jwk) => ({ key: named, jwk: freezeDeeply(jwk) as JWK }))
    })
  })
}

export function ringError(message: string): JWKError {
  return new JWKError(message, 'ERR_KEY_RING')
}

/** The algorithm that a material names, as far as it shows without reading it. */
function algorithmOf(material: unknown): string | undefined {
  if (typeof material === 'object' && material !== null && isKey(material)) return material.algorithm
  const alg = isObject(material) && hasOwn(material, 'kty') ? own(material, 'alg') : undefined
  return typeof alg === 'string' ? alg : undefined
}

/** What would fail at each token is said when the key comes. */
function checkUse(engine: Engine, key: Key, isRead: boolean): void {
  if (key.algorithm === undefined) throw ringError("A key of a ring names its algorithm: give it as 'algorithm'")
  const algorithm = signatureAlgorithms[key.algorithm]
  const verdict =
    algorithm !== undefined
      ? fit(engine, key, algorithm, isRead ? 'verify' : 'sign')
      : key.type === 'public' && 'Decrypting needs a private key'
  if (typeof verdict === 'string') throw new InvalidKeyError(verdict, 'ERR_KEY_UNFIT')
}

function kidFor(engine: Engine, key: Key): Maybe<string> {
  if (key.kty !== 'oct') return thumbprint(engine, key)
  throw ringError("A secret of a ring needs a 'kid': its thumbprint, for all to read, would help to guess it")
}

function withKid(engine: Engine, key: Key, kid: string): Key {
  const { algorithm, use, keyOps } = key
  return engine.newKey(partsOf(key).held, { algorithm, kid, use, keyOps })
}
