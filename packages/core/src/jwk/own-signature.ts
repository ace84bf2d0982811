import type { Bytes } from '../backend.ts'
import { decodeBase64url } from '../encoding/base64url.ts'
import { alone, isBytes } from '../encoding/bytes.ts'
import type { Engine } from '../engine.ts'
import { InvalidKeyError } from '../errors.ts'
import { andThen, type Maybe } from '../maybe.ts'
import { type SignatureAlgorithm, signatureAlgorithms } from '../registry/jws.ts'
import { octetsOfData } from '../token/content.ts'
import { fit, type Operation } from './fit.ts'
import type { Key } from './key.ts'
import { type Fitting, sign, verify } from './operations.ts'

const signedData = 'Data to sign or verify'

/** `key.sign`: by the key's own algorithm. */
export function signOwn(engine: Engine, key: Key, data: string | Bytes): Maybe<Bytes> {
  // A copy: what is long is read in several turns.
  const octets = Uint8Array.from(octetsOfData(engine, data, signedData))
  const signature = sign(engine, ownFitting(engine, key, 'sign'), octets)
  return andThen(signature, (encoded) =>
    typeof encoded === 'string' ? (decodeBase64url(encoded) as Bytes) : alone(encoded),
  )
}

/** `key.verify`: by the key's own algorithm. */
export function verifyOwn(engine: Engine, key: Key, data: string | Bytes, signature: Bytes): Maybe<boolean> {
  const fitting = ownFitting(engine, key, 'verify')
  if (!isBytes(signature)) throw new TypeError('A signature is bytes')
  // Copies: a private key's public half may have to be waited for.
  return verify(engine, fitting, Uint8Array.from(signature), Uint8Array.from(octetsOfData(engine, data, signedData)))
}

function ownFitting(engine: Engine, key: Key, operation: Operation): Fitting {
  const variant = fit(engine, key, ownAlgorithm(key), operation)
  if (typeof variant === 'string') throw new InvalidKeyError(variant, 'ERR_KEY_UNFIT')
  return { key, variant }
}

function ownAlgorithm(key: Key): SignatureAlgorithm {
  const algorithm = key.algorithm === undefined ? undefined : signatureAlgorithms[key.algorithm]
  if (algorithm !== undefined) return algorithm
  throw new InvalidKeyError('The key names no signature algorithm: construct it with one', 'ERR_KEY_UNFIT')
}
