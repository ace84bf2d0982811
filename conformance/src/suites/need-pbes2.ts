import { type Hash, UnsupportedAlgorithmError } from '@jose/core'
import { refuses } from '../assert.ts'
import type { Operations } from '../modes.ts'
import { skipLacking, testKeys } from './test-keys.ts'

/** Ends the running case where the backend cannot encrypt keys, once it has shown that it says so. */
export async function needPbes2(o: Operations, hash: Hash = 'SHA-256', bits: 128 | 192 | 256 = 256): Promise<void> {
  const lacking = [{ name: 'PBKDF2', hash } as const, { name: 'AES-CBC', bits } as const].find(
    (primitive) => !o.backend.supports(primitive),
  )
  if (lacking === undefined) return
  if (hash === 'SHA-256' && bits === 256) {
    const key = await o.construct(testKeys.ES256.private)
    await refuses(() => key.toPem({ private: true, passphrase: 'x' }), {
      is: UnsupportedAlgorithmError,
      message: 'PBES2',
    })
  }
  skipLacking(o, `${lacking.name} as PBES2 needs it`)
}
