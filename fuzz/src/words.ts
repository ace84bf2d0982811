import { contentEncryptions, keyManagementAlgorithms, signatureAlgorithms } from '@jose/core'

const quoted = (names: readonly string[]): readonly string[] => names.map((name) => `"${name}"`)

/** Of JSON, whatever it says. */
export const jsonWords: readonly string[] = [
  ...[
    '"":',
    '{}',
    '[]',
    'null',
    'true',
    'false',
    '-0',
    '1e400',
    '1.5',
    '"\\ud800"',
    '"\\u0000"',
    '"__proto__":',
    '\\"',
  ],
  ...['":"', '","', '":{"', '":["', '\ufeff', '"constructor":', '"toString":', '9007199254740993'],
]

export const headerWords: readonly string[] = [
  ...jsonWords,
  ...quoted(['alg', 'enc', 'zip', 'jku', 'jwk', 'kid', 'x5u', 'x5c', 'x5t', 'x5t#S256', 'typ', 'cty', 'crit', 'b64']),
  ...quoted(['epk', 'apu', 'apv', 'iv', 'tag', 'p2s', 'p2c', 'DEF', 'JWT', 'none']),
  '"b64":false',
  '"crit":["b64"]',
]

export const algorithmWords: readonly string[] = quoted([
  ...Object.keys(signatureAlgorithms),
  ...Object.keys(keyManagementAlgorithms),
  ...Object.keys(contentEncryptions),
])

export const jwkWords: readonly string[] = [
  ...jsonWords,
  ...quoted([
    'kty',
    'use',
    'key_ops',
    'alg',
    'kid',
    'crv',
    'k',
    'n',
    'e',
    'd',
    'p',
    'q',
    'dp',
    'dq',
    'qi',
    'oth',
    'x',
    'y',
  ]),
  ...quoted(['pub', 'priv', 'oct', 'RSA', 'EC', 'OKP', 'AKP', 'sig', 'enc', 'sign', 'verify', 'encrypt', 'decrypt']),
  ...quoted([
    'wrapKey',
    'unwrapKey',
    'deriveKey',
    'deriveBits',
    'x5c',
    'x5u',
    'x5t',
    'x5t#S256',
    'ext',
    'AQAB',
    'keys',
  ]),
  ...quoted(['P-256', 'P-384', 'P-521', 'secp256k1', 'Ed25519', 'Ed448', 'X25519', 'X448', 'ML-DSA-44']),
]

export const claimWords: readonly string[] = [
  ...jsonWords,
  ...quoted(['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'at_hash', 'nonce', 'https://issuer.example', 'api']),
]
