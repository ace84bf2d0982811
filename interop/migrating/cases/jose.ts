import type { Cases } from '../check.ts'

const verify = (token: string, more = ''): string =>
  `jwtVerify(${token}, secretBytes, { algorithms: ['HS256']${more} })`
const decode = (token: string, more = ''): string => `jwt.decode(${token}, secret, { algorithms: ['HS256']${more} })`
const rs256 = `{ algorithms: ['RS256'] }`
const jwksOf = `{ keys: [{ ...publicJwk, kid: 'a' }, { ...publicJwk, kid: 'b' }] }`

export const joseCases: Cases = {
  errors: [
    ['`exp` is over', verify('expired'), decode('expired')],
    ['older than `maxTokenAge`', verify('oldToken', ', maxTokenAge: 60'), decode('oldToken', ', maxAge: 60')],
    ['`nbf` is to come', verify('early'), decode('early')],
    ['the signature is wrong', verify('forged'), decode('forged')],
    ['an `alg` that is not allowed', verify('hs512Token'), decode('hs512Token')],
    ['not three segments', verify(`'a.b'`), decode(`'a.b'`)],
    ['segments that are no JSON', verify(`'a.b.c'`), decode(`'a.b.c'`)],
    ['claims that are no object', verify('listToken'), decode('listToken')],
    ['another audience', verify('apiToken', `, audience: 'web'`), decode('apiToken', `, audience: 'web'`)],
    ['another issuer', verify('token', `, issuer: 'i'`), decode('token', `, issuer: 'i'`)],
    ['another subject', verify('token', `, subject: 'bob'`), decode('token', `, subject: 'bob'`)],
    [
      'a claim is missing',
      verify('token', `, requiredClaims: ['roles']`),
      decode('token', `, options: { require: ['roles'] }`),
    ],
    ['another `typ`', verify('token', `, typ: 'at+jwt'`), decode('token', `, typ: 'at+jwt'`)],
    ['`exp` is text', verify('textTimeToken'), decode('textTimeToken')],
    ['`crit` names an extension', verify('criticalToken'), decode('criticalToken')],
    [
      'no key of the set has the `kid`',
      `jwtVerify(unknownKidToken, createLocalJWKSet(keySet))`,
      `jwt.decode(unknownKidToken, keySet, ${rs256})`,
    ],
    ['the set is no set', `createLocalJWKSet({ keys: 1 })`, `jwks.local({ keys: 1 })`],
    [
      'the server of the set fails',
      `jwtVerify(kidToken, createRemoteJWKSet(new URL(brokenUrl)))`,
      `jwt.decode(kidToken, jwks.remote(brokenUrl), ${rs256})`,
    ],
    [
      'decrypting by another key',
      `compactDecrypt(encrypted, secretBytes.slice().reverse())`,
      `jwe.decrypt(encrypted, secretBytes.slice().reverse())`,
    ],
    ['not five segments', `compactDecrypt('a.b.c', secretBytes)`, `jwe.decrypt('a.b.c', secretBytes)`],
    [
      'an `enc` that is not allowed',
      `compactDecrypt(encrypted, secretBytes, { contentEncryptionAlgorithms: ['A128GCM'] })`,
      `jwe.decrypt(encrypted, secretBytes, { encryptions: ['A128GCM'] })`,
    ],
    [
      'the key is of another kind than the algorithm',
      `jwtVerify(kidToken, await importSPKI(ecPublicPem, 'ES256'))`,
      `jwt.decode(kidToken, ecPublicPem, ${rs256})`,
    ],
    [
      'a PEM that is none',
      `importSPKI('-----BEGIN PUBLIC KEY-----', 'RS256')`,
      `jwk.construct('-----BEGIN PUBLIC KEY-----', 'RS256')`,
    ],
    [
      'a JWK that is none',
      `importJWK({ kty: 'RSA', n: 'AQAB' }, 'RS256')`,
      `jwk.construct({ kty: 'RSA', n: 'AQAB' }, 'RS256')`,
    ],
    ['`maxAge` is text', verify('token', `, maxTokenAge: 'soon'`), decode('token', `, maxAge: 'soon'`)],
  ],
  differences: [
    ['verifying without `algorithms`', `jwtVerify(token, secretBytes)`, `jwt.decode(token, secretBytes)`],
    [
      'the same, by a key that names its own',
      `jwtVerify(token, await importJWK(secretJwk))`,
      `jwt.decode(token, secretJwk)`,
    ],
    ['an option that does not exist', verify('token', `, isuer: 'i'`), decode('token', `, isuer: 'i'`)],
    ['`audience: undefined`', verify('apiToken', ', audience: undefined'), decode('apiToken', ', audience: undefined')],
    ['the token has an `aud`, and no `audience` is given', verify('apiToken'), decode('apiToken')],
    ['`sub` is a number', verify('numberSubToken'), decode('numberSubToken')],
    [
      '`typ` in the header of a JWT, when none is given',
      `decodeProtectedHeader(await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(secretBytes)).typ`,
      `jwt.getUnverifiedHeader(await jwt.encode(claims, secretBytes)).typ`,
    ],
    [
      'a secret as string',
      `new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(secret)`,
      `({ token: await jwt.encode(claims, secret) })`,
    ],
    ['a PEM as the key', `jwtVerify(kidToken, publicPem)`, `jwt.decode(kidToken, publicPem, ${rs256})`],
    ['a `CryptoKey` as the key', `jwtVerify(kidToken, cryptoKey)`, `jwt.decode(kidToken, cryptoKey, ${rs256})`],
    [
      'a secret of 6 bytes',
      `({ token: await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(shortSecret)) })`,
      `({ token: await jwt.encode(claims, shortSecret) })`,
    ],
    [
      "the same, with `policy: 'strict'`",
      `({ token: await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(shortSecret)) })`,
      `createJose(nodeBackend(), { policy: 'strict' }).jwt.encode(claims, shortSecret)`,
    ],
    [
      'the bytes of a PEM as an HMAC secret',
      `({ token: await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(publicPem)) })`,
      `jwt.encode(claims, new TextEncoder().encode(publicPem), { algorithm: 'HS256' })`,
    ],
    [
      'verifying by a private key',
      `jwtVerify(kidToken, await importPKCS8(privatePem, 'RS256'))`,
      `jwt.decode(kidToken, privatePem, ${rs256})`,
    ],
    [
      'several keys of a set fit, and the token has no `kid`',
      `jwtVerify(noKidToken, createLocalJWKSet(${jwksOf}))`,
      `jwt.decode(noKidToken, ${jwksOf}, ${rs256})`,
    ],
    [
      'a generated private key can be exported',
      `exportJWK((await generateKeyPair('ES256')).privateKey)`,
      `(await jwk.generate('ES256')).toJwk({ private: true })`,
    ],
    [
      'a JWK exported from a private key has its `d`',
      `'d' in (await exportJWK(await importPKCS8(privatePem, 'RS256', { extractable: true })))`,
      `'d' in (await (await jwk.construct(privatePem)).toJwk())`,
    ],
    ['a member twice in the JSON', verify('twiceToken'), decode('twiceToken')],
    ['a token of 400 KB', verify('hugeToken'), decode('hugeToken')],
    [
      'decrypting RSA1_5, when it is allowed',
      `compactDecrypt(encryptedRsa15, await importPKCS8(privatePem, 'RSA-OAEP'), { keyManagementAlgorithms: ['RSA1_5'] })`,
      `jwe.decrypt(encryptedRsa15, privatePem, { algorithms: ['RSA1_5'] })`,
    ],
    [
      'decrypting PBES2 with 20,000 iterations',
      `compactDecrypt(byPasswordSlowly, new TextEncoder().encode(passphrase), { keyManagementAlgorithms: ['PBES2-HS256+A128KW'] })`,
      `jwe.decrypt(byPasswordSlowly, passphrase, { algorithms: ['PBES2-HS256+A128KW'] })`,
    ],
    ['ES256K', `generateKeyPair('ES256K')`, `jwk.generate('ES256K')`],
    [
      'a set from an `http:` URL',
      `createRemoteJWKSet(new URL('http://issuer.example/'))`,
      `jwks.remote('http://issuer.example/')`,
    ],
  ],
}
