import type { Suite } from '../suite.ts'
import { primitivesAgreements, primitivesPasswords } from './primitives-agreements.ts'
import { primitivesCiphers } from './primitives-ciphers.ts'
import { primitivesDeflate } from './primitives-deflate.ts'
import { primitivesHashes } from './primitives-hashes.ts'
import { primitivesKeys } from './primitives-keys.ts'
import { primitivesMemory } from './primitives-memory.ts'
import { primitivesSignatures } from './primitives-signatures.ts'
import { primitivesAdopt, primitivesRandom } from './primitives-sources.ts'
import { primitivesWraps } from './primitives-wraps.ts'

/** Every operation of `Primitives`, and `random` and `adopt`, against fixed answers and for what they must refuse. */
export const primitives: { readonly [name: string]: Suite } = {
  'primitives hashes': primitivesHashes,
  'primitives signatures': primitivesSignatures,
  'primitives ciphers': primitivesCiphers,
  'primitives wraps': primitivesWraps,
  'primitives agreements': primitivesAgreements,
  'primitives passwords': primitivesPasswords,
  'primitives deflate': primitivesDeflate,
  'primitives keys': primitivesKeys,
  'primitives random': primitivesRandom,
  'primitives adopt': primitivesAdopt,
  'primitives memory': primitivesMemory,
}
