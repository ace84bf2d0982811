import { isBytes } from '../encoding/bytes.ts'
import { isObject, own } from '../encoding/json.ts'
import type { Engine } from '../engine.ts'
import { InvalidKeyError, JWSAlgorithmError } from '../errors.ts'
import { isKey } from '../jwk/key.ts'
import { isPromise, type Maybe } from '../maybe.ts'
import { signatureAlgorithms } from '../registry/jws.ts'
import { isKeySet, type KeySource } from '../token/resolve.ts'

/**
 * The names a token may choose from. Without the option, those that the keys name, if each names one. Throws
 * `TypeError` for names that do not exist, for none at all, and for `none` in company; `InvalidKeyError` for a missing key.
 */
export function allowedAlgorithms(engine: Engine, key: KeySource, algorithms: unknown): readonly string[] {
  const missing = key === undefined || key === null
  const names =
    algorithms === undefined ? algorithmsOfKeys(key) : typeof algorithms === 'string' ? [algorithms] : algorithms
  if (isPromise(key as Maybe<unknown>)) throw new TypeError('The key is a promise: await it first')
  if (!Array.isArray(names) || (names.length === 0 && algorithms !== undefined)) {
    throw new TypeError(
      missing
        ? "A key and the option 'algorithms' are required"
        : "The option 'algorithms' is required: the names you accept",
    )
  }
  if (names.includes('none')) {
    if (names.length > 1) throw new TypeError("'none' cannot stand beside other algorithms")
    if (!engine.policy.none) throw new JWSAlgorithmError(`none is refused by the policy '${engine.policy.name}'`)
    if (!missing) throw new InvalidKeyError('An unsecured token takes no key', 'ERR_KEY_UNFIT')
    return names
  }
  for (const name of names) {
    if (algorithms !== undefined && (typeof name !== 'string' || signatureAlgorithms[name] === undefined)) {
      throw new TypeError(
        `The option 'algorithms' takes names out of ${Object.keys(signatureAlgorithms).join(', ')}, none`,
      )
    }
  }
  if (missing) throw new InvalidKeyError('The key is missing')
  return names
}

/** The algorithms that the keys themselves name, when each names one; keys of a set that nobody could use are passed over. */
export function algorithmsOfKeys(key: unknown): readonly string[] | undefined {
  if (typeof key !== 'object' || key === null || isBytes(key)) return undefined
  if (isKey(key)) return key.algorithm === undefined ? undefined : [key.algorithm]
  if (isKeySet(key)) return key.algorithms
  const members: unknown = Array.isArray(key) ? key : own(key as { [member: string]: unknown }, 'keys')
  if (Array.isArray(members) && members.length > 0) {
    const names = members.filter(isUsable).map(algorithmsOfKeys)
    return names.every((list) => list !== undefined) ? [...new Set(names.flat() as string[])] : undefined
  }
  const alg = isObject(key) && own(key, 'kty') !== undefined ? own(key, 'alg') : undefined
  return typeof alg === 'string' ? [alg] : undefined
}

/** Whether a member of a set is a JWK of a kind, and for an algorithm, that a signature can have; or no JWK at all. */
function isUsable(member: unknown): boolean {
  if (!isObject(member) || own(member, 'kty') === undefined) return true
  const [kty, alg] = [own(member, 'kty'), own(member, 'alg')]
  const known = ['oct', 'RSA', 'EC', 'OKP', 'AKP'].includes(kty as string)
  return known && (alg === undefined || (typeof alg === 'string' && signatureAlgorithms[alg] !== undefined))
}
