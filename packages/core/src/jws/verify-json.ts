import type { Bytes } from '../backend.ts'
import { alone } from '../encoding/bytes.ts'
import { hasOwn, isObject, type JsonObject, own } from '../encoding/json.ts'
import type { Engine } from '../engine.ts'
import { JWSError, JWSSignatureError, passOver } from '../errors.ts'
import { andThen, firstSuccess, inOrder, type Maybe, recover } from '../maybe.ts'
import { readings } from '../token/content.ts'
import { checkUnprotected, decodeHeader } from '../token/header.ts'
import { snapshotOf } from '../token/serialization.ts'
import { checkCritical, checkHeader, type ParsedHeader } from './header.ts'
import { admit, payloadOf, signingInput, type VerifyOne } from './one-signature.ts'
import { malformedHeader, malformedPayload, malformedToken, tooLarge } from './segments.ts'
import type { VerifiedJWS, VerifiedSignature } from './verify.ts'

/** What the caller's options come to. */
export interface JwsChecks {
  readonly allowed: readonly string[]
  readonly understood: readonly string[]
  readonly detached: Bytes | undefined
  readonly require: 'any' | 'all'
  /** Whether the general form, of several signatures, may come. */
  readonly general: boolean
}

/** One signature of a JSON form, taken apart. */
interface SignatureEntry {
  readonly index: number
  /** The protected header as it stands; empty where there is none. */
  readonly segment: string
  readonly parsed: ParsedHeader
  readonly signature: string
}

/** Verify a JWS in flattened or general JSON (RFC 7515 §7.2). Throws as `verifyJws`. */
export function verifyJson(
  engine: Engine,
  token: JsonObject,
  checks: JwsChecks,
  verify: VerifyOne,
): Maybe<VerifiedJWS> {
  const { allowed, understood, detached, require, general } = checks
  const snapshot = snapshotOf(token, engine.limits.jws, malformedToken)
  if (!general && hasOwn(snapshot, 'signatures'))
    throw new JWSError('The token is of the general form, whose signatures would each bring a key of its own')
  const text = own(snapshot, 'payload') ?? ''
  if (typeof text !== 'string') throw new JWSError("The token's 'payload' must be a string")
  const entries = entriesOf(engine, snapshot)
  const [{ parsed: first }] = entries as [SignatureEntry]
  if (entries.some(({ parsed }) => parsed.b64 !== first.b64))
    throw new JWSError("All signatures must agree on 'b64' (RFC 7797 §3)")
  // Without base64url the text itself is the payload; in JSON it may be any (RFC 7797 §5.3).
  const plain = !first.b64 && detached === undefined
  const payload = plain ? alone(engine.codec.utf8Encode(text)) : payloadOf(engine, { payload: text }, first, detached)
  // Each signature costs a hash of it all.
  if (entries.length * payload.length > 4 * engine.limits.jws)
    throw tooLarge('The number of signatures, for a payload of that size,')
  const encoded = detached === undefined ? text : engine.codec.base64urlEncode(payload)
  const attempt = (entry: SignatureEntry): Maybe<VerifiedSignature> => {
    const { index, segment, parsed } = entry
    checkCritical(parsed, understood)
    const signature = admit(engine, parsed, entry.signature, allowed)
    const input = parsed.b64 ? `${segment}.${encoded}` : signingInput(engine, segment, false, payload)
    return andThen(verify(parsed, signature, input), (used) => ({ index, header: parsed.header, key: used }))
  }
  const verified = require === 'all' ? inOrder(entries, attempt) : firstGood(entries, attempt)
  return andThen(verified, (signatures) => {
    const { header, key: used } = signatures[0] as VerifiedSignature
    return { header, key: used, signatures, payload, ...readings(engine, payload, malformedPayload) }
  })
}

/** The first that is good. What is wrong with one does not hide another; of a single one it is said. */
function firstGood(
  entries: readonly SignatureEntry[],
  attempt: (entry: SignatureEntry) => Maybe<VerifiedSignature>,
): Maybe<readonly VerifiedSignature[]> {
  if (entries.length === 1) return inOrder(entries, attempt)
  const good = firstSuccess(entries, (entry) => recover<VerifiedSignature | undefined>(() => attempt(entry), passOver))
  return andThen(good, (first) => {
    if (first === undefined) throw new JWSSignatureError()
    return [first]
  })
}

function entriesOf(engine: Engine, token: JsonObject): readonly SignatureEntry[] {
  if (!hasOwn(token, 'signatures')) return [entryOf(engine, token, 0)]
  const { signatures } = token
  if (['signature', 'protected', 'header'].some((member) => hasOwn(token, member)))
    throw new JWSError('The token mixes the general and the flattened form')
  if (!Array.isArray(signatures) || signatures.length === 0 || !signatures.every(isObject))
    throw new JWSError("The token's 'signatures' must be a list of objects, not empty")
  if (signatures.length > engine.limits.signatures) throw tooLarge('The number of signatures')
  return signatures.map((entry, index) => entryOf(engine, entry, index))
}

function entryOf(engine: Engine, entry: JsonObject, index: number): SignatureEntry {
  const [segment, signature, header] = [own(entry, 'protected'), own(entry, 'signature'), own(entry, 'header')]
  if (segment !== undefined && (typeof segment !== 'string' || segment === ''))
    throw new JWSError("The token's 'protected' must be a string that is not empty")
  if (typeof signature !== 'string') throw new JWSError('A signature must be a string')
  if (header !== undefined && !isObject(header)) throw new JWSError("The token's 'header' must be an object")
  if (header !== undefined) checkUnprotected(engine, header, malformedHeader)
  const inside = segment === undefined ? {} : decodeHeader(engine, segment, malformedHeader)
  return { index, segment: segment ?? '', parsed: checkHeader(inside, header), signature }
}
