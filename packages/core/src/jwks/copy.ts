import type { Codec } from '../backend.ts'
import { JWKSError } from '../errors.ts'
import type { ChosenKeys } from '../jwk/key-set.ts'
import { isPromise, type Maybe } from '../maybe.ts'
import type { Wanted } from '../token/resolve.ts'
import { ageOf, isAging, isWithin, pauseAfter } from './caching.ts'
import { type FetchedSet, fetchSet } from './fetch-set.ts'
import { type Loaded, loadedFrom, snapshotOf } from './loaded.ts'
import type { JwksEvent, JwksSnapshot, RemoteSettings } from './remote-options.ts'

/** What a remote set takes from the engine that it is bound to. */
export interface Ground {
  readonly clock: () => number
  readonly codec: Codec
}

interface Attempt {
  readonly number: number
  /** Whether the caller asked for it, and not the age of the set. */
  readonly forced: boolean
  /** Fulfilled with what went wrong, never rejected. */
  readonly done: Promise<JWKSError | undefined>
}

/** The copy of a remote set that is here: when to fetch it, and what to answer meanwhile. */
export class Copy {
  private readonly settings: RemoteSettings
  private readonly ground: Ground
  private loaded: Loaded | undefined
  /** The newest attempt, while it runs. */
  private running: Attempt | undefined
  /** Attempts by now, and which of them `loaded` is of. */
  private started = 0
  private applied = 0
  /** When the last attempt began, and when the last that has failed. */
  private triedAt: number | undefined
  private failedAt: number | undefined
  /** What the last attempt has failed with, and how many in a row. */
  private failure: JWKSError | undefined
  private failures = 0
  /** Whether it was said since the last attempt, so that tokens cannot fill a log. */
  private said: { stale?: true; cooldown?: true } = {}

  constructor(settings: RemoteSettings, ground: Ground, seed: Loaded | undefined) {
    this.settings = settings
    this.ground = ground
    this.loaded = seed
  }

  find(wanted: Wanted): Maybe<ChosenKeys> {
    const { loaded } = this
    const now = this.ground.clock()
    const age = loaded === undefined ? Number.POSITIVE_INFINITY : ageOf(loaded.at, now)
    if (loaded === undefined || !(age < loaded.maxAge)) return this.findLapsed(wanted, now)
    if (isAging(age, loaded.maxAge) && this.running === undefined && !this.isPausing(now)) void this.load()
    if (loaded.index.knows(wanted.header)) return loaded.index.choose(wanted.header)
    return this.findUnknown(wanted, now)
  }

  /** Fetch the set; what is on its way is waited for, but for a caller who wants the set as it is from now on. */
  load(forced = false): Promise<JWKSError | undefined> {
    if (this.running !== undefined && (this.running.forced || !forced)) return this.running.done
    const at = this.ground.clock()
    const number = ++this.started
    this.triedAt = at
    this.said = {}
    const { settings, ground } = this
    const done = fetchSet({ ...settings, codec: ground.codec })
      .then((fetched) => this.take(number, at, fetched))
      .catch((error: unknown) => this.fail(number, at, error))
      .then((failure) => {
        if (this.running?.number === number) this.running = undefined
        return failure
      })
    this.running = { number, forced, done }
    return done
  }

  snapshot(): JwksSnapshot | undefined {
    return this.loaded && snapshotOf(this.settings, this.loaded)
  }

  /** The set is good, and has no key of that `kid`: perhaps there is a new one. */
  private findUnknown(wanted: Wanted, now: number): Maybe<ChosenKeys> {
    if (this.running === undefined && this.isWithinPause(this.settings.cooldown, now)) {
      this.say('cooldown', { type: 'cooldown' })
      return this.answer(wanted, this.failure)
    }
    const done = this.load()
    return wanted.mode === 'sync' ? this.answer(wanted) : done.then((failure) => this.answer(wanted, failure))
  }

  /** There is no set, or it has expired. */
  private findLapsed(wanted: Wanted, now: number): Maybe<ChosenKeys> {
    const isPausing = this.running === undefined && this.isPausing(now)
    if (wanted.mode === 'sync') {
      if (!isPausing) void this.load()
      return this.answerStale(wanted, now, this.unloaded())
    }
    // Whoever waited for a server that does not answer has shown that it is no use to wait.
    const { cooldown, timeout } = this.settings
    if (
      this.failure !== undefined &&
      (isPausing || (this.isServable(now) && this.hasFailedWithin(cooldown + 2 * timeout, now)))
    ) {
      if (!isPausing) void this.load()
      return this.answerStale(wanted, now, this.failure)
    }
    return this.load().then((failure) =>
      failure === undefined ? this.answer(wanted) : this.answerStale(wanted, this.ground.clock(), failure),
    )
  }

  /** From the set as it is. Where that has no key, and perhaps only for a failure, the failure is the answer. */
  private answer({ header }: Wanted, failure?: JWKSError): ChosenKeys {
    const { index } = this.loaded as Loaded
    if (failure !== undefined && !index.hasCandidates(header)) throw again(failure)
    return index.choose(header)
  }

  /** From a set that has expired, as long as that may be. Throws the failure otherwise. */
  private answerStale(wanted: Wanted, now: number, failure: JWKSError): ChosenKeys {
    if (this.loaded === undefined || !this.isServable(now)) throw again(failure)
    this.say('stale', { type: 'stale', age: ageOf(this.loaded.at, now) })
    return this.answer(wanted, failure)
  }

  private isServable(now: number): boolean {
    if (this.loaded === undefined) return false
    return ageOf(this.loaded.at, now) < this.loaded.maxAge + this.settings.staleIfError
  }

  /** Whether it is too soon after a failure. */
  private isPausing(now: number): boolean {
    return this.isWithinPause(pauseAfter(this.failures, this.settings.cooldown), now)
  }

  private isWithinPause(seconds: number, now: number): boolean {
    return this.triedAt !== undefined && isWithin(seconds, this.triedAt, now)
  }

  private hasFailedWithin(seconds: number, now: number): boolean {
    return this.failedAt !== undefined && isWithin(seconds, this.failedAt, now)
  }

  /** What there is to say where nobody can wait. */
  private unloaded(): JWKSError {
    const options = { cause: this.failure }
    return this.loaded === undefined
      ? new JWKSError('The key set is not loaded yet: await reload() first, or seed it', 'ERR_JWKS_NOT_LOADED', options)
      : new JWKSError('The key set has expired: await reload()', 'ERR_JWKS_EXPIRED', options)
  }

  private take(number: number, at: number, fetched: FetchedSet): undefined {
    const { set } = fetched
    const maxAge = this.settings.cacheMaxAge ?? fetched.maxAge
    const loaded = loadedFrom(set, { at, maxAge }, this.settings.keys, this.loaded)
    if (number < this.applied) {
      this.emit({ type: 'discarded' })
      return
    }
    this.applied = number
    this.loaded = loaded
    this.failure = undefined
    this.failures = 0
    this.emit({ type: 'loaded', keys: loaded.index.members.length, ignored: loaded.ignored, maxAge })
  }

  /** What went wrong; nothing where a newer attempt has brought the set meanwhile. */
  private fail(number: number, at: number, error: unknown): JWKSError | undefined {
    const failure =
      error instanceof JWKSError
        ? error
        : new JWKSError('The key set could not be used', 'ERR_JWKS_INVALID', { cause: error })
    const isOld = number < this.applied
    if (!isOld) {
      this.failure = failure
      this.failedAt = at
      this.failures++
    }
    this.emit({ type: 'failed', error: failure, failures: this.failures })
    return isOld ? undefined : failure
  }

  private say(what: 'stale' | 'cooldown', event: JwksEvent): void {
    if (this.said[what]) return
    this.said[what] = true
    this.emit(event)
  }

  /** Whoever listens can break nothing. */
  private emit(event: JwksEvent): void {
    const { onEvent } = this.settings
    if (onEvent === undefined) return
    try {
      const answer: unknown = onEvent(Object.freeze(event))
      if (isPromise(answer)) answer.then(undefined, () => {})
    } catch {
      // His own affair.
    }
  }
}

/** An error of its own for each call, so that its stack tells who it was that called. */
function again({ message, code, cause }: JWKSError & { readonly cause?: unknown }): JWKSError {
  return new JWKSError(message, code, { cause })
}
