import { generateKeyPairSync, getCiphers, getCurves, getFips, getHashes } from 'node:crypto'
import type { Hash, Primitive } from '@jose/core'
import { cipherName } from './cipher.ts'
import { hashNames } from './hashes.ts'
import { rejectsImplicitly, wrapName } from './wrap.ts'

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
    case 'RSA-OAEP':
    case 'PBKDF2':
      return hasHash(primitive.hash)
    case 'ECDSA':
      return hasCurve(primitive.curve)
    case 'ECDH':
      return primitive.curve === 'X25519' || primitive.curve === 'X448'
        ? canGenerate(primitive.curve.toLowerCase())
        : hasCurve(primitive.curve)
    case 'Ed25519':
    case 'Ed448':
    case 'ML-DSA-44':
    case 'ML-DSA-65':
    case 'ML-DSA-87':
      return canGenerate(primitive.name.toLowerCase())
    case 'AES-GCM':
    case 'AES-CBC':
      return getCiphers().includes(cipherName(primitive))
    case 'AES-KW':
      return getCiphers().includes(wrapName(primitive.bits))
    case 'RSAES-PKCS1-v1_5':
      return rejectsImplicitly()
    case 'DEFLATE':
      return true
    default:
      return false
  }
}

function hasHash(hash: Hash): boolean {
  return getHashes().some((name) => name.toLowerCase() === hashNames[hash])
}

/** OpenSSL lists all the curves that it knows, in FIPS mode too. */
function hasCurve(curve: keyof typeof curveNames): boolean {
  const namedCurve = curveNames[curve]
  return getCurves().includes(namedCurve) && (getFips() === 0 || canGenerate('ec', { namedCurve }))
}

/** Curves and lattices come and go with OpenSSL's version and its FIPS mode: making a key tells. */
function canGenerate(type: string, options: object = {}): boolean {
  try {
    generateKeyPairSync(type as 'ec', options as { namedCurve: string })
    return true
  } catch {
    return false
  }
}
