import type { JWK } from '@jose/core'
import {
  base64url,
  JWSAlgorithmError,
  JWSError,
  JWSSignatureError,
  JWTError,
  UnsupportedAlgorithmError,
} from '@jose/core'
import guide from '../../vectors/guide.json' with { type: 'json' }
import authlib from '../../vectors/peers/authlib.json' with { type: 'json' }
import fastJwt from '../../vectors/peers/fast-jwt.json' with { type: 'json' }
import jsonwebtoken from '../../vectors/peers/jsonwebtoken.json' with { type: 'json' }
import jwcrypto from '../../vectors/peers/jwcrypto.json' with { type: 'json' }
import panvaJose from '../../vectors/peers/panva-jose.json' with { type: 'json' }
import pyjwt from '../../vectors/peers/pyjwt.json' with { type: 'json' }
import pythonJose from '../../vectors/peers/python-jose.json' with { type: 'json' }
import rfc7515 from '../../vectors/rfc/rfc7515.json' with { type: 'json' }
import rfc7638 from '../../vectors/rfc/rfc7638.json' with { type: 'json' }
import rfc7797 from '../../vectors/rfc/rfc7797.json' with { type: 'json' }
import rfc8037 from '../../vectors/rfc/rfc8037.json' with { type: 'json' }
import rfc9964 from '../../vectors/rfc/rfc9964.json' with { type: 'json' }
import { equal, ok, refuses } from '../assert.ts'
import type { Operations } from '../modes.ts'
import type { It, Suite } from '../suite.ts'
import { flipped, octetsOf, replaced, utf8 } from './craft.ts'
import { skipLacking } from './test-keys.ts'

/** The format that `vectors/README.md` describes, as far as signatures go. */
interface VectorFile {
  readonly source: string
  readonly tokens: readonly AnyToken[]
  readonly thumbprints?: readonly Thumbprint[]
}

interface Thumbprint {
  readonly name: string
  readonly jwk: JWK
  readonly hash: 'SHA-256'
  readonly thumbprint: string
}

interface VectorKey {
  readonly jwk?: JWK
  readonly pem?: string
  readonly secret?: string
}

interface AnyToken {
  readonly name: string
  readonly serialization: string
  readonly token: unknown
}

interface Vector extends AnyToken {
  readonly kind: 'jwt' | 'jws'
  readonly algorithm: string
  readonly token: string
  readonly key?: VectorKey
  readonly privateKey?: VectorKey
  readonly deterministic?: boolean
  readonly header: { readonly [member: string]: unknown }
  readonly claims?: { readonly [claim: string]: unknown }
  readonly payload?: string
  readonly detached?: boolean
  readonly time?: number
}

const files = [
  ...[rfc7515, rfc7638, rfc7797, rfc8037, rfc9964, guide],
  ...[authlib, fastJwt, jsonwebtoken, jwcrypto, panvaJose, pyjwt, pythonJose],
] as unknown as readonly VectorFile[]

/** Tokens and thumbprints that the RFCs print and that other implementations made. */
export const vectors: Suite = (o, it) => {
  for (const { source, tokens, thumbprints = [] } of files) {
    for (const token of tokens) {
      const title = `${source}, ${token.name}`
      if (token.serialization !== 'compact') registerJson(o, it, title, token)
      else if ((token as Vector).algorithm === 'none') registerUnsecured(o, it, title, token as Vector)
      else registerSigned(o, it, title, token as Vector)
    }
    for (const vector of thumbprints) registerThumbprint(o, it, `${source}, ${vector.name}`, vector)
  }
}

function registerSigned(o: Operations, it: It, title: string, vector: Vector): void {
  it(`${title}: verifies, to the recorded header and payload`, async () => {
    if (!isSupported(o, vector)) {
      const jws = { ...vector, kind: 'jws', payload: vector.payload ?? '' } as const
      await refuses(() => read(o, jws, vector.token), { is: UnsupportedAlgorithmError })
    }
    needVector(o, vector)
    const { header, claims, text } = await read(o, vector, vector.token)
    equal(header, vector.header, 'header')
    if (vector.claims !== undefined) equal(claims, vector.claims, 'claims')
    if (vector.payload !== undefined) equal(text, vector.payload, 'payload')
  })
  it(`${title}: is refused with one bit changed in any segment`, async () => {
    needVector(o, vector)
    const is = vector.kind === 'jwt' ? JWTError : JWSError
    for (const token of tampered(vector.token)) await refuses(() => read(o, vector, token), { is })
    if (vector.detached) {
      const changed = { ...vector, payload: `${vector.payload} ` }
      await refuses(() => read(o, changed, vector.token), { is: JWSSignatureError })
    }
  })
  if (vector.deterministic) {
    it(`${title}: is signed again byte for byte`, async () => {
      needVector(o, vector)
      equal(await signedAgain(o, vector), vector.token)
    })
  }
}

async function read(
  o: Operations,
  { kind, algorithm, key, claims, payload, detached, time, header }: Vector,
  token: string,
): Promise<{ header: unknown; claims: unknown; text: string | undefined }> {
  const algorithms = [algorithm]
  const verified = async () =>
    o.verify(token, materialOf(key), { algorithms, ...(detached ? { payload: payload ?? '' } : {}) })
  if (kind === 'jws') {
    const jws = await verified()
    return { header: jws.header, claims: undefined, text: jws.text() }
  }
  const { aud } = claims ?? {}
  const jwt = await o.decodeComplete(token, materialOf(key), {
    algorithms,
    ...(time === undefined ? {} : { clock: () => time }),
    ...(aud === undefined ? {} : { audience: aud as string }),
    ...(header.typ === undefined ? {} : { typ: header.typ as string }),
  })
  return { header: jwt.header, claims: jwt.claims, text: payload && (await verified()).text() }
}

/** The first, the middle and the last octet of each segment, each with a bit changed. */
function tampered(token: string): readonly string[] {
  return octetsOf(token).flatMap((octets, index) =>
    (octets.length === 0 ? [] : [0, octets.length >> 1, -1]).map((at) => replaced(token, index, flipped(octets, at))),
  )
}

async function signedAgain(o: Operations, vector: Vector): Promise<string> {
  const { algorithm, header, claims, payload, detached = false, token } = vector
  const key = materialOf(vector.privateKey ?? vector.key)
  const names = Object.keys(header)
  // The library writes members in order of their names; what others wrote in another order is signed as it stands.
  if (names.join() !== [...names].sort().join()) {
    const [head, body] = token.split('.')
    const made = await (await o.construct(key, algorithm)).sign(`${head}.${body}`)
    return `${head}.${body}.${base64url.encode(made)}`
  }
  const { alg, crit: _, b64, ...others } = header
  equal(alg, algorithm, 'alg')
  const headers = { typ: undefined, ...others }
  if (payload === undefined) return o.encode(claims as object, key, { algorithm, headers })
  return o.sign(payload, key, { algorithm, headers, detached, ...(b64 === false ? { b64 } : {}) })
}

function registerUnsecured(o: Operations, it: It, title: string, vector: Vector): void {
  it(`${title}: is read only with algorithms: ['none'] and without a key`, async () => {
    const unsecured = await o.verify(vector.token, undefined, { algorithms: ['none'] })
    equal(unsecured.header, vector.header, 'header')
    equal(unsecured.text(), vector.payload, 'payload')
    equal(unsecured.key, undefined, 'key')
    await refuses(() => o.verify(vector.token, 'secret', { algorithms: ['HS256'] }), { is: JWSAlgorithmError })
    await refuses(() => o.decode(vector.token, 'secret', { algorithms: ['HS256'] }), { is: JWTError })
    const padded = `${vector.token}${base64url.encode(utf8('x'))}`
    await refuses(() => o.verify(padded, undefined, { algorithms: ['none'] }), { is: JWSSignatureError })
  })
}

function registerJson(o: Operations, it: It, title: string, { serialization, token }: AnyToken): void {
  it(`${title}: ${serialization}, left to the suites of the JSON serializations; its text is no compact token`, async () => {
    ok(typeof token === 'object', 'a JSON serialization')
    const text = JSON.stringify(token)
    await refuses(() => o.verify(text, 'secret', { algorithms: ['HS256'] }), { is: JWSError })
    await refuses(() => o.decode(text, 'secret', { algorithms: ['HS256'] }), { is: JWTError })
  })
}

function registerThumbprint(o: Operations, it: It, title: string, vector: Thumbprint): void {
  const { alg, crv } = vector.jwk
  it(`${title}: thumbprint`, async () => {
    if (!o.jose.supports(alg ?? (crv === undefined ? 'RS256' : 'EdDSA'), crv === undefined ? {} : { curve: crv })) {
      // A backend may be able to hold keys that it has no algorithm for.
      const found = await o.thumbprint(vector.jwk, vector.hash).catch((error) => error)
      ok(found === vector.thumbprint || found instanceof UnsupportedAlgorithmError, 'the thumbprint, or no support')
      skipLacking(o, crv ?? alg ?? 'RS256')
    }
    equal(await o.thumbprint(vector.jwk, vector.hash), vector.thumbprint)
    equal(await o.thumbprint({ ...vector.jwk, kid: 'x', extra: 1 }), vector.thumbprint, 'with other members')
    const uri = `urn:ietf:params:oauth:jwk-thumbprint:sha-256:${vector.thumbprint}`
    equal(await o.thumbprintUri(vector.jwk), uri, 'URI')
  })
}

function materialOf(key: VectorKey | undefined): unknown {
  return key?.jwk ?? key?.pem ?? key?.secret
}

function needVector(o: Operations, vector: Vector): void {
  if (!isSupported(o, vector)) skipLacking(o, curveOf(vector) ?? vector.algorithm)
}

function isSupported(o: Operations, vector: Vector): boolean {
  const curve = curveOf(vector)
  return o.jose.supports(vector.algorithm, curve === undefined ? {} : { curve })
}

/** The curve where the algorithm leaves it open: the length of the signature tells. */
function curveOf({ algorithm, token }: Vector): string | undefined {
  if (algorithm !== 'EdDSA') return undefined
  return octetsOf(token)[2]?.length === 114 ? 'Ed448' : 'Ed25519'
}
