import type { BackendKey, Data, Encoded, KeyMaterial, MacPrimitive, SignaturePrimitive } from '../backend.ts'
import type { Engine } from '../engine.ts'
import { InvalidKeyError, JWKError } from '../errors.ts'
import { andThen, type Maybe } from '../maybe.ts'
import type { SignatureVariant } from '../registry/jws.ts'
import type { Usable } from './candidates.ts'
import { publicHalfOf } from './halves.ts'
import type { KeyAttributes } from './jwk.ts'
import type { Key } from './key.ts'
import { partsOf } from './parts.ts'

/** A key that may sign or verify, and how; `fit` has said so. */
export type Fitting = Usable<SignatureVariant>

export function sign(engine: Engine, { key, variant }: Fitting, data: Data): Maybe<Encoded> {
  const { primitive } = variant
  const { held } = partsOf(key)
  return isMac(primitive) ? engine.primitives.mac(primitive, held, data) : engine.primitives.sign(primitive, held, data)
}

/** Whether the signature is the key's over `data`; only a MAC comes as text. A private key verifies by its public half. */
export function verify(engine: Engine, { key, variant }: Fitting, signature: Encoded, data: Data): Maybe<boolean> {
  const { primitive, signatureBytes } = variant
  const bytes = signatureBytes ?? (key.bits + 7) >> 3
  if (signature.length !== (typeof signature === 'string' ? Math.ceil((bytes * 4) / 3) : bytes)) return false
  if (isMac(primitive)) return engine.primitives.verifyMac(primitive, partsOf(key).held, signature, data)
  if (typeof signature === 'string') return false
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
  return andThen(publicMaterial(engine, parts.held), (material) =>
    andThen(engine.primitives.importKey(material), (held) => {
      parts.publicHalf = engine.newKey(boundLike(held, parts.held), publicAttributes(key))
      return parts.publicHalf
    }),
  )
}

/** The numbers of the public half: those that are seen, else those of an export. Throws `InvalidKeyError` where the platform gives none. */
export function publicMaterial(engine: Engine, held: BackendKey): Maybe<KeyMaterial> {
  const seen = 'bits' in held.material ? undefined : publicHalfOf(held.material)
  if (seen !== undefined) return seen
  return andThen(engine.primitives.exportKey(held), (all) => {
    const half = publicHalfOf(all)
    if (half === undefined) throw new InvalidKeyError('The native key does not give out its public half')
    return half
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
  return { algorithm, kid, use, keyOps: publicOperations(keyOps) }
}

/** The public half of a native key that does one thing only does the counterpart of that only. */
function boundLike(half: BackendKey, { bound }: BackendKey): BackendKey {
  return bound === undefined ? half : { ...half, bound: { ...bound, operations: publicOperations(bound.operations) } }
}

function publicOperations(operations: readonly string[]): readonly string[] {
  const mapped = operations.filter((name) => !name.startsWith('derive')).map((name) => counterparts.get(name) ?? name)
  return Object.freeze([...new Set(mapped)])
}

function isMac(primitive: MacPrimitive | SignaturePrimitive): primitive is MacPrimitive {
  return primitive.name === 'HMAC'
}
