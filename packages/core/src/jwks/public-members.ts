import { type JsonObject, own } from '../encoding/json.ts'
import { hasPrivateMembers } from '../jwk/jwk.ts'
import { isKey } from '../jwk/key.ts'
import type { SetMember } from '../jwk/key-set.ts'

const publicTypes = ['RSA', 'EC', 'OKP', 'AKP']

/**
 * Whether a key that came over the network may be one of a set: only public keys of known kinds. A secret there would let
 * whoever wrote the set sign by HMAC, and a private key that everybody can read proves nothing any more.
 */
export function isPublic({ input }: SetMember): boolean {
  if (typeof input === 'string')
    return (
      /^\s*-----BEGIN (?:(?:X509 )?CERTIFICATE|PUBLIC KEY|RSA PUBLIC KEY)-----/.test(input) &&
      !input.includes('PRIVATE KEY')
    )
  if (typeof input !== 'object' || input === null || isKey(input)) return false
  const jwk = input as JsonObject
  return publicTypes.some((kty) => kty === own(jwk, 'kty')) && !hasPrivateMembers(jwk)
}

/** The members, where they say the same as one of before the one of before, so that its key need not be built again. */
export function reusing(members: readonly SetMember[], before: readonly SetMember[]): readonly SetMember[] {
  const known = new Map(before.map((member) => [JSON.stringify(member), member]))
  return members.map((member) => known.get(JSON.stringify(member)) ?? member)
}
