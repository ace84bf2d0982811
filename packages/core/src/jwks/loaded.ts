import { hasOwn } from '../encoding/json.ts'
import { JWKSError } from '../errors.ts'
import { boundedMaxAge } from './caching.ts'
import { IndexOfKeys } from './index-of-keys.ts'
import { isPublic, reusing } from './public-members.ts'
import { membersOf, refuse } from './read-set.ts'
import { type JwksSnapshot, type RemoteSettings, withoutQuery } from './remote-options.ts'

/** What was fetched. Times in seconds, by the engine's clock. */
export interface Loaded {
  readonly index: IndexOfKeys
  /** When it was asked for: what was retired before is not in it. */
  readonly at: number
  readonly maxAge: number
  readonly ignored: number
}

interface Lifetime extends Pick<Loaded, 'at' | 'maxAge'> {}

/** Throws `JWKSError` for what is no set, or too large a one. */
export function loadedFrom(set: unknown, lifetime: Lifetime, most: number, before: Loaded | undefined): Loaded {
  const all = membersOf(set)
  if (all.length > most) throw refuse('has more keys than the limit allows', 'ERR_LIMIT')
  const members = all.filter(isPublic)
  const index = new IndexOfKeys(reusing(members, before?.index.members ?? []))
  return { ...lifetime, index, ignored: all.length - members.length }
}

/** The seed, as if it had been fetched. Throws `JWKSError` for one that is none, or of another address. */
export function loadedFromSeed(settings: RemoteSettings, seed: JwksSnapshot | undefined): Loaded | undefined {
  if (seed === undefined) return undefined
  if (typeof seed !== 'object' || seed === null) throw new TypeError("The option 'seed' is what snapshot() gives")
  const { url, fetchedAt, maxAge, jwks } = seed
  if (!Number.isFinite(fetchedAt) || !Number.isFinite(maxAge) || !hasOwn(seed, 'jwks'))
    throw new JWKSError('The seed is not what snapshot() gives', 'ERR_JWKS_INVALID')
  if (url !== withoutQuery(settings.url)) throw new JWKSError('The seed is of another address', 'ERR_JWKS_INVALID')
  const lifetime = { at: fetchedAt, maxAge: settings.cacheMaxAge ?? boundedMaxAge(maxAge) }
  return loadedFrom(jwks, lifetime, settings.keys, undefined)
}

/** What a set that was fetched is, as plain data. */
export function snapshotOf({ url }: RemoteSettings, { index, at, maxAge }: Loaded): JwksSnapshot {
  const { members } = index
  const isPems = members.length > 0 && members.every(({ input }) => typeof input === 'string')
  const jwks = isPems
    ? Object.fromEntries(members.map(({ kid, input }) => [kid, input]))
    : { keys: members.map(({ input }) => input) }
  return { url: withoutQuery(url), fetchedAt: at, maxAge, jwks: JSON.parse(JSON.stringify(jwks)) }
}
