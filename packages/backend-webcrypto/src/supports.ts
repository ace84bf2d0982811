import type { Backend, Primitive } from '@jose/core'
import { type Abilities, type Ability, abilityOf } from './abilities.ts'
import { canCompress } from './deflate.ts'
import type { Source } from './platform.ts'
import { supportsSigning } from './supports-signing.ts'

export function createSupports(source: Source, abilities: Abilities): Backend['supports'] {
  return (primitive) => source.isThere() && abilities.has(decidingOn(primitive))
}

/** Which ability decides on the primitive; or a plain answer. */
function decidingOn(primitive: Primitive): Ability | boolean {
  switch (primitive.name) {
    case 'RSA-OAEP':
    case 'PBKDF2':
      return true
    case 'AES-GCM':
    case 'AES-CBC':
    case 'AES-KW':
      return primitive.bits === 192 ? 'AES-192' : true
    case 'ECDH':
      return abilityOf(primitive.curve) ?? true
    case 'DEFLATE':
      return canCompress()
    default:
      return supportsSigning(primitive)
  }
}
