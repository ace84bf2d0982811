/**
 * Every error that input can cause. A message names kinds and rules, never a token, a claim's value or a key.
 * Errors are recognised by brand, not by class identity: two copies of this package, or its ESM and CommonJS
 * builds side by side, agree on `instanceof`.
 */

const brands = /* @__PURE__ */ Symbol.for('jose.error.brands')

export interface ErrorOptions {
  readonly cause?: unknown
}

/** The root of all errors of this library. `code` is stable and made for programs. */
export class JOSEError extends Error {
  /** By which `instanceof` knows the class, whichever copy of this package made it. A getter, so that bundlers can leave out classes nobody uses. */
  static get brand(): string {
    return 'JOSEError'
  }
  /** Stable, such as `ERR_JWT_EXPIRED`. */
  readonly code: string

  constructor(message: string, code = 'ERR_JOSE', options?: ErrorOptions) {
    super(message)
    this.code = code
    const value = { configurable: true, writable: true, enumerable: false }
    Object.defineProperty(this, 'name', { ...value, value: new.target.brand })
    Object.defineProperty(this, brands, { ...value, value: lineage(new.target) })
    if (options?.cause !== undefined) Object.defineProperty(this, 'cause', { ...value, value: options.cause })
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    // A class that a user derives has no brand of its own: there, ordinary inheritance decides.
    if (!Object.prototype.hasOwnProperty.call(this, 'brand')) {
      return Function.prototype[Symbol.hasInstance].call(this, value)
    }
    const known = typeof value === 'object' && value !== null ? (value as { [brands]?: unknown })[brands] : undefined
    return Array.isArray(known) && known.includes(this.brand)
  }
}

function lineage(from: typeof JOSEError): readonly string[] {
  const names: string[] = []
  for (let type = from; typeof type.brand === 'string'; type = Object.getPrototypeOf(type)) names.push(type.brand)
  return names
}

/** A JWT was refused: the root of what `jwt.*` throws because of a token. */
export class JWTError extends JOSEError {
  static override get brand(): string {
    return 'JWTError'
  }
  constructor(message: string, code = 'ERR_JWT', options?: ErrorOptions) {
    super(message, code, options)
  }
}

/** The token is malformed: segments, encoding, JSON, header. */
export class InvalidTokenError extends JWTError {
  static override get brand(): string {
    return 'InvalidTokenError'
  }
  constructor(message: string, code = 'ERR_JWT_INVALID', options?: ErrorOptions) {
    super(message, code, options)
  }
}

/** The signature is not one of the key's over this token. */
export class InvalidSignatureError extends JWTError {
  static override get brand(): string {
    return 'InvalidSignatureError'
  }
  constructor(message = 'Signature verification failed', code = 'ERR_JWT_SIGNATURE', options?: ErrorOptions) {
    super(message, code, options)
  }
}

/** `exp` is now or past, or the token is older than `maxAge`. */
export class ExpiredSignatureError extends JWTError {
  static override get brand(): string {
    return 'ExpiredSignatureError'
  }
  constructor(message = 'Signature has expired', code = 'ERR_JWT_EXPIRED', options?: ErrorOptions) {
    super(message, code, options)
  }
}

/** Why a claim was refused. */
export type ClaimReason = 'missing' | 'invalid' | 'mismatch' | 'not_yet'

/** A claim is missing or not as required. */
export class JWTClaimsError extends JWTError {
  static override get brand(): string {
    return 'JWTClaimsError'
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
  static override get brand(): string {
    return 'InvalidAudienceError'
  }
  constructor(message = 'Invalid audience', reason: ClaimReason = 'mismatch') {
    super(message, 'aud', reason)
  }
}

export class InvalidIssuerError extends JWTClaimsError {
  static override get brand(): string {
    return 'InvalidIssuerError'
  }
  constructor(message = 'Invalid issuer', reason: ClaimReason = 'mismatch') {
    super(message, 'iss', reason)
  }
}

/** A JWS was refused. */
export class JWSError extends JOSEError {
  static override get brand(): string {
    return 'JWSError'
  }
  constructor(message: string, code = 'ERR_JWS_INVALID', options?: ErrorOptions) {
    super(message, code, options)
  }
}

export class JWSSignatureError extends JWSError {
  static override get brand(): string {
    return 'JWSSignatureError'
  }
  constructor(message = 'Signature verification failed', code = 'ERR_JWS_SIGNATURE', options?: ErrorOptions) {
    super(message, code, options)
  }
}

/** The algorithm is not one the caller allows. */
export class JWSAlgorithmError extends JWSError {
  static override get brand(): string {
    return 'JWSAlgorithmError'
  }
  constructor(message = 'The specified alg value is not allowed', code = 'ERR_ALGORITHM_NOT_ALLOWED') {
    super(message, code)
  }
}

/** A JWE was refused. */
export class JWEError extends JOSEError {
  static override get brand(): string {
    return 'JWEError'
  }
  constructor(message: string, code = 'ERR_JWE', options?: ErrorOptions) {
    super(message, code, options)
  }
}

export class JWEParseError extends JWEError {
  static override get brand(): string {
    return 'JWEParseError'
  }
  constructor(message: string, code = 'ERR_JWE_INVALID', options?: ErrorOptions) {
    super(message, code, options)
  }
}

/** Decryption failed; why is not said, so that nobody learns from it. */
export class JWEInvalidAuth extends JWEError {
  static override get brand(): string {
    return 'JWEInvalidAuth'
  }
  constructor(message = 'Decryption failed', code = 'ERR_JWE_DECRYPTION') {
    super(message, code)
  }
}

export class JWEAlgorithmUnsupportedError extends JWEError {
  static override get brand(): string {
    return 'JWEAlgorithmUnsupportedError'
  }
  constructor(message = 'The specified alg or enc value is not allowed', code = 'ERR_ALGORITHM_NOT_ALLOWED') {
    super(message, code)
  }
}

/** A key, or what should be one, was refused. */
export class JWKError extends JOSEError {
  static override get brand(): string {
    return 'JWKError'
  }
  constructor(message: string, code = 'ERR_JWK', options?: ErrorOptions) {
    super(message, code, options)
  }
}

/** The caller's own key cannot be used: its form, its kind, its size, or what it may do. */
export class InvalidKeyError extends JWKError {
  static override get brand(): string {
    return 'InvalidKeyError'
  }
  constructor(message: string, code = 'ERR_KEY_INVALID', options?: ErrorOptions) {
    super(message, code, options)
  }
}

/** The algorithm is registered and allowed, and this backend does not have it. */
export class UnsupportedAlgorithmError extends JOSEError {
  static override get brand(): string {
    return 'UnsupportedAlgorithmError'
  }
  readonly algorithm: string
  readonly backend: string

  constructor(algorithm: string, backend: string) {
    super(`${algorithm} is not available on the ${backend} backend`, 'ERR_ALGORITHM_UNSUPPORTED')
    this.algorithm = algorithm
    this.backend = backend
  }
}

/** For a search that one refusal does not end: what the library refuses is passed over, anything else is thrown on. */
export function passOver(error: unknown): undefined {
  if (error instanceof JOSEError) return undefined
  throw error
}
