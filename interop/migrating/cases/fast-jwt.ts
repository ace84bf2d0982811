import type { Cases } from '../check.ts'

const verify = (token: string, more = ''): string =>
  `createVerifier({ key: secret, algorithms: ['HS256']${more} })(${token})`
const decode = (token: string, more = ''): string => `jwt.decode(${token}, secret, { algorithms: ['HS256']${more} })`
const rs256 = `{ algorithms: ['RS256'] }`

export const fastJwtCases: Cases = {
  errors: [
    ['`exp` is over', verify('expired'), decode('expired')],
    ['older than `maxAge`', verify('oldToken', ', maxAge: 60_000'), decode('oldToken', ', maxAge: 60')],
    ['`nbf` is to come', verify('early'), decode('early')],
    ['the signature is wrong', verify('forged'), decode('forged')],
    ['no signature', verify('unsigned'), decode('unsigned')],
    ['an `alg` that is not allowed', verify('hs512Token'), decode('hs512Token')],
    ['not three segments', verify(`'a'`), decode(`'a'`)],
    ['segments that are no JSON', verify(`'a.b.c'`), decode(`'a.b.c'`)],
    ['claims that are no object', verify('listToken'), decode('listToken')],
    ['not a string', verify('42'), decode('42')],
    ['another audience', verify('apiToken', `, allowedAud: 'web'`), decode('apiToken', `, audience: 'web'`)],
    ['another issuer', verify('token', `, allowedIss: 'i'`), decode('token', `, issuer: 'i'`)],
    ['another subject', verify('token', `, allowedSub: 'bob'`), decode('token', `, subject: 'bob'`)],
    [
      'a claim is missing',
      verify('token', `, requiredClaims: ['roles']`),
      decode('token', `, options: { require: ['roles'] }`),
    ],
    ['another `typ`', verify('token', `, checkTyp: 'at+jwt'`), decode('token', `, typ: 'at+jwt'`)],
    ['`exp` is text', verify('textTimeToken'), decode('textTimeToken')],
    ['`crit` names an extension', verify('criticalToken'), decode('criticalToken')],
    [
      'the key finder fails',
      `createVerifier({ key: async () => { throw new Error('no such key') } })(kidToken)`,
      `jwt.decode(kidToken, async () => { throw new Error('no such key') }, ${rs256})`,
    ],
    [
      'the key finder finds none',
      `createVerifier({ key: async () => undefined })(kidToken)`,
      `jwt.decode(kidToken, async () => undefined, ${rs256})`,
    ],
    [
      'no key',
      `createVerifier({ algorithms: ['HS256'] })`,
      `jwt.createVerifier(undefined, { algorithms: ['HS256'] })(token)`,
    ],
    [
      'the key is of another kind than the algorithm',
      `createVerifier({ key: ecPublicPem, algorithms: ['RS256'] })`,
      `jwt.decode(kidToken, ecPublicPem, ${rs256})`,
    ],
    [
      'an unknown algorithm to sign with',
      `createSigner({ key: secret, algorithm: 'HS1' })`,
      `jwt.createSigner(secret, { algorithm: 'HS1' })`,
    ],
    ['`exp` in the claims is text', `createSigner({ key: secret })({ exp: '1' })`, `jwt.encode({ exp: '1' }, secret)`],
  ],
  differences: [
    ['verifying without `algorithms`', `createVerifier({ key: secret })(token)`, `jwt.createVerifier(secret)`],
    ['an option that does not exist', verify('token', `, allowedIssuer: 'i'`), decode('token', `, allowedIssuer: 'i'`)],
    [
      '`audience: undefined`',
      verify('apiToken', ', allowedAud: undefined'),
      decode('apiToken', ', audience: undefined'),
    ],
    ['the token has an `aud`, and no `audience` is given', verify('apiToken'), decode('apiToken')],
    [
      'an `audience` is given, and the token has no `aud`',
      verify('token', `, allowedAud: 'api'`),
      decode('token', `, audience: 'api'`),
    ],
    [
      '`maxAge` is given, and the token has no `iat`',
      verify('hashToken', ', maxAge: 60_000'),
      decode('hashToken', `, maxAge: 60, accessToken`),
    ],
    [
      '`iat` is tomorrow, with `maxAge`',
      verify('fromTomorrow', ', maxAge: 60_000'),
      decode('fromTomorrow', ', maxAge: 60'),
    ],
    [
      '`exp` is this very millisecond',
      `createVerifier({ key: secret, clockTimestamp: 2_000_000_000_000 })(createSigner({ key: secret })({ exp: 2_000_000_000 }))`,
      `jwt.decode(await jwt.encode({ exp: 2_000_000_000 }, secret), secret, { algorithms: ['HS256'], clock: () => 2_000_000_000 })`,
    ],
    [
      'the claims of a token signed from `{ sub }`',
      `Object.keys(createDecoder()(createSigner({ key: secret })({ sub: 'alice' }))).sort().join()`,
      `Object.keys(jwt.getUnverifiedClaims(await jwt.encode({ sub: 'alice' }, secret))).sort().join()`,
    ],
    [
      'the algorithm of a signer by an EC key of P-256, nothing said',
      `createDecoder({ complete: true })(createSigner({ key: ecPrivatePem })(claims)).header.alg`,
      `jwt.encode(claims, ecPrivatePem)`,
    ],
    ['`sub` is a number', verify('numberSubToken'), decode('numberSubToken')],
    ['a member twice in the JSON', verify('twiceToken'), decode('twiceToken')],
    ['a token of 400 KB', verify('hugeToken'), decode('hugeToken')],
    [
      'an RSA key of 1024 bits',
      `createVerifier({ key: weakPublicPem })(weakToken)`,
      `jwt.decode(weakToken, weakPublicPem, ${rs256})`,
    ],
    [
      'a secret of 6 bytes',
      `({ token: createSigner({ key: shortSecret })(claims) })`,
      `({ token: await jwt.encode(claims, shortSecret) })`,
    ],
    [
      "the same, with `policy: 'strict'`",
      `({ token: createSigner({ key: shortSecret })(claims) })`,
      `createJose(nodeBackend(), { policy: 'strict' }).jwt.encode(claims, shortSecret)`,
    ],
    [
      'a public key as the secret of HS256',
      `({ token: createSigner({ key: publicPem, algorithm: 'HS256' })(claims) })`,
      `jwt.encode(claims, publicPem, { algorithm: 'HS256' })`,
    ],
    [
      'a private key to verify with',
      `createVerifier({ key: privatePem })(kidToken)`,
      `jwt.decode(kidToken, privatePem, ${rs256})`,
    ],
    [
      'what a cached token answers is the same object',
      `((verify) => verify(token) === verify(token))(createVerifier({ key: secret, cache: true }))`,
      `((verify) => verify(token) === verify(token))(jwt.createVerifierSync(secret, { algorithms: ['HS256'], cache: true }))`,
    ],
    [
      '`none` among other algorithms',
      `createVerifier({ key: '', algorithms: ['none', 'HS256'] })(unsigned)`,
      `jwt.decode(unsigned, null, { algorithms: ['none', 'HS256'] })`,
    ],
    [
      '`alg` in the header',
      `createDecoder({ complete: true })(createSigner({ key: secret, header: { alg: 'HS512' } })(claims)).header.alg`,
      `jwt.encode(claims, secret, { headers: { alg: 'HS512' } })`,
    ],
  ],
}
