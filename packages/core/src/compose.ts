import type {
  Backend,
  BackendKey,
  Hash,
  KeyMaterial,
  KeyRequest,
  Mode,
  Primitive,
  Primitives,
  SyncBackend,
} from './backend.ts'
import { isBytes } from './encoding/bytes.ts'
import { UnsupportedAlgorithmError } from './errors.ts'
import { andThen, isPromise, type Maybe, recover } from './maybe.ts'
import { usesOf } from './registry/registry.ts'

/**
 * One backend made of several: what is to be done is done by the first that supports it, and a key travels to whoever
 * will use it. A native key stays with its own backend where that can do the work. Sync only if all of them are.
 * Throws `TypeError` for anything but backends.
 *
 * @example
 * const { jwt } = createJose(compose(webcryptoBackend(), forgeBackend()))
 */
export function compose(first: SyncBackend, ...more: readonly SyncBackend[]): SyncBackend
export function compose(first: Backend, ...more: readonly Backend[]): Backend
export function compose(...parts: readonly Backend[]): Backend {
  if (parts.length === 0 || !parts.every((part) => typeof part?.async === 'object')) {
    throw new TypeError('compose takes backends, such as nodeBackend()')
  }
  const [first] = parts as readonly [Backend]
  const name = parts.map((part) => part.name).join('+')
  const codec = parts.find((part) => part.codec !== undefined)?.codec
  const turn = parts.find((part) => part.turn !== undefined)?.turn
  const isSync = parts.every((part) => part.sync !== undefined)
  return Object.freeze({
    name,
    supports: (primitive: Primitive) => parts.some((part) => part.supports(primitive)),
    ...(parts.some((part) => part.ready !== undefined) && { ready: () => allReady(parts) }),
    random: (length: number) => first.random(length),
    adopt: (native: unknown) => adopt(parts, native),
    ...(codec && { codec }),
    ...(turn && { turn }),
    cryptography: () => parts.flatMap((part) => part.cryptography?.() ?? []),
    async: primitivesOf<'async'>(parts, name, (part) => part.async),
    ...(isSync && { sync: primitivesOf<'sync'>(parts, name, (part) => part.sync as Primitives) }),
  })
}

function allReady(parts: readonly Backend[]): Promise<void> {
  return Promise.all(parts.map((part) => part.ready?.())).then(() => {})
}

/** Where a key is: with the backend that made it, and with those it has travelled to. */
interface Whereabouts {
  readonly home: Backend
  readonly held: BackendKey
  /** Whether it is a key object of the home's platform. */
  readonly native: boolean
  readonly guests: Map<Backend, BackendKey>
}

// By the handle, so that nothing of a key shows on it.
const whereabouts = new WeakMap<object, Whereabouts>()

function keyOf(home: Backend, held: BackendKey, native: boolean): BackendKey {
  const handle = Object.freeze({})
  whereabouts.set(handle, { home, held, native, guests: new Map() })
  return { ...held, handle }
}

function adopt(parts: readonly Backend[], native: unknown): BackendKey | undefined {
  // A WeakMap has nothing for what is no object, and does not mind being asked.
  const known = whereabouts.get(native as object)
  // A handle of another composition is as good here when this one has the backend behind it.
  if (known !== undefined && parts.includes(known.home)) return { ...known.held, handle: native }
  for (const part of parts) {
    const held = part.adopt(native)
    if (held !== undefined) return keyOf(part, held, true)
  }
  // A composition within that other one may have it from a backend that is one of these.
  return known && adopt(parts, known.held.handle)
}

function primitivesOf<M extends Mode>(
  parts: readonly Backend[],
  name: string,
  modeOf: (part: Backend) => Primitives,
): Primitives<M> {
  /** Who can do it, the key's own backend before others where the key is its platform's. */
  const partsFor = (primitive: Primitive, key?: BackendKey): readonly Backend[] => {
    const able = parts.filter((part) => part.supports(primitive))
    const { home, native } = key === undefined ? {} : (whereabouts.get(key.handle as object) as Whereabouts)
    return native && home && able.includes(home) ? [home, ...able.filter((part) => part !== home)] : able
  }

  /** By the first of the parts, or by the next where one finds out only now that it lacks what it promised. */
  const byFirst = <T>(able: readonly Backend[], what: string, run: (part: Backend) => Maybe<T>): Maybe<T> => {
    const [part, ...others] = able
    if (part === undefined) throw new UnsupportedAlgorithmError(what, name)
    return recover<T>(
      () => run(part),
      (error) => {
        if (error instanceof UnsupportedAlgorithmError && others.length > 0) return byFirst(others, what, run)
        throw error
      },
    )
  }

  const byPrimitive = <T>(primitive: Primitive, run: (operations: Primitives) => Maybe<T>): Maybe<T> =>
    byFirst(partsFor(primitive), primitive.name, (part) => run(modeOf(part)))

  /** The operation by that name, with a key behind the primitive. */
  const withKey =
    (operation: 'mac' | 'verifyMac' | 'sign' | 'verify' | 'encrypt' | 'decrypt' | 'wrap' | 'unwrap') =>
    (primitive: Primitive, key: BackendKey, ...rest: readonly unknown[]): Maybe<unknown> =>
      byFirst(partsFor(primitive, key), primitive.name, (part) => {
        const there = travel(key, part)
        // What the caller writes into octets while the key is on its way is not what was asked about.
        const given = isPromise(there) ? rest.map(copied) : rest
        const run = modeOf(part)[operation] as (...given: readonly unknown[]) => Maybe<unknown>
        return andThen(there, (guest) => run(primitive, guest, ...given))
      })

  const travel = (key: BackendKey, part: Backend): Maybe<BackendKey> => {
    const { home, held, guests } = whereabouts.get(key.handle as object) as Whereabouts
    const there = home === part ? held : guests.get(part)
    if (there !== undefined) return there
    return andThen(modeOf(home).exportKey(held), (material) =>
      andThen(modeOf(part).importKey(material), (guest) => {
        guests.set(part, guest)
        return guest
      }),
    )
  }

  /** A key of its own for the first that has a use for such keys. */
  const settle = (
    request: KeyMaterial | KeyRequest,
    make: (operations: Primitives) => Maybe<BackendKey>,
  ): Maybe<BackendKey> => {
    const uses = usesOf(request)
    const able = parts.filter((part) => uses.some((primitive) => part.supports(primitive)))
    const kind = 'crv' in request ? request.crv : 'alg' in request ? request.alg : request.kty
    return byFirst(able, kind, (part) => andThen(make(modeOf(part)), (held) => keyOf(part, held, false)))
  }

  const primitives: { readonly [operation in keyof Primitives]: unknown } = {
    digest: (hash: Hash, data: Uint8Array | string) =>
      byPrimitive({ name: 'digest', hash }, ({ digest }) => digest(hash, data)),
    mac: withKey('mac'),
    verifyMac: withKey('verifyMac'),
    sign: withKey('sign'),
    verify: withKey('verify'),
    encrypt: withKey('encrypt'),
    decrypt: withKey('decrypt'),
    wrap: withKey('wrap'),
    unwrap: withKey('unwrap'),
    agree: (primitive: Parameters<Primitives['agree']>[0], own: BackendKey, other: BackendKey) =>
      byFirst(partsFor(primitive, own), primitive.name, (part) =>
        andThen(travel(own, part), (privateKey) =>
          andThen(travel(other, part), (publicKey) => modeOf(part).agree(primitive, privateKey, publicKey)),
        ),
      ),
    derive: (...given: Parameters<Primitives['derive']>) => byPrimitive(given[0], ({ derive }) => derive(...given)),
    deflate: (octets: Uint8Array) => byPrimitive({ name: 'DEFLATE' }, ({ deflate }) => deflate(octets)),
    inflate: (deflated: Uint8Array, limit: number) =>
      byPrimitive({ name: 'DEFLATE' }, ({ inflate }) => inflate(deflated, limit)),
    importKey: (...given: Parameters<Primitives['importKey']>) =>
      settle(given[0], ({ importKey }) => importKey(...given)),
    exportKey(key: BackendKey) {
      const { home, held } = whereabouts.get(key.handle as object) as Whereabouts
      return modeOf(home).exportKey(held)
    },
    generateKey: (...given: Parameters<Primitives['generateKey']>) =>
      settle(given[0], ({ generateKey }) => generateKey(...given)),
  }
  return Object.freeze(primitives) as unknown as Primitives<M>
}

function copied(value: unknown): unknown {
  return isBytes(value) ? Uint8Array.from(value) : value
}
