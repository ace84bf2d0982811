import { copyOfBytes, isBytes } from '../encoding/bytes.ts'
import type { Engine } from '../engine.ts'
import type { KeyInput } from '../jwk/candidates.ts'
import { andThen, isPromise, type Maybe } from '../maybe.ts'
import type { TokenHeader } from './header.ts'

/** Finds the key for a header that nobody has verified yet. Null and undefined mean that there is none. */
export type KeyResolver = (header: TokenHeader) => Maybe<KeyInput | null | undefined>

/** As `KeyResolver`, for sync calls. */
export type SyncKeyResolver = (header: TokenHeader) => KeyInput | null | undefined

/** What a caller may give as the key: keys, or a function that finds them. */
export type KeySource = KeyInput | KeyResolver | null

/** The source as it is now, where it may be read after a wait: octets that are overwritten meanwhile are not the key. */
export function kept({ mode }: Engine, source: KeySource): KeySource {
  if (mode === 'sync') return source
  if (Array.isArray(source)) return source.some(isBytes) ? source.map(copyOfBytes) : source
  return copyOfBytes(source)
}

/** The keys themselves; `undefined` when a resolver finds none. What a resolver throws passes through as it is. */
export function resolve(engine: Engine, key: KeySource, header: TokenHeader): Maybe<unknown> {
  if (typeof key !== 'function') {
    if (isPromise(key as Maybe<unknown>)) throw new TypeError('The key is a promise: await it first')
    return key
  }
  const found = (key as KeyResolver)(header)
  if (engine.mode === 'sync' && isPromise(found)) throw new TypeError('A resolver for sync calls must answer at once')
  return andThen(found, (answer): unknown => {
    if (typeof answer === 'function') throw new TypeError('A resolver answers with a key, not with another resolver')
    return answer ?? undefined
  })
}
