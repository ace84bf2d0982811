import type { Bytes, Hash, Kty } from '../backend.ts'
import type { Engine } from '../engine.ts'
import { andThen, type Maybe } from '../maybe.ts'
import { constructKey } from './construct.ts'
import { exportJwk } from './export.ts'
import type { JWK } from './jwk.ts'

/** The members that identify a key, in lexicographic order (RFC 7638 §3.2, RFC 8037 §2, RFC 9964 §6). */
const identifying: { readonly [kty in Kty]: readonly (keyof JWK)[] } = {
  oct: ['k', 'kty'],
  RSA: ['e', 'kty', 'n'],
  EC: ['crv', 'kty', 'x', 'y'],
  OKP: ['crv', 'kty', 'x'],
  AKP: ['alg', 'kty', 'pub'],
}

/** The thumbprint of a key in any form (RFC 7638): base64url of the hash of its identifying members. */
export function thumbprint(engine: Engine, input: unknown, hash: Hash = 'SHA-256'): Maybe<string> {
  if (!['SHA-256', 'SHA-384', 'SHA-512'].includes(hash))
    throw new TypeError('Unknown hash: SHA-256, SHA-384 or SHA-512')
  return andThen(constructKey(engine, input), (key) =>
    andThen(exportJwk(engine, key, { private: key.kty === 'oct' }), (jwk) => {
      const text = JSON.stringify(Object.fromEntries(identifying[key.kty].map((name) => [name, jwk[name]])))
      return andThen(engine.primitives.digest(hash, text), (digest: Bytes) => engine.codec.base64urlEncode(digest))
    }),
  )
}

/** The thumbprint as a URI (RFC 9278). */
export function thumbprintUri(engine: Engine, input: unknown, hash: Hash = 'SHA-256'): Maybe<string> {
  return andThen(
    thumbprint(engine, input, hash),
    (text) => `urn:ietf:params:oauth:jwk-thumbprint:${hash.toLowerCase()}:${text}`,
  )
}
