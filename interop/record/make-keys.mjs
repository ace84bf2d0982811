/**
 * Makes conformance/vectors/keys.json: TEST KEYS, published with the source, so never to be used for anything real.
 *
 * Run once, with Node 24 or later (ML-DSA): `node interop/record/make-keys.mjs`.
 * Every recorded token depends on these keys: make new ones only together with new recordings.
 */
import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const file = fileURLToPath(new URL('../../conformance/vectors/keys.json', import.meta.url))
if (existsSync(file)) throw new Error('keys.json exists, and the recorded tokens need it as it is: remove it first')

const keys = {
  comment: 'Test keys. They are public: never use them for anything but tests.',
  script: 'interop/record/make-keys.mjs',
  HS256: secret('HS256', 32),
  HS384: secret('HS384', 48),
  HS512: secret('HS512', 64),
  RS256: pair('RS256', 'rsa', { modulusLength: 2048 }), // also the key of RS384, RS512 and PS*
  ES256: pair('ES256', 'ec', { namedCurve: 'P-256' }),
  ES384: pair('ES384', 'ec', { namedCurve: 'P-384' }),
  ES512: pair('ES512', 'ec', { namedCurve: 'P-521' }),
  ES256K: pair('ES256K', 'ec', { namedCurve: 'secp256k1' }),
  Ed25519: pair('Ed25519', 'ed25519'),
  Ed448: pair('Ed448', 'ed448'),
  'ML-DSA-44': pair('ML-DSA-44', 'ml-dsa-44'),
  'ML-DSA-65': pair('ML-DSA-65', 'ml-dsa-65'),
  'ML-DSA-87': pair('ML-DSA-87', 'ml-dsa-87'),
}
writeFileSync(file, JSON.stringify(keys, null, 2) + '\n')

/** As long as the hash (RFC 7518 §3.2), and readable text: an implementation that takes a string can use it too. */
function secret(name, length) {
  const text = randomBytes((length / 4) * 3).toString('base64url')
  return { private: { kty: 'oct', kid: `test-${name}`, k: Buffer.from(text).toString('base64url') } }
}

function pair(name, type, options) {
  const { privateKey } = generateKeyPairSync(type, options)
  const publicKey = createPublicKey(privateKey)
  return {
    private: jwk(name, privateKey),
    public: jwk(name, publicKey),
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }),
  }
}

function jwk(name, key) {
  const { kty, crv, alg, ...rest } = key.export({ format: 'jwk' })
  // `alg` stays only where the key type requires it (AKP), because the RSA key serves six algorithms.
  return JSON.parse(JSON.stringify({ kty, kid: `test-${name}`, crv, alg: kty === 'AKP' ? alg : undefined, ...rest }))
}
