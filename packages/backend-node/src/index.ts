import { createJose, type SyncBackend, type SyncJose, type SyncJwk, type SyncJws, type SyncJwt } from '@jose/core'
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
export const backend: SyncBackend = nodeBackend()

const jose: SyncJose = createJose(backend)

export const jwt: SyncJwt = jose.jwt
export const jws: SyncJws = jose.jws
export const jwk: SyncJwk = jose.jwk
export const supports: SyncJose['supports'] = jose.supports
