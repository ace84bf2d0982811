import type { Bytes, WrapPrimitive } from '../backend.ts'
import { alone, isBytes } from '../encoding/bytes.ts'
import type { Engine } from '../engine.ts'
import { InvalidKeyError, JWEInvalidAuth } from '../errors.ts'
import type { Key } from '../jwk/key.ts'
import { publicHalf } from '../jwk/operations.ts'
import { partsOf } from '../jwk/parts.ts'
import { andThen, type Maybe } from '../maybe.ts'
import {
  type ContentEncryption,
  contentEncryptions,
  type KeyManagementAlgorithm,
  keyManagementAlgorithms,
} from '../registry/jwe.ts'
import { octetsOfData } from '../token/content.ts'
import { decryptContent, type Encrypted, encryptContent, sizesOf } from './content.ts'
import { ownContentKey } from './direct.ts'
import { encryptingBy, type Side } from './use.ts'

/** `key.encrypt`: by the content encryption that the key names, under a fresh IV. Throws `InvalidKeyError`. */
export function encryptOwn(
  engine: Engine,
  key: Key,
  plaintext: string | Bytes,
  additional: Bytes = new Uint8Array(0),
): Maybe<Encrypted> {
  const enc = ownEncryption(engine, key, 'encrypt')
  const octets = octetsOfData(engine, plaintext, 'A plaintext')
  if (!isBytes(additional)) throw new TypeError('Additional data is bytes')
  // Copies: the halves of the key may have to be waited for.
  const [content, associated] = [Uint8Array.from(octets), Uint8Array.from(additional)]
  return andThen(ownContentKey(engine, enc, key), (cek) =>
    andThen(encryptContent(engine, enc, cek, content, associated), ({ iv, ciphertext, tag }) => ({
      iv: alone(iv),
      ciphertext: alone(ciphertext),
      tag: alone(tag),
    })),
  )
}

/** `key.decrypt`. Throws `JWEInvalidAuth` for whatever does not fit, `InvalidKeyError`. */
export function decryptOwn(
  engine: Engine,
  key: Key,
  ciphertext: Bytes,
  iv: Bytes,
  additional: Bytes = new Uint8Array(0),
  tag: Bytes = new Uint8Array(0),
): Maybe<Bytes> {
  const enc = ownEncryption(engine, key, 'decrypt')
  if (![ciphertext, iv, additional, tag].every(isBytes))
    throw new TypeError('Ciphertext, IV, additional data and tag are bytes')
  const sizes = sizesOf(enc)
  if (iv.length !== sizes.iv || tag.length !== sizes.tag) throw new JWEInvalidAuth()
  const given = { iv: Uint8Array.from(iv), ciphertext: Uint8Array.from(ciphertext), tag: Uint8Array.from(tag) }
  const associated = Uint8Array.from(additional)
  return andThen(ownContentKey(engine, enc, key), (cek) =>
    andThen(decryptContent(engine, enc, cek, given, associated), orRefuse),
  )
}

/** `key.wrapKey`: the octets of a content key, by the key management algorithm that the key names. Throws `InvalidKeyError`. */
export function wrapByOwn(engine: Engine, key: Key, octets: Bytes): Maybe<Bytes> {
  const primitive = ownWrapping(engine, key, 'encrypt')
  // As long as one of RFC 7518 §5 is, which AES-KW and every RSA key that is large enough can take.
  if (!isBytes(octets) || octets.length < 16 || octets.length > 64 || octets.length % 8 !== 0)
    throw new TypeError('A content encryption key is bytes: 16 to 64 of them, a multiple of 8')
  const copy = Uint8Array.from(octets)
  const half = key.kty === 'oct' ? key : publicHalf(engine, key)
  return andThen(half, (by) => andThen(engine.primitives.wrap(primitive, partsOf(by).held, copy), alone))
}

/** `key.unwrapKey`. Throws `JWEInvalidAuth` for whatever does not unwrap, `InvalidKeyError`. */
export function unwrapByOwn(engine: Engine, key: Key, wrapped: Bytes): Maybe<Bytes> {
  const primitive = ownWrapping(engine, key, 'decrypt')
  if (!isBytes(wrapped)) throw new TypeError('A wrapped key is bytes')
  return andThen(engine.primitives.unwrap(primitive, partsOf(key).held, wrapped), orRefuse)
}

function ownEncryption(engine: Engine, key: Key, side: Side): ContentEncryption {
  const enc = contentEncryptions[key.algorithm ?? '']
  if (enc === undefined)
    throw new InvalidKeyError(
      'The key names no content encryption: construct it with one, such as A256GCM',
      'ERR_KEY_UNFIT',
    )
  checkFit(engine, key, keyManagementAlgorithms.dir as KeyManagementAlgorithm, enc, side)
  return enc
}

function ownWrapping(engine: Engine, key: Key, side: Side): WrapPrimitive {
  const alg = keyManagementAlgorithms[key.algorithm ?? '']
  const primitive = alg?.primitives[0]
  // Unwrapping by RSA1_5 alone would say whether the padding was right, which is all Bleichenbacher needs; `jwe` hides it.
  const wraps =
    primitive?.name === 'AES-KW' ||
    primitive?.name === 'RSA-OAEP' ||
    (primitive?.name === 'RSAES-PKCS1-v1_5' && side === 'encrypt')
  if (alg === undefined || !wraps || (alg.management !== 'wrapping' && alg.management !== 'encryption'))
    throw new InvalidKeyError(
      'The key names no algorithm that wraps by itself: construct it with AES-KW or RSA-OAEP',
      'ERR_KEY_UNFIT',
    )
  checkFit(engine, key, alg, contentEncryptions.A256GCM as ContentEncryption, side)
  return primitive
}

function checkFit(engine: Engine, key: Key, alg: KeyManagementAlgorithm, enc: ContentEncryption, side: Side): void {
  const verdict = encryptingBy({ alg, enc }, side).fit(engine, key)
  if (typeof verdict === 'string') throw new InvalidKeyError(verdict, 'ERR_KEY_UNFIT')
}

function orRefuse(octets: Bytes | undefined): Bytes {
  if (octets === undefined) throw new JWEInvalidAuth()
  return alone(octets)
}
