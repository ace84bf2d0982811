import type { Bytes } from '../backend.ts'
import { alone, asciiBytes } from '../encoding/bytes.ts'
import { isObject, own } from '../encoding/json.ts'
import { aloneLarge } from '../encoding/large.ts'
import type { Engine } from '../engine.ts'
import { InvalidKeyError, JWEError, JWEInvalidAuth, JWEParseError, passOver } from '../errors.ts'
import { candidates, type Usable } from '../jwk/candidates.ts'
import type { Key } from '../jwk/key.ts'
import { andThen, firstSuccess, isPromise, type Maybe, recover } from '../maybe.ts'
import { checkNames, checkOptionNames } from '../options.ts'
import type { EncryptionName, KeyManagementName } from '../registry/names.ts'
import { type Readings, readings } from '../token/content.ts'
import { type KeySource, kept, resolve } from '../token/resolve.ts'
import { isCompact } from '../token/serialization.ts'
import { allowedAlgorithms, allowedEncryptions } from './allowed.ts'
import { type ContentKey, contentKey, decryptContent, sizesOf } from './content.ts'
import { ownContentKey } from './direct.ts'
import { malformedPlaintext } from './encrypt.ts'
import { admit, type JWEHeader } from './header.ts'
import { receive } from './management.ts'
import { type JWEParts, type Recipient, takeApart } from './take-apart.ts'
import { type Encryption, encryptingBy } from './use.ts'

export interface DecryptOptions {
  /** `alg` names the token may choose from. Default: what the key fits, without `RSA1_5` and PBES2. */
  readonly algorithms?: KeyManagementName | readonly KeyManagementName[]
  /** `enc` names the token may choose from. Default: all. */
  readonly encryptions?: EncryptionName | readonly EncryptionName[]
  /** Critical extensions the caller understands and handles itself. */
  readonly crit?: readonly string[]
}

/** The names of `DecryptOptions`. */
export const decryptNames: readonly string[] = ['algorithms', 'encryptions', 'crit']

/** A JWE that was decrypted. */
export interface DecryptedJWE<K extends Key = Key> extends Readings {
  /** The header of the recipient, of all places together. */
  readonly header: JWEHeader
  readonly plaintext: Bytes
  /** The key that decrypted it. */
  readonly key: K
  /** The additional data of a JSON form. */
  readonly aad: Bytes | undefined
}

/**
 * Decrypt a JWE (RFC 7516 §5.2), compact as text or a JSON form as an object. Throws `JWEError` for whatever the
 * token causes, always the same one where decryption fails; `InvalidKeyError` for a key that can serve none of the
 * algorithms, `TypeError` for options that do not exist.
 */
export function decryptJwe(
  engine: Engine,
  token: unknown,
  key: KeySource,
  options: DecryptOptions = {},
  limit: number = engine.limits.jwe,
): Maybe<DecryptedJWE> {
  checkOptionNames(options, decryptNames, ['algorithms', 'encryptions'])
  const algorithms = allowedAlgorithms(options.algorithms)
  const encryptions = allowedEncryptions(options.encryptions)
  const understood = checkNames(options.crit, 'crit')
  if (key === undefined || key === null) throw new InvalidKeyError('The key is missing')
  const taken = takeApart(engine, token, limit, understood)
  // What is read after a wait must be what was given.
  const source = isCompact(token) && !isPromise(taken) ? key : kept(engine, key)
  return andThen(taken, (parts) => {
    // Each recipient that fails costs a decryption of it all.
    if (parts.recipients.length * parts.content.ciphertext.length > 4 * engine.limits.jwe)
      throw new JWEParseError('The token has too many recipients for its size', 'ERR_LIMIT')
    const admitted = admittedOf(engine, parts, algorithms, encryptions)
    const attempts = passwordAttempts(engine, admitted)
    return andThen(
      firstSuccess(admitted, (recipient) =>
        asRecipient(engine, parts, recipient, source, algorithms, admitted.length, attempts),
      ),
      (decrypted) => {
        if (decrypted === undefined) throw new JWEInvalidAuth()
        return decrypted
      },
    )
  })
}

interface Admitted extends Recipient {
  readonly encryption: Encryption
}

/** The recipients whose algorithms the caller allows; of one recipient, or when there is none, the error says why. */
function admittedOf(
  engine: Engine,
  { recipients, content }: JWEParts,
  algorithms: readonly string[],
  encryptions: readonly string[],
): readonly Admitted[] {
  const list: Admitted[] = []
  let refusal: unknown
  for (const recipient of recipients) {
    try {
      const encryption = admit(engine, recipient.header, algorithms, encryptions)
      checkSizes(encryption, content.iv, content.tag, recipient, recipients.length)
      list.push({ ...recipient, encryption })
    } catch (error) {
      if (!(error instanceof JWEError)) throw error
      refusal ??= error
    }
  }
  if (list.length === 0) throw refusal
  return list
}

/** How many passwords may be tried: each costs the iterations of all recipients, and all of it what the limit allows. Throws `JWEParseError`. */
function passwordAttempts(engine: Engine, admitted: readonly Admitted[]): number {
  const passwords = admitted.filter(isPassword)
  const iterations = passwords.reduce((sum, { header }) => sum + (header.p2c as number), 0)
  if (iterations > engine.limits.p2c)
    throw new JWEParseError("The 'p2c' of all recipients together is over the limit", 'ERR_LIMIT')
  return Math.floor(engine.limits.p2c / iterations)
}

function isPassword({ encryption }: Admitted): boolean {
  return encryption.alg.management === 'password'
}

/** Lengths are public, and nothing of another length is ever given to a cipher. Throws `JWEParseError`. */
function checkSizes(
  { alg, enc }: Encryption,
  iv: Bytes,
  tag: Bytes,
  { encryptedKey }: Recipient,
  recipients: number,
): void {
  const sizes = sizesOf(enc)
  if (iv.length !== sizes.iv)
    throw new JWEParseError(`The initialization vector must have ${sizes.iv} bytes (RFC 7518 §5); it has ${iv.length}`)
  if (tag.length !== sizes.tag) throw new JWEParseError(`The tag must have ${sizes.tag} bytes; it has ${tag.length}`)
  if (alg.management !== 'direct' && alg.management !== 'agreement') return
  if (encryptedKey.length > 0) throw new JWEParseError(`A token by ${alg.name} has no encrypted key`)
  if (recipients > 1) throw new JWEParseError(`A token by ${alg.name} has one recipient`)
}

/** Decrypts with the first of the keys that can. Where there are other recipients, a key that is not for this one is no error. */
function asRecipient(
  engine: Engine,
  parts: JWEParts,
  recipient: Admitted,
  source: KeySource,
  algorithms: readonly string[],
  recipients: number,
  attempts: number,
): Maybe<DecryptedJWE | undefined> {
  const { header, encryption } = recipient
  const attempt = (): Maybe<DecryptedJWE | undefined> =>
    andThen(resolve(engine, source, header.header, 'read'), (keys) => {
      if (keys === undefined) throw new JWEError('No key was found for the token', 'ERR_KEY_NOT_FOUND')
      return andThen(candidates(engine, keys, encryptingBy(encryption, 'decrypt'), header.kid, algorithms), (found) =>
        firstSuccess(isPassword(recipient) ? found.slice(0, attempts) : onItsCurve(found, header), (usable) =>
          decryptBy(engine, parts, recipient, usable),
        ),
      )
    })
  if (recipients === 1) return attempt()
  return recover(attempt, passOver)
}

/** Of several keys those on the curve of the sender's: with one of another curve the token would be wrong, and the right key not tried. */
function onItsCurve(
  found: readonly Usable<Encryption>[],
  { header: { epk } }: Recipient['header'],
): readonly Usable<Encryption>[] {
  if (!isObject(epk)) return found
  const there = found.filter(({ key }) => key.crv === own(epk, 'crv'))
  return there.length > 0 ? there : found
}

function decryptBy(
  engine: Engine,
  { content, additional, aad }: JWEParts,
  { header, encryptedKey }: Recipient,
  usable: Usable<Encryption>,
): Maybe<DecryptedJWE | undefined> {
  const { enc } = usable.variant
  const answer = (plaintext: Bytes): DecryptedJWE => ({
    header: header.header,
    plaintext,
    key: usable.key,
    aad: aad && alone(aad),
    ...readings(engine, plaintext, malformedPlaintext),
  })
  return andThen(contentKeyOf(engine, usable, header, encryptedKey), (cek) =>
    andThen(decryptContent(engine, enc, cek, content, asciiBytes(additional)), (decrypted) => {
      if (decrypted === undefined) return undefined
      const octets = header.zip ? inflated(engine, decrypted) : decrypted
      return andThen(octets, (all) => andThen(aloneLarge(engine, all), answer))
    }),
  )
}

/**
 * The content key. Where it does not come out of the encrypted key, or has another length, a random one takes its
 * place, so that nobody learns by the answer or its time which step it was that failed (RFC 7516 §11.5).
 */
function contentKeyOf(
  engine: Engine,
  usable: Usable<Encryption>,
  header: Recipient['header'],
  encryptedKey: Bytes,
): Maybe<ContentKey> {
  const { alg, enc } = usable.variant
  if (alg.management === 'direct') return ownContentKey(engine, enc, usable.key)
  const substitute = engine.backend.random(enc.cekBits / 8)
  // Lengths are public: what cannot be the key is not worked on.
  if (encryptedKey.length !== encryptedLength(usable)) return contentKey(engine, enc, substitute)
  return andThen(receive(engine, usable, header, encryptedKey), (received) =>
    contentKey(engine, enc, received?.length === substitute.length ? received : substitute),
  )
}

/** Bytes of the encrypted key: AES-KW adds 8 to what it wraps (RFC 3394), GCM none but the tag, which is in the header. */
function encryptedLength({ key, variant: { alg, enc } }: Usable<Encryption>): number {
  if (alg.management === 'agreement') return 0
  if (alg.management === 'encryption') return (key.bits + 7) >> 3
  return enc.cekBits / 8 + (alg.primitives.some(({ name }) => name === 'AES-GCM') ? 0 : 8)
}

function inflated(engine: Engine, deflated: Bytes): Maybe<Bytes> {
  return andThen(engine.primitives.inflate(deflated, engine.limits.inflated), (octets) => {
    if (octets === 'too large') throw new JWEError('The inflated content is over the limit', 'ERR_LIMIT')
    if (octets === undefined) throw new JWEParseError('The content is not one raw DEFLATE stream (RFC 7516 §4.1.3)')
    return octets
  })
}
