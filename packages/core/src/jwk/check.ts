import type { BackendKey, Bytes, KeyMaterial, PublicMaterial } from '../backend.ts'
import { equalBytes, isBytes, toBigInt } from '../encoding/bytes.ts'
import { InvalidKeyError } from '../errors.ts'
import { ecCurves, isOnCurve, isWeakOkpPoint, okpCurves } from './curves.ts'
import { checkRsa, checkRsaSizes } from './rsa.ts'

export const mlDsaPublicBytes = { 'ML-DSA-44': 1312, 'ML-DSA-65': 1952, 'ML-DSA-87': 2592 } as const

/** What no policy allows of a key, whoever made it: wrong widths, weak numbers, points off the curve. Throws `InvalidKeyError`. */
export function checkMaterial(material: KeyMaterial): void {
  switch (material.kty) {
    case 'oct':
      if (material.k.length === 0) throw new InvalidKeyError('The secret is empty')
      return
    case 'RSA':
      checkRsa(material)
      return
    case 'EC':
      checkEc(material)
      return
    case 'OKP':
      checkOkp(material)
      return
    case 'AKP':
      checkLength(material.pub, mlDsaPublicBytes[material.alg], 'public key')
      checkLength(material.priv, 32, 'seed')
      return
  }
}

/** As `checkMaterial`, for a native key that shows no more than its size. Throws `InvalidKeyError`. */
export function checkSeen(material: Extract<PublicMaterial, { bits: number }>): void {
  if (material.bits === 0) throw new InvalidKeyError('The secret is empty')
  if (material.kty === 'RSA') checkRsaSizes(material.bits, material.e)
}

/** The private half must be the one of the public half that came with it; the backend has computed its own. Throws `InvalidKeyError`. */
export function checkHalves(given: KeyMaterial, imported: BackendKey): void {
  const own = imported.material
  const together =
    (given.kty === 'EC' && own.kty === 'EC' && same(given.x, own.x) && same(given.y, own.y)) ||
    (given.kty === 'OKP' && own.kty === 'OKP' && same(given.x, own.x)) ||
    (given.kty === 'AKP' && own.kty === 'AKP' && same(given.pub, own.pub)) ||
    given.kty === 'RSA' ||
    given.kty === 'oct'
  if (!together) throw new InvalidKeyError('The private and the public half of the key do not belong together')
}

/** Whether two public halves are the same. */
export function isSameHalf(one: KeyMaterial, other: KeyMaterial): boolean {
  const members: { readonly [member: string]: unknown } = other
  return Object.entries(one).every(([member, value]) =>
    isBytes(value) ? isBytes(members[member]) && equalBytes(value, members[member]) : value === members[member],
  )
}

function checkEc({ crv, x, y, d }: Extract<KeyMaterial, { kty: 'EC' }>): void {
  const { bytes, n } = ecCurves[crv]
  checkLength(x, bytes, 'x')
  checkLength(y, bytes, 'y')
  checkLength(d, bytes, 'd')
  if (x !== undefined && y !== undefined && !isOnCurve(crv, x, y))
    throw new InvalidKeyError(`The point is not on ${crv}`)
  if (d !== undefined) {
    const scalar = toBigInt(d)
    if (scalar === 0n || scalar >= n) throw new InvalidKeyError(`The private number is outside the range of ${crv}`)
  }
}

function checkOkp({ crv, x, d }: Extract<KeyMaterial, { kty: 'OKP' }>): void {
  const { bytes } = okpCurves[crv]
  checkLength(x, bytes, 'x')
  checkLength(d, bytes, 'd')
  if (x !== undefined && isWeakOkpPoint(crv, x))
    throw new InvalidKeyError(`The public key is no point of full order on ${crv}`)
}

function checkLength(bytes: Bytes | undefined, length: number, member: string): void {
  if (bytes === undefined || bytes.length === length) return
  throw new InvalidKeyError(`The key's ${member} must have ${length} bytes; it has ${bytes.length}`)
}

function same(given: Bytes | undefined, own: Bytes | undefined): boolean {
  return given === undefined || (own !== undefined && equalBytes(given, own))
}
