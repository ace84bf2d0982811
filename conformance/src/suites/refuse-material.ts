import { JWKError } from '@jose/core'
import { ok, refuses } from '../assert.ts'
import type { Operations } from '../modes.ts'

/** The construction must fail with a `JWKError` whose message has nothing of the material. */
export async function refuseMaterial(o: Operations, material: unknown, algorithm?: string): Promise<Error> {
  const error = await refuses(() => o.construct(material, algorithm), { is: JWKError })
  const parts = typeof material === 'string' ? material.split(/[\n"]/) : Object.values(Object(material))
  for (const part of parts) {
    const isSecret = typeof part === 'string' && part.length >= 20 && !/^-|^ML-DSA/.test(part)
    ok(!(isSecret && error.message.includes(part)), 'a message that quotes nothing of the key')
  }
  return error
}
