import type { Hash } from '../backend.ts'
import type { Engine } from '../engine.ts'
import { JWTClaimsError } from '../errors.ts'
import { andThen, type Maybe } from '../maybe.ts'
import { signatureAlgorithms } from '../registry/jws.ts'

/**
 * `at_hash`: base64url of the left half of the access token's hash, by the hash of the header's `alg` (OpenID Connect
 * Core §3.1.3.6). `crv` tells EdDSA's curves apart; without it the first is meant.
 */
export function accessTokenHash(
  engine: Engine,
  accessToken: string,
  alg: string,
  crv: string | undefined,
): Maybe<string> {
  const variants = signatureAlgorithms[alg]?.variants ?? []
  const hash: Hash | undefined = (variants.find((variant) => variant.crv === crv) ?? variants[0])?.hash
  if (hash === undefined)
    throw new JWTClaimsError('No hash is defined for at_hash with this algorithm', 'at_hash', 'invalid')
  return andThen(engine.primitives.digest(hash, engine.codec.utf8Encode(accessToken)), (digest) =>
    engine.codec.base64urlEncode(digest.subarray(0, digest.length / 2)),
  )
}
