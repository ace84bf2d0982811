import type { Bytes, Data, Encoded } from '../backend.ts'
import { isCanonical } from '../encoding/base64url.ts'
import { alone, asciiBytes, concat } from '../encoding/bytes.ts'
import type { Engine } from '../engine.ts'
import { JWSAlgorithmError, JWSError, JWSSignatureError } from '../errors.ts'
import { candidates } from '../jwk/candidates.ts'
import type { Key } from '../jwk/key.ts'
import { type Fitting, verify } from '../jwk/operations.ts'
import { andThen, firstSuccess, type Maybe } from '../maybe.ts'
import type { ParsedHeader } from './header.ts'
import { decodeSegment, malformedPayload, malformedSignature } from './segments.ts'
import { verifyingBy } from './use.ts'

/**
 * The signature of a token whose algorithm is allowed: what can be said before any key is looked for. Throws
 * `JWSAlgorithmError`, `JWSError`.
 */
export function admit(engine: Engine, parsed: ParsedHeader, segment: string, allowed: readonly string[]): Encoded {
  const { alg, algorithm } = parsed
  if (!allowed.includes(alg) || (algorithm === undefined && alg !== 'none')) throw new JWSAlgorithmError()
  if (algorithm === undefined && segment !== '') throw new JWSSignatureError()
  return signatureOf(engine, parsed, segment)
}

/** Characters of a MAC of 64 bytes; a longer segment is no MAC. */
const longestMac = 86

/** The signature as it will be compared: a MAC stays text. Throws `JWSError` when it is not canonical base64url. */
export function signatureOf({ codec }: Engine, { algorithm }: ParsedHeader, segment: string): Encoded {
  if (algorithm?.kty === 'oct' && segment.length <= longestMac && isCanonical(segment)) return segment
  return decodeSegment(codec, segment, malformedSignature)
}

/** Finds the key that made a signature; the token was admitted. None for an unsecured one. Throws where there is none. */
export type VerifyOne = (parsed: ParsedHeader, signature: Encoded, input: Data) => Maybe<Key | undefined>

/**
 * The one of the keys that made the signature of a token that was admitted; none for an unsecured one. Throws
 * `JWSSignatureError`, `JWSError`, `InvalidKeyError`.
 */
export function verifySignature(
  engine: Engine,
  { algorithm, kid }: ParsedHeader,
  signature: Encoded,
  input: Data,
  keys: unknown,
  allowed: readonly string[],
): Maybe<Key | undefined> {
  if (algorithm === undefined) return undefined
  if (keys === undefined) throw new JWSError('No key was found for the token', 'ERR_KEY_NOT_FOUND')
  return andThen(candidates(engine, keys, verifyingBy(algorithm), kid, allowed), (found) =>
    andThen(
      firstSuccess(found, (fitting) => keyIfGood(engine, fitting, signature, input)),
      keyThatVerified,
    ),
  )
}

function keyIfGood(engine: Engine, fitting: Fitting, signature: Encoded, input: Data): Maybe<Key | undefined> {
  return andThen(verify(engine, fitting, signature, input), (good) => (good ? fitting.key : undefined))
}

function keyThatVerified(key: Key | undefined): Key {
  if (key === undefined) throw new JWSSignatureError()
  return key
}

/** What is signed: header and payload with a dot between, the payload in base64url or, under RFC 7797, as it is. */
export function signingInput(engine: Engine, header: string, b64: boolean, payload: Bytes): Data {
  return b64 ? `${header}.${engine.codec.base64urlEncode(payload)}` : concat(asciiBytes(`${header}.`), payload)
}

/** The octets of a payload that is in the token, or of the detached one; never both. Throws `JWSError`. */
export function payloadOf(
  engine: Engine,
  { payload }: { readonly payload: string },
  { b64 }: ParsedHeader,
  detached: Bytes | undefined,
): Bytes {
  if (detached !== undefined) {
    if (payload !== '') throw new JWSError('The payload is given twice: in the token and detached')
    return detached
  }
  if (b64) return alone(decodeSegment(engine.codec, payload, malformedPayload))
  if (!/^[\x20-\x7e]*$/.test(payload))
    throw new JWSError('An unencoded payload in a token is printable ASCII (RFC 7797 §5.2)')
  return asciiBytes(payload)
}
