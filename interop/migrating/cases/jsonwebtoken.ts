import type { Cases } from '../check.ts'

const hs256 = `{ algorithms: ['HS256'] }`
const verify = (token: string, more = ''): string => `jwt.verify(${token}, secret, { algorithms: ['HS256']${more} })`
const decode = (token: string, more = ''): string => `jwt.decode(${token}, secret, { algorithms: ['HS256']${more} })`

export const jsonwebtokenCases: Cases = {
  errors: [
    ['`exp` is over', verify('expired'), decode('expired')],
    ['older than `maxAge`', verify('oldToken', ', maxAge: 60'), decode('oldToken', ', maxAge: 60')],
    ['`nbf` is to come', verify('early'), decode('early')],
    ['the signature is wrong', verify('forged'), decode('forged')],
    ['signed by another key', verify('otherToken'), decode('otherToken')],
    ['an `alg` that is not allowed', verify('hs512Token'), decode('hs512Token')],
    ['not three segments', verify(`'a.b'`), decode(`'a.b'`)],
    ['segments that are no JSON', verify(`'a.b.c'`), decode(`'a.b.c'`)],
    ['another audience', verify('apiToken', `, audience: 'web'`), decode('apiToken', `, audience: 'web'`)],
    ['no audience at all', verify('token', `, audience: 'web'`), decode('token', `, audience: 'web'`)],
    ['another issuer', verify('token', `, issuer: 'i'`), decode('token', `, issuer: 'i'`)],
    ['another subject', verify('token', `, subject: 'bob'`), decode('token', `, subject: 'bob'`)],
    [
      '`maxAge`, and the token has no `iat`',
      verify('apiToken', ', maxAge: 60'),
      `jwt.decode(apiToken, secret, { algorithms: ['HS256'], audience: 'api', maxAge: 60 })`,
    ],
    ['`exp` is text', verify('textTimeToken'), decode('textTimeToken')],
    [
      'the key finder fails',
      `jwt.verify(kidToken, (_, done) => done(new Error('no such key')), { algorithms: ['RS256'] }, callback)`,
      `jwt.decode(kidToken, () => { throw new Error('no such key') }, { algorithms: ['RS256'] })`,
    ],
    [
      'the key finder finds none',
      `jwt.verify(kidToken, (_, done) => done(null, undefined), { algorithms: ['RS256'] }, callback)`,
      `jwt.decode(kidToken, () => undefined, { algorithms: ['RS256'] })`,
    ],
    [
      'the key is of another kind than the algorithm',
      `jwt.verify(kidToken, ecPublicPem, { algorithms: ['RS256'] })`,
      `jwt.decode(kidToken, ecPublicPem, { algorithms: ['RS256'] })`,
    ],
    ['no key to sign with', `jwt.sign(claims, undefined)`, `jwt.encode(claims, undefined)`],
    [
      'an option of signing that does not exist',
      `jwt.sign(claims, secret, { expires: 1 })`,
      `jwt.encode(claims, secret, { expires: 1 })`,
    ],
    ['`exp` in the claims is text', `jwt.sign({ exp: '1' }, secret)`, `jwt.encode({ exp: '1' }, secret)`],
  ],
  differences: [
    ['`verify` without `algorithms`', `jwt.verify(token, secret)`, `jwt.decode(token, secret)`],
    [
      '`algorithms: undefined`',
      `jwt.verify(token, secret, { algorithms: undefined })`,
      `jwt.decode(token, secret, { algorithms: undefined })`,
    ],
    ['an option of verifying that does not exist', verify('token', `, isuer: 'i'`), decode('token', `, isuer: 'i'`)],
    ['`audience: undefined`', verify('apiToken', ', audience: undefined'), decode('apiToken', ', audience: undefined')],
    ['the token has an `aud`, and no `audience` is given', verify('apiToken'), decode('apiToken')],
    [
      'the claims of `sign({ sub })`',
      `Object.keys(jwt.decode(jwt.sign({ sub: 'alice' }, secret))).join()`,
      `Object.keys(jwt.getUnverifiedClaims(await jwt.encode({ sub: 'alice' }, secret))).join()`,
    ],
    [
      '`iat` is tomorrow, with `maxAge`',
      verify('fromTomorrow', ', maxAge: 60'),
      decode('fromTomorrow', ', maxAge: 60'),
    ],
    [
      'as old as `maxAge` to the second',
      `jwt.verify(jwt.sign({ iat: 1000 }, secret), secret, { algorithms: ['HS256'], maxAge: 60, clockTimestamp: 1060 })`,
      `jwt.decode(await jwt.encode({ iat: 1000 }, secret), secret, { algorithms: ['HS256'], maxAge: 60, clock: () => 1060 })`,
    ],
    [
      'the payload is text',
      `({ text: jwt.verify(jwt.sign('text', secret), secret, ${hs256}) })`,
      `jwt.decode(await jws.sign('text', secret), secret, ${hs256})`,
    ],
    ['the payload is a list', `jwt.verify(listToken, secret, ${hs256})`, decode('listToken')],
    ['`sub` is a number', verify('numberSubToken'), decode('numberSubToken')],
    ['a member twice in the JSON', verify('twiceToken'), decode('twiceToken')],
    ['`crit` names an extension', verify('criticalToken'), decode('criticalToken')],
    ['a token of 400 KB', verify('hugeToken'), decode('hugeToken')],
    [
      'verifying by an RSA key of 1024 bits',
      `jwt.verify(weakToken, weakPublicPem, { algorithms: ['RS256'] })`,
      `jwt.decode(weakToken, weakPublicPem, { algorithms: ['RS256'] })`,
    ],
    [
      'a public key as the secret of HS256',
      `({ token: jwt.sign(claims, publicPem) })`,
      `jwt.encode(claims, publicPem)`,
    ],
    [
      'a secret of 6 bytes',
      `({ token: jwt.sign(claims, shortSecret) })`,
      `({ token: await jwt.encode(claims, shortSecret) })`,
    ],
    [
      "the same, with `policy: 'strict'`",
      `({ token: jwt.sign(claims, shortSecret) })`,
      `createJose(nodeBackend(), { policy: 'strict' }).jwt.encode(claims, shortSecret)`,
    ],
    [
      '`none` among other algorithms',
      `jwt.verify(unsigned, '', { algorithms: ['none', 'HS256'] })`,
      `jwt.decode(unsigned, null, { algorithms: ['none', 'HS256'] })`,
    ],
    [
      '`alg` in the header',
      `jwt.decode(jwt.sign(claims, secret, { header: { alg: 'HS512' } }), { complete: true }).header.alg`,
      `jwt.encode(claims, secret, { headers: { alg: 'HS512' } })`,
    ],
    ['`decode` of what is no token', `jwt.decode('a')`, `jwt.getUnverifiedClaims('a')`],
  ],
}
