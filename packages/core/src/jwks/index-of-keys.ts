import { own } from '../encoding/json.ts'
import { isKey } from '../jwk/key.ts'
import { type ChosenKeys, chosenKeys, type SetMember } from '../jwk/key-set.ts'
import { keyTypesOf } from '../registry/registry.ts'
import type { TokenHeader } from '../token/header.ts'

type Sought = Pick<TokenHeader, 'alg' | 'kid'>

/** Where the keys of a set that never changes are, by `kid`. */
export class IndexOfKeys {
  readonly members: readonly SetMember[]
  private readonly byKid = new Map<string | undefined, SetMember[]>()
  private readonly all: ChosenKeys
  private readonly chosen = new Map<string, ChosenKeys>()
  private readonly serving = new Map<string, boolean>()

  constructor(members: readonly SetMember[]) {
    this.members = members
    this.all = chosenKeys([members])
    for (const member of members) {
      const same = this.byKid.get(member.kid)
      if (same === undefined) this.byKid.set(member.kid, [member])
      else same.push(member)
    }
  }

  /** The distinct `kid`s. */
  get kids(): readonly string[] {
    return [...this.byKid.keys()].filter((kid) => kid !== undefined)
  }

  /** The keys that a `kid` does not exclude: those of the same, then those without. */
  choose({ kid }: Sought): ChosenKeys {
    if (typeof kid !== 'string') return this.all
    const known = this.chosen.get(kid)
    if (known !== undefined) return known
    const [same, without] = [this.byKid.get(kid), this.byKid.get(undefined)]
    const chosen = chosenKeys([same, without].filter((list) => list !== undefined))
    // What a token makes up is not worth the memory.
    if (same !== undefined) this.chosen.set(kid, chosen)
    return chosen
  }

  /** Whether there is a key of that very `kid`; where the token has none, one of a kind for its algorithm. */
  knows({ alg, kid }: Sought): boolean {
    return typeof kid === 'string' ? this.byKid.has(kid) : this.serves(alg)
  }

  /** Whether any key may be tried at all. */
  hasCandidates(sought: Sought): boolean {
    return this.knows(sought) || (typeof sought.kid === 'string' && this.byKid.has(undefined))
  }

  private serves(alg: string): boolean {
    const types = keyTypesOf(alg)
    if (types === undefined) return false
    const known = this.serving.get(alg)
    if (known !== undefined) return known
    const serves = this.members.some(({ input }) => isOfKind(input, alg, types))
    this.serving.set(alg, serves)
    return serves
  }
}

function isOfKind(input: unknown, alg: string, types: readonly string[]): boolean {
  // What a PEM or a native key is shows only when it is built.
  if (typeof input !== 'object' || input === null) return true
  const kty = own(input as { [member: string]: unknown }, 'kty')
  const given = isKey(input) ? input.algorithm : own(input as { [member: string]: unknown }, 'alg')
  return types.some((type) => type === kty) && (given === undefined || given === alg || alg === 'dir')
}
