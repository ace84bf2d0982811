export type {
  AgreementPrimitive,
  Backend,
  BackendKey,
  Binding,
  Bytes,
  CipherPrimitive,
  Codec,
  CompressionPrimitive,
  Cryptography,
  Data,
  EcCurve,
  Encoded,
  EncryptionPrimitive,
  Hash,
  KeyMaterial,
  KeyRequest,
  KeyUse,
  Kty,
  MacPrimitive,
  MlDsaName,
  Mode,
  OkpCurve,
  PasswordPrimitive,
  Primitive,
  Primitives,
  PublicMaterial,
  Result,
  RsaPrivate,
  SignaturePrimitive,
  SyncBackend,
  WrapPrimitive,
} from './backend.ts'
export { compose } from './compose.ts'
export { bindSupports, createJose, type Jose, type SyncJose } from './create-jose.ts'
export { base64urlDigits, isCanonicalEnd } from './encoding/base64url.ts'
export { asciiBytes, concat, equalInConstantTime } from './encoding/bytes.ts'
export { base64url } from './encoding/codec.ts'
export type { JsonObject } from './encoding/json.ts'
export { createEngines, type Engine, type Engines, type JoseOptions, type Warning } from './engine.ts'
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
  JWKSError,
  JWSAlgorithmError,
  JWSError,
  JWSSignatureError,
  JWTClaimsError,
  JWTError,
  UnsupportedAlgorithmError,
} from './errors.ts'
export { decodeJwt, encodeJwt, signJws, verifyJws } from './flows.ts'
export type { Encrypted } from './jwe/content.ts'
export type { DecryptedJWE, DecryptOptions } from './jwe/decrypt.ts'
export type { EncryptOptions, JWEHeaderMembers, RecipientOptions } from './jwe/encrypt.ts'
export type { EncryptJsonOptions, FlattenedJWE, GeneralJWE, JWERecipient } from './jwe/encrypt-json.ts'
export type { JWEHeader } from './jwe/header.ts'
export { bindJwe, type Jwe, type SyncJWERecipient, type SyncJwe } from './jwe/namespace.ts'
export type { JWKS, KeyInput, PemsByKid } from './jwk/candidates.ts'
export type { CertificateHash } from './jwk/certificate.ts'
export type { ConstructOptions } from './jwk/construct.ts'
export { parseKeyDer } from './jwk/der.ts'
export { toPkcs8, toSpki } from './jwk/der-write.ts'
export type { ExportOptions } from './jwk/export.ts'
export type { DerOptions, KeyFormat } from './jwk/export-der.ts'
export type { GenerateOptions } from './jwk/generate.ts'
export { privateHalfOf, publicHalfOf } from './jwk/halves.ts'
export { type JWK, materialOfJwk } from './jwk/jwk.ts'
export type { Key, SyncKey } from './jwk/key.ts'
export type { DerKey, KeyMaterialInput } from './jwk/key-from.ts'
export type { KeyRing, KeyRingOptions, PreviousKey, Promotion, SyncKeyRing } from './jwk/key-ring.ts'
export { bindJwk, type Jwk, type SyncJwk } from './jwk/namespace.ts'
export type { Retirement, Time } from './jwk/retirement.ts'
export type { NamedKey, RingKeyInput } from './jwk/ring-key.ts'
export type { KeyInRing } from './jwk/ring-state.ts'
export { type LocalKeySet, type LocalSetInput, localKeySet } from './jwks/local.ts'
export { bindJwks, type Jwks } from './jwks/namespace.ts'
export type { FetchInit, FetchLike, FetchResponse } from './jwks/platform.ts'
export { type RemoteKeySet, remoteKeySet } from './jwks/remote.ts'
export type { JwksEvent, JwksSnapshot, RemoteOptions } from './jwks/remote-options.ts'
export type { EmbeddedJWS, EmbeddedKey, EmbeddedKeyOptions, VerifyEmbeddedOptions } from './jws/embedded.ts'
export type { JWSHeader } from './jws/header.ts'
export { bindJws, type Jws, type Payload, type SyncJws, type SyncSigner } from './jws/namespace.ts'
export type { HeaderMembers, SignOptions } from './jws/sign.ts'
export type { FlattenedJWS, GeneralJWS, Signer, SignJsonOptions } from './jws/sign-json.ts'
export type { VerifiedJWS, VerifiedSignature, VerifyOptions } from './jws/verify.ts'
export type { ClaimSwitches, DecodeOptions } from './jwt/checks.ts'
export type { DecodedJWT } from './jwt/decode.ts'
export type { DecodeEmbeddedOptions, EmbeddedJWT } from './jwt/embedded.ts'
export type { Claims, ClaimsInput, EncodeOptions } from './jwt/encode.ts'
export type {
  DecryptedJWT,
  DecryptJwtOptions,
  EncryptJwtOptions,
  NestedSigning,
  NestedVerifying,
} from './jwt/encrypt.ts'
export { bindJwt, type Jwt, type SyncJwt, type SyncKeySource, type Token } from './jwt/namespace.ts'
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
export type { AlgorithmName, EncryptionName, KeyManagementName, SigningName } from './registry/names.ts'
export type { AlgorithmReport, JoseReport } from './report.ts'
export { type CurrentKey, currentKey } from './token/current-key.ts'
export {
  findKeys,
  type KeyResolver,
  type KeySet,
  type KeySource,
  type SyncKeyResolver,
  type Wanted,
} from './token/resolve.ts'
export { version } from './version.ts'
