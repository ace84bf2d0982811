import {
  bindJwe,
  bindJwk,
  bindJwks,
  bindJws,
  bindJwt,
  bindSupports,
  createEngines,
  type Engines,
  type Jose,
  type Jwe,
  type Jwk,
  type Jwks,
  type Jws,
  type Jwt,
} from '@jose/core'
import { type WebcryptoBackend, webcryptoBackend } from './backend.ts'

/** The types of core, so that an application needs one import. */
export type * from '@jose/core'
export {
  base64url,
  createJose,
  ExpiredSignatureError,
  InvalidAudienceError,
  InvalidIssuerError,
  InvalidKeyError,
  InvalidSignatureError,
  InvalidTokenError,
  JOSEError,
  JWEAlgorithmUnsupportedError,
  JWEError,
  JWEInvalidAuth,
  JWEParseError,
  JWKError,
  JWKSError,
  JWSAlgorithmError,
  JWSError,
  JWSSignatureError,
  JWTClaimsError,
  JWTError,
  policies,
  UnsupportedAlgorithmError,
  version,
} from '@jose/core'
export type { WebcryptoBackend } from './backend.ts'
export type { WebcryptoBackendOptions } from './options.ts'
export type { CryptoLike } from './platform.ts'
export { webcryptoSignatures } from './signatures-only.ts'
export { webcryptoBackend }

/** The backend that the names below are bound to: the runtime's own WebCrypto. */
export const backend: WebcryptoBackend = /* @__PURE__ */ webcryptoBackend()

// Each bound by itself, so that a bundler can leave out what is not used.
const engines: Engines = /* @__PURE__ */ createEngines(backend)

export const jwt: Jwt = /* @__PURE__ */ bindJwt(engines)
export const jws: Jws = /* @__PURE__ */ bindJws(engines)
export const jwe: Jwe = /* @__PURE__ */ bindJwe(engines)
export const jwk: Jwk = /* @__PURE__ */ bindJwk(engines)
export const jwks: Jwks = /* @__PURE__ */ bindJwks(engines)
export const supports: Jose['supports'] = /* @__PURE__ */ bindSupports(backend)
