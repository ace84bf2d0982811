import type { Bytes, Data, KeyMaterial, MacPrimitive, SignaturePrimitive } from '../backend.ts'
import { isBytes } from '../encoding/bytes.ts'
import type { Engine } from '../engine.ts'
import { InvalidKeyError, JWKError } from '../errors.ts'
import { andThen, type Maybe } from '../maybe.ts'
import { type SignatureAlgorithm, type SignatureVariant, signatureAlgorithms } from '../registry/jws.ts'
import { fit } from './fit.ts'
import type { KeyAttributes } from './jwk.ts'
import type { Key } from './key.ts'
import { partsOf } from './parts.ts'

/** The signature of `data`. Throws `InvalidKeyError` for a key that may not make it. */
export function signWith(engine: Engine, key: Key, algorithm: SignatureAlgorithm, data: Data): Maybe<Bytes> {
  const variant = fit(engine, key, algorithm, 'sign')
  if (typeof variant === 'string') throw new InvalidKeyError(variant, 'ERR_KEY_UNFIT')
  const { primitive } = variant
  const { held } = partsOf(key)
  return isMac(primitive) ? engine.primitives.mac(primitive, held, data) : engine.primitives.sign(primitive, held, data)
}

/** Whether the signature is the key's over `data`; `variant` is what `fit` found. A private key verifies by its public half. */
export function verifyWith(
  engine: Engine,
  key: Key,
  variant: SignatureVariant,
  signature: Bytes,
  data: Data,
): Maybe<boolean> {
  const { primitive } = variant
  if (signature.length !== (variant.signatureBytes ?? (key.bits + 7) >> 3)) return false
  const { held } = partsOf(key)
  if (isMac(primitive)) return engine.primitives.verifyMac(primitive, held, signature, data)
  return andThen(publicHalf(engine, key), (half) =>
    engine.primitives.verify(primitive, partsOf(half).held, signature, data),
  )
}

/** The public half of an asymmetric key, made once. Throws `JWKError` for a secret. */
export function publicHalf(engine: Engine, key: Key): Maybe<Key> {
  if (key.type === 'public') return key
  const parts = partsOf(key)
  if (parts.publicHalf !== undefined) return parts.publicHalf
  if (key.type === 'secret') throw new JWKError('A secret has no public half')
  return andThen(engine.primitives.importKey(parts.held.material as KeyMaterial), (held) => {
    parts.publicHalf = engine.newKey(held, publicAttributes(key))
    return parts.publicHalf
  })
}

const counterparts: ReadonlyMap<string, string> = /* @__PURE__ */ new Map([
  ['sign', 'verify'],
  ['decrypt', 'encrypt'],
  ['unwrapKey', 'wrapKey'],
])

/** The attributes of the public half: a private key's `key_ops` become their counterparts (RFC 7517 §4.3). */
export function publicAttributes(key: Key): KeyAttributes {
  const { algorithm, kid, use, keyOps, type } = key
  if (type !== 'private' || keyOps === undefined) return { algorithm, kid, use, keyOps }
  const mapped = keyOps
    .filter((operation) => !operation.startsWith('derive'))
    .map((name) => counterparts.get(name) ?? name)
  return { algorithm, kid, use, keyOps: Object.freeze([...new Set(mapped)]) }
}

/** `key.sign`: by the key's own algorithm. */
export function signOwn(engine: Engine, key: Key, data: string | Bytes): Maybe<Bytes> {
  return signWith(engine, key, ownAlgorithm(key), octetsOf(engine, data))
}

/** `key.verify`: by the key's own algorithm. */
export function verifyOwn(engine: Engine, key: Key, data: string | Bytes, signature: Bytes): Maybe<boolean> {
  const variant = fit(engine, key, ownAlgorithm(key), 'verify')
  if (typeof variant === 'string') throw new InvalidKeyError(variant, 'ERR_KEY_UNFIT')
  if (!isBytes(signature)) throw new TypeError('A signature is bytes')
  return verifyWith(engine, key, variant, signature, octetsOf(engine, data))
}

function ownAlgorithm(key: Key): SignatureAlgorithm {
  const algorithm = key.algorithm === undefined ? undefined : signatureAlgorithms[key.algorithm]
  if (algorithm !== undefined) return algorithm
  throw new InvalidKeyError('The key names no signature algorithm: construct it with one', 'ERR_KEY_UNFIT')
}

function octetsOf(engine: Engine, data: string | Bytes): Bytes {
  if (typeof data === 'string') return engine.codec.utf8Encode(data)
  if (isBytes(data)) return data
  throw new TypeError('Data to sign or verify is a string or bytes')
}

function isMac(primitive: MacPrimitive | SignaturePrimitive): primitive is MacPrimitive {
  return primitive.name === 'HMAC'
}
