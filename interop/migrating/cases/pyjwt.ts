import type { Cases } from '../check.ts'

const verify = (token: string, more = ''): string => `jwt.decode(${token}, secret, algorithms=['HS256']${more})`
const decode = (token: string, more = ''): string => `jwt.decode(${token}, secret, { algorithms: ['HS256']${more} })`
const rs256 = `{ algorithms: ['RS256'] }`

export const pyjwtCases: Cases = {
  errors: [
    ['`exp` is over', verify('expired'), decode('expired')],
    ['`nbf` is to come', verify('early'), decode('early')],
    ['the signature is wrong', verify('forged'), decode('forged')],
    ['signed by another key', verify('other_token'), decode('otherToken')],
    ['an `alg` that is not allowed', verify('hs512_token'), decode('hs512Token')],
    ['not three segments', verify(`'a'`), decode(`'a'`)],
    ['segments that are no JSON', verify(`'a.b.c'`), decode(`'a.b.c'`)],
    ['claims that are no object', verify('list_token'), decode('listToken')],
    ['another audience', verify('api_token', `, audience='web'`), decode('apiToken', `, audience: 'web'`)],
    ['the token has an `aud`, and no `audience` is given', verify('api_token'), decode('apiToken')],
    [
      'an `audience` is given, and the token has no `aud`',
      verify('token', `, audience='api'`),
      decode('token', `, audience: 'api'`),
    ],
    ['another issuer', verify('token', `, issuer='i'`), decode('token', `, issuer: 'i'`)],
    [
      'an `issuer` is given, and the token has no `iss`',
      verify('expired', `, issuer='i', options={'verify_exp': False}`),
      decode('expired', `, issuer: 'i', options: { verifyExp: false }`),
    ],
    [
      'a claim is missing',
      verify('token', `, options={'require': ['roles']}`),
      decode('token', `, options: { require: ['roles'] }`),
    ],
    ['`iat` is text', verify('iat_text_token'), decode('iatTextToken')],
    ['`crit` names an extension', verify('critical_token'), decode('criticalToken')],
    ['decoding without `algorithms`', `jwt.decode(token, secret)`, `jwt.decode(token, secret)`],
    ['claims that are no object, to sign', `jwt.encode([1], secret)`, `jwt.encode([1], secret)`],
    [
      'an unknown algorithm to sign with',
      `jwt.encode(claims, secret, algorithm='HS1')`,
      `jwt.encode(claims, secret, { algorithm: 'HS1' })`,
    ],
    ['a PEM as the secret of HS256', `jwt.encode(claims, public_pem)`, `jwt.encode(claims, publicPem)`],
    [
      'the key is of another kind than the algorithm',
      `jwt.decode(kid_token, ec_public_pem, algorithms=['RS256'])`,
      `jwt.decode(kidToken, ecPublicPem, ${rs256})`,
    ],
    [
      'a key that is none',
      `jwt.decode(kid_token, 'no PEM', algorithms=['RS256'])`,
      `jwt.decode(kidToken, 'no PEM', ${rs256})`,
    ],
    [
      'no key of the server has the `kid`',
      `jwt.PyJWKClient(url).get_signing_key_from_jwt(unknown_kid_token)`,
      `jwt.decode(unknownKidToken, jwks.remote(url), ${rs256})`,
    ],
    ['the set is no set', `jwt.PyJWKSet.from_dict({'keys': []})`, `jwks.local({ keys: 1 })`],
  ],
  differences: [
    [
      'an option that does not exist',
      verify('token', `, options={'verify_expiry': False}`),
      decode('token', `, options: { verifyExpiry: false }`),
    ],
    ['`iat` is tomorrow', verify('from_tomorrow'), decode('fromTomorrow')],
    ['`sub` is a number', verify('number_sub_token'), decode('numberSubToken')],
    ['`exp` is a number as text', verify('text_time_token'), decode('textTimeToken')],
    [
      'an expired token with `verify_signature` off',
      `jwt.decode(expired, options={'verify_signature': False})`,
      `jwt.decode(expired, secret, { options: { verifySignature: false } })`,
    ],
    [
      'a secret of 6 bytes',
      `{'token': jwt.encode(claims, short_secret)}`,
      `({ token: await jwt.encode(claims, shortSecret) })`,
    ],
    [
      "the same, with `policy: 'strict'`",
      `{'token': jwt.encode(claims, short_secret)}`,
      `createJose(nodeBackend(), { policy: 'strict' }).jwt.encode(claims, shortSecret)`,
    ],
    ['an empty secret', `{'token': jwt.encode(claims, '')}`, `jwt.encode(claims, '')`],
    [
      'the JSON of a public JWK as the secret of HS256',
      `{'token': jwt.encode(claims, json.dumps(public_jwk))}`,
      `jwt.encode(claims, JSON.stringify(publicJwk), { algorithm: 'HS256' })`,
    ],
    [
      'an RSA key of 1024 bits',
      `jwt.decode(weak_token, weak_public_pem, algorithms=['RS256'])`,
      `jwt.decode(weakToken, weakPublicPem, ${rs256})`,
    ],
    [
      'a private key to verify with',
      `jwt.decode(kid_token, private_pem, algorithms=['RS256'])`,
      `jwt.decode(kidToken, privatePem, ${rs256})`,
    ],
    [
      'ES256 by a key of P-384',
      `{'token': jwt.encode(claims, ec384_private_pem, algorithm='ES256')}`,
      `jwt.encode(claims, ec384PrivatePem, { algorithm: 'ES256' })`,
    ],
    [
      '`alg` in the headers',
      `jwt.get_unverified_header(jwt.encode(claims, secret, headers={'alg': 'HS512'}))['alg']`,
      `jwt.encode(claims, secret, { headers: { alg: 'HS512' } })`,
    ],
    ['a member twice in the JSON', verify('twice_token'), decode('twiceToken')],
    ['`=` at the end of a segment', verify('padded_token'), decode('paddedToken')],
    ['a token of 400 KB', verify('huge_token'), decode('hugeToken')],
    ['a JWK as the key', `jwt.decode(kid_token, public_jwk, algorithms=['RS256'])`, `jwt.decode(kidToken, publicJwk)`],
    [
      '`none` among other algorithms',
      `jwt.decode(unsigned, None, algorithms=['none', 'HS256'])`,
      `jwt.decode(unsigned, null, { algorithms: ['none', 'HS256'] })`,
    ],
    [
      '`none` alone, without a key',
      `jwt.decode(unsigned, None, algorithms=['none'])`,
      `jwt.decode(unsigned, null, { algorithms: ['none'] })`,
    ],
  ],
}
