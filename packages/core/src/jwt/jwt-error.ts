import {
  InvalidSignatureError,
  InvalidTokenError,
  JWEError,
  JWSError,
  JWSSignatureError,
  JWTError,
  UnsupportedAlgorithmError,
} from '../errors.ts'
import { type Maybe, recover } from '../maybe.ts'

/**
 * Run a flow of the JWS or JWE layer: its errors become `JWTError`s, with the inner error as their cause. Others stay what
 * they are; `InvalidKeyError` is about the caller's own key.
 */
export function inJwt<T>(flow: () => T): T
export function inJwt<T>(flow: () => Maybe<T>): Maybe<T> {
  return recover(flow, (error) => {
    throw error instanceof JWSError || error instanceof JWEError ? asJWTError(error) : error
  })
}

/** As `inJwt`, where the token chose the algorithm: then it is the token's fault that the backend lacks it. */
export function inDecoding<T>(flow: () => Maybe<T>): Maybe<T> {
  return recover(flow, (error) => {
    const isOfToken =
      error instanceof JWSError || error instanceof JWEError || error instanceof UnsupportedAlgorithmError
    throw isOfToken ? asJWTError(error) : error
  })
}

function asJWTError(error: JWSError | JWEError | UnsupportedAlgorithmError): JWTError {
  const { message, code } = error
  const options = { cause: error }
  if (error instanceof JWSSignatureError) return new InvalidSignatureError(message, 'ERR_JWT_SIGNATURE', options)
  if (code === 'ERR_JWS_INVALID' || code === 'ERR_JWE_INVALID' || code === 'ERR_JWE')
    return new InvalidTokenError(message, 'ERR_JWT_INVALID', options)
  return code === 'ERR_LIMIT' ? new InvalidTokenError(message, code, options) : new JWTError(message, code, options)
}
