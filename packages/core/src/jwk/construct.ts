import type { Engine } from '../engine.ts'
import { InvalidKeyError } from '../errors.ts'
import { andThen, type Maybe } from '../maybe.ts'
import { keyManagementAlgorithms } from '../registry/jwe.ts'
import { signatureAlgorithms } from '../registry/jws.ts'
import { keyTypesOf } from '../registry/registry.ts'
import type { Key } from './key.ts'
import { keyFrom } from './key-from.ts'
import { partsOf } from './parts.ts'

/** A `Key` from any single material. Throws `JWKError`, and `TypeError` for an algorithm that does not exist. */
export function constructKey(
  engine: Engine,
  input: unknown,
  algorithm?: string,
  more: readonly unknown[] = [],
): Maybe<Key> {
  if (more.some((option) => option !== undefined)) throw new TypeError('A key takes no further options yet')
  const types = algorithm === undefined ? undefined : keyTypesOf(algorithm)
  if (algorithm !== undefined && types === undefined) throw new TypeError('Unknown algorithm')
  const expected = types === undefined ? 'any' : types[0] === 'oct' ? 'secret' : 'asymmetric'
  return andThen(keyFrom(engine, input, expected), (key) => {
    if (algorithm === undefined || key.algorithm === algorithm) return key
    if (!types?.includes(key.kty)) {
      throw new InvalidKeyError(
        `${algorithm} needs a key of kty ${types?.join(' or ')}, not ${key.kty}`,
        'ERR_KEY_UNFIT',
      )
    }
    const signing = signatureAlgorithms[algorithm]?.variants.map(({ crv }) => crv)
    const curves = signing ?? keyManagementAlgorithms[algorithm]?.curves
    if (curves !== undefined && !curves.some((crv) => crv === key.crv)) {
      throw new InvalidKeyError(`${algorithm} needs a key on ${curves.join(' or ')}`, 'ERR_KEY_UNFIT')
    }
    if (key.algorithm !== undefined)
      throw new InvalidKeyError(`The key's alg does not allow ${algorithm}`, 'ERR_KEY_UNFIT')
    const { kid, use, keyOps } = key
    return engine.newKey(partsOf(key).held, { algorithm, kid, use, keyOps })
  })
}
