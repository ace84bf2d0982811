import type { JWK } from '@jose/core'
import type { ModeKey } from '../../../conformance/src/modes.ts'

/** All that a key tells of itself. */
export async function partsOf(
  made: ModeKey,
): Promise<{ readonly type: string; readonly bits: unknown; readonly jwk: JWK }> {
  const { type, bits } = made.key
  return { type, bits, jwk: await made.toJwk({ private: type !== 'public' }) }
}
