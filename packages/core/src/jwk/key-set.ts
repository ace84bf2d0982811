import { isBytes } from '../encoding/bytes.ts'
import { hasOwn, isObject, own } from '../encoding/json.ts'
import { isKey } from './key.ts'

/** One of several keys, not yet built. */
export interface SetMember {
  readonly input: unknown
  readonly kid: string | undefined
}

/**
 * The members of a set that a token's `kid` does not exclude: those of the same `kid`, then those without.
 * A token without `kid` excludes none. `undefined` when the input is no set. A list, a JWKS and
 * a record of PEMs by `kid` are sets, of however many keys.
 */
export function matching(input: unknown, kid: string | undefined): readonly SetMember[] | undefined {
  if (typeof input !== 'object' || input === null || isBytes(input) || isKey(input)) return undefined
  if (Array.isArray(input)) return select(input.flatMap(flatten), kid)
  if (hasOwn(input, 'keys') && Array.isArray((input as { keys: unknown }).keys))
    return indexOf(input as Jwks).matching(kid)
  return isPemsByKid(input) ? matchingPems(input, kid) : undefined
}

interface Jwks {
  readonly keys: readonly unknown[]
}

const indexes = /* @__PURE__ */ new WeakMap<object, JwksIndex>()

function indexOf(jwks: Jwks): JwksIndex {
  const known = indexes.get(jwks)
  if (known?.describes(jwks)) return known
  const index = new JwksIndex(jwks.keys)
  indexes.set(jwks, index)
  return index
}

/** Where the keys of a JWKS are, by `kid`, so that a set of thousands answers as fast as a set of one. */
class JwksIndex {
  private readonly list: readonly unknown[]
  private readonly members: readonly SetMember[]
  private readonly byKid = new Map<string | undefined, SetMember[]>()

  constructor(list: readonly unknown[]) {
    this.list = list
    this.members = list.map(memberOf)
    for (const member of this.members) {
      const same = this.byKid.get(member.kid)
      if (same === undefined) this.byKid.set(member.kid, [member])
      else same.push(member)
    }
  }

  /** Whether the caller has not changed the set since: comparing identities is cheap, even of thousands. */
  describes(jwks: Jwks): boolean {
    return (
      jwks.keys === this.list &&
      this.list.length === this.members.length &&
      this.members.every(({ input, kid }, index) => this.list[index] === input && kidOf(input) === kid)
    )
  }

  matching(kid: string | undefined): readonly SetMember[] {
    if (kid === undefined) return this.members
    const unnamed = this.byKid.get(undefined)
    const named = this.byKid.get(kid) ?? []
    return unnamed === undefined ? named : [...named, ...unnamed]
  }
}

function select(members: readonly SetMember[], kid: string | undefined): readonly SetMember[] {
  if (kid === undefined) return members
  return [...members.filter((member) => member.kid === kid), ...members.filter((member) => member.kid === undefined)]
}

function flatten(item: unknown): readonly SetMember[] {
  return isObject(item) && Array.isArray(own(item, 'keys')) ? (item.keys as unknown[]).map(memberOf) : [memberOf(item)]
}

function memberOf(input: unknown): SetMember {
  return { input, kid: kidOf(input) }
}

function kidOf(input: unknown): string | undefined {
  const kid = isObject(input) ? own(input, 'kid') : undefined
  return typeof kid === 'string' ? kid : undefined
}

function isPemsByKid(input: object): input is { readonly [kid: string]: string } {
  const values: readonly unknown[] = Object.values(input)
  return values.length > 0 && values.every((value) => typeof value === 'string' && value.includes('-----BEGIN '))
}

function matchingPems(pems: { readonly [kid: string]: string }, kid: string | undefined): readonly SetMember[] {
  const kids = kid === undefined ? Object.keys(pems) : hasOwn(pems, kid) ? [kid] : []
  return kids.map((name) => ({ input: pems[name], kid: name }))
}
