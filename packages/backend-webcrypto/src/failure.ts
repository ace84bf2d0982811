import { InvalidKeyError, JOSEError, type Primitive, UnsupportedAlgorithmError } from '@jose/core'

/** The name under which messages and errors know this backend. */
export const backendName = 'webcrypto'

/**
 * The error to throw when the platform refused to work at all: it lacks the algorithm, or will not do this with that
 * key. What the platform itself says is no help to the caller, and may quote the input.
 */
export function refusalOf(error: unknown, primitive: Primitive): Error {
  if (error instanceof JOSEError) return error
  if (nameOf(error) === 'NotSupportedError') return new UnsupportedAlgorithmError(primitive.name, backendName)
  return new InvalidKeyError(
    'WebCrypto cannot use the key for this: it may be of another WebCrypto, or not made for it',
  )
}

/** Whether the platform refused the key or the algorithm; anything else is about the octets, and a plain no. */
export function isRefusal(error: unknown, isNative: boolean): boolean {
  if (error instanceof JOSEError) return true
  const name = nameOf(error)
  return name === 'NotSupportedError' || (isNative && (name === 'TypeError' || name === 'InvalidAccessError'))
}

function nameOf(error: unknown): string {
  return String((error as { readonly name?: unknown } | undefined)?.name)
}
