import type { JWKS, PemsByKid } from '../jwk/candidates.ts'
import type { JWK } from '../jwk/jwk.ts'
import type { Key } from '../jwk/key.ts'
import { algorithmsOfKeys } from '../jws/allowed.ts'
import { findKeys, type KeySet, type Wanted } from '../token/resolve.ts'
import { IndexOfKeys } from './index-of-keys.ts'
import { membersOf, parseSet } from './read-set.ts'

/** What a set can be made of: a JWKS (its members JWKs, or keys that are ready), certificates by `kid`, or the JSON text of either. */
export type LocalSetInput = JWKS | PemsByKid | string | { readonly keys: readonly (JWK | Key)[] }

/** A set of keys that never changes, in memory. To be given as the key. */
export interface LocalKeySet extends KeySet {
  /** Keys in the set. */
  readonly size: number
  /** The distinct `kid`s in it. */
  readonly kids: readonly string[]
}

/** A set as it is now, indexed; its keys are built when a token asks for them. Throws `JWKSError` for what is no set. */
export function localKeySet(set: LocalSetInput): LocalKeySet {
  if (typeof set !== 'string' && (typeof set !== 'object' || set === null))
    throw new TypeError('A set of keys is a JWKS, its JSON text, or certificates by kid')
  return new Local(new IndexOfKeys(membersOf(typeof set === 'string' ? parseSet(set) : set)))
}

class Local implements LocalKeySet {
  readonly size: number
  readonly kids: readonly string[]
  readonly algorithms: readonly string[] | undefined
  readonly [findKeys]: KeySet[typeof findKeys]

  // The keys, which may be private, are out of reach of inspection and serialization.
  constructor(index: IndexOfKeys) {
    this.size = index.members.length
    this.kids = Object.freeze(index.kids)
    this.algorithms = algorithmsOfKeys({ keys: index.members.map(({ input }) => input) })
    this[findKeys] = ({ header }: Wanted) => index.choose(header)
    Object.freeze(this)
  }
}
