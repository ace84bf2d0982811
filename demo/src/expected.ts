import { InvalidAudienceError, JOSEError } from '@jose/backend-node'
import type { TokenRequest } from './arguments.ts'

/** What the user expects of the claims, as options of the library. */
export function expectations({ audience, issuer }: TokenRequest): Pick<Partial<TokenRequest>, 'audience' | 'issuer'> {
  return { ...(audience.length > 0 ? { audience } : {}), ...(issuer.length > 0 ? { issuer } : {}) }
}

/** The refusal, with what to do about it where the token names an audience and the user none. */
export function helpful(error: unknown, { audience }: TokenRequest): unknown {
  if (!(error instanceof InvalidAudienceError) || error.reason !== 'mismatch' || audience.length > 0) return error
  return new JOSEError(`${error.message}: the token has an aud, so say who you are with --audience`, error.code)
}
