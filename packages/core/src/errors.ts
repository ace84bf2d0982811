/**
 * Every error that input can cause. A message names kinds and rules, never a token, a claim's value or a key.
 * Errors are recognised by brand, not by class identity: two copies of this package, or its ESM and CommonJS
 * builds side by side, agree on `instanceof`.
 */

const brands = /* @__PURE__ */ Symbol.for('jose.error.brands')

/** The name of a class, and the code of its errors that are given none. */
export type Kind = readonly [name: string, code: string]

export interface ErrorOptions {
  readonly cause?: unknown
}

/** The root of all errors of this library. `code` is stable and made for programs. */
export class JOSEError extends Error {
  /** By which `instanceof` knows the class, whichever copy of this package made it. A getter, so that bundlers can leave out classes nobody uses. */
  static get kind(): Kind {
    return ['JOSEError', 'ERR_JOSE']
  }
  /** Stable, such as `ERR_JWT_EXPIRED`. */
  readonly code: string

  constructor(message: string, code: string = new.target.kind[1], options?: ErrorOptions) {
    super(message)
    this.code = code
    const value = { configurable: true, writable: true, enumerable: false }
    Object.defineProperty(this, 'name', { ...value, value: new.target.kind[0] })
    Object.defineProperty(this, brands, { ...value, value: lineage(new.target) })
    if (options?.cause !== undefined) Object.defineProperty(this, 'cause', { ...value, value: options.cause })
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    // By inheritance too: where a compiler lowers classes to functions, each asks `this instanceof`, before `this` has any brand.
    if (Object.prototype.isPrototypeOf.call(this.prototype, value as object)) return true
    // A class that a user derives has no kind of its own.
    if (!Object.prototype.hasOwnProperty.call(this, 'kind')) return false
    const known = typeof value === 'object' && value !== null ? (value as { [brands]?: unknown })[brands] : undefined
    return Array.isArray(known) && known.includes(this.kind[0])
  }
}

function lineage(from: typeof JOSEError): readonly string[] {
  const names: string[] = []
  for (let type = from; type.kind !== undefined; type = Object.getPrototypeOf(type)) names.push(type.kind[0])
  return names
}

/** A JWT was refused: the root of what `jwt.*` throws because of a token. */
export class JWTError extends JOSEError {
  static override get kind(): Kind {
    return ['JWTError', 'ERR_JWT']
  }
}

/** The token is malformed: segments, encoding, JSON, header. */
export class InvalidTokenError extends JWTError {
  static override get kind(): Kind {
    return ['InvalidTokenError', 'ERR_JWT_INVALID']
  }
}

/** The signature is not one of the key's over this token. */
export class InvalidSignatureError extends JWTError {
  static override get kind(): Kind {
    return ['InvalidSignatureError', 'ERR_JWT_SIGNATURE']
  }
  constructor(message = 'Signature verification failed', code?: string, options?: ErrorOptions) {
    super(message, code, options)
  }
}

/** `exp` is now or past, or the token is older than `maxAge`. */
export class ExpiredSignatureError extends JWTError {
  static override get kind(): Kind {
    return ['ExpiredSignatureError', 'ERR_JWT_EXPIRED']
  }
  constructor(message = 'Signature has expired', code?: string, options?: ErrorOptions) {
    super(message, code, options)
  }
}

/** Why a claim was refused. */
export type ClaimReason = 'missing' | 'invalid' | 'mismatch' | 'not_yet'

/** A claim is missing or not as required. */
export class JWTClaimsError extends JWTError {
  static override get kind(): Kind {
    return ['JWTClaimsError', 'ERR_JWT_CLAIM_INVALID']
  }
  /** The claim's name. */
  readonly claim: string
  readonly reason: ClaimReason

  constructor(message: string, claim: string, reason: ClaimReason, options?: ErrorOptions) {
    super(message, `ERR_JWT_CLAIM_${reason.toUpperCase()}`, options)
    this.claim = claim
    this.reason = reason
  }
}

export class InvalidAudienceError extends JWTClaimsError {
  static override get kind(): Kind {
    return ['InvalidAudienceError', 'ERR_JWT_CLAIM_MISMATCH']
  }
  constructor(message = 'Invalid audience', reason: ClaimReason = 'mismatch') {
    super(message, 'aud', reason)
  }
}

export class InvalidIssuerError extends JWTClaimsError {
  static override get kind(): Kind {
    return ['InvalidIssuerError', 'ERR_JWT_CLAIM_MISMATCH']
  }
  constructor(message = 'Invalid issuer', reason: ClaimReason = 'mismatch') {
    super(message, 'iss', reason)
  }
}

/** A JWS was refused. */
export class JWSError extends JOSEError {
  static override get kind(): Kind {
    return ['JWSError', 'ERR_JWS_INVALID']
  }
}

export class JWSSignatureError extends JWSError {
  static override get kind(): Kind {
    return ['JWSSignatureError', 'ERR_JWS_SIGNATURE']
  }
  constructor(message = 'Signature verification failed', code?: string, options?: ErrorOptions) {
    super(message, code, options)
  }
}

/** The algorithm is not one the caller allows. */
export class JWSAlgorithmError extends JWSError {
  static override get kind(): Kind {
    return ['JWSAlgorithmError', 'ERR_ALGORITHM_NOT_ALLOWED']
  }
  constructor(message = 'The specified alg value is not allowed', code?: string) {
    super(message, code)
  }
}

/** A JWE was refused. */
export class JWEError extends JOSEError {
  static override get kind(): Kind {
    return ['JWEError', 'ERR_JWE']
  }
}

export class JWEParseError extends JWEError {
  static override get kind(): Kind {
    return ['JWEParseError', 'ERR_JWE_INVALID']
  }
}

/** Decryption failed; why is not said, so that nobody learns from it. */
export class JWEInvalidAuth extends JWEError {
  static override get kind(): Kind {
    return ['JWEInvalidAuth', 'ERR_JWE_DECRYPTION']
  }
  constructor(message = 'Decryption failed', code?: string) {
    super(message, code)
  }
}

export class JWEAlgorithmUnsupportedError extends JWEError {
  static override get kind(): Kind {
    return ['JWEAlgorithmUnsupportedError', 'ERR_ALGORITHM_NOT_ALLOWED']
  }
  constructor(message = 'The specified alg or enc value is not allowed', code?: string) {
    super(message, code)
  }
}

/** A key, or what should be one, was refused. */
export class JWKError extends JOSEError {
  static override get kind(): Kind {
    return ['JWKError', 'ERR_JWK']
  }
}

/** The caller's own key cannot be used: its form, its kind, its size, or what it may do. */
export class InvalidKeyError extends JWKError {
  static override get kind(): Kind {
    return ['InvalidKeyError', 'ERR_KEY_INVALID']
  }
}

/**
 * A set of keys could not be read or fetched. Neither the token nor a key is to blame: a server answers 503, not 401.
 */
export class JWKSError extends JWKError {
  static override get kind(): Kind {
    return ['JWKSError', 'ERR_JWKS']
  }
}

/** The algorithm is registered and allowed, and this backend does not have it. */
export class UnsupportedAlgorithmError extends JOSEError {
  static override get kind(): Kind {
    return ['UnsupportedAlgorithmError', 'ERR_ALGORITHM_UNSUPPORTED']
  }
  readonly algorithm: string
  readonly backend: string

  constructor(algorithm: string, backend: string) {
    const remedy = /forge/.test(backend) ? '' : '; the forge backend has every algorithm, and compose() joins backends'
    super(`${algorithm} is not available on the ${backend} backend${remedy}`)
    this.algorithm = algorithm
    this.backend = backend
  }
}

/**
 * For a search that one refusal does not end: what the library refuses is passed over, anything else is thrown on; so is
 * a set that could not be fetched, as nobody knows what it has.
 */
export function passOver(error: unknown): undefined {
  if (error instanceof JOSEError && !(error instanceof JWKSError)) return undefined
  throw error
}
