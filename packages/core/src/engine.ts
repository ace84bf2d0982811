import type { Backend, BackendKey, Codec, Mode, Primitives, SyncBackend } from './backend.ts'
import { languageCodec } from './encoding/codec.ts'
import type { ParsedHeader as ParsedJWEHeader } from './jwe/header.ts'
import { type KeyAbilities, keyAbilities } from './jwk/abilities.ts'
import type { KeyAttributes } from './jwk/jwk.ts'
import { Key, SyncKey } from './jwk/key.ts'
import { KeyMemory } from './jwk/key-memory.ts'
import type { ParsedHeader } from './jws/header.ts'
import type { HeaderSegment } from './jws/sign.ts'
import { type Limits, withLimits } from './limits.ts'
import { Memory } from './memory.ts'
import { checkOptionNames } from './options.ts'
import { type Policy, type PolicyName, toPolicy } from './policy.ts'

/** Something a deployment should know, that is no error. */
export interface Warning {
  readonly code: 'WARN_SHORT_SECRET'
  readonly message: string
}

export interface JoseOptions {
  /** What is allowed: a name, or an object built on one of `policies`. Default `'default'`. */
  readonly policy?: PolicyName | Policy
  readonly limits?: Partial<Limits>
  /** The time in seconds since 1970. Default: the system's. */
  readonly clock?: () => number
  /** Called at most once for each kind of warning. */
  readonly onWarning?: (warning: Warning) => void
}

/** All that a flow needs besides its arguments: one backend in one mode, and what the caller decided. */
export interface Engine {
  readonly mode: Mode
  readonly primitives: Primitives
  readonly backend: Backend
  readonly codec: Codec
  readonly policy: Policy
  readonly limits: Limits
  readonly clock: () => number
  readonly warn: (warning: Warning) => void
  /** Headers by their text: a server sees few different ones. */
  readonly headers: Memory<ParsedHeader>
  /** Headers to write, by the JSON of what the caller gave. */
  readonly written: Memory<HeaderSegment>
  /** Likewise of JWEs: headers by their segment, segments by the JSON of what is to be written. */
  readonly jweHeaders: Memory<ParsedJWEHeader>
  readonly jweWritten: Memory<string>
  readonly keys: KeyMemory
  /** Absent in a flow that is bundled by itself. */
  readonly abilities: KeyAbilities | undefined
  newKey(held: BackendKey, attributes: KeyAttributes): Key
}

/** The engines of one backend: what they remember, they share. `sync` is there when the backend's is. */
export interface Engines {
  readonly async: Engine
  readonly sync?: Engine
}

/** What the caller decided, checked. */
export interface Decisions extends Pick<Engine, 'policy' | 'limits' | 'clock' | 'warn' | 'abilities'> {}

/** The engines of a backend, for what is bound to it piece by piece. Throws `TypeError` for options that do not exist or do not fit. */
export function createEngines(backend: SyncBackend, options?: JoseOptions): Required<Engines>
export function createEngines(backend: Backend, options?: JoseOptions): Engines
export function createEngines(backend: Backend, options: JoseOptions = {}): Engines {
  if (typeof backend?.async !== 'object') {
    throw new TypeError('The first argument is a backend, such as nodeBackend()')
  }
  checkOptionNames(options, ['policy', 'limits', 'clock', 'onWarning'])
  const { policy, limits, clock, onWarning } = options
  for (const [name, value] of [
    ['clock', clock],
    ['onWarning', onWarning],
  ] as const) {
    if (value !== undefined && typeof value !== 'function')
      throw new TypeError(`The option '${name}' must be a function`)
  }
  const warned = new Set<string>()
  const decisions: Decisions = {
    policy: toPolicy(policy),
    limits: withLimits(limits),
    clock: clock ?? systemClock,
    warn(warning: Warning): void {
      if (onWarning === undefined || warned.has(warning.code)) return
      warned.add(warning.code)
      onWarning(warning)
    },
    abilities: keyAbilities,
  }
  return enginesOf(backend, decisions, backend.sync === undefined ? Key : SyncKey)
}

/** The engines for what is decided, whose keys are of `KeyClass`: a flow that is bundled by itself goes without `SyncKey`. */
export function enginesOf(backend: Backend, decisions: Decisions, KeyClass: typeof Key): Engines {
  const shared = {
    ...decisions,
    backend,
    codec: backend.codec ?? languageCodec,
    headers: new Memory<ParsedHeader>(512, 1024),
    written: new Memory<HeaderSegment>(512, 1024),
    jweHeaders: new Memory<ParsedJWEHeader>(512, 1024),
    jweWritten: new Memory<string>(512, 1024),
    keys: new KeyMemory(),
    newKey: (held: BackendKey, attributes: KeyAttributes): Key => new KeyClass(engines, held, attributes),
  }
  const async: Engine = Object.freeze({ ...shared, mode: 'async', primitives: backend.async })
  const sync: Engine | undefined = backend.sync && Object.freeze({ ...shared, mode: 'sync', primitives: backend.sync })
  const engines: Engines = Object.freeze(sync === undefined ? { async } : { async, sync })
  return engines
}

export function systemClock(): number {
  return Date.now() / 1000
}
