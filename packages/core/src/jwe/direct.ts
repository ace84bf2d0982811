import type { Engine } from '../engine.ts'
import { InvalidKeyError } from '../errors.ts'
import type { Key } from '../jwk/key.ts'
import { partsOf } from '../jwk/parts.ts'
import { andThen, type Maybe } from '../maybe.ts'
import type { ContentEncryption } from '../registry/jwe.ts'
import { type ContentKey, contentKey } from './content.ts'

/** Of a key that is split in two, the halves, made once. */
const halves = /* @__PURE__ */ new WeakMap<Key, ContentKey>()

/** A key of `dir` as content key; its size has been checked. */
export function ownContentKey(engine: Engine, enc: ContentEncryption, key: Key): Maybe<ContentKey> {
  const { held } = partsOf(key)
  if (enc.primitives.length === 1) return { cipher: held }
  const known = halves.get(key)
  if (known !== undefined) return known
  return andThen(engine.primitives.exportKey(held), (material) => {
    if (material.kty !== 'oct') throw new InvalidKeyError('The key is no secret')
    return andThen(contentKey(engine, enc, material.k), (split) => {
      halves.set(key, split)
      return split
    })
  })
}
