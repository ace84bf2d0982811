import { asciiBytes, concat } from '../encoding/bytes.ts'
import { type JsonObject, stringifyJson } from '../encoding/json.ts'
import type { Engine } from '../engine.ts'
import { JWSError } from '../errors.ts'
import { andThen, inOrder, type Maybe } from '../maybe.ts'
import { checkNames, checkOptionNames, isPlain } from '../options.ts'
import type { SigningName } from '../registry/names.ts'
import { octetsOf } from '../token/content.ts'
import { currentKeyOf } from '../token/current-key.ts'
import { checkUnprotected } from '../token/header.ts'
import { type KeySource, kept, resolve } from '../token/resolve.ts'
import { checkHeader, type ParsedHeader } from './header.ts'
import { malformedHeader, malformedPayload, tooLarge } from './segments.ts'
import {
  algorithmFor,
  checkKeyGiven,
  type HeaderMembers,
  headerSegment,
  membersOf,
  signature,
  signingKey,
} from './sign.ts'

/** Who signs, and by what. */
export interface Signer {
  readonly key: KeySource
  /** Default: the key's own, else `HS256`. */
  readonly algorithm?: SigningName
  /** Further members of the protected header. */
  readonly protected?: HeaderMembers
  /** Members of the header that nothing protects. */
  readonly header?: JsonObject
  /** Names of extensions in `protected` that the reader must understand. */
  readonly crit?: readonly string[]
}

export interface SignJsonOptions {
  /** Leave the payload out of the token (RFC 7515 appendix F). */
  readonly detached?: boolean
  /** `false`: sign the payload as it is, without base64url (RFC 7797). */
  readonly b64?: boolean
}

/** A JWS with one signature (RFC 7515 §7.2.2). `payload` is absent when it is detached. */
export interface FlattenedJWS {
  readonly payload?: string
  readonly protected?: string
  readonly header?: JsonObject
  readonly signature: string
}

/** A JWS with several signatures (RFC 7515 §7.2.1). */
export interface GeneralJWS {
  readonly payload?: string
  readonly signatures: readonly Omit<FlattenedJWS, 'payload'>[]
}

/** Sign as flattened JSON. Throws as `signJws`. */
export function signFlattened(
  engine: Engine,
  payload: unknown,
  signer: Signer,
  options: SignJsonOptions = {},
): Maybe<FlattenedJWS> {
  return andThen(signAll(engine, payload, [signer], options), ({ signatures: [one], ...rest }) => ({
    ...rest,
    ...(one as FlattenedJWS),
  }))
}

/** Sign as general JSON, by several signers. Throws as `signJws`. */
export function signGeneral(
  engine: Engine,
  payload: unknown,
  signers: readonly Signer[],
  options: SignJsonOptions = {},
): Maybe<GeneralJWS> {
  if (!Array.isArray(signers) || signers.length === 0) throw new TypeError('Signers are a list, not empty')
  if (signers.length > engine.limits.signatures) throw tooLarge('The number of signatures')
  return signAll(engine, payload, signers, options)
}

function signAll(
  engine: Engine,
  payload: unknown,
  signers: readonly Signer[],
  options: SignJsonOptions,
): Maybe<GeneralJWS> {
  checkOptionNames(options, ['detached', 'b64'])
  const { detached = false, b64 = true } = options
  if (typeof detached !== 'boolean' || typeof b64 !== 'boolean')
    throw new TypeError("'detached' and 'b64' are true or false")
  // A copy: each signer after the first may sign after a wait.
  const octets = Uint8Array.from(octetsOf(engine, payload, malformedPayload))
  if (octets.length > engine.limits.jws) throw tooLarge('The payload')
  const text = b64 ? engine.codec.base64urlEncode(octets) : detached ? '' : textOf(engine, octets)
  // All of them are read now: each after the first may sign after a wait.
  const prepared = signers.map((signer) => prepare(engine, signer, b64))
  const signOne = ({ key, segment, outside, parsed }: Prepared): Maybe<Omit<FlattenedJWS, 'payload'>> => {
    const input = b64 ? `${segment}.${text}` : concat(asciiBytes(`${segment}.`), octets)
    return andThen(resolve(engine, key, parsed.header, 'write'), (keys) =>
      andThen(signingKey(engine, parsed, keys), (fitting) =>
        andThen(signature(engine, fitting, input), (signed) => ({
          protected: segment,
          ...(outside && { header: outside }),
          signature: signed,
        })),
      ),
    )
  }
  return andThen(inOrder(prepared, signOne), (signatures) => ({ ...(detached ? {} : { payload: text }), signatures }))
}

/** A signer with the headers written. */
interface Prepared {
  readonly key: KeySource
  readonly segment: string
  readonly outside: JsonObject | undefined
  readonly parsed: ParsedHeader
}

function prepare(engine: Engine, signer: Signer, b64: boolean): Prepared {
  checkOptionNames(signer, ['key', 'algorithm', 'protected', 'header', 'crit'])
  const { key: given } = signer
  const writer = currentKeyOf(given)
  const key = writer ?? given
  const alg = algorithmFor(key, signer.algorithm)
  checkKeyGiven(engine, alg, key)
  const crit = [...(b64 ? [] : ['b64']), ...checkNames(signer.crit, 'crit')]
  const { segment, header } = headerSegment(engine, {
    alg,
    ...membersOf(signer.protected ?? {}, alg, writer),
    ...(b64 ? {} : { b64 }),
    ...(crit.length > 0 && { crit: [...new Set(crit)] }),
  })
  const outside = unprotected(engine, signer.header)
  return { key: kept(engine, key), segment, outside, parsed: checkHeader({ ...header }, outside) }
}

/** An unprotected header that a caller gave, as JSON carries it. Throws `TypeError`, `JWSError`. */
function unprotected(engine: Engine, members: unknown): JsonObject | undefined {
  if (members === undefined) return undefined
  if (!isPlain(members)) throw new TypeError("A signer's 'header' is a plain object")
  const text = stringifyJson({ ...members }, malformedHeader)
  if (text === '{}') return undefined
  const own = JSON.parse(text) as JsonObject
  if (own.alg !== undefined) throw new JWSError("The alg is protected: a signer's 'header' must not name one")
  return checkUnprotected(engine, own, malformedHeader)
}

function textOf(engine: Engine, octets: Uint8Array): string {
  const text = engine.codec.utf8Decode(octets)
  if (text === undefined) throw malformedPayload('is not UTF-8, which an unencoded one in JSON must be')
  return text
}
