import type { Bytes } from '../backend.ts'
import { isBytes } from '../encoding/bytes.ts'
import { inside } from '../encoding/der.ts'
import { hasOwn } from '../encoding/json.ts'
import type { Engine } from '../engine.ts'
import { InvalidKeyError, UnsupportedAlgorithmError } from '../errors.ts'
import { andThen, type Maybe } from '../maybe.ts'
import { isCertificate } from './der.ts'
import type { DerKey } from './key-from.ts'
import { checkKeySize } from './key-size.ts'
import { certificateOfPem } from './pem.ts'

/** What `x5t` and `x5t#S256` are made with. */
export type CertificateHash = 'SHA-1' | 'SHA-256'

/**
 * base64url of the hash of an X.509 certificate's DER: `x5t#S256` (RFC 7515 §4.1.8), or with SHA-1 `x5t` (§4.1.7). Of a PEM
 * with several certificates it is the first. Throws `InvalidKeyError` for what is no certificate.
 */
export function certificateThumbprint(
  engine: Engine,
  certificate: string | DerKey,
  hash: CertificateHash = 'SHA-256',
): Maybe<string> {
  if (hash !== 'SHA-1' && hash !== 'SHA-256') throw new TypeError('Unknown hash: SHA-1 or SHA-256')
  const octets = octetsOf(certificate)
  if (!engine.backend.supports({ name: 'digest', hash })) throw new UnsupportedAlgorithmError(hash, engine.backend.name)
  return andThen(engine.primitives.digest(hash, octets), (digest) => engine.codec.base64urlEncode(digest))
}

function octetsOf(certificate: unknown): Bytes {
  if (typeof certificate === 'string') {
    checkKeySize(certificate)
    return certificateOfPem(certificate)
  }
  const isObject = typeof certificate === 'object' && certificate !== null && hasOwn(certificate, 'der')
  const der = isObject ? (certificate as DerKey).der : undefined
  if (!isBytes(der)) throw new InvalidKeyError('A certificate is PEM or { der }')
  checkKeySize(der)
  const octets = Uint8Array.from(der)
  if (!isCertificate(inside(octets))) throw new InvalidKeyError('The DER is no X.509 certificate')
  return octets
}
