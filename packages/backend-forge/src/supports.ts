import type { Primitive } from '@jose/core'
import { ecCurves, edwardsCurves, mlDsa, montgomeryCurves } from './curves.ts'
import { hashes } from './hashes.ts'

/** All of it is JavaScript, so that every runtime has the same: what the tables of this package name. */
export function supports(primitive: Primitive): boolean {
  switch (primitive.name) {
    case 'digest':
    case 'HMAC':
    case 'RSASSA-PKCS1-v1_5':
    case 'RSA-PSS':
    case 'RSA-OAEP':
    case 'PBKDF2':
      return has(hashes, primitive.hash)
    case 'ECDSA':
      return has(ecCurves, primitive.curve) && has(hashes, primitive.hash)
    case 'ECDH':
      return has(ecCurves, primitive.curve) || has(montgomeryCurves, primitive.curve)
    case 'Ed25519':
    case 'Ed448':
      return has(edwardsCurves, primitive.name)
    case 'ML-DSA-44':
    case 'ML-DSA-65':
    case 'ML-DSA-87':
      return has(mlDsa, primitive.name)
    case 'AES-GCM':
    case 'AES-CBC':
    case 'AES-KW':
      return primitive.bits === 128 || primitive.bits === 192 || primitive.bits === 256
    case 'RSAES-PKCS1-v1_5':
    case 'DEFLATE':
      return true
    default:
      // A name of some later version of core.
      return false
  }
}

function has(table: object, name: string): boolean {
  return Object.prototype.hasOwnProperty.call(table, name)
}
