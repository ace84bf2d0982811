import type { Bytes } from '../backend.ts'
import { asciiBytes, isBytes } from '../encoding/bytes.ts'
import { hasOwn, type JsonObject, own, type Refuse, stringifyJson } from '../encoding/json.ts'
import { encodeLarge } from '../encoding/large.ts'
import type { Engine } from '../engine.ts'
import { InvalidKeyError, JWEError } from '../errors.ts'
import { candidates, type Usable } from '../jwk/candidates.ts'
import { isKey, type Key } from '../jwk/key.ts'
import { andThen, isPromise, type Maybe } from '../maybe.ts'
import { checkNames, checkOptionNames, isPlain } from '../options.ts'
import { contentEncryptions, keyManagementAlgorithms } from '../registry/jwe.ts'
import type { EncryptionName, KeyManagementName } from '../registry/names.ts'
import { octetsOf, octetsOfData } from '../token/content.ts'
import { currentKeyOf, kidOf } from '../token/current-key.ts'
import { checkLimits, type TokenHeader } from '../token/header.ts'
import { type KeySource, resolve } from '../token/resolve.ts'
import { type ContentKey, contentKey, type Encrypted, encryptContent } from './content.ts'
import { ownContentKey } from './direct.ts'
import { checkHeader } from './header.ts'
import { agreeOnContentKey, type Delivery, deliver, nothing, type Parameters } from './management.ts'
import { type Encryption, encryptingBy } from './use.ts'

/** Further members of a header. */
export interface JWEHeaderMembers {
  readonly typ?: string | undefined
  readonly [member: string]: unknown
}

/** What is said of one recipient. */
export interface RecipientOptions {
  /** `alg`. Default: the key's own, else `dir`. */
  readonly algorithm?: KeyManagementName
  /** Names of the parties to a key agreement: bytes, or a string for its UTF-8 octets. */
  readonly apu?: string | Bytes
  readonly apv?: string | Bytes
  /** Iterations of PBES2. Default 310,000. */
  readonly p2c?: number
}

export interface EncryptOptions extends RecipientOptions {
  /** `enc`. Default: the key's own, else `A256GCM`. */
  readonly encryption?: EncryptionName
  /** `'DEF'`: compress first. Only where an attacker cannot choose a part of the content: lengths tell (RFC 8725 §3.6). */
  readonly zip?: 'DEF'
  readonly cty?: string
  readonly kid?: string
  /** Further members of the protected header. */
  readonly headers?: JWEHeaderMembers
  /** Names of extensions in `headers` that the reader must understand. */
  readonly crit?: readonly string[]
}

/** The names of `EncryptOptions`. */
export const encryptNames: readonly string[] = [
  ...['algorithm', 'encryption', 'zip', 'cty', 'kid', 'headers', 'crit', 'apu', 'apv', 'p2c'],
]

/** Members that the algorithms write themselves. */
export const generated: readonly string[] = ['epk', 'apu', 'apv', 'p2s', 'p2c', 'iv', 'tag']

/**
 * Encrypt as a compact JWE (RFC 7516 §5.1): bytes as they are, a string as UTF-8, anything else as JSON. Throws
 * `JWEError` for content or a header that cannot be written, `InvalidKeyError` for a key that does not fit,
 * `TypeError` for options that do not exist.
 */
export function encryptJwe(
  engine: Engine,
  plaintext: unknown,
  key: KeySource,
  options: EncryptOptions = {},
  limit: number = engine.limits.jwe,
): Maybe<string> {
  checkOptionNames(options, encryptNames)
  const writer = currentKeyOf(key)
  const source = writer ?? key
  const encryption = encryptionFor(source, options)
  const parameters = parametersOf(engine, encryption, options)
  const members = membersOf(encryption, options, writer)
  const octets = octetsOf(engine, plaintext, malformedPlaintext)
  if (octets.length > limit) throw tooLarge()
  const keys = andThen(usableKey(engine, source, encryption, members), (usable) => keysFor(engine, usable, parameters))
  // What the caller writes there while a key is waited for is not encrypted.
  const plain = isPromise(keys) ? Uint8Array.from(octets) : octets
  return andThen(keys, ({ cek, encryptedKey, header }) => {
    const segment = headerSegment(engine, { ...members, ...header }, Object.keys(header).length === 0)
    return andThen(encryptOctets(engine, encryption, cek, plain, members, segment), (content) =>
      andThen(encodeLarge(engine, content.ciphertext), (ciphertext) =>
        andThen(encryptedKey, (wrapped) => {
          const { base64urlEncode } = engine.codec
          const key = base64urlEncode(wrapped)
          const token = `${segment}.${key}.${base64urlEncode(content.iv)}.${ciphertext}.${base64urlEncode(content.tag)}`
          if (token.length > limit) throw tooLarge()
          return token
        }),
      ),
    )
  })
}

/** The algorithms: the caller's, else the key's own, else `dir` with `A256GCM`. Throws `TypeError` for unknown names. */
export function encryptionFor(
  key: KeySource,
  { algorithm, encryption }: { readonly algorithm?: unknown; readonly encryption?: unknown },
): Encryption {
  const named = ownName(key)
  const management = entryOf(keyManagementAlgorithms, algorithm, named, 'dir')
  const content = entryOf(contentEncryptions, encryption, named, 'A256GCM')
  if (management === undefined)
    throw new TypeError(`The option 'algorithm' is one of ${Object.keys(keyManagementAlgorithms).join(', ')}`)
  if (content === undefined)
    throw new TypeError(`The option 'encryption' is one of ${Object.keys(contentEncryptions).join(', ')}`)
  return { alg: management, enc: content }
}

function entryOf<T>(
  table: { readonly [name: string]: T },
  given: unknown,
  named: string | undefined,
  fallback: string,
): T | undefined {
  if (given !== undefined) return typeof given === 'string' ? table[given] : undefined
  return table[named ?? ''] ?? table[fallback]
}

/** What a sender chose for a recipient, checked. Throws `TypeError`. */
export function parametersOf(engine: Engine, { alg }: Encryption, options: RecipientOptions): Parameters {
  const { apu, apv, p2c = 310_000 } = options
  // Where there is no password, a limit below the default is nobody's mistake.
  const isUsed = options.p2c !== undefined || alg.management === 'password'
  if (isUsed && !(Number.isSafeInteger(p2c) && p2c >= 1000 && p2c <= engine.limits.p2c))
    throw new TypeError(`The option 'p2c' is an integer from 1000 to ${engine.limits.p2c}`)
  return { apu: octetsOption(engine, apu, 'apu'), apv: octetsOption(engine, apv, 'apv'), p2c }
}

/** The first of the keys that fits. Throws `InvalidKeyError`, `JWEError`. */
export function usableKey(
  engine: Engine,
  source: KeySource,
  encryption: Encryption,
  header: JsonObject,
): Maybe<Usable<Encryption>> {
  if (source === undefined || source === null) throw new InvalidKeyError('The key is missing')
  return andThen(resolve(engine, source, header as unknown as TokenHeader, 'write'), (keys) => {
    if (keys === undefined) throw new JWEError('No key was found to encrypt with', 'ERR_KEY_NOT_FOUND')
    const kid = own(header, 'kid') as string | undefined
    const use = encryptingBy(encryption, 'encrypt')
    return andThen(candidates(engine, keys, use, kid, [encryption.alg.name]), ([first]) => first as Usable<Encryption>)
  })
}

/** The plaintext under the content key; compressed before, where the header says so. */
export function encryptOctets(
  engine: Engine,
  { enc }: Encryption,
  cek: ContentKey,
  octets: Bytes,
  header: JsonObject,
  additional: string,
): Maybe<Encrypted> {
  const zipped = own(header, 'zip') !== undefined
  // What `decrypt` would refuse to inflate is not written.
  if (zipped && octets.length > engine.limits.inflated) throw tooLarge()
  const content = zipped ? engine.primitives.deflate(octets) : octets
  return andThen(content, (plaintext) => encryptContent(engine, enc, cek, plaintext, asciiBytes(additional)))
}

/** A protected header of one recipient as it stands in the token, checked like one that comes in. Throws `JWEError`. */
function headerSegment(engine: Engine, header: JsonObject, comesAgain: boolean): string {
  const given = stringifyJson(header, malformedHeader)
  const known = comesAgain ? engine.jweWritten.get(given) : undefined
  if (known !== undefined) return known
  const parsed = checkLimits(engine, given, malformedHeader)
  checkHeader({ protected: parsed }, (parsed.crit as readonly string[] | undefined) ?? [])
  const segment = engine.codec.base64urlEncodeText(given)
  if (comesAgain) engine.jweWritten.set(given, segment)
  return segment
}

/** The members the caller wants, `alg` and `enc` first. Throws `TypeError` for what is not his to write. */
function membersOf({ alg, enc }: Encryption, options: EncryptOptions, writer: Key | undefined): JsonObject {
  const { zip, cty, kid, headers } = options
  const crit = checkNames(options.crit, 'crit')
  if (zip !== undefined && zip !== 'DEF') throw new TypeError("The option 'zip' is 'DEF'")
  for (const [name, value] of Object.entries({ cty, kid })) {
    if (value !== undefined && typeof value !== 'string') throw new TypeError(`The option '${name}' is a string`)
  }
  const given = givenHeader(headers, 'headers', ['alg', 'enc', 'zip', 'crit', ...generated])
  for (const name of ['cty', 'kid']) {
    if (hasOwn(given, name) && options[name as 'kid'] !== undefined)
      throw new TypeError(`'${name}' is given twice: as an option and in 'headers'`)
  }
  return {
    alg: alg.name,
    enc: enc.name,
    ...(zip && { zip }),
    ...(cty !== undefined && { cty }),
    ...kidOf(writer, kid ?? given.kid),
    ...(kid !== undefined && { kid }),
    ...given,
    ...(crit.length > 0 && { crit }),
  }
}

/** A header that a caller gave, read now and as JSON carries it. Throws `TypeError` for what is not his to write, `JWEError`. */
export function givenHeader(members: unknown, option: string, reserved: readonly string[]): JsonObject {
  if (members === undefined) return {}
  if (!isPlain(members)) throw new TypeError(`The option '${option}' is a plain object`)
  const given: JsonObject = { ...members }
  for (const name of reserved) {
    if (given[name] !== undefined)
      throw new TypeError(`'${name}' is not for a header that is given: the library writes it, or it is an option`)
  }
  if (typeof given.toJSON === 'function') throw new TypeError('A header has a toJSON of its own')
  return JSON.parse(stringifyJson(given, malformedHeader))
}

interface Keys extends Delivery {
  readonly cek: ContentKey
}

/** The content key of a token with one recipient, and how that one gets it. */
export function keysFor(engine: Engine, usable: Usable<Encryption>, parameters: Parameters): Maybe<Keys> {
  const { alg, enc } = usable.variant
  if (alg.management === 'direct')
    return andThen(ownContentKey(engine, enc, usable.key), (cek) => ({ cek, encryptedKey: nothing, header: {} }))
  if (alg.management === 'agreement') {
    return andThen(agreeOnContentKey(engine, usable, parameters), ({ derived, header }) =>
      andThen(contentKey(engine, enc, derived), (cek) => ({ cek, encryptedKey: nothing, header })),
    )
  }
  const octets = engine.backend.random(enc.cekBits / 8)
  return andThen(deliver(engine, usable, octets, parameters), (delivery) =>
    andThen(contentKey(engine, enc, octets), (cek) => ({ ...delivery, cek })),
  )
}

function ownName(key: KeySource): string | undefined {
  if (typeof key !== 'object' || key === null) return undefined
  if (isKey(key)) return key.algorithm
  const alg = isBytes(key) ? undefined : own(key as JsonObject, 'alg')
  return typeof alg === 'string' ? alg : undefined
}

/** An option that is bytes, or a string for its UTF-8 octets; a copy, as it may be needed after a wait. Throws `TypeError`. */
export function octetsOption(engine: Engine, value: unknown, option: string): Bytes | undefined {
  if (value === undefined) return undefined
  return Uint8Array.from(octetsOfData(engine, value, `The option '${option}'`))
}

export const malformedHeader: Refuse = (reason, code) => new JWEError(`The header ${reason}`, code)
export const malformedPlaintext: Refuse = (reason, code) => new JWEError(`The plaintext ${reason}`, code)

export function tooLarge(): JWEError {
  return new JWEError('The token would be over the limit', 'ERR_LIMIT')
}
