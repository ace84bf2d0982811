import { hasOwn, type JsonObject } from '../encoding/json.ts'
import type { Engine } from '../engine.ts'
import { ExpiredSignatureError, InvalidAudienceError, InvalidIssuerError, JWTClaimsError, JWTError } from '../errors.ts'
import type { ParsedHeader } from '../jws/header.ts'
import { andThen, type Maybe } from '../maybe.ts'
import { checkNumber } from '../options.ts'
import { accessTokenHash } from './access-token.ts'
import { type Checks, mediaType } from './checks.ts'

/**
 * The claims, in python-jose's order: required ones, then iat, nbf, exp, aud, iss, sub, jti, at_hash. Throws
 * `JWTClaimsError` and its kinds, `ExpiredSignatureError`.
 */
export function checkClaims(
  engine: Engine,
  claims: JsonObject,
  { alg }: Pick<ParsedHeader, 'alg'>,
  crv: string | undefined,
  checks: Checks,
): Maybe<void> {
  const { verify } = checks
  for (const name of checks.required) if (!hasOwn(claims, name)) throw missing(name)
  checkTimes(claims, checks)
  // Members are read by their literal names, which engines do several times faster than by a variable's.
  if (verify.aud && hasOwn(claims, 'aud')) checkAudience(claims.aud, checks)
  if (verify.iss && hasOwn(claims, 'iss')) checkIssuer(claims.iss, checks)
  if (verify.sub && hasOwn(claims, 'sub')) checkSubject(claims.sub, checks)
  if (verify.jti && hasOwn(claims, 'jti')) text(claims.jti, 'jti')
  if (verify.at_hash && hasOwn(claims, 'at_hash')) {
    return checkAccessToken(engine, text(claims.at_hash, 'at_hash'), alg, crv, checks)
  }
}

/** `iat`, `nbf` and `exp` against the clock (RFC 7519 §4.1.4–4.1.6): what a remembered token must pass each time again. */
export function checkTimes(claims: JsonObject, { verify, leeway, maxAge, clock }: Checks): void {
  const now = checkNumber(clock(), 'The clock')
  const iat = verify.iat && hasOwn(claims, 'iat') ? seconds(claims.iat, 'iat') : undefined
  if (iat !== undefined && maxAge !== undefined && iat > now + leeway) {
    throw new JWTClaimsError('The token is from the future (iat)', 'iat', 'invalid')
  }
  if (verify.nbf && hasOwn(claims, 'nbf') && seconds(claims.nbf, 'nbf') > now + leeway) {
    throw new JWTClaimsError('The token is not yet valid (nbf)', 'nbf', 'not_yet')
  }
  if (verify.exp && hasOwn(claims, 'exp') && seconds(claims.exp, 'exp') <= now - leeway)
    throw new ExpiredSignatureError()
  if (iat !== undefined && maxAge !== undefined && now - iat - leeway > maxAge) throw new ExpiredSignatureError()
}

/** The header's `typ`, where the caller expects one. Throws `JWTError`. */
export function checkType({ typ }: Pick<ParsedHeader, 'typ'>, checks: Checks): void {
  if (checks.typ !== undefined && (typ === undefined || mediaType(typ) !== checks.typ)) {
    throw new JWTError('The typ of the token is not the expected one', 'ERR_JWT_TYP')
  }
}

function checkAudience(aud: unknown, { audience }: Checks): void {
  if (typeof aud === 'string' && audience?.includes(aud)) return
  const listed = typeof aud === 'string' ? [aud] : aud
  if (!Array.isArray(listed) || listed.length === 0 || !listed.every((item) => typeof item === 'string')) {
    throw new InvalidAudienceError('Invalid audience: the claim must be a string or a list of strings', 'invalid')
  }
  if (audience === undefined)
    throw new InvalidAudienceError("Invalid audience: the token names one, and no 'audience' is given")
  if (!audience.some((name) => listed.includes(name))) throw new InvalidAudienceError()
}

function checkIssuer(iss: unknown, { issuer }: Checks): void {
  if (typeof iss !== 'string') throw new InvalidIssuerError('Invalid issuer: the claim must be a string', 'invalid')
  if (issuer !== undefined && !issuer.includes(iss)) throw new InvalidIssuerError()
}

function checkSubject(sub: unknown, { subject }: Checks): void {
  const name = text(sub, 'sub')
  if (subject !== undefined && name !== subject) throw new JWTClaimsError('Invalid subject', 'sub', 'mismatch')
}

function checkAccessToken(
  engine: Engine,
  expected: string,
  alg: string,
  crv: string | undefined,
  { accessToken }: Checks,
): Maybe<void> {
  if (accessToken === undefined) {
    throw new JWTClaimsError("The token has an at_hash: give the 'accessToken' it belongs to", 'at_hash', 'mismatch')
  }
  return andThen(accessTokenHash(engine, accessToken, alg, crv), (hash) => {
    if (hash !== expected) {
      throw new JWTClaimsError('The at_hash does not belong to the access token', 'at_hash', 'mismatch')
    }
  })
}

function seconds(value: unknown, claim: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw new JWTClaimsError(`The claim '${claim}' must be a finite number of seconds`, claim, 'invalid')
}

function text(value: unknown, claim: string): string {
  if (typeof value === 'string') return value
  throw new JWTClaimsError(`The claim '${claim}' must be a string`, claim, 'invalid')
}

function missing(claim: string): JWTClaimsError {
  if (claim === 'aud') return new InvalidAudienceError('Invalid audience: the claim is missing', 'missing')
  if (claim === 'iss') return new InvalidIssuerError('Invalid issuer: the claim is missing', 'missing')
  return new JWTClaimsError(`The required claim '${claim}' is missing`, claim, 'missing')
}
