import { isBytes } from '../encoding/bytes.ts'
import { hasOwn, isObject, own } from '../encoding/json.ts'
import { isKeySet } from '../token/resolve.ts'
import { isKey } from './key.ts'

/** One of several keys, not yet built. */
export interface SetMember {
  readonly input: unknown
  readonly kid: string | undefined
}

/** Under this an answer of a key set has its lists; of all copies of this package, so that they understand each other. */
const chosen: unique symbol = /* @__PURE__ */ Symbol.for('jose.chosenKeys') as never

/** Members that a key set has chosen, in lists, the best first. A list never changes, so that what was found out about it holds. */
export interface ChosenKeys {
  readonly [chosen]: readonly (readonly SetMember[])[]
}

export function chosenKeys(lists: readonly (readonly SetMember[])[]): ChosenKeys {
  return Object.freeze({ [chosen]: Object.freeze(lists) })
}

/** The lists of an answer made by `chosenKeys`; `undefined` for any other input. */
export function listsOf(input: unknown): readonly (readonly SetMember[])[] | undefined {
  return (input as Partial<ChosenKeys> | null | undefined)?.[chosen]
}

/**
 * The members of a set that a token's `kid` does not exclude: those of the same `kid`, then those without.
 * A token without `kid` excludes none. `undefined` when the input is no set. A list, a JWKS and
 * a record of PEMs by `kid` are sets, of however many keys.
 */
export function matching(input: unknown, kid: string | undefined): readonly SetMember[] | undefined {
  if (typeof input !== 'object' || input === null || isBytes(input) || isKey(input)) return undefined
  if (Array.isArray(input)) return select(input.flatMap(flatten), kid)
  if (hasOwn(input, 'keys') && Array.isArray((input as { keys: unknown }).keys)) return matchingJwks(input as Jwks, kid)
  return isPemsByKid(input) ? matchingPems(input, kid) : undefined
}

interface Jwks {
  readonly keys: readonly unknown[]
}

const indexes = /* @__PURE__ */ new WeakMap<object, JwksIndex>()

function matchingJwks(jwks: Jwks, kid: string | undefined): readonly SetMember[] {
  const known = indexes.get(jwks)?.matching(jwks, kid)
  if (known !== undefined) return known
  const index = new JwksIndex(jwks.keys)
  indexes.set(jwks, index)
  return index.matching(jwks, kid) ?? []
}

interface IndexedMember extends SetMember {
  readonly position: number
}

/** Where the keys of a JWKS are, by `kid`, so that a set of thousands answers as fast as a set of one. */
class JwksIndex {
  private readonly list: readonly unknown[]
  private readonly members: readonly IndexedMember[]
  private readonly byKid = new Map<string | undefined, IndexedMember[]>()

  constructor(list: readonly unknown[]) {
    this.list = list
    this.members = list.map((input, position) => ({ ...memberOf(input), position }))
    for (const member of this.members) {
      const same = this.byKid.get(member.kid)
      if (same === undefined) this.byKid.set(member.kid, [member])
      else same.push(member)
    }
  }

  /** `undefined` when the caller has changed the set since: a hit is looked at again, a miss makes all be looked at. */
  matching({ keys }: Jwks, kid: string | undefined): readonly SetMember[] | undefined {
    if (keys !== this.list || keys.length !== this.members.length) return undefined
    const found =
      kid === undefined ? this.members : [...(this.byKid.get(kid) ?? []), ...(this.byKid.get(undefined) ?? [])]
    const looked = found.length > 0 ? found : this.members
    return looked.every(({ input, kid, position }) => keys[position] === input && kidOf(input) === kid)
      ? found
      : undefined
  }
}

function select(members: readonly SetMember[], kid: string | undefined): readonly SetMember[] {
  if (kid === undefined) return members
  return [...members.filter((member) => member.kid === kid), ...members.filter((member) => member.kid === undefined)]
}

function flatten(item: unknown): readonly SetMember[] {
  if (isKeySet(item)) throw new TypeError('A key set stands by itself, not in a list of keys')
  return isObject(item) && Array.isArray(own(item, 'keys')) ? (item.keys as unknown[]).map(memberOf) : [memberOf(item)]
}

function memberOf(input: unknown): SetMember {
  return { input, kid: kidOf(input) }
}

function kidOf(input: unknown): string | undefined {
  const kid = isObject(input) ? own(input, 'kid') : undefined
  return typeof kid === 'string' ? kid : undefined
}

/** Whether the object is a record of PEMs, as Firebase publishes its certificates. */
export function isPemsByKid(input: object): input is { readonly [kid: string]: string } {
  const values: readonly unknown[] = Object.values(input)
  return values.length > 0 && values.every((value) => typeof value === 'string' && value.includes('-----BEGIN '))
}

function matchingPems(pems: { readonly [kid: string]: string }, kid: string | undefined): readonly SetMember[] {
  const kids = kid === undefined ? Object.keys(pems) : hasOwn(pems, kid) ? [kid] : []
  return kids.map((name) => ({ input: pems[name], kid: name }))
}
