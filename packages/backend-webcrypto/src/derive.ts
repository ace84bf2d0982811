import type { Primitives } from '@jose/core'
import { orThrow } from './held.ts'
import { bytesOf } from './octets.ts'
import type { Source } from './platform.ts'

/** PBKDF2 (RFC 8018 §5.2); it does not run on the event loop. */
export function createDerivation({ subtle }: Source): Primitives<'async'>['derive'] {
  return (primitive, password, salt, iterations, length) => {
    const { name, hash } = primitive
    const parameters = { name, hash, salt: Uint8Array.from(salt), iterations }
    return subtle()
      .importKey('raw', password, { name }, false, ['deriveBits'])
      .then((key) => subtle().deriveBits(parameters, key, length * 8))
      .then(bytesOf, orThrow(primitive))
  }
}
