import type { Primitive } from '../backend.ts'
import { copyOfBytes } from '../encoding/bytes.ts'
import { isObject, own } from '../encoding/json.ts'
import type { Engine } from '../engine.ts'
import { InvalidKeyError, passOver, UnsupportedAlgorithmError } from '../errors.ts'
import { andThen, inOrder, isPromise, type Maybe, recover } from '../maybe.ts'
import { signatureAlgorithms } from '../registry/jws.ts'
import type { Usable, Use } from './candidates.ts'
import type { Key } from './key.ts'
import type { SetMember } from './key-set.ts'
import { rememberedKey } from './remembered.ts'

/** The members that may be used, no more than may be tried. Throws as `candidates`. */
export function fromSet<V extends object>(
  engine: Engine,
  members: readonly SetMember[],
  use: Use<V>,
  kid: string | undefined,
): Maybe<readonly Usable<V>[]> {
  return andThen(advance(engine, { members, kept: false, use, kid }, nothing), (search) =>
    enough(engine, use, [search]),
  )
}

/**
 * As `fromSet`, of lists that never change: each member is looked at once in the life of its list, so that a set of
 * thousands costs a token no more than a set of one.
 */
export function fromLists<V extends object>(
  engine: Engine,
  lists: readonly (readonly SetMember[])[],
  use: Use<V>,
): Maybe<readonly Usable<V>[]> {
  return andThen(
    inOrder(lists, (list) => searchList(engine, list, use)),
    (searches) => enough(engine, use, searches),
  )
}

/** How far members were searched, and what was found. */
interface Search<V extends object> {
  readonly found: readonly Usable<V>[]
  /** Whether a key that would have been one was of a kind that the backend lacks. */
  readonly lacking: boolean
  /** Index of the first member that was not looked at yet. */
  readonly next: number
}

const nothing: Search<never> = { found: [], lacking: false, next: 0 }

function searchList<V extends object>(engine: Engine, members: readonly SetMember[], use: Use<V>): Maybe<Search<V>> {
  const searches = searchesOf<V>(engine, members)
  const known = searches.get(use)
  if (known !== undefined) return known
  return andThen(advance(engine, { members, kept: true, use, kid: undefined }, nothing), (search) => {
    searches.set(use, search)
    return search
  })
}

function searchesOf<V extends object>({ keys }: Engine, list: readonly SetMember[]): Map<Use<V>, Search<V>> {
  const known = keys.searches.get(list)
  if (known !== undefined) return known as Map<Use<V>, Search<V>>
  const searches = new Map<Use<V>, Search<V>>()
  keys.searches.set(list, searches)
  return searches
}

/** Where and what for. */
interface Quest<V extends object> {
  readonly members: readonly SetMember[]
  /** Whether octets among them are nobody else's, so that nobody overwrites them during a wait. */
  readonly kept: boolean
  readonly use: Use<V>
  readonly kid: string | undefined
}

/** Search on. A member that cannot be built, or does not fit, never hides one that does. */
function advance<V extends object>(engine: Engine, quest: Quest<V>, from: Search<V>): Maybe<Search<V>> {
  const { members, use, kid } = quest
  const found = [...from.found]
  let { lacking, next } = from
  const note = (error: unknown): undefined => {
    if (error instanceof UnsupportedAlgorithmError && isKindOf(error.algorithm, use)) lacking = true
    return passOver(error)
  }
  while (next < members.length && found.length < engine.limits.keys) {
    const member = members[next++] as SetMember
    if (isOther(member.input, use)) continue
    const candidate = recover(
      () => andThen(rememberedKey(engine, member.input, use), (key) => fitting(engine, key, member, use, kid)),
      note,
    )
    if (isPromise(candidate)) {
      const rest = quest.kept ? quest : { ...quest, members: members.map(copyOfMember), kept: true }
      return candidate.then((value) =>
        advance(engine, rest, { found: value === undefined ? found : [...found, value], lacking, next }),
      )
    }
    if (candidate !== undefined) found.push(candidate)
  }
  return { found, lacking, next }
}

function copyOfMember({ input, kid }: SetMember): SetMember {
  return { input: copyOfBytes(input), kid }
}

/** What was found, the best first; where that is nothing, the error says whose fault it is. */
function enough<V extends object>(engine: Engine, use: Use<V>, searches: readonly Search<V>[]): readonly Usable<V>[] {
  const found = searches.length === 1 ? (searches[0] as Search<V>).found : searches.flatMap(({ found }) => found)
  if (found.length > engine.limits.keys) return found.slice(0, engine.limits.keys)
  if (found.length > 0) return found
  // The keys of an algorithm that the backend lacks could not even be built.
  const isLacking = searches.some(({ lacking }) => lacking)
  if (isLacking || !use.primitives.some((primitive) => engine.backend.supports(primitive))) throw lacking(engine, use)
  if (!use.byToken) throw new InvalidKeyError(`No key of the set can be used for ${use.name}`, 'ERR_KEY_UNFIT')
  throw use.refuse('No key of the set fits the token', 'ERR_KEY_NOT_FOUND')
}

/** Whether a key that the backend could not import, named by its kind, would have been one for the algorithm. */
export function isKindOf(kind: string, { primitives }: Use<object>): boolean {
  return primitives.some(({ name, curve }: Primitive & { readonly curve?: string }) => kind === name || kind === curve)
}

export function lacking({ backend }: Engine, { name }: Use<object>): UnsupportedAlgorithmError {
  return new UnsupportedAlgorithmError(name, backend.name)
}

function fitting<V extends object>(
  engine: Engine,
  key: Key,
  member: SetMember,
  use: Use<V>,
  wanted: string | undefined,
): Usable<V> | undefined {
  // A `Key` inside a list brings its own kid, which the list could not read before.
  const kid = key.kid ?? member.kid
  if (kid !== undefined && wanted !== undefined && kid !== wanted) return undefined
  const variant = use.fit(engine, key)
  return typeof variant === 'string' ? undefined : { key, variant }
}

/** What a JWK says of itself is enough to pass it over, before it is built. */
function isOther(input: unknown, use: Use<object>): boolean {
  if (!isObject(input)) return false
  const [kty, alg, crv] = [own(input, 'kty'), own(input, 'alg'), own(input, 'crv')]
  return (
    (kty !== undefined && !use.kty.some((known) => known === kty)) ||
    (alg !== undefined && !use.algs.some((known) => known === alg)) ||
    (typeof crv === 'string' && (kty === 'EC' || kty === 'OKP') && !isKindOf(crv, use)) ||
    isForOther(own(input, 'use'), own(input, 'key_ops'), use)
  )
}

/** Whether `use` or `key_ops` (RFC 7517 §4.2, §4.3) bar the key. What a key may do for an encryption is not as simple. */
function isForOther(purpose: unknown, operations: unknown, { name, byToken }: Use<object>): boolean {
  const isSignature = signatureAlgorithms[name] !== undefined
  if (purpose !== undefined && purpose !== (isSignature ? 'sig' : 'enc')) return true
  // A private key that may sign verifies by its public half.
  return (
    isSignature &&
    Array.isArray(operations) &&
    !operations.includes('sign') &&
    !(byToken && operations.includes('verify'))
  )
}
