import type { Bytes } from '../backend.ts'
import { toBigInt } from '../encoding/bytes.ts'
import type { Engine } from '../engine.ts'
import type { ContentEncryption, KeyManagementAlgorithm } from '../registry/jwe.ts'
import type { SignatureAlgorithm, SignatureVariant } from '../registry/jws.ts'
import type { Key } from './key.ts'
import { partsOf } from './parts.ts'

/** What the size of a key, and the policy, have against its use by an algorithm, as text; each `undefined` where nothing is. */

export function signingWeakness(
  engine: Engine,
  key: Key,
  { name }: SignatureAlgorithm,
  variant: SignatureVariant,
): string | undefined {
  const { policy } = engine
  const { material } = partsOf(key).held
  // A signature of RSASSA-PSS must have room for hash, salt and two octets (RFC 8017 §9.1.1); from 2048 bits on all have.
  if (material.kty === 'RSA') return rsaWeakness(engine, key, material.e)
  if (material.kty !== 'oct') return undefined
  const hashBits = (variant.signatureBytes as number) * 8
  const wanted = policy.hmacAtLeastHash ? Math.max(hashBits, policy.minimumHmacBits) : policy.minimumHmacBits
  if (key.bits < wanted) return `The policy '${policy.name}' wants secrets of at least ${wanted} bits for ${name}`
  if (key.bits < hashBits) {
    engine.warn({
      code: 'WARN_SHORT_SECRET',
      message: `A secret for ${name} should have at least ${hashBits} bits (RFC 7518 §3.2); this one has ${key.bits}`,
    })
  }
  return undefined
}

/** Of all kinds of key management but `dir`, whose key is the content's. */
export function managementWeakness(engine: Engine, key: Key, alg: KeyManagementAlgorithm): string | undefined {
  const { policy } = engine
  const { material } = partsOf(key).held
  if (material.kty === 'RSA') return rsaWeakness(engine, key, material.e)
  if (alg.management === 'password') {
    const least = policy.minimumPasswordBytes
    return key.bits < least * 8 ? `The policy '${policy.name}' wants passwords of ${least} bytes` : undefined
  }
  return key.kty === 'oct' && alg.bits !== undefined ? lengthFault(key, alg.name, alg.bits) : undefined
}

export function contentWeakness(key: Key, enc: ContentEncryption): string | undefined {
  return lengthFault(key, enc.name, enc.cekBits)
}

function lengthFault(key: Key, name: string, bits: number): string | undefined {
  return key.bits === bits ? undefined : `${name} needs a key of ${bits} bits; this one has ${key.bits}`
}

function rsaWeakness({ policy }: Engine, { bits }: Key, e: Bytes): string | undefined {
  if (bits < policy.minimumRsaBits) return `The policy '${policy.name}' wants RSA keys of ${policy.minimumRsaBits} bits`
  return toBigInt(e) < policy.minimumRsaExponent
    ? `The policy '${policy.name}' wants an RSA exponent of ${policy.minimumRsaExponent} or more`
    : undefined
}
