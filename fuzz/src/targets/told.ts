import { type DecryptedJWE, JOSEError, type VerifiedJWS } from '@jose/core'

/** What came of a token, as data for JSON. */
export function told(result: VerifiedJWS | DecryptedJWE): unknown {
  const octets = 'payload' in result ? result.payload : result.plaintext
  return { header: result.header, octets: Buffer.from(octets).toString('hex'), kid: result.key?.kid }
}

/** The answer, or the code of the refusal. Rejects with whatever is no error of the library's. */
export async function attempt(call: () => unknown): Promise<unknown> {
  try {
    return await call()
  } catch (error) {
    if (error instanceof JOSEError) return error.code
    throw error
  }
}
