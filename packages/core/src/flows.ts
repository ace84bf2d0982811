/**
 * The flows by themselves, for the smallest bundles: a bundler that shakes trees leaves out all that a page does not
 * use. Each takes the backend first, decides by the default policy and limits, and takes secrets, JWKs, sets of them
 * and native keys; PEM and DER need a `Key` that `createJose` made, and a misspelt option is only unknown here.
 */
import type { Backend } from './backend.ts'
import { type Decisions, type Engine, enginesOf, systemClock } from './engine.ts'
import { Key } from './jwk/key.ts'
import { signJws as runSign, type SignOptions } from './jws/sign.ts'
import { verifyJws as runVerify, type VerifiedJWS, type VerifyOptions } from './jws/verify.ts'
import type { DecodeOptions } from './jwt/checks.ts'
import { type DecodedJWT, decodeJwt as runDecode } from './jwt/decode.ts'
import { type ClaimsInput, type EncodeOptions, encodeJwt as runEncode } from './jwt/encode.ts'
import { defaultLimits } from './limits.ts'
import { promised } from './maybe.ts'
import { defaultPolicy } from './policy.ts'
import type { KeySource } from './token/resolve.ts'

/**
 * `jwt.decodeComplete` by itself.
 *
 * @example
 * const { claims } = await decodeJwt(backend, token, secret, { algorithms: ['HS256'] })
 */
export function decodeJwt(
  backend: Backend,
  token: string | Uint8Array,
  key: KeySource,
  options?: DecodeOptions,
): Promise<DecodedJWT> {
  return promised(() => runDecode(engineFor(backend), token, key, options))
}

/** `jwt.encode` by itself. */
export function encodeJwt<C extends object>(
  backend: Backend,
  claims: ClaimsInput<C>,
  key: KeySource,
  options?: EncodeOptions,
): Promise<string> {
  return promised(() => runEncode(engineFor(backend), claims, key, options))
}

/** `jws.verify` by itself. */
export function verifyJws(
  backend: Backend,
  token: string | Uint8Array,
  key: KeySource,
  options?: VerifyOptions,
): Promise<VerifiedJWS> {
  return promised(() => runVerify(engineFor(backend), token, key, options))
}

/** `jws.sign` by itself. */
export function signJws(
  backend: Backend,
  payload: string | Uint8Array | object,
  key: KeySource,
  options?: SignOptions,
): Promise<string> {
  return promised(() => runSign(engineFor(backend), payload, key, options))
}

const engines = /* @__PURE__ */ new WeakMap<Backend, Engine>()

function engineFor(backend: Backend): Engine {
  const known = engines.get(backend)
  if (known !== undefined) return known
  const decisions: Decisions = {
    policy: defaultPolicy,
    limits: defaultLimits,
    clock: systemClock,
    warn: () => {},
    abilities: undefined,
  }
  const { async: engine } = enginesOf(backend, decisions, Key)
  engines.set(backend, engine)
  return engine
}
