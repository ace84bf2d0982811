import type { Cases } from '../check.ts'

const verify = (token: string, more = ''): string => `jwt.decode(${token}, secret, algorithms=['HS256']${more})`
const decode = (token: string, more = ''): string => `jwt.decode(${token}, secret, { algorithms: ['HS256']${more} })`
const rs256 = `{ algorithms: ['RS256'] }`

export const pythonJoseCases: Cases = {
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
    ['another issuer', verify('token', `, issuer='i'`), decode('token', `, issuer: 'i'`)],
    ['another subject', verify('token', `, subject='bob'`), decode('token', `, subject: 'bob'`)],
    [
      'a claim is missing',
      verify('token', `, options={'require_aud': True}`),
      decode('token', `, options: { requireAud: true }`),
    ],
    ['`sub` is a number', verify('number_sub_token'), decode('numberSubToken')],
    [
      '`at_hash` of another access token',
      verify('hash_token', `, access_token='another'`),
      decode('hashToken', `, accessToken: 'another'`),
    ],
    ['claims that are no object, to sign', `jwt.encode([1], secret)`, `jwt.encode([1], secret)`],
    [
      'an unknown algorithm to sign with',
      `jwt.encode(claims, secret, algorithm='HS1')`,
      `jwt.encode(claims, secret, { algorithm: 'HS1' })`,
    ],
    [
      'a public key to sign with',
      `jwt.encode(claims, public_pem, algorithm='RS256')`,
      `jwt.encode(claims, publicPem, { algorithm: 'RS256' })`,
    ],
    ['a PEM as the secret of HS256', `jwt.encode(claims, public_pem)`, `jwt.encode(claims, publicPem)`],
    ['a key that is none', `jwk.construct('no PEM', 'RS256')`, `jwk.construct('no PEM', 'RS256')`],
    [
      'decrypting by another key',
      `jwe.decrypt(encrypted, secret[::-1])`,
      `jwe.decrypt(encrypted, secretBytes.slice().reverse())`,
    ],
    ['not five segments', `jwe.decrypt('a.b.c', secret)`, `jwe.decrypt('a.b.c', secret)`],
    [
      'an unknown `enc` to encrypt with',
      `jwe.encrypt('text', secret, encryption='A1')`,
      `jwe.encrypt('text', secret, { encryption: 'A1' })`,
    ],
  ],
  differences: [
    ['decoding without `algorithms`', `jwt.decode(token, secret)`, `jwt.decode(token, secret)`],
    [
      '`algorithms` is a longer text that holds the name',
      `jwt.decode(token, secret, algorithms='not HS256')`,
      `jwt.decode(token, secret, { algorithms: 'not HS256' })`,
    ],
    [
      'an option that does not exist',
      verify('token', `, options={'verify_expiry': False}`),
      decode('token', `, options: { verifyExpiry: false }`),
    ],
    [
      'an `audience` is given, and the token has no `aud`',
      verify('token', `, audience='api'`),
      decode('token', `, audience: 'api'`),
    ],
    [
      '`audience` is a list',
      verify('api_token', `, audience=['api', 'web']`),
      decode('apiToken', `, audience: ['api', 'web']`),
    ],
    [
      '`subject` is given, and the token has no `sub`',
      verify('iat_text_token', `, subject='alice', options={'verify_iat': False}`),
      decode('iatTextToken', `, subject: 'alice', options: { verifyIat: false }`),
    ],
    [
      'a token that expires this second',
      `jwt.decode(jwt.encode({'exp': this_second()}, secret), secret, algorithms=['HS256'])`,
      `jwt.decode(await jwt.encode({ exp: 2 }, secret), secret, { algorithms: ['HS256'], clock: () => 2 })`,
    ],
    ['`exp` is a number as text', verify('text_time_token'), decode('textTimeToken')],
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
      'your claims, after `exp` was a date',
      `(lambda mine: [jwt.encode(mine, secret), type(mine['exp']).__name__][1])({'exp': datetime.now(timezone.utc)})`,
      `((mine) => jwt.encode(mine, secret).then(() => mine.exp.constructor.name))({ exp: new Date() })`,
    ],
    [
      '`alg` in the headers',
      `jwt.get_unverified_header(jwt.encode(claims, secret, headers={'alg': 'HS512'}))['alg']`,
      `jwt.encode(claims, secret, { headers: { alg: 'HS512' } })`,
    ],
    ['`crit` names an extension', verify('critical_token'), decode('criticalToken')],
    ['a member twice in the JSON', verify('twice_token'), decode('twiceToken')],
    ['`=` at the end of a segment', verify('padded_token'), decode('paddedToken')],
    ['a token of 400 KB', verify('huge_token'), decode('hugeToken')],
    [
      'what `jws.verify` answers',
      `type(jws.verify(token, secret, algorithms=['HS256'])).__name__`,
      `Object.keys(await jws.verify(token, secret, { algorithms: ['HS256'] })).join()`,
    ],
    [
      'an encrypted token with an IV of 16 bytes',
      `jwe.decrypt(long_iv_token, 'asecret128bitkey').decode()`,
      `jwe.decrypt(longIvToken, 'asecret128bitkey')`,
    ],
    [
      'decrypting what was compressed by RFC 7516',
      `{'text': jwe.decrypt(zipped, secret)}`,
      `jwe.decrypt(zipped, secret)`,
    ],
    [
      'decrypting RSA1_5, nothing said',
      `{'text': jwe.decrypt(encrypted_rsa15, private_pem)}`,
      `jwe.decrypt(encryptedRsa15, privatePem)`,
    ],
    [
      'encrypting for an EC key, by ECDH-ES',
      `jwe.encrypt('text', ec_public_pem, algorithm='ECDH-ES')`,
      `({ token: await jwe.encrypt('text', ecPublicPem, { algorithm: 'ECDH-ES' }) })`,
    ],
    [
      'PS256',
      `jwt.encode(claims, private_pem, algorithm='PS256')`,
      `({ token: await jwt.encode(claims, privatePem, { algorithm: 'PS256' }) })`,
    ],
  ],
}
