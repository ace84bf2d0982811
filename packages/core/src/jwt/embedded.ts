import type { Engine } from '../engine.ts'
import type { Key } from '../jwk/key.ts'
import {
  asymmetricAlgorithms,
  byEmbeddedKey,
  type EmbeddedKey,
  type EmbeddedKeyOptions,
  expectedThumbprint,
  withThumbprint,
} from '../jws/embedded.ts'
import { andThen, type Maybe } from '../maybe.ts'
import { checkOptionNames } from '../options.ts'
import { type ClaimsChecks, compileClaimsChecks, decodeNames, neverUndefined } from './checks.ts'
import { type DecodedJWT, decodeBy } from './decode.ts'
import type { Claims } from './encode.ts'
import { inDecoding, inJwt } from './jwt-error.ts'

export interface DecodeEmbeddedOptions extends EmbeddedKeyOptions, ClaimsChecks {}

/** A token that has passed all checks, its signature by the key in its own header. */
export type EmbeddedJWT<T = Claims, K extends Key = Key> = DecodedJWT<T, K> & EmbeddedKey<K>

/**
 * Verify a JWT by the public key in its own header (`jwk`, RFC 7515 §4.1.3), and its claims. Throws `JWTError` for
 * whatever the token and its key cause (`ERR_KEY_NOT_FOUND`, `ERR_KEY_INVALID`, `ERR_KEY_UNFIT`, `ERR_KEY_THUMBPRINT`),
 * `TypeError` for options that do not exist or do not fit.
 */
export function decodeEmbedded(engine: Engine, token: unknown, options: DecodeEmbeddedOptions): Maybe<EmbeddedJWT> {
  checkOptionNames(options, [...decodeNames, 'thumbprint'], [...neverUndefined, 'thumbprint'])
  const checks = { ...compileClaimsChecks(engine, options), allowed: asymmetricAlgorithms(options.algorithms) }
  if (!checks.signature) throw new TypeError("'verifySignature: false' contradicts verifying by the key in the header")
  const expected = expectedThumbprint(options.thumbprint)
  const byKey = byEmbeddedKey(engine, expected)
  const decoded = decodeBy(engine, token, checks, (...signed) => inDecoding(() => byKey(...signed)))
  return andThen(decoded, (found) => inJwt(() => withThumbprint(engine, found)))
}
