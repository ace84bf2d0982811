import { JWTClaimsError } from '@jose/core'
import { equal, type Refusal } from '../assert.ts'
import type { Operations } from '../modes.ts'
import { craft, secret } from './craft.ts'

export const now = 1_700_000_000
const header = '{"alg":"HS256"}'

export type Options = Parameters<Operations['decode']>[2]

/** Decode claims of any shape at a fixed time; text is the payload as it is. */
export async function decode(o: Operations, claims: object | string, options?: Options): Promise<unknown> {
  return o.decode(await craft(o, header, claims), secret, { algorithms: ['HS256'], clock: () => now, ...options })
}

export async function passes(o: Operations, claims: object, options?: Options): Promise<void> {
  equal(await decode(o, claims, options), claims)
}

export const invalid = (claim: string): Refusal => ({
  is: JWTClaimsError,
  code: 'ERR_JWT_CLAIM_INVALID',
  claim,
  reason: 'invalid',
})
export const mismatch = (claim: string): Refusal => ({
  is: JWTClaimsError,
  code: 'ERR_JWT_CLAIM_MISMATCH',
  claim,
  reason: 'mismatch',
})
export const missing = (claim: string): Refusal => ({
  is: JWTClaimsError,
  code: 'ERR_JWT_CLAIM_MISSING',
  claim,
  reason: 'missing',
})
