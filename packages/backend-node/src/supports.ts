import { generateKeyPairSync, getCurves, getHashes } from 'node:crypto'
import type { Primitive } from '@jose/core'
import { hashNames } from './hashes.ts'

const curveNames = {
  'P-256': 'prime256v1',
  'P-384': 'secp384r1',
  'P-521': 'secp521r1',
  secp256k1: 'secp256k1',
} as const

/** What this node and its OpenSSL can do, found by asking them; each answer is remembered. */
export function createSupports(): (primitive: Primitive) => boolean {
  const known = new Map<string, boolean>()
  return (primitive) => {
    const name = Object.values(primitive).join()
    const answer = known.get(name) ?? probe(primitive)
    known.set(name, answer)
    return answer
  }
}

function probe(primitive: Primitive): boolean {
  switch (primitive.name) {
    case 'digest':
    case 'HMAC':
    case 'RSASSA-PKCS1-v1_5':
    case 'RSA-PSS':
      return getHashes().some((name) => name.toLowerCase() === hashNames[primitive.hash])
    case 'ECDSA':
      return getCurves().includes(curveNames[primitive.curve])
    case 'Ed25519':
    case 'Ed448':
    case 'ML-DSA-44':
    case 'ML-DSA-65':
    case 'ML-DSA-87':
      return canGenerate(primitive.name.toLowerCase())
    default:
      return false
  }
}

/** Curves and lattices come and go with OpenSSL's version and its FIPS mode: making a key tells. */
function canGenerate(type: string): boolean {
  try {
    generateKeyPairSync(type as 'ed25519')
    return true
  } catch {
    return false
  }
}
