import type { Bytes } from '../backend.ts'
import type { Engine } from '../engine.ts'
import { InvalidKeyError } from '../errors.ts'
import { andThen, type Maybe } from '../maybe.ts'
import { checkOptionNames } from '../options.ts'
import { contentEncryptions, keyManagementAlgorithms } from '../registry/jwe.ts'
import { signatureAlgorithms } from '../registry/jws.ts'
import { keyTypesOf } from '../registry/registry.ts'
import type { Key } from './key.ts'
import { type Expected, keyFrom } from './key-from.ts'
import { partsOf } from './parts.ts'
import { passphraseOf } from './passphrase.ts'
import { unknownAlgorithm } from './unknown-algorithm.ts'
import { contentWeakness, managementWeakness, signingWeakness } from './weakness.ts'

export interface ConstructOptions {
  /** Of an encrypted PKCS#8 key, as text (its UTF-8 octets) or octets; any other key is read without it. */
  readonly passphrase?: string | Bytes
}

/**
 * A `Key` from any single material. Throws `JWKError` (`ERR_KEY_PASSPHRASE` where an encrypted key has none, or not the
 * right one), and `TypeError` for an algorithm or an option that does not exist.
 */
export function constructKey(
  engine: Engine,
  input: unknown,
  algorithm?: string,
  options: ConstructOptions = {},
): Maybe<Key> {
  checkOptionNames(options, ['passphrase'])
  const passphrase = options.passphrase === undefined ? undefined : passphraseOf(engine, options.passphrase)
  const types = algorithm === undefined ? undefined : keyTypesOf(algorithm)
  if (algorithm !== undefined && types === undefined) throw unknownAlgorithm(algorithm)
  const expected = types === undefined ? 'any' : types[0] === 'oct' ? 'secret' : 'asymmetric'
  return andThen(readKey(engine, input, expected, passphrase), (key) => {
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
    const weakness = weaknessOf(engine, key, algorithm)
    if (weakness !== undefined) throw new InvalidKeyError(weakness, 'ERR_KEY_UNFIT')
    const { kid, use, keyOps } = key
    return engine.newKey(partsOf(key).held, { algorithm, kid, use, keyOps })
  })
}

/** A text that was read before, such as the PEM of a service that makes its key for each request, is not read again. */
function readKey(engine: Engine, input: unknown, expected: Expected, passphrase: Bytes | undefined): Maybe<Key> {
  const isText = typeof input === 'string' && expected !== 'secret' && passphrase === undefined
  const known = isText ? engine.keys.find(input, false) : undefined
  if (known !== undefined) return known
  const keep = isText ? engine.keys.keeper(input, false) : undefined
  return andThen(keyFrom(engine, input, expected, passphrase), (key) => {
    if (key.kty !== 'oct') keep?.(key)
    return key
  })
}

/** A key that is too short shows where it is made, not at the first token. */
function weaknessOf(engine: Engine, key: Key, name: string): string | undefined {
  const signature = signatureAlgorithms[name]
  const variant = signature?.variants.find(({ crv }) => crv === key.crv)
  if (signature !== undefined && variant !== undefined) return signingWeakness(engine, key, signature, variant)
  const [alg, enc] = [keyManagementAlgorithms[name], contentEncryptions[name]]
  if (alg !== undefined && alg.management !== 'direct') return managementWeakness(engine, key, alg)
  return enc && contentWeakness(key, enc)
}
