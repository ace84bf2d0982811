import {
  type BackendKey,
  type Bytes,
  type Data,
  equalInConstantTime,
  InvalidKeyError,
  JOSEError,
  type SignaturePrimitive,
} from '@jose/core'
import { ecCurves, edwardsCurves, mlDsa } from './curves.ts'
import { verifyEdwards } from './eddsa.ts'
import { encodePkcs1, encodePss, isPss } from './emsa.ts'
import { digest } from './hashes.ts'
import { heldAs } from './held.ts'
import { fromNumber, octetsOf, toNumber } from './octets.ts'
import type { Random } from './random.ts'
import { privateOperation, publicOperation } from './rsa.ts'
import { inTurn } from './turns.ts'

type RsaSignature = Extract<SignaturePrimitive, { name: `RSA${string}` }>

export function sign(random: Random, primitive: SignaturePrimitive, key: BackendKey, data: Data): Bytes {
  return signPrepared(random, primitive, key, prepared(primitive, data))
}

/** In a turn of its own, unless that costs more than signing. */
export function signAsync(
  random: Random,
  primitive: SignaturePrimitive,
  key: BackendKey,
  data: Data,
): Bytes | Promise<Bytes> {
  if (isQuick(primitive)) return sign(random, primitive, key, data)
  const octets = prepared(primitive, data, true)
  return inTurn(() => signPrepared(random, primitive, key, octets))
}

export function verify(primitive: SignaturePrimitive, key: BackendKey, signature: Bytes, data: Data): boolean {
  return verifyPrepared(primitive, key, signature, prepared(primitive, data))
}

export function verifyAsync(
  primitive: SignaturePrimitive,
  key: BackendKey,
  signature: Bytes,
  data: Data,
): boolean | Promise<boolean> {
  // Verifying with RSA is quick: the public exponent is short.
  if (isQuick(primitive) || primitive.name.startsWith('RSA')) return verify(primitive, key, signature, data)
  const octets = prepared(primitive, data, true)
  const given = Uint8Array.from(signature)
  return inTurn(() => verifyPrepared(primitive, key, given, octets))
}

/** Under a millisecond or so, which is what a turn of the event loop may cost. */
function isQuick(primitive: SignaturePrimitive): boolean {
  return (
    primitive.name === 'Ed25519' ||
    (primitive.name === 'ECDSA' && (primitive.curve === 'P-256' || primitive.curve === 'secp256k1'))
  )
}

/** What is left of the data once hashed; Ed25519, Ed448 and ML-DSA hash for themselves, and get octets that stay as they are if need be. */
function prepared(primitive: SignaturePrimitive, data: Data, lasting = false): Bytes {
  if ('hash' in primitive) return digest(primitive.hash, data)
  return lasting && typeof data !== 'string' ? Uint8Array.from(data) : octetsOf(data)
}

function signPrepared(random: Random, primitive: SignaturePrimitive, key: BackendKey, octets: Bytes): Bytes {
  switch (primitive.name) {
    case 'RSASSA-PKCS1-v1_5':
    case 'RSA-PSS':
      return signRsa(random, primitive, key, octets)
    case 'ECDSA': {
      const { d } = heldAs(key, 'EC')
      // RFC 6979, hedged (§3.6) where there is randomness.
      const extraEntropy = hedge(random)
      return ecCurves[primitive.curve].sign(octets, given(d), { lowS: false, prehash: false, extraEntropy })
    }
    case 'Ed25519':
    case 'Ed448':
      return edwardsCurves[primitive.name].sign(octets, given(heldAs(key, 'OKP').d))
    default:
      return mlDsa[primitive.name].sign(octets, given(heldAs(key, 'AKP').expanded), { extraEntropy: hedge(random) })
  }
}

function verifyPrepared(primitive: SignaturePrimitive, key: BackendKey, signature: Bytes, octets: Bytes): boolean {
  switch (primitive.name) {
    case 'RSASSA-PKCS1-v1_5':
    case 'RSA-PSS':
      return verifyRsa(primitive, key, signature, octets)
    case 'ECDSA': {
      const { point } = heldAs(key, 'EC')
      const { verify: verifyEcdsa, lengths } = ecCurves[primitive.curve]
      if (signature.length !== lengths.signature) return false
      return verifyEcdsa(signature, octets, point, { lowS: false, prehash: false })
    }
    case 'Ed25519':
    case 'Ed448':
      return verifyEdwards(primitive.name, heldAs(key, 'OKP').x, signature, octets)
    default:
      return mlDsa[primitive.name].verify(signature, octets, heldAs(key, 'AKP').pub)
  }
}

function signRsa(random: Random, primitive: RsaSignature, key: BackendKey, hashed: Bytes): Bytes {
  const { public: numbers, private: secret } = heldAs(key, 'RSA')
  const encoded =
    primitive.name === 'RSA-PSS'
      ? encodePss(primitive.hash, hashed, random(primitive.saltLength), numbers.bits - 1)
      : encodePkcs1(primitive.hash, hashed, numbers.bytes)
  const result = privateOperation(numbers, given(secret), toNumber(encoded), random)
  return fromNumber(given(result), numbers.bytes)
}

/**
 * PKCS#1 v1.5 is verified by encoding anew and comparing the whole (RFC 8017 §8.2.2): nothing of what the signature
 * holds is parsed, so nothing can be parsed too loosely.
 */
function verifyRsa(primitive: RsaSignature, key: BackendKey, signature: Bytes, hashed: Bytes): boolean {
  const { public: numbers } = heldAs(key, 'RSA')
  if (signature.length !== numbers.bytes) return false
  const result = publicOperation(numbers, toNumber(signature))
  if (result === undefined) return false
  if (primitive.name !== 'RSA-PSS') {
    return equalInConstantTime(fromNumber(result, numbers.bytes), encodePkcs1(primitive.hash, hashed, numbers.bytes))
  }
  const bits = numbers.bits - 1
  const length = Math.ceil(bits / 8)
  const encoded = fromNumber(result, numbers.bytes)
  // Where the modulus has 8k + 1 bits, the encoded message is an octet shorter (RFC 8017 §8.1.2 step 2c).
  if (length < numbers.bytes && encoded[0] !== 0) return false
  return isPss(primitive.hash, hashed, encoded.subarray(numbers.bytes - length), primitive.saltLength, bits)
}

/** 32 random bytes, or `false`, which makes a signature that needs none. */
function hedge(random: Random): Bytes | false {
  try {
    return random(32)
  } catch (error) {
    if (error instanceof JOSEError && error.code === 'ERR_NO_RANDOM') return false
    throw error
  }
}

function given<T>(value: T | undefined): T {
  if (value === undefined) throw new InvalidKeyError('Signing needs a private key')
  return value
}
