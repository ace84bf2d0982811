import type { Primitive } from '@jose/core'
import { type Ability, abilityOf } from './abilities.ts'

/** Which ability decides on a primitive of signatures, or a plain answer; no for those of encryption. */
export function supportsSigning(primitive: Primitive): Ability | boolean {
  switch (primitive.name) {
    case 'digest':
    case 'HMAC':
    case 'RSASSA-PKCS1-v1_5':
    case 'RSA-PSS':
      return true
    case 'ECDSA':
      return abilityOf(primitive.curve) ?? true
    default:
      return abilityOf(primitive.name) ?? false
  }
}
