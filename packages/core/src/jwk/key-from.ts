import type { BackendKey, Bytes, KeyMaterial, Primitive } from '../backend.ts'
import { isBytes } from '../encoding/bytes.ts'
import { depthOf, hasOwn, isObject, type JsonObject, own, parseJsonObject, type Refuse } from '../encoding/json.ts'
import { isWellFormed } from '../encoding/utf8.ts'
import type { Engine } from '../engine.ts'
import { InvalidKeyError, JWKError, UnsupportedAlgorithmError } from '../errors.ts'
import { andThen, type Maybe, recover } from '../maybe.ts'
import type { KeyAbilities } from './abilities.ts'
import { isPem, isSshLine } from './armour.ts'
import { checkHalves, checkMaterial, checkSeen } from './check.ts'
import { disguiseOf } from './disguise.ts'
import { attributesOfJwk, type JWK, type KeyAttributes, materialOfJwk } from './jwk.ts'
import { isKey, type Key } from './key.ts'
import { checkKeySize } from './key-size.ts'
import { partsOf } from './parts.ts'

/** DER octets, said so: plain octets are a secret. */
export interface DerKey {
  readonly der: Bytes
}

/** A key object of the backend's platform, such as node's KeyObject: any object but a function or a promise. */
export type NativeKey = object & { readonly call?: never; readonly then?: never }

/** What one key can be made from: a secret, PEM, an OpenSSH public key or the JSON text of a JWK; octets of these; a JWK, DER, a key of the backend's platform, a `Key`. */
export type KeyMaterialInput = string | Bytes | JWK | DerKey | Key | NativeKey

/** What the caller means a string or octets to be. */
export type Expected = 'secret' | 'asymmetric' | 'any'

/** A `Key` from any single material; `expected` decides what a string stands for. Throws `JWKError`. */
export function keyFrom(engine: Engine, input: unknown, expected: Expected, passphrase?: Bytes): Maybe<Key> {
  if (typeof input === 'string' || isBytes(input)) checkKeySize(input)
  if (typeof input === 'string') return keyFromText(engine, input, expected, passphrase)
  if (isBytes(input)) return keyFromBytes(engine, input, expected, passphrase)
  if (typeof input !== 'object' || input === null) throw new InvalidKeyError(`A key cannot be ${kindOf(input)}`)
  if (isKey(input)) return adoptKey(engine, input)
  const native = engine.backend.adopt(input)
  if (native !== undefined) return fromNative(engine, native)
  if (hasOwn(input, 'der') && isBytes((input as DerKey).der)) {
    const der = Uint8Array.from((input as DerKey).der)
    checkKeySize(der)
    return andThen(abilitiesOf(engine).parseEncodedDer(engine, der, passphrase), (all) => fromMaterial(engine, all))
  }
  if (isObject(input) && hasOwn(input, 'kty')) return fromJwk(engine, input)
  if (hasOwn(input, 'keys')) throw new InvalidKeyError('The key looks like a JWKS, a set of keys: give one of them')
  const form =
    engine.abilities?.kindOfObject(engine.backend, input) ?? 'an object is a JWK or a native key of the backend'
  throw new InvalidKeyError(`The key is of no known form: ${form}`)
}

function keyFromText(engine: Engine, text: string, expected: Expected, passphrase: Bytes | undefined): Maybe<Key> {
  if (expected !== 'secret') {
    const jwk = /^[ \t\r\n]*\{/.test(text) ? readJwk(text) : undefined
    if (jwk !== undefined) return fromJwk(engine, jwk)
    if (isPem(text) || isSshLine(text)) {
      const parsed = abilitiesOf(engine).parseEncodedText(engine, text, passphrase)
      return andThen(parsed, (material) => fromMaterial(engine, material))
    }
    const kind = engine.abilities?.kindOfText(text)
    if (kind !== undefined) throw new InvalidKeyError(`The text is no key, but looks like ${kind}`)
    if (expected === 'asymmetric')
      throw new InvalidKeyError('The key is a text, but neither PEM, an OpenSSH public key nor the JSON of a JWK')
  }
  if (!isWellFormed(text)) throw new InvalidKeyError('The secret has a lone surrogate')
  return fromSecret(engine, engine.codec.utf8Encode(text))
}

function keyFromBytes(engine: Engine, bytes: Bytes, expected: Expected, passphrase: Bytes | undefined): Maybe<Key> {
  if (expected === 'secret') return fromSecret(engine, bytes)
  const text = engine.codec.utf8Decode(bytes)
  if (text !== undefined && (isPem(text) || isSshLine(text) || readJwk(text) !== undefined))
    return keyFromText(engine, text, expected, passphrase)
  if (expected === 'any') return fromSecret(engine, bytes)
  const kind = text && engine.abilities?.kindOfText(text)
  throw new InvalidKeyError(
    kind
      ? `The bytes are no key, but look like ${kind}`
      : 'The key is bytes, but neither PEM nor the JSON of a JWK: give DER as { der }',
  )
}

function fromSecret(engine: Engine, octets: Bytes): Maybe<Key> {
  const disguise = disguiseOf(octets)
  if (disguise !== undefined)
    throw new InvalidKeyError(`The secret looks like ${disguise}: name the algorithm that such a key is for`)
  // A copy, so that what the caller does to the octets later changes nothing here.
  return fromMaterial(engine, { kty: 'oct', k: Uint8Array.from(octets) })
}

function fromJwk(engine: Engine, jwk: JsonObject): Maybe<Key> {
  // One look at each member: a getter or a proxy could answer otherwise the next time.
  const members: JsonObject = Object.assign(Object.create(null), jwk)
  return fromMaterial(engine, materialOfJwk(members, engine.abilities), attributesOfJwk(members))
}

/** Levels of nesting that the text of a JWK may have: `x5c` is at the second. */
const depth = 16

function readJwk(text: string): JsonObject | undefined {
  const refuse: Refuse = (reason, code) => new JWKError(`The text of the JWK ${reason}`, code)
  if (!text.includes('"kty"')) return undefined
  // Before the runtime's parser builds what is nested a million levels deep.
  if (depthOf(text) > depth) throw refuse('is nested too deeply', 'ERR_LIMIT')
  const jwk = parseJsonObject(text, { depth }, refuse)
  return own(jwk, 'kty') === undefined ? undefined : jwk
}

/** Check, import, compare: the one way of all material into a `Key`. */
function fromMaterial(engine: Engine, material: KeyMaterial, attributes: KeyAttributes = {}): Maybe<Key> {
  checkMaterial(material)
  const imported = recover(
    () => engine.primitives.importKey(material),
    (error) => {
      throw lackOf(engine, material) ?? error
    },
  )
  return andThen(imported, (held) => {
    checkHalves(material, held)
    return engine.newKey(held, attributes)
  })
}

/** Why a backend could not import a good key, when it has no use for keys of that kind. */
function lackOf({ backend }: Engine, material: KeyMaterial): UnsupportedAlgorithmError | undefined {
  if (material.kty === 'oct' || material.kty === 'RSA') return undefined
  const kind = material.kty === 'AKP' ? material.alg : material.crv
  const uses =
    material.kty === 'EC'
      ? [{ name: 'ECDSA', hash: 'SHA-256', curve: kind }]
      : kind.startsWith('X')
        ? []
        : [{ name: kind }]
  return [...uses, { name: 'ECDH', curve: kind }].some((primitive) => backend.supports(primitive as Primitive))
    ? undefined
    : new UnsupportedAlgorithmError(kind, backend.name)
}

function fromNative(engine: Engine, held: BackendKey): Key {
  const { material } = held
  if ('bits' in material) checkSeen(material)
  else checkMaterial(material)
  return engine.newKey(held, held.attributes ?? {})
}

/**
 * A key of this engine's backend as it is, unless it is of a flow by itself and lacks what keys can do here; one of another
 * backend's, where this one can use its handle.
 */
export function adoptKey(engine: Engine, key: Key): Key {
  const { engines, held } = partsOf(key)
  if (engines.async.backend === engine.backend)
    return engines.async.abilities === undefined && engine.abilities ? engine.newKey(held, key) : key
  const native = engine.backend.adopt(held.handle)
  if (native !== undefined) return engine.newKey(native, key)
  const from = engines.async.backend.name
  throw new InvalidKeyError(`The key is of the ${from} backend, this is ${engine.backend.name}: pass it as a JWK`)
}

/** Throws `InvalidKeyError` where the flow was bundled without them. */
export function abilitiesOf({ abilities }: Engine): KeyAbilities {
  if (abilities === undefined)
    throw new InvalidKeyError(
      'PEM, DER and what a Key can do by itself need createJose, or the names of a backend package',
    )
  return abilities
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : value === undefined ? 'missing' : `a ${typeof value}`
}
