import {
  bindJwe,
  bindJwk,
  bindJwks,
  bindJws,
  bindJwt,
  bindSupports,
  createEngines,
  type Engines,
  type Jwks,
  type SyncBackend,
  type SyncJose,
  type SyncJwe,
  type SyncJwk,
  type SyncJws,
  type SyncJwt,
} from '@jose/core'
import { nodeBackend } from './backend.ts'

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
export { nodeBackend }

/** The backend that the names below are bound to. */
export const backend: SyncBackend = /* @__PURE__ */ nodeBackend()

// Each bound by itself, so that a bundler can leave out what is not used.
const engines: Required<Engines> = /* @__PURE__ */ createEngines(backend)

export const jwt: SyncJwt = /* @__PURE__ */ bindJwt(engines)
export const jws: SyncJws = /* @__PURE__ */ bindJws(engines)
export const jwe: SyncJwe = /* @__PURE__ */ bindJwe(engines)
export const jwk: SyncJwk = /* @__PURE__ */ bindJwk(engines)
export const jwks: Jwks = /* @__PURE__ */ bindJwks(engines)
export const supports: SyncJose['supports'] = /* @__PURE__ */ bindSupports(backend)
