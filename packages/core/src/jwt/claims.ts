import { hasOwn, type JsonObject, own } from '../encoding/json.ts'
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
  parsed: ParsedHeader,
  crv: string | undefined,
  checks: Checks,
): Maybe<void> {
  const { verify } = checks
  for (const name of checks.required) if (!hasOwn(claims, name)) throw missing(name)
  checkTimes(claims, checks)
  if (verify.aud) checkAudience(claims, checks)
  if (verify.iss) checkIssuer(claims, checks)
  if (verify.sub) checkSubject(claims, checks)
  if (verify.jti) text(claims, 'jti')
  if (verify.at_hash && hasOwn(claims, 'at_hash')) return checkAccessToken(engine, claims, parsed.alg, crv, checks)
}

/** `iat`, `nbf` and `exp` against the clock (RFC 7519 §4.1.4–4.1.6): what a remembered token must pass each time again. */
export function checkTimes(claims: JsonObject, { verify, leeway, maxAge, clock }: Checks): void {
  const now = checkNumber(clock(), 'The clock')
  const iat = verify.iat ? seconds(claims, 'iat') : undefined
  if (iat !== undefined && maxAge !== undefined && iat > now + leeway) {
    throw new JWTClaimsError('The token is from the future (iat)', 'iat', 'invalid')
  }
  const nbf = verify.nbf ? seconds(claims, 'nbf') : undefined
  if (nbf !== undefined && nbf > now + leeway)
    throw new JWTClaimsError('The token is not yet valid (nbf)', 'nbf', 'not_yet')
  const exp = verify.exp ? seconds(claims, 'exp') : undefined
  if (exp !== undefined && exp <= now - leeway) throw new ExpiredSignatureError()
  if (iat !== undefined && maxAge !== undefined && now - iat - leeway > maxAge) throw new ExpiredSignatureError()
}

/** The header's `typ`, where the caller expects one. Throws `JWTError`. */
export function checkType({ typ }: ParsedHeader, checks: Checks): void {
  if (checks.typ !== undefined && (typ === undefined || mediaType(typ) !== checks.typ)) {
    throw new JWTError('The typ of the token is not the expected one', 'ERR_JWT_TYP')
  }
}

function checkAudience(claims: JsonObject, { audience }: Checks): void {
  if (!hasOwn(claims, 'aud')) return
  const aud: unknown = claims.aud
  const listed = typeof aud === 'string' ? [aud] : aud
  if (!Array.isArray(listed) || listed.length === 0 || !listed.every((item) => typeof item === 'string')) {
    throw new InvalidAudienceError('Invalid audience: the claim must be a string or a list of strings', 'invalid')
  }
  if (!audience?.some((name) => listed.includes(name))) throw new InvalidAudienceError()
}

function checkIssuer(claims: JsonObject, { issuer }: Checks): void {
  const iss = own(claims, 'iss')
  if (iss !== undefined && typeof iss !== 'string')
    throw new InvalidIssuerError('Invalid issuer: the claim must be a string', 'invalid')
  if (issuer !== undefined && !issuer.includes(iss as string)) throw new InvalidIssuerError()
}

function checkSubject(claims: JsonObject, { subject }: Checks): void {
  const sub = text(claims, 'sub')
  if (subject !== undefined && sub !== subject) throw new JWTClaimsError('Invalid subject', 'sub', 'mismatch')
}

function checkAccessToken(
  engine: Engine,
  claims: JsonObject,
  alg: string,
  crv: string | undefined,
  { accessToken }: Checks,
): Maybe<void> {
  const expected = text(claims, 'at_hash')
  if (accessToken === undefined) {
    throw new JWTClaimsError("The token has an at_hash: give the 'accessToken' it belongs to", 'at_hash', 'mismatch')
  }
  return andThen(accessTokenHash(engine, accessToken, alg, crv), (hash) => {
    if (hash !== expected)
      throw new JWTClaimsError('The at_hash does not belong to the access token', 'at_hash', 'mismatch')
  })
}

function seconds(claims: JsonObject, claim: string): number | undefined {
  if (!hasOwn(claims, claim)) return undefined
  const value = claims[claim]
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw new JWTClaimsError(`The claim '${claim}' must be a finite number of seconds`, claim, 'invalid')
}

function text(claims: JsonObject, claim: string): string | undefined {
  if (!hasOwn(claims, claim)) return undefined
  const value = claims[claim]
  if (typeof value === 'string') return value
  throw new JWTClaimsError(`The claim '${claim}' must be a string`, claim, 'invalid')
}

function missing(claim: string): JWTClaimsError {
  if (claim === 'aud') return new InvalidAudienceError('Invalid audience: the claim is missing', 'missing')
  if (claim === 'iss') return new InvalidIssuerError('Invalid issuer: the claim is missing', 'missing')
  return new JWTClaimsError(`The required claim '${claim}' is missing`, claim, 'missing')
}
