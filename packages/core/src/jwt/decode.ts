import type { Encoded } from '../backend.ts'
import { type JsonObject, parseJsonObject, type Refuse } from '../encoding/json.ts'
import type { Engine } from '../engine.ts'
import { InvalidTokenError } from '../errors.ts'
import type { Key } from '../jwk/key.ts'
import { checkCritical, type JWSHeader, type ParsedHeader, parseHeader } from '../jws/header.ts'
import { admit, signatureOf, type VerifyOne, verifySignature } from '../jws/one-signature.ts'
import { decodeText, type Segments, splitCompact } from '../jws/segments.ts'
import { andThen, type Maybe } from '../maybe.ts'
import { type KeySource, resolve } from '../token/resolve.ts'
import { type Checks, compileChecks, type DecodeOptions } from './checks.ts'
import { checkClaims, checkType } from './claims.ts'
import type { Claims } from './encode.ts'
import { inDecoding, inJwt } from './jwt-error.ts'

/** A token that has passed all checks. */
export interface DecodedJWT<T = Claims, K extends Key = Key> {
  readonly header: JWSHeader
  readonly claims: T
  /** The key that verified it; absent where none was asked for. */
  readonly key: K | undefined
}

/**
 * Verify a JWT and its claims (RFC 7519 §7.2). Throws `JWTError` for whatever the token causes, `InvalidKeyError` for
 * a key that can serve none of the algorithms, `TypeError` for options that do not exist or do not fit; what a
 * resolver throws passes as it is.
 */
export function decodeJwt(
  engine: Engine,
  token: unknown,
  key: KeySource,
  options: DecodeOptions = {},
): Maybe<DecodedJWT> {
  return decodeChecked(engine, token, key, compileChecks(engine, key, options))
}

/** As `decodeJwt`, with options that are already checked. */
export function decodeChecked(engine: Engine, token: unknown, key: KeySource, checks: Checks): Maybe<DecodedJWT> {
  return decodeBy(engine, token, checks, (parsed, signature, input) =>
    andThen(resolve(engine, key, parsed.header, 'read'), (keys) =>
      inDecoding(() => verifySignature(engine, parsed, signature, input, keys, checks.allowed)),
    ),
  )
}

/** As `decodeChecked`, with keys that `verify` finds. */
export function decodeBy(engine: Engine, token: unknown, checks: Checks, verify: VerifyOne): Maybe<DecodedJWT> {
  const { segments, parsed, signature } = inJwt(() => readToken(engine, token, checks))
  if (!checks.signature) return finish(engine, segments, parsed, undefined, checks)
  return andThen(verify(parsed, signature, segments.signingInput), (used) =>
    finish(engine, segments, parsed, used, checks),
  )
}

/** The claims of a payload segment: strict JSON, an object. Throws `InvalidTokenError`. */
export function readClaims(engine: Engine, segment: string): JsonObject {
  return readClaimsText(engine, decodeText(engine.codec, segment, malformedClaims))
}

/** The claims of a text: strict JSON, an object. Throws `InvalidTokenError`. */
export function readClaimsText(engine: Engine, text: string): JsonObject {
  return parseJsonObject(text, engine.limits, malformedClaims)
}

interface ReadToken {
  readonly segments: Segments
  readonly parsed: ParsedHeader
  readonly signature: Encoded
}

function readToken(engine: Engine, token: unknown, checks: Checks): ReadToken {
  const segments = splitCompact(token, engine.limits.jwt, engine.codec)
  const parsed = parseHeader(engine, segments.header)
  checkCritical(parsed, checks.crit)
  if (!parsed.b64) throw new InvalidTokenError('A JWT has no unencoded payload (RFC 7797 §7)')
  const signature = checks.signature
    ? admit(engine, parsed, segments.signature, checks.allowed)
    : signatureOf(engine, parsed, segments.signature)
  return { segments, parsed, signature }
}

function finish(
  engine: Engine,
  { payload }: Segments,
  parsed: ParsedHeader,
  key: Key | undefined,
  checks: Checks,
): Maybe<DecodedJWT> {
  checkType(parsed, checks)
  const claims = readClaims(engine, payload)
  const decoded = { header: parsed.header, claims: claims as Claims, key }
  return andThen(checkClaims(engine, claims, parsed, key?.crv, checks), () => decoded)
}

const malformedClaims: Refuse = (reason, code) => new InvalidTokenError(`The payload of the token ${reason}`, code)
