import { isBytes } from '../encoding/bytes.ts'
import type { Engine } from '../engine.ts'
import { InvalidTokenError, JWTError } from '../errors.ts'
import { type DecryptOptions, decryptJwe, decryptNames } from '../jwe/decrypt.ts'
import { type EncryptOptions, encryptJwe, encryptNames } from '../jwe/encrypt.ts'
import type { JWEHeader } from '../jwe/header.ts'
import type { Key } from '../jwk/key.ts'
import { andThen, type Maybe, recover } from '../maybe.ts'
import { checkOptionNames, isPlain } from '../options.ts'
import type { KeySource } from '../token/resolve.ts'
import {
  type ClaimsChecks,
  compileChecks,
  compileClaimsChecks,
  type DecodeOptions,
  decodeNames,
  mediaType,
  neverUndefined,
} from './checks.ts'
import { checkClaims, checkType } from './claims.ts'
import { type DecodedJWT, decodeJwt, readClaimsText } from './decode.ts'
import { type Claims, claimsText, type EncodeOptions, encodeJwt } from './encode.ts'
import { inDecoding, inJwt } from './jwt-error.ts'

/** How the JWT inside an encrypted one is signed. */
export interface NestedSigning extends EncodeOptions {
  readonly key: KeySource
}

export interface EncryptJwtOptions extends EncryptOptions {
  /** Sign the claims first: the token is then a signed JWT inside an encrypted one (RFC 7519 §11.2). */
  readonly sign?: NestedSigning
}

/** How the signature of the JWT inside an encrypted one is verified. */
export interface NestedVerifying extends Pick<DecodeOptions, 'algorithms'> {
  readonly key: KeySource
}

export interface DecryptJwtOptions extends DecryptOptions, ClaimsChecks {
  /** The token must hold a signed JWT, whose signature must be good. Without it, a token that holds one is refused. */
  readonly verify?: NestedVerifying
}

/** An encrypted JWT that has passed all checks. */
export interface DecryptedJWT<T = Claims, K extends Key = Key> {
  readonly header: JWEHeader
  readonly claims: T
  /** The key that decrypted it. */
  readonly key: K
  /** The JWT inside, of a nested one. */
  readonly signed?: DecodedJWT<T, K>
}

/**
 * Encrypt claims as a JWT (RFC 7519 §7.1), with `sign` as a nested one. Throws `JWTError` for claims that cannot be
 * written, `InvalidKeyError` for a key that does not fit, `TypeError` for options that do not exist.
 */
export function encryptJwt(
  engine: Engine,
  claims: object,
  key: KeySource,
  options: EncryptJwtOptions = {},
): Maybe<string> {
  checkOptionNames(options, [...encryptNames, 'sign'], ['sign'])
  const { sign, ...encryption } = options
  const limit = engine.limits.jwt
  if (sign === undefined) {
    const text = claimsText(claims)
    const { headers = {} } = encryption
    // What is no object is for `encryptJwe` to refuse.
    const typed = isPlain(headers) ? { typ: 'JWT', ...headers } : headers
    return writing(() => encryptJwe(engine, text, key, { ...encryption, headers: typed }, limit))
  }
  if (typeof sign !== 'object' || sign === null) throw new TypeError("The option 'sign' is an object with a key")
  if (encryption.cty !== undefined || encryption.headers?.cty !== undefined)
    throw new TypeError("The 'cty' of a nested JWT is 'JWT' (RFC 7519 §5.2)")
  const { key: signingKey, ...encoding } = sign
  return andThen(encodeJwt(engine, claims, signingKey, encoding), (token) =>
    writing(() => encryptJwe(engine, token, key, { ...encryption, cty: 'JWT' }, limit)),
  )
}

/** As `inJwt`; claims too large to write are the caller's, not a malformed token. */
function writing(flow: () => Maybe<string>): Maybe<string> {
  return recover(
    () => inJwt(flow),
    (error) => {
      throw error instanceof InvalidTokenError ? new JWTError(error.message, error.code, { cause: error }) : error
    },
  )
}

/**
 * Decrypt a JWT and check its claims (RFC 7519 §7.2), those of a nested one after its signature. Throws `JWTError` for
 * whatever the token causes, `InvalidKeyError` for keys that can serve none of the algorithms, `TypeError` for options
 * that do not exist or do not fit.
 */
export function decryptJwt(
  engine: Engine,
  token: unknown,
  key: KeySource,
  options: DecryptJwtOptions = {},
): Maybe<DecryptedJWT> {
  checkOptionNames(options, [...decodeNames, ...decryptNames, 'verify'], [...neverUndefined, 'encryptions', 'verify'])
  const { algorithms, encryptions, crit, verify, ...rest } = options
  const decryption = given({ algorithms, encryptions, crit })
  if (verify !== undefined) {
    if (typeof verify !== 'object' || verify === null)
      throw new TypeError("The option 'verify' is an object with a key")
    checkOptionNames(verify, ['key', 'algorithms'], ['algorithms'])
  }
  const nested = verify && { key: verify.key, options: { ...rest, ...given({ algorithms: verify.algorithms }) } }
  // Options are decided before the token is looked at.
  const checks = compileClaimsChecks(engine, rest)
  if (nested !== undefined) compileChecks(engine, nested.key, nested.options)
  if (typeof token !== 'string' && !isBytes(token)) throw new InvalidTokenError('A token is a string or bytes')
  return andThen(
    inDecoding(() => decryptJwe(engine, token, key, decryption, engine.limits.jwt)),
    (decrypted): Maybe<DecryptedJWT> => {
      const { header, key: used } = decrypted
      const text = inJwt(() => decrypted.text())
      const holdsToken = header.cty !== undefined && mediaType(header.cty) === mediaType('JWT')
      if (nested !== undefined) {
        if (!holdsToken)
          throw new JWTError("The token holds no JWT, as its 'cty' must say (RFC 7519 §5.2)", 'ERR_JWT_NESTED')
        return andThen(decodeJwt(engine, text, nested.key, nested.options), (signed) => ({
          header,
          claims: signed.claims,
          key: used,
          signed,
        }))
      }
      if (holdsToken)
        throw new JWTError(
          "The token holds another JWT: say with 'verify' how its signature is checked",
          'ERR_JWT_NESTED',
        )
      checkType({ typ: header.typ }, checks)
      const claims = readClaimsText(engine, text)
      return andThen(checkClaims(engine, claims, header, undefined, checks), () => ({
        header,
        claims: claims as Claims,
        key: used,
      }))
    },
  )
}

/** The members that have a value: an option that is not given must not look like one given as `undefined`. */
function given<T extends object>(options: T): { [name in keyof T]: Exclude<T[name], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as never
}
