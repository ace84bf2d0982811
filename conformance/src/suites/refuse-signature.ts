import { JWSSignatureError } from '@jose/core'
import { equal, refuses } from '../assert.ts'
import type { Operations } from '../modes.ts'
import { replaced } from './craft.ts'
import { type testKeys, verifierOf } from './test-keys.ts'

/** The token with that signature in place of its own must be refused, and so must the signature by `key.verify`. */
export async function refuseSignature(
  o: Operations,
  algorithm: string,
  token: string,
  signature: Uint8Array,
  name: keyof typeof testKeys = algorithm as 'ES256',
  key: unknown = verifierOf(name),
): Promise<void> {
  const changed = replaced(token, 2, signature)
  await refuses(() => o.verify(changed, key, { algorithms: [algorithm] }), { is: JWSSignatureError })
  const [header, payload] = token.split('.')
  equal(await (await o.construct(key, algorithm)).verify(`${header}.${payload}`, signature), false, 'key.verify')
}
