import type { Suite } from './suite.ts'
import { attacksAccepted } from './suites/attack-classes-accepted.ts'
import { attackEncryption } from './suites/attack-classes-encryption.ts'
import { attackKeys } from './suites/attack-classes-keys.ts'
import { attackTokens } from './suites/attack-classes-tokens.ts'
import { attackFindings } from './suites/attack-findings.ts'
import { attacks } from './suites/attacks.ts'
import { attacksDisguise } from './suites/attacks-disguise.ts'
import { attacksRsa } from './suites/attacks-rsa.ts'
import { attacksSignatures } from './suites/attacks-signatures.ts'
import { codecs } from './suites/codecs.ts'
import { embeddedAttacks, embeddedKeys } from './suites/embedded-keys.ts'
import { encryption } from './suites/jwe-groups.ts'
import { jwksLocal } from './suites/jwks-local.ts'
import { jwksRemote } from './suites/jwks-remote.ts'
import { jws } from './suites/jws.ts'
import { jwsAlgorithms } from './suites/jws-algorithms.ts'
import { jwsLimits } from './suites/jws-limits.ts'
import { jwsStrict } from './suites/jws-strict.ts'
import { jwtBase64url } from './suites/jwt-base64url.ts'
import { jwtCache } from './suites/jwt-cache.ts'
import { jwtIdentity, jwtParties } from './suites/jwt-claims.ts'
import { jwtDecode } from './suites/jwt-decode.ts'
import { jwtEncode, jwtEncodeAccessToken, jwtEncodeTimes } from './suites/jwt-encode.ts'
import { jwtErrors } from './suites/jwt-errors.ts'
import { jwtEncodeRefusals, jwtHeader } from './suites/jwt-header.ts'
import { jwtJson } from './suites/jwt-json.ts'
import { jwtKeys } from './suites/jwt-keys.ts'
import { jwtLimits } from './suites/jwt-limits.ts'
import { jwtSegments } from './suites/jwt-malformed.ts'
import { jwtNames, jwtPollution } from './suites/jwt-names.ts'
import { jwtAlgorithms, jwtOptions } from './suites/jwt-options.ts'
import { jwtRequired } from './suites/jwt-required.ts'
import { jwtCritical, jwtSideData } from './suites/jwt-side-data.ts'
import { jwtTimes } from './suites/jwt-times.ts'
import { jwtUnverified } from './suites/jwt-unverified.ts'
import { jwtSigner, jwtVerifier } from './suites/jwt-verifier.ts'
import { keyChanges } from './suites/key-changes.ts'
import { keyDer } from './suites/key-der.ts'
import { keyForms } from './suites/key-forms.ts'
import { keyGenerate } from './suites/key-generate.ts'
import { keyMalformed } from './suites/key-malformed.ts'
import { keyMethods } from './suites/key-methods.ts'
import { keyNumbers } from './suites/key-numbers.ts'
import { keyPolicy } from './suites/key-policy.ts'
import { keyResolvers } from './suites/key-resolvers.ts'
import { keyRing, keyRingRefusals } from './suites/key-ring.ts'
import { keySelection } from './suites/key-selection.ts'
import { keysChecks } from './suites/keys-checks.ts'
import { keysEncrypted } from './suites/keys-encrypted.ts'
import { keysEncryptedStrict } from './suites/keys-encrypted-strict.ts'
import { keysForeign } from './suites/keys-foreign.ts'
import { keysForeignUse } from './suites/keys-foreign-use.ts'
import { keysHalves } from './suites/keys-halves.ts'
import { keysMutated } from './suites/keys-mutated.ts'
import { keysOpenssh } from './suites/keys-openssh.ts'
import { keysProgress } from './suites/keys-progress.ts'
import { keysRoundTrips } from './suites/keys-round-trips.ts'
import { keysUnlike } from './suites/keys-unlike.ts'
import { mistakes } from './suites/mistakes.ts'
import { nativeKeys } from './suites/native-keys.ts'
import { ownPolicies } from './suites/policies.ts'
import { primitives } from './suites/primitives.ts'
import { propertyFindings } from './suites/property-findings.ts'
import { readOnce } from './suites/review.ts'
import { support } from './suites/support.ts'
import { supportPrimitives } from './suites/support-primitives.ts'
import { vectors } from './suites/vectors.ts'

/** All groups of cases, by the name they are reported under. */
export const suites: { readonly [name: string]: Suite } = {
  ...primitives,
  vectors,
  jws,
  'jws algorithms': jwsAlgorithms,
  'jws strict': jwsStrict,
  'jws limits': jwsLimits,
  support,
  'support primitives': supportPrimitives,
  codec: codecs,
  'key forms': keyForms,
  'key malformed': keyMalformed,
  'jwt encode': jwtEncode,
  'jwt encode times': jwtEncodeTimes,
  'jwt encode at_hash': jwtEncodeAccessToken,
  'jwt header': jwtHeader,
  'jwt encode refusals': jwtEncodeRefusals,
  'jwt decode': jwtDecode,
  'jwt unverified': jwtUnverified,
  'jwt keys': jwtKeys,
  'jwt parties': jwtParties,
  'jwt identity': jwtIdentity,
  'jwt required': jwtRequired,
  'jwt times': jwtTimes,
  'jwt options': jwtOptions,
  'jwt algorithms': jwtAlgorithms,
  'jwt segments': jwtSegments,
  'jwt base64url': jwtBase64url,
  'jwt json': jwtJson,
  'jwt limits': jwtLimits,
  'jwt crit': jwtCritical,
  'jwt side data': jwtSideData,
  'jwt signer': jwtSigner,
  'jwt verifier': jwtVerifier,
  'jwt cache': jwtCache,
  'jwt errors': jwtErrors,
  'jwt names': jwtNames,
  'jwt pollution': jwtPollution,
  'key methods': keyMethods,
  'key generate': keyGenerate,
  'key numbers': keyNumbers,
  'key policy': keyPolicy,
  'key selection': keySelection,
  'native keys': nativeKeys,
  attacks,
  'attacks disguise': attacksDisguise,
  'attacks signatures': attacksSignatures,
  'attacks by tokens': attackTokens,
  'attacks by keys': attackKeys,
  'attacks on encryption': attackEncryption,
  'attacks that others accept': attacksAccepted,
  'key changes': keyChanges,
  'key resolvers': keyResolvers,
  'jwks local': jwksLocal,
  'jwks remote': jwksRemote,
  'key der': keyDer,
  'keys foreign': keysForeign,
  'keys foreign, used': keysForeignUse,
  'keys halves': keysHalves,
  'keys checks': keysChecks,
  'keys encrypted': keysEncrypted,
  'keys encrypted strict': keysEncryptedStrict,
  'keys openssh': keysOpenssh,
  'keys unlike': keysUnlike,
  'keys mutated': keysMutated,
  'keys round trips': keysRoundTrips,
  'keys progress': keysProgress,
  policies: ownPolicies,
  'attacks rsa': attacksRsa,
  ...encryption,
  'key ring': keyRing,
  'key ring refusals': keyRingRefusals,
  'embedded keys': embeddedKeys,
  'embedded attacks': embeddedAttacks,
  mistakes,
  'found by review': readOnce,
  'found by attack': attackFindings,
  'found by properties': propertyFindings,
}
