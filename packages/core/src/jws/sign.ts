import type { Bytes, Data } from '../backend.ts'
import { asciiBytes, concat, isBytes } from '../encoding/bytes.ts'
import { depthOf, isObject, type JsonObject, stringifyJson } from '../encoding/json.ts'
import type { Engine } from '../engine.ts'
import { InvalidKeyError, JWSAlgorithmError, JWSError } from '../errors.ts'
import { candidates } from '../jwk/candidates.ts'
import type { Key } from '../jwk/key.ts'
import { type Fitting, sign } from '../jwk/operations.ts'
import { andThen, type Maybe } from '../maybe.ts'
import { checkNames, checkOptionsOf } from '../options.ts'
import { signatureAlgorithms } from '../registry/jws.ts'
import type { SigningName } from '../registry/names.ts'
import { octetsOf } from '../token/content.ts'
import { currentKeyOf, kidOf } from '../token/current-key.ts'
import { checkLimits } from '../token/header.ts'
import { type KeySource, resolve } from '../token/resolve.ts'
import { algorithmsOfKeys } from './allowed.ts'
import { checkHeader, type JWSHeader } from './header.ts'
import { malformedHeader, malformedPayload, tooLarge } from './segments.ts'
import { signingBy } from './use.ts'

/** Further members of the protected header; `undefined` leaves one out that would be there. */
export interface HeaderMembers {
  readonly typ?: string | undefined
  readonly cty?: string
  readonly kid?: string | undefined
  readonly [member: string]: unknown
}

export interface SignOptions {
  /** Default: the key's own, else `HS256`. */
  readonly algorithm?: SigningName
  readonly headers?: HeaderMembers
  /** Leave the payload out of the token (RFC 7515 appendix F). */
  readonly detached?: boolean
  /** `false`: sign the payload as it is, without base64url (RFC 7797). `crit` is written by itself. */
  readonly b64?: boolean
  /** Names of extensions in `headers` that the reader must understand. */
  readonly crit?: readonly string[]
}

/**
 * Sign a payload as a compact JWS (RFC 7515 §5.1): bytes as they are, a string as UTF-8, anything else as JSON.
 * Throws `JWSError` for a payload or header that cannot be written, `InvalidKeyError` for a key that does not fit.
 */
export function signJws(engine: Engine, payload: unknown, key: KeySource, options: SignOptions = {}): Maybe<string> {
  checkOptionsOf(engine, options, ['algorithm', 'headers', 'detached', 'b64', 'crit'])
  const { algorithm, headers = {}, detached = false, b64 = true } = options
  if (typeof detached !== 'boolean' || typeof b64 !== 'boolean')
    throw new TypeError("'detached' and 'b64' are true or false")
  const crit = checkNames(options.crit, 'crit')
  const writer = currentKeyOf(key)
  const source = writer ?? key
  const alg = algorithmFor(source, algorithm)
  checkKeyGiven(engine, alg, source)
  const isJson = typeof payload !== 'string' && !isBytes(payload)
  const header = headerSegment(engine, {
    alg,
    ...(isJson && b64 && !detached ? { typ: 'JWT' } : {}),
    ...membersOf(headers, alg, writer),
    ...(b64 ? {} : { b64 }),
    ...(b64 && crit.length === 0 ? {} : { crit: b64 ? crit : [...new Set(['b64', ...crit])] }),
  })
  const octets = octetsOf(engine, payload, malformedPayload)
  if (octets.length > engine.limits.jws) throw tooLarge('The payload')
  const text = b64 ? engine.codec.base64urlEncode(octets) : detached ? '' : unencoded(engine, octets)
  const input = b64 ? `${header.segment}.${text}` : concat(asciiBytes(`${header.segment}.`), octets)
  return andThen(resolve(engine, source, header.header, 'write'), (keys) =>
    andThen(signingKey(engine, header, keys), (fitting) =>
      andThen(signature(engine, fitting, input), (signed) => `${header.segment}.${detached ? '' : text}.${signed}`),
    ),
  )
}

/** The algorithm to sign by: the caller's, else the key's own, else HS256. Throws `TypeError` for an unknown name. */
export function algorithmFor(key: KeySource, algorithm: string | undefined): string {
  const name = algorithm === undefined ? (ownAlgorithm(key) ?? 'HS256') : algorithm
  if (name !== 'none' && (typeof name !== 'string' || signatureAlgorithms[name] === undefined)) {
    throw new TypeError(`The option 'algorithm' is one of ${Object.keys(signatureAlgorithms).join(', ')}, none`)
  }
  return name
}

export interface HeaderSegment {
  readonly header: JWSHeader
  readonly segment: string
}

/** A header as it stands in the token: members sorted, compact JSON, checked like one that comes in. Throws `JWSError`. */
export function headerSegment(engine: Engine, members: JsonObject): HeaderSegment {
  const given = stringifyJson(members, malformedHeader)
  const known = engine.written.get(given)
  if (known !== undefined) return known
  const written = writeHeader(engine, given)
  engine.written.set(given, written)
  return written
}

function writeHeader(engine: Engine, given: string): HeaderSegment {
  // Sorting walks it, so its depth comes first.
  if (depthOf(given) > engine.limits.headerDepth) throw malformedHeader('is nested too deeply', 'ERR_LIMIT')
  const text = JSON.stringify(sorted(JSON.parse(given)))
  const { header } = checkHeader(checkLimits(engine, text, malformedHeader))
  return { header, segment: engine.codec.base64urlEncodeText(text) }
}

/**
 * The caller's header members, read once, after the `kid` of the key that a set writes by. Throws `JWSError` where they
 * would contradict the algorithm or the options, `TypeError` for another `kid`.
 */
export function membersOf(headers: unknown, alg: string, writer: Key | undefined): JsonObject {
  if (!isObject(headers)) throw new TypeError("The option 'headers' is an object")
  const members: JsonObject = { ...headers }
  if (members.alg !== undefined && members.alg !== alg)
    throw new JWSAlgorithmError("'headers' must not replace the alg")
  if (typeof members.toJSON === 'function') throw malformedHeader('has a toJSON of its own')
  for (const name of ['b64', 'crit']) {
    if (members[name] !== undefined) throw new JWSError(`'${name}' is an option of its own, not one of 'headers'`)
  }
  return { ...kidOf(writer, members.kid), ...members }
}

/** Whether there is a key, or none for an unsecured token, as the algorithm wants it. Throws `InvalidKeyError`, `JWSAlgorithmError`. */
export function checkKeyGiven(engine: Engine, alg: string, key: KeySource): void {
  const missing = key === undefined || key === null
  if (alg !== 'none' && missing) throw new InvalidKeyError('The key is missing')
  if (alg !== 'none') return
  if (!engine.policy.none) throw new JWSAlgorithmError(`none is refused by the policy '${engine.policy.name}'`)
  if (!missing) throw new InvalidKeyError('An unsecured token takes no key', 'ERR_KEY_UNFIT')
}

/** The first of the keys that may sign; none for an unsecured token. Throws `InvalidKeyError`, `JWSError`. */
export function signingKey(
  engine: Engine,
  { header }: { readonly header: JWSHeader },
  keys: unknown,
): Maybe<Fitting | undefined> {
  const algorithm = signatureAlgorithms[header.alg]
  if (algorithm === undefined) return undefined
  if (keys === undefined) throw new JWSError('No key was found to sign by', 'ERR_KEY_NOT_FOUND')
  return andThen(candidates(engine, keys, signingBy(algorithm), header.kid, [header.alg]), ([first]) => first)
}

/** base64url of the signature over the input; nothing for an unsecured token. */
export function signature(engine: Engine, key: Fitting | undefined, input: Data): Maybe<string> {
  if (key === undefined) return ''
  return andThen(sign(engine, key, input), (encoded) =>
    typeof encoded === 'string' ? encoded : engine.codec.base64urlEncode(encoded),
  )
}

/** The one algorithm that all the keys name. */
function ownAlgorithm(key: KeySource): string | undefined {
  const names = algorithmsOfKeys(key)
  return names?.length === 1 ? names[0] : undefined
}

/** An unencoded payload inside a compact token: printable ASCII without dots (RFC 7797 §5.2). */
function unencoded(engine: Engine, octets: Bytes): string {
  const text = engine.codec.utf8Decode(octets)
  if (text === undefined || !/^[\x20-\x2d\x2f-\x7e]*$/.test(text)) {
    throw new JWSError('An unencoded payload in a token is printable ASCII without dots: detach it (RFC 7797 §5.2)')
  }
  return text
}

/** Members in order of their names, at every depth, as python-jose writes them. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const names = Object.keys(value).sort()
  return Object.fromEntries(names.map((name) => [name, sorted((value as JsonObject)[name])]))
}
