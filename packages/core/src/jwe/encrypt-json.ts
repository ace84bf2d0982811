import type { Bytes, Codec } from '../backend.ts'
import { type JsonObject, stringifyJson } from '../encoding/json.ts'
import { encodeLarge } from '../encoding/large.ts'
import type { Engine } from '../engine.ts'
import { JWEError } from '../errors.ts'
import type { Usable } from '../jwk/candidates.ts'
import { andThen, inOrder, isPromise, type Maybe } from '../maybe.ts'
import { checkOptionNames } from '../options.ts'
import type { EncryptionName } from '../registry/names.ts'
import { octetsOf } from '../token/content.ts'
import { currentKeyOf, kidOf } from '../token/current-key.ts'
import { checkLimits, checkUnprotected } from '../token/header.ts'
import { type KeySource, kept } from '../token/resolve.ts'
import { type ContentKey, contentKey } from './content.ts'
import {
  encryptionFor,
  encryptOctets,
  generated,
  givenHeader,
  keysFor,
  malformedHeader,
  malformedPlaintext,
  octetsOption,
  parametersOf,
  type RecipientOptions,
  tooLarge,
  usableKey,
} from './encrypt.ts'
import { checkHeader } from './header.ts'
import { type Delivery, deliver, type Parameters } from './management.ts'
import type { Encryption } from './use.ts'

/** Who is to read a JWE, and by what. */
export interface JWERecipient extends RecipientOptions {
  readonly key: KeySource
  /** Members of the recipient's own header, which nothing protects. */
  readonly header?: JsonObject
}

export interface EncryptJsonOptions {
  /** `enc`. Default `A256GCM`. */
  readonly encryption?: EncryptionName
  readonly zip?: 'DEF'
  /** Additional data that is authenticated, not encrypted: bytes, or a string for its UTF-8 octets. */
  readonly aad?: string | Bytes
  /** Further members of the protected header. */
  readonly protected?: JsonObject
  /** Members of the header that all recipients share and nothing protects. */
  readonly unprotected?: JsonObject
}

/** A JWE for one recipient (RFC 7516 §7.2.2). */
export interface FlattenedJWE {
  readonly protected?: string
  readonly unprotected?: JsonObject
  readonly header?: JsonObject
  readonly encrypted_key?: string
  readonly aad?: string
  readonly iv: string
  readonly ciphertext: string
  readonly tag: string
}

/** A JWE for several recipients (RFC 7516 §7.2.1). */
export interface GeneralJWE extends Omit<FlattenedJWE, 'header' | 'encrypted_key'> {
  readonly recipients: readonly Pick<FlattenedJWE, 'header' | 'encrypted_key'>[]
}

/** Encrypt for one recipient, whose algorithm is protected. Throws as `encryptJwe`. */
export function encryptFlattened(
  engine: Engine,
  plaintext: unknown,
  recipient: JWERecipient,
  options: EncryptJsonOptions = {},
): Maybe<FlattenedJWE> {
  return andThen(seal(engine, plaintext, [recipient], options, true), ({ recipients, before, after }) => ({
    ...before,
    ...recipients[0],
    ...after,
  }))
}

/** Encrypt for several recipients, each by an algorithm of its own. `dir` and `ECDH-ES` allow for one only. Throws as `encryptJwe`. */
export function encryptGeneral(
  engine: Engine,
  plaintext: unknown,
  recipients: readonly JWERecipient[],
  options: EncryptJsonOptions = {},
): Maybe<GeneralJWE> {
  if (!Array.isArray(recipients) || recipients.length === 0) throw new TypeError('Recipients are a list, not empty')
  if (recipients.length > engine.limits.signatures) throw new JWEError('There are too many recipients', 'ERR_LIMIT')
  return andThen(seal(engine, plaintext, recipients, options, false), ({ recipients: written, before, after }) => ({
    ...before,
    recipients: written,
    ...after,
  }))
}

/** What the two forms have in common; members that would be empty are left out. */
interface Sealed {
  readonly recipients: readonly Pick<FlattenedJWE, 'header' | 'encrypted_key'>[]
  readonly before: Pick<FlattenedJWE, 'protected' | 'unprotected'>
  readonly after: Pick<FlattenedJWE, 'aad' | 'iv' | 'ciphertext' | 'tag'>
}

/** `inside`: whether the algorithm and what it writes are protected, as they can be for one recipient. */
function seal(
  engine: Engine,
  plaintext: unknown,
  recipients: readonly JWERecipient[],
  options: EncryptJsonOptions,
  inside: boolean,
): Maybe<Sealed> {
  const { codec } = engine
  const { common, shared, aad } = read(engine, options)
  // One content key for all, so one `enc`; of a single recipient the key may name it.
  const enc = options.encryption ?? (recipients.length === 1 ? undefined : 'A256GCM')
  const entries = recipients.map((recipient) => entryOf(engine, recipient, enc))
  const [{ encryption }] = entries as [Entry]
  const octets = octetsOf(engine, plaintext, malformedPlaintext)
  if (octets.length > engine.limits.jwe) throw tooLarge()
  const keys = keysForAll(engine, entries, { ...common, ...shared })
  const plain = isPromise(keys) ? Uint8Array.from(octets) : octets
  return andThen(keys, ({ cek, deliveries }) => {
    const [first] = deliveries as readonly [Delivery]
    const enc = encryption.enc.name
    const members: JsonObject = inside
      ? { alg: encryption.alg.name, enc, ...common, ...first.header }
      : { enc, ...common }
    const headers = entries.map(({ encryption: { alg }, header }, index) => {
      const all = inside ? header : { alg: alg.name, ...(deliveries[index] as Delivery).header, ...header }
      checkHeader({ protected: members, shared, recipient: all }, (members.crit as readonly string[]) ?? [])
      return all
    })
    const segment = codec.base64urlEncodeText(writeHeader(engine, members))
    const additional = aad === '' ? segment : `${segment}.${aad}`
    return andThen(encryptOctets(engine, encryption, cek, plain, members, additional), (content) => {
      if (additional.length + (content.ciphertext.length * 4) / 3 > engine.limits.jwe) throw tooLarge()
      return andThen(encodeLarge(engine, content.ciphertext), (ciphertext) =>
        andThen(
          inOrder(deliveries, ({ encryptedKey }) => encryptedKey),
          (encryptedKeys) => ({
            recipients: encryptedKeys.map((octets, index) => written(codec, headers[index] as JsonObject, octets)),
            before: { protected: segment, ...(shared && { unprotected: shared }) },
            after: {
              ...(aad !== '' && { aad }),
              iv: codec.base64urlEncode(content.iv),
              ciphertext,
              tag: codec.base64urlEncode(content.tag),
            },
          }),
        ),
      )
    })
  })
}

/** What the token says of one recipient. */
function written({ base64urlEncode }: Codec, header: JsonObject, encryptedKey: Bytes): Sealed['recipients'][number] {
  return {
    ...(Object.keys(header).length > 0 && { header }),
    ...(encryptedKey.length > 0 && { encrypted_key: base64urlEncode(encryptedKey) }),
  }
}

interface Entry {
  readonly key: KeySource
  readonly encryption: Encryption
  readonly parameters: Parameters
  readonly header: JsonObject
}

function entryOf(engine: Engine, recipient: JWERecipient, enc: string | undefined): Entry {
  if (typeof recipient !== 'object' || recipient === null) throw new TypeError('A recipient is an object with a key')
  checkOptionNames(recipient, ['key', 'algorithm', 'header', 'apu', 'apv', 'p2c'])
  const { algorithm } = recipient
  const writer = currentKeyOf(recipient.key)
  const key = writer ?? recipient.key
  const header = outside(engine, recipient.header, 'header', ['alg', 'enc', 'zip', 'crit', ...generated])
  const encryption = encryptionFor(key, { algorithm, encryption: enc })
  return {
    key: kept(engine, key),
    encryption,
    parameters: parametersOf(engine, encryption, recipient),
    header: { ...kidOf(writer, header.kid), ...header },
  }
}

/** The options, read once. Throws `TypeError`. */
function read(
  engine: Engine,
  options: EncryptJsonOptions,
): { readonly common: JsonObject; readonly shared: JsonObject | undefined; readonly aad: string } {
  checkOptionNames(options, ['encryption', 'zip', 'aad', 'protected', 'unprotected'])
  const { zip, unprotected } = options
  const aad = octetsOption(engine, options.aad, 'aad')
  if (zip !== undefined && zip !== 'DEF') throw new TypeError("The option 'zip' is 'DEF'")
  const reserved = ['alg', 'enc', 'zip', ...generated]
  const shared = outside(engine, unprotected, 'unprotected', [...reserved, 'crit'])
  return {
    common: { ...(zip && { zip }), ...givenHeader(options.protected, 'protected', reserved) },
    shared: Object.keys(shared).length > 0 ? shared : undefined,
    // No additional data and empty additional data are written alike: without the member (RFC 7516 §7.2.1).
    aad: aad === undefined ? '' : engine.codec.base64urlEncode(aad),
  }
}

/** A header that nothing protects. Throws as `givenHeader`. */
function outside(engine: Engine, members: unknown, option: string, reserved: readonly string[]): JsonObject {
  return checkUnprotected(engine, givenHeader(members, option, reserved), malformedHeader)
}

/** One content key for all, and how each recipient gets it. */
function keysForAll(
  engine: Engine,
  entries: readonly Entry[],
  header: JsonObject,
): Maybe<{ readonly cek: ContentKey; readonly deliveries: readonly Delivery[] }> {
  return andThen(
    inOrder(entries, (entry) => usableKey(engine, entry.key, entry.encryption, { ...header, ...entry.header })),
    (usables) => {
      const [first] = entries as readonly [Entry]
      if (entries.length === 1) {
        return andThen(keysFor(engine, usables[0] as Usable<Encryption>, first.parameters), ({ cek, ...delivery }) => ({
          cek,
          deliveries: [delivery],
        }))
      }
      if (entries.some(({ encryption: { alg } }) => alg.management === 'direct' || alg.management === 'agreement'))
        throw new TypeError("'dir' and 'ECDH-ES' allow for one recipient only (RFC 7518 §4.5, §4.6)")
      const { enc } = first.encryption
      const octets = engine.backend.random(enc.cekBits / 8)
      return andThen(
        inOrder(entries, ({ parameters }, index) =>
          deliver(engine, usables[index] as Usable<Encryption>, octets, parameters),
        ),
        (deliveries) => andThen(contentKey(engine, enc, octets), (cek) => ({ cek, deliveries })),
      )
    },
  )
}

/** JSON of a protected header, within the limits. Throws `JWEError`. */
function writeHeader(engine: Engine, header: JsonObject): string {
  const text = stringifyJson(header, malformedHeader)
  checkLimits(engine, text, malformedHeader)
  return text
}
