import type { BackendKey, KeyMaterial } from '../backend.ts'
import { hasOwn } from '../encoding/json.ts'
import type { Engine } from '../engine.ts'
import { JWEParseError, JWKError } from '../errors.ts'
import { checkMaterial } from '../jwk/check.ts'
import { materialOfJwk } from '../jwk/jwk.ts'
import type { Key } from '../jwk/key.ts'
import type { Maybe } from '../maybe.ts'
import type { ParsedHeader } from './header.ts'

/**
 * The sender's ephemeral key (RFC 7518 §4.6.1.1), checked as every key is: on the recipient's curve, of full order.
 * A point off the curve would tell an attacker about the private key. Throws `JWEParseError`.
 */
export function recipientEpk(engine: Engine, key: Key, { header }: ParsedHeader): Maybe<BackendKey> {
  const epk = header.epk as { readonly [member: string]: unknown }
  if (epk === undefined) throw new JWEParseError("The header has no 'epk'")
  if (hasOwn(epk, 'd')) throw new JWEParseError("The header's 'epk' holds a private key")
  return engine.primitives.importKey(materialFor(key, epk), 'enc')
}

function materialFor(key: Key, epk: { readonly [member: string]: unknown }): KeyMaterial {
  try {
    const material = materialOfJwk(epk)
    checkMaterial(material)
    if ('crv' in material && material.crv === key.crv) return material
  } catch (error) {
    if (error instanceof JWKError) throw new JWEParseError(`The header's 'epk' is refused: ${error.message}`)
    throw error
  }
  throw new JWEParseError(`The header's 'epk' is not on ${key.crv}, where the recipient's key is`)
}
