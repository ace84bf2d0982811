import type { Bytes } from '../backend.ts'
import { hasOwn, isObject, type JsonObject, own } from '../encoding/json.ts'
import type { Engine } from '../engine.ts'
import { InvalidKeyError, JWKError, JWSAlgorithmError, JWSError, JWSSignatureError } from '../errors.ts'
import { hasPrivateMembers } from '../jwk/jwk.ts'
import type { Key } from '../jwk/key.ts'
import { keyFrom } from '../jwk/key-from.ts'
import { verify } from '../jwk/operations.ts'
import { thumbprint } from '../jwk/thumbprint.ts'
import { andThen, type Maybe, recover } from '../maybe.ts'
import { checkNames, checkOptionNames } from '../options.ts'
import { signatureAlgorithms } from '../registry/jws.ts'
import type { SigningName } from '../registry/names.ts'
import type { ParsedHeader } from './header.ts'
import type { VerifyOne } from './one-signature.ts'
import { verifyingBy } from './use.ts'
import { detachedOctets, type VerifiedJWS, verifyBy } from './verify.ts'

/** What is asked of a key that comes with the token. */
export interface EmbeddedKeyOptions {
  /** Names the token may choose from, of asymmetric algorithms. */
  readonly algorithms: SigningName | readonly SigningName[]
  /** The thumbprint (RFC 7638, SHA-256, base64url) that the key must have, such as the `jkt` of an access token. */
  readonly thumbprint?: string
}

export interface VerifyEmbeddedOptions extends EmbeddedKeyOptions {
  /** The payload of a detached JWS (RFC 7515 appendix F): bytes, or a string for its UTF-8 octets. */
  readonly payload?: string | Bytes
  /** Critical extensions the caller understands and handles itself. */
  readonly crit?: readonly string[]
}

/** The key of a token's own header, which made its signature: proof that the sender has it, and of no more. */
export interface EmbeddedKey<K extends Key = Key> {
  readonly key: K
  /** The key's thumbprint (RFC 7638, SHA-256, base64url): who the sender is, where nothing else says so. */
  readonly thumbprint: string
}

/** A JWS whose signature is good by the key in its own header. */
export type EmbeddedJWS<K extends Key = Key> = VerifiedJWS<K> & EmbeddedKey<K>

/**
 * Verify a JWS by the public key in its own protected header (`jwk`, RFC 7515 §4.1.3), compact or flattened. Throws
 * `JWSError` for whatever the token and its key cause (`ERR_KEY_NOT_FOUND`, `ERR_KEY_INVALID`, `ERR_KEY_UNFIT`,
 * `ERR_KEY_THUMBPRINT`), `TypeError` for options that do not exist or do not fit.
 */
export function verifyEmbedded(engine: Engine, token: unknown, options: VerifyEmbeddedOptions): Maybe<EmbeddedJWS> {
  checkOptionNames(options, ['algorithms', 'thumbprint', 'payload', 'crit'], ['algorithms', 'thumbprint', 'payload'])
  const expected = expectedThumbprint(options.thumbprint)
  const checks = {
    allowed: asymmetricAlgorithms(options.algorithms),
    understood: [...checkNames(options.crit, 'crit')],
    detached: detachedOctets(engine, options.payload),
    require: 'any',
    general: false,
  } as const
  return andThen(verifyBy(engine, token, checks, byEmbeddedKey(engine, expected)), (verified) =>
    withThumbprint(engine, verified),
  )
}

/**
 * Verifies by the key in the header of the token itself, if it is the expected one. It is forgotten at once: an attacker
 * can send any number of keys.
 */
export function byEmbeddedKey(engine: Engine, expected: string | undefined): VerifyOne {
  return (parsed, signature, input) => {
    const { algorithm } = parsed
    if (algorithm === undefined) throw new JWSAlgorithmError()
    return andThen(embeddedKey(engine, parsed), (key) => {
      const variant = verifyingBy(algorithm).fit(engine, key)
      if (typeof variant === 'string') throw new JWSError(variant, 'ERR_KEY_UNFIT')
      return andThen(expected === undefined ? undefined : thumbprint(engine, key), (found) => {
        if (found !== expected)
          throw new JWSError('The key in the header is not the expected one', 'ERR_KEY_THUMBPRINT')
        return andThen(verify(engine, { key, variant }, signature, input), (good) => {
          if (!good) throw new JWSSignatureError()
          return key
        })
      })
    })
  }
}

/** What was verified, with the thumbprint of the key. */
export function withThumbprint<T extends { readonly key: Key | undefined }>(
  engine: Engine,
  verified: T,
): Maybe<T & EmbeddedKey> {
  const key = verified.key as Key
  return andThen(thumbprint(engine, key), (found) => ({ ...verified, key, thumbprint: found }))
}

/** The names, which must be there: a key that the sender chose says nothing of what the reader accepts. Throws `TypeError`. */
export function asymmetricAlgorithms(algorithms: unknown): readonly string[] {
  const names = typeof algorithms === 'string' ? [algorithms] : checkNames(algorithms, 'algorithms')
  const isAsymmetric = (name: string): boolean => (signatureAlgorithms[name]?.kty ?? 'oct') !== 'oct'
  if (names.length > 0 && names.every(isAsymmetric)) return [...names]
  const known = Object.keys(signatureAlgorithms).filter(isAsymmetric)
  throw new TypeError(`The option 'algorithms' is required, and takes names out of ${known.join(', ')}`)
}

/** Throws `TypeError` for what is no thumbprint: it would refuse every token, or be a mistake for another hash. */
export function expectedThumbprint(text: unknown): string | undefined {
  if (text === undefined || (typeof text === 'string' && /^[\w-]{43}$/.test(text))) return text
  throw new TypeError("The option 'thumbprint' is base64url of a SHA-256 hash (RFC 7638)")
}

/** The key in the header: whatever is wrong with it is the token's fault. Throws `JWSError`. */
function embeddedKey(engine: Engine, parsed: ParsedHeader): Maybe<Key> {
  const jwk = embeddedJwk(parsed)
  return recover(
    () => andThen(keyFrom(engine, jwk, 'asymmetric'), checkEffort),
    (error) => {
      throw error instanceof JWKError ? new JWSError(error.message, 'ERR_KEY_INVALID', { cause: error }) : error
    },
  )
}

/** The sender chooses how much work his key makes: 16384 bits are 50 times as much as 4096. Throws `InvalidKeyError`. */
function checkEffort(key: Key): Key {
  if (key.kty === 'RSA' && (key.bits ?? 0) > 4096)
    throw new InvalidKeyError('An RSA key in a header has at most 4096 bits', 'ERR_KEY_SIZE')
  return key
}

/** All that a public key is made of, and what says how it may be used. */
const publicMembers = ['kty', 'crv', 'x', 'y', 'n', 'e', 'pub', 'alg', 'kid', 'use', 'key_ops']

/** The JWK of a protected header, of a public key and nothing else. Throws `JWSError`. */
function embeddedJwk({ header, inside }: ParsedHeader): JsonObject {
  if (!hasOwn(header, 'jwk')) throw new JWSError("The header has no 'jwk' to verify by", 'ERR_KEY_NOT_FOUND')
  if (!hasOwn(inside, 'jwk')) throw new JWSError("The header has a 'jwk' that is not protected", 'ERR_KEY_INVALID')
  const { jwk } = inside
  if (!isObject(jwk)) throw new JWSError("The header has a 'jwk' that is not an object", 'ERR_KEY_INVALID')
  if (own(jwk, 'kty') === 'oct' || hasPrivateMembers(jwk))
    throw new JWSError("The header has a 'jwk' that is not a public key (RFC 7515 §4.1.3)", 'ERR_KEY_INVALID')
  if (typeof own(jwk, 'kty') !== 'string')
    throw new JWSError("The header has a 'jwk' without a 'kty'", 'ERR_KEY_INVALID')
  // 32 bits: the exponent decides how long a verification takes.
  if (own(jwk, 'kty') === 'RSA' && String(own(jwk, 'e')).length > 6)
    throw new JWSError("The header has a 'jwk' whose exponent is over 32 bits", 'ERR_KEY_INVALID')
  const members: JsonObject = Object.create(null)
  for (const member of publicMembers) if (hasOwn(jwk, member)) members[member] = jwk[member]
  return members
}
