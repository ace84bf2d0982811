/** What the code in the tables of docs/migrating may name, the same for both sides. */
import { createHmac, sign as cryptoSign, generateKeyPairSync, type KeyObject } from 'node:crypto'
import * as node from '@jose/backend-node'

const { jwe, jwk, jws, jwt } = node
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const weak = generateKeyPairSync('rsa', { modulusLength: 1024 })
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const ed = generateKeyPairSync('ed25519')
const passphrase = 'correct horse battery staple'

const pkcs8 = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString()
const spki = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString()

const secret = 'a secret of thirty-two bytes now'
/** Seconds. */
const now = Math.floor(Date.now() / 1000)
const claims = { sub: 'alice' }
const privateJwk = { ...rsa.privateKey.export({ format: 'jwk' }), kid: '1', alg: 'RS256' }
const publicJwk = { ...rsa.publicKey.export({ format: 'jwk' }), kid: '1', alg: 'RS256' }

const sign = (content: object, headers?: object): string =>
  jwt.encodeSync(content, secret, headers === undefined ? {} : { headers: { ...headers } })

/** A token of HS256 over any text, as no library writes it. */
function signText(payload: string, header = '{"alg":"HS256","typ":"JWT"}'): string {
  return signSegments([header, payload].map((text) => Buffer.from(text).toString('base64url')).join('.'))
}

function signSegments(input: string): string {
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
}

const token = sign({ sub: 'alice', iss: 'https://issuer.example', jti: 'id', nonce: 'n', iat: now, exp: now + 3600 })
const [headerSegment = '', payloadSegment = ''] = token.split('.')

export const fixtures = {
  secret,
  secretBytes: new TextEncoder().encode(secret),
  shortSecret: 'secret',
  claims,
  now,
  passphrase,
  token,
  apiToken: sign({ sub: 'alice', aud: 'api' }),
  accessToken: 'an access token',
  hashToken: jwt.encodeSync(claims, secret, { accessToken: 'an access token' }),
  typedToken: sign(claims, { typ: 'at+jwt' }),
  expired: sign({ sub: 'alice', exp: now - 60 }),
  early: sign({ sub: 'alice', nbf: now + 3600 }),
  fromTomorrow: sign({ sub: 'alice', iat: now + 86_400 }),
  oldToken: sign({ sub: 'alice', iat: now - 86_400 }),
  halfToken: sign({ sub: 'alice', iat: now - 1800 }),
  criticalToken: signText('{"sub":"alice"}', '{"alg":"HS256","crit":["x"],"typ":"JWT","x":1}'),
  twiceToken: signText('{"sub":"alice","sub":"mallory"}'),
  paddedToken: signSegments(`${headerSegment}=.${payloadSegment}`),
  textTimeToken: signText('{"sub":"alice","exp":"4102444800"}'),
  iatTextToken: signText('{"iat":"soon"}'),
  jtiNumberToken: signText('{"jti":1}'),
  numberSubToken: signText('{"sub":42}'),
  textToken: signText('no claims'),
  listToken: signText('[]'),
  forged: `${token.slice(0, -6)}AAAAAA`,
  otherToken: jwt.encodeSync(claims, 'another secret of thirty-two byte'),
  hugeToken: signText(JSON.stringify({ sub: 'a'.repeat(300_000) })),
  embeddedToken: jwt.encodeSync(claims, privateJwk, { headers: { jwk: jwk.constructSync(publicJwk).toJwkSync() } }),
  unsigned: jwt.encodeSync(claims, null, { algorithm: 'none' }),
  hs512Token: jwt.encodeSync(claims, secret, { algorithm: 'HS512' }),
  privatePem: pkcs8(rsa.privateKey),
  publicPem: spki(rsa.publicKey),
  weakPrivatePem: pkcs8(weak.privateKey),
  weakPublicPem: spki(weak.publicKey),
  weakToken: weakTokenBy(weak.privateKey),
  ec384PrivatePem: pkcs8(generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey),
  ecPrivatePem: pkcs8(ec.privateKey),
  ecPublicPem: spki(ec.publicKey),
  edPrivatePem: pkcs8(ed.privateKey),
  edPublicPem: spki(ed.publicKey),
  certificate: `-----BEGIN CERTIFICATE-----
MIIBgDCCASegAwIBAgIUYG0uEh4PnxuZQrKH4Pi01QybkAQwCgYIKoZIzj0EAwIw
FTETMBEGA1UEAwwKdGVzdC1FUzI1NjAgFw0yNjExMjMyMDIyMzJaGA8yMTI2MTAz
MDIwMjIzMlowFTETMBEGA1UEAwwKdGVzdC1FUzI1NjBZMBMGByqGSM49AgEGCCqG
SM49AwEHA0IABAvi7e0+Eq6+onzKs7D/xuq+yqX98meH8zsOOtpbQqOTGuM/GO8C
FFEkB/aF80rPRcB3o1jQIn8fDYDbHxEsEqCjUzBRMB0GA1UdDgQWBBRni1eJANMK
Gb/odLPgYFuvWuwoQTAfBgNVHSMEGDAWgBRni1eJANMKGb/odLPgYFuvWuwoQTAP
BgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0cAMEQCIAre64F2cPRLREpWycxI
lLXEJBZLUwp7uQKEj6qfNMceAiBC2YCxmYyQ285O3ReVwsjT7FRtcI2H5ZxS6Ztp
s54ecQ==
-----END CERTIFICATE-----`,
  lockedPem: rsa.privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase }).toString(),
  cryptoKey: rsa.publicKey.toCryptoKey({ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, true, ['verify']),
  privateJwk,
  publicJwk,
  secretJwk: { kty: 'oct', k: Buffer.from(secret).toString('base64url'), alg: 'HS256' },
  keySet: { keys: [publicJwk] },
  pems: { 1: spki(rsa.publicKey) },
  kidToken: jwt.encodeSync(claims, await jwk.construct(pkcs8(rsa.privateKey)), {
    algorithm: 'RS256',
    headers: { kid: '1' },
  }),
  unknownKidToken: jwt.encodeSync(claims, pkcs8(rsa.privateKey), { algorithm: 'RS256', headers: { kid: '2' } }),
  encrypted: await jwe.encrypt('text', secret),
  encryptedToRsa: await jwe.encrypt('text', spki(rsa.publicKey), { algorithm: 'RSA-OAEP-256' }),
  encryptedFlat: await jwe.encryptFlattened('text', { key: secret, algorithm: 'dir' }),
  encryptedGeneral: await jwe.encryptGeneral('text', [{ key: secret, algorithm: 'dir' }]),
  signedFlat: await jws.signFlattened('text', { key: secret, algorithm: 'HS256' }),
  signedGeneral: await jws.signGeneral('text', [{ key: secret, algorithm: 'HS256' }]),
  zipped: await jwe.encrypt('a'.repeat(300), secret, { zip: 'DEF' }),
  byPassword: await jwe.encrypt('text', 'correct horse battery staple', { algorithm: 'PBES2-HS256+A128KW', p2c: 2000 }),
  byPasswordSlowly: await jwe.encrypt('text', 'correct horse battery staple', {
    algorithm: 'PBES2-HS256+A128KW',
    p2c: 20_000,
  }),
  encryptedRsa15: await jwe.encrypt('text', spki(rsa.publicKey), { algorithm: 'RSA1_5' }),
  encryptedClaims: await jwt.encrypt(claims, secret),
  noKidToken: jwt.encodeSync(claims, pkcs8(rsa.privateKey), { algorithm: 'RS256' }),
  nestedToken: await jwt.encrypt(claims, secret, { sign: { key: secret } }),
  // From the docstring of python-jose's `jwe.encrypt`.
  longIvToken:
    'eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..McILMB3dYsNJSuhcDzQshA.OfX9H_mcUpHDeRM4IA.CcnTWqaqxNsjT4eCaUABSg',
  brokenUrl: 'https://broken.example/jwks.json',
  url: 'https://issuer.example/jwks.json',
} as const

/** By a key that this library refuses to sign with. */
function weakTokenBy(key: KeyObject): string {
  const segments = ['{"alg":"RS256","typ":"JWT"}', '{"sub":"alice"}'].map((text) =>
    Buffer.from(text).toString('base64url'),
  )
  const input = segments.join('.')
  return `${input}.${cryptoSign('sha256', Buffer.from(input), key).toString('base64url')}`
}
