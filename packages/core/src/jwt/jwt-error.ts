import {
  InvalidSignatureError,
  InvalidTokenError,
  JOSEError,
  JWKError,
  JWSSignatureError,
  JWTError,
} from '../errors.ts'
import { type Maybe, recover } from '../maybe.ts'

/** Run a flow of the JWS layer: what the token causes becomes a `JWTError`, with the inner error as its cause. */
export function inJwt<T>(flow: () => T): T
export function inJwt<T>(flow: () => Maybe<T>): Maybe<T> {
  return recover(flow, (error) => {
    throw asJWTError(error)
  })
}

/** `InvalidKeyError` is about the caller's own key and stays what it is; so does what is no error of this library. */
export function asJWTError(error: unknown): unknown {
  if (!(error instanceof JOSEError) || error instanceof JWTError || error instanceof JWKError) return error
  const { message, code } = error
  const options = { cause: error }
  if (error instanceof JWSSignatureError) return new InvalidSignatureError(message, 'ERR_JWT_SIGNATURE', options)
  if (code === 'ERR_JWS_INVALID') return new InvalidTokenError(message, 'ERR_JWT_INVALID', options)
  return code === 'ERR_LIMIT' ? new InvalidTokenError(message, code, options) : new JWTError(message, code, options)
}
