export type {
  Backend,
  BackendKey,
  Bytes,
  Codec,
  Data,
  EcCurve,
  Encoded,
  EncryptionPrimitive,
  Hash,
  KeyMaterial,
  KeyRequest,
  Kty,
  MacPrimitive,
  MlDsaName,
  Mode,
  OkpCurve,
  Primitive,
  Primitives,
  PublicMaterial,
  Result,
  RsaPrivate,
  SignaturePrimitive,
  SyncBackend,
} from './backend.ts'
export { createJose, type Jose, type SyncJose } from './create-jose.ts'
export { isCanonicalEnd } from './encoding/base64url.ts'
export { base64url } from './encoding/codec.ts'
export type { JsonObject } from './encoding/json.ts'
export type { JoseOptions, Warning } from './engine.ts'
export {
  type ClaimReason,
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
  UnsupportedAlgorithmError,
} from './errors.ts'
export type { JWKS, KeyInput, PemsByKid } from './jwk/candidates.ts'
export type { DerKey, KeyMaterialInput } from './jwk/construct.ts'
export { parseKeyDer, toPkcs8, toSpki } from './jwk/der.ts'
export type { DerOptions, ExportOptions, KeyFormat } from './jwk/export.ts'
export type { GenerateOptions } from './jwk/generate.ts'
export type { JWK } from './jwk/jwk.ts'
export type { Key, SyncKey } from './jwk/key.ts'
export type { Jwk, SyncJwk } from './jwk/namespace.ts'
export type { JWSHeader } from './jws/header.ts'
export type { Jws, Payload, SyncJws } from './jws/namespace.ts'
export type { KeyResolver, KeySource, SyncKeyResolver } from './jws/resolve.ts'
export type { HeaderMembers, SignOptions } from './jws/sign.ts'
export type { VerifiedJWS, VerifyOptions } from './jws/verify.ts'
export type { ClaimSwitches, DecodeOptions } from './jwt/checks.ts'
export type { DecodedJWT } from './jwt/decode.ts'
export type { Claims, ClaimsInput, EncodeOptions } from './jwt/encode.ts'
export type { Jwt, SyncJwt, SyncKeySource, Token } from './jwt/namespace.ts'
export type { CacheOptions, VerifierOptions } from './jwt/prepared.ts'
export { defaultLimits, type Limits } from './limits.ts'
export { type Policy, type PolicyName, policies } from './policy.ts'
export {
  type ContentEncryption,
  contentEncryptions,
  type KeyManagementAlgorithm,
  keyManagementAlgorithms,
} from './registry/jwe.ts'
export { type SignatureAlgorithm, type SignatureVariant, signatureAlgorithms } from './registry/jws.ts'
export { version } from './version.ts'
