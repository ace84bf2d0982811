import type { Key } from '../jwk/key.ts'

/** The member by which a set says which key it writes by now; of all copies of this package, so that they understand each other. */
export const currentKey: unique symbol = Symbol.for('jose.currentKey') as typeof currentKey

/** A set of keys of which one writes: that one's algorithm is the default, and its `kid` goes into the header. */
export interface CurrentKey {
  readonly [currentKey]: Key
}

/**
 * The key that the set writes by now; `undefined` for a source of any other kind. Read once for a token, so that its
 * algorithm, its `kid` and its signature are of the same key, whatever becomes of the set meanwhile.
 */
export function currentKeyOf(source: unknown): Key | undefined {
  return typeof source === 'object' && source !== null ? (source as Partial<CurrentKey>)[currentKey] : undefined
}

/** The `kid` of the key that a set writes by. Throws `TypeError` where the caller wants another. */
export function kidOf(writer: Key | undefined, wanted: unknown): { readonly kid?: string } {
  if (writer?.kid === undefined) return {}
  if (wanted !== undefined && wanted !== writer.kid)
    throw new TypeError("The 'kid' is that of the key which the set writes by: leave it out")
  return { kid: writer.kid }
}
