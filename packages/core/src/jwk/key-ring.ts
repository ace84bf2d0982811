import type { Mode } from '../backend.ts'
import type { Engine, Engines } from '../engine.ts'
import { andThen, type Maybe, promised, settled } from '../maybe.ts'
import { checkNumber, checkOptionNames } from '../options.ts'
import type { SigningName } from '../registry/names.ts'
import { currentKey } from '../token/current-key.ts'
import { findKeys, type Wanted } from '../token/resolve.ts'
import type { JWKS } from './candidates.ts'
import type { Key, SyncKey } from './key.ts'
import { type Retirement, retirementNames, retirementOf, secondsOf, type Time } from './retirement.ts'
import { keyNames, type NamedKey, namedKey, type RingKey, type RingKeyInput, ringError, ringKey } from './ring-key.ts'
import {
  announced,
  distinct,
  type KeyInRing,
  liveAt,
  type RingEntries,
  type RingEntry,
  succeeded,
} from './ring-state.ts'

/** A key that has signed before. */
export interface PreviousKey extends NamedKey {
  /** From when on nothing verifies by it. Default: never by itself. */
  readonly retireAt?: Time
}

export interface KeyRingOptions {
  /** The key that signs. */
  readonly current: RingKeyInput
  /** Keys that are published and verified by, and do not sign yet. */
  readonly next?: readonly RingKeyInput[]
  /** Keys that have signed, by which tokens are still verified; public ones will do. */
  readonly previous?: readonly (RingKeyInput | PreviousKey)[]
  /** For keys that name no algorithm. */
  readonly algorithm?: SigningName
  /** Seconds that a key verifies after it has stopped to sign: no less than its tokens live. */
  readonly retireAfter?: number
}

export interface Promotion extends Retirement {
  /** Which key is to sign. Default: the one that was announced first. */
  readonly kid?: string
}

/**
 * Keys that take turns: one signs, by its own algorithm and under its `kid`; those before it and after it verify. To be given
 * as the key. A change is seen whole or not at all: a token is written by one key, and looked up among those of one moment.
 */
export class KeyRing<K extends Key = Key> {
  constructor(engines: Engines, entries: readonly RingEntry[], defaults: Defaults) {
    slots.set(this, { engines, defaults, entries: distinct(entries), turn: Promise.resolve() })
    // How the flows ask: they know sets of keys, not rings.
    Object.defineProperty(this, findKeys, { value: (wanted: Wanted) => find(partsOf(this), wanted) })
    Object.defineProperty(this, currentKey, { get: () => this.current })
    Object.freeze(this)
  }

  /** The key that signs. */
  get current(): K {
    return partsOf(this).entries[0].key as K
  }

  /** All keys that verify by now: the current one, the next, the previous. */
  get keys(): readonly KeyInRing<K>[] {
    return live(partsOf(this)).map(({ jwk: _, ...entry }) => entry as KeyInRing as KeyInRing<K>)
  }

  /** The algorithms of all keys that verify by now: what a token may choose from. */
  get algorithms(): readonly string[] {
    return [...new Set(live(partsOf(this)).map(({ key }) => key.algorithm as string))]
  }

  /** The public halves of all keys that verify by now, for everybody to read (RFC 7517 §5). Throws `JWKError` for a ring with secrets. */
  publicJwks(): JWKS {
    const halves = live(partsOf(this)).map(({ jwk }) => jwk)
    const keys = halves.filter((jwk) => jwk !== undefined)
    if (keys.length < halves.length) throw ringError('The ring holds secrets, which are not to be published')
    return { keys }
  }

  /** Publish a key and verify by it before it signs, so that all who verify have it in time. Throws `JWKError`. */
  announce(key: RingKeyInput): Promise<void> {
    return inTurn(partsOf(this), key, (entries, made) => announced(entries, made))
  }

  /**
   * Sign by a new key from now on; the current one retires as said. Where others verify by the published keys, `announce`
   * first and `promote` later. Throws `JWKError`, `TypeError`.
   */
  rotate(key: RingKeyInput, retirement: Retirement = {}): Promise<void> {
    const parts = partsOf(this)
    return promised(() => {
      const retires = retirementOf(retirement, parts.defaults.retireAfter)
      return inTurn(parts, key, (entries, made) => succeeded(entries, made, retires(nowOf(parts))))
    })
  }

  /**
   * Sign by a key of the ring from now on: one that was announced or, by `kid`, a previous one again. Counts at once: await
   * the changes before it. Throws `JWKError`, `TypeError`.
   */
  promote(promotion: Promotion = {}): void {
    const parts = partsOf(this)
    const retires = retirementOf(promotion, parts.defaults.retireAfter, [...retirementNames, 'kid'])
    const { kid } = promotion
    const entries = live(parts)
    const found = entries.find(({ key, state }) => (kid === undefined ? state === 'next' : key.kid === kid))
    if (found === undefined || found.state === 'current' || found.key.type === 'public')
      throw ringError('The ring has no such key that could sign next')
    parts.entries = succeeded(entries, found, retires(nowOf(parts)))
  }

  /** Take a key away at once: nothing verifies by it any more. `false` when there is none of that `kid`. Throws `JWKError` for the current one. */
  retire(kid: string): boolean {
    const parts = partsOf(this)
    const [current, ...others] = live(parts)
    if (kid === current.key.kid) throw ringError('The current key signs: rotate before it retires')
    const left = others.filter(({ key }) => key.kid !== kid)
    parts.entries = [current, ...left]
    return left.length < others.length
  }
}

/** A `KeyRing` of a backend that can answer at once: what takes a key has its sync twin. */
export class SyncKeyRing extends KeyRing<SyncKey> {
  /** As `announce`. Counts at once, before async changes that are under way. Throws `JWKError`. */
  announceSync(key: RingKeyInput): void {
    const parts = partsOf(this)
    parts.entries = announced(live(parts), settled(make(parts, 'sync', key)))
  }

  /** As `rotate`. Counts at once, before async changes that are under way. Throws `JWKError`, `TypeError`. */
  rotateSync(key: RingKeyInput, retirement: Retirement = {}): void {
    const parts = partsOf(this)
    const retires = retirementOf(retirement, parts.defaults.retireAfter)
    parts.entries = succeeded(live(parts), settled(make(parts, 'sync', key)), retires(nowOf(parts)))
  }
}

/** A ring of keys. Throws `JWKError` for keys that cannot be in one, `TypeError` for options that do not exist or do not fit. */
export function createKeyRing(engines: Engines, mode: Mode, options: KeyRingOptions): Maybe<KeyRing> {
  checkOptionNames(options, ['current', 'next', 'previous', 'algorithm', 'retireAfter'])
  const { current, next = [], previous = [], algorithm, retireAfter } = options
  if (!Array.isArray(next) || !Array.isArray(previous)) throw new TypeError("'next' and 'previous' are lists of keys")
  if (retireAfter !== undefined) checkNumber(retireAfter, "The option 'retireAfter'")
  const read = (given: unknown, state: RingEntry['state']) => {
    const known = state === 'previous' ? [...keyNames, 'retireAt'] : keyNames
    const { retireAt, ...named } = namedKey(given, known) as PreviousKey
    return { named, state, time: retireAt === undefined ? {} : { retireAt: secondsOf(retireAt) } }
  }
  // All are read now, whatever the caller does with them meanwhile; and before any is made, as that may go wrong later.
  const wanted = [
    read(current, 'current'),
    ...next.map((key) => read(key, 'next')),
    ...previous.map((key) => read(key, 'previous')),
  ]
  const entryOf = ({ named, state, time }: (typeof wanted)[number]): Maybe<RingEntry> => {
    const made = ringKey(engines[mode] as Engine, named, algorithm, state === 'previous')
    return andThen(made, ({ key, jwk }) => ({ key, jwk, state, ...time }))
  }
  const entries =
    mode === 'sync' ? wanted.map(entryOf) : Promise.all(wanted.map((each) => promised(() => entryOf(each))))
  return andThen(entries as Maybe<readonly RingEntry[]>, (made) => {
    const Ring = engines.sync === undefined ? KeyRing : SyncKeyRing
    return new Ring(engines, made, { algorithm, retireAfter })
  })
}

/** What the options say of keys to come. */
interface Defaults {
  readonly algorithm: string | undefined
  readonly retireAfter: number | undefined
}

interface Parts {
  readonly engines: Engines
  readonly defaults: Defaults
  entries: RingEntries
  /** Fulfilled when the changes so far are made. */
  turn: Promise<unknown>
}

// Out of reach of inspection and serialization: an engine remembers secrets.
const slots = /* @__PURE__ */ new WeakMap<object, Parts>()

function partsOf(ring: KeyRing): Parts {
  return slots.get(ring) as Parts
}

function nowOf({ engines }: Parts): number {
  return engines.async.clock()
}

function live(parts: Parts): RingEntries {
  return liveAt(nowOf(parts), parts.entries)
}

function find(parts: Parts, { header: { kid } }: Wanted): readonly Key[] | undefined {
  const found = live(parts)
    .map(({ key }) => key)
    .filter((key) => kid === undefined || key.kid === kid)
  return found.length === 0 ? undefined : found
}

function make({ engines, defaults }: Parts, mode: Mode, key: RingKeyInput): Maybe<RingKey> {
  return ringKey(engines[mode] as Engine, namedKey(key), defaults.algorithm, false)
}

/** Changes whose keys have to be waited for are made in the order of the calls. */
function inTurn(
  parts: Parts,
  key: RingKeyInput,
  change: (entries: RingEntries, made: RingKey) => RingEntries,
): Promise<void> {
  const made = promised(() => make(parts, 'async', key))
  const before = parts.turn
  const done = Promise.all([made, before]).then(([entry]) => {
    parts.entries = change(live(parts), entry)
  })
  // It never fails, and waits for all the turns before it even where the key was refused at once.
  parts.turn = done.then(
    () => before,
    () => before,
  )
  return done
}
