/**
 * Makes conformance/vectors/encryption-keys.json: TEST KEYS, published with the source, so never to be used for
 * anything real.
 *
 * Run once: `node interop/record/make-encryption-keys.mjs`.
 * Every recorded encrypted token depends on these keys: make new ones only together with new recordings.
 */
import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const file = fileURLToPath(new URL('../../conformance/vectors/encryption-keys.json', import.meta.url))
if (existsSync(file)) throw new Error('encryption-keys.json exists, and the recorded tokens need it: remove it first')

const sizes = [128, 192, 256, 384, 512]
const keys = {
  comment: 'Test keys. They are public: never use them for anything but tests.',
  script: 'interop/record/make-encryption-keys.mjs',
  ...Object.fromEntries(sizes.map((bits) => [`${bits} bits`, secret(`${bits}-bits`, randomBytes(bits / 8))])),
  password: secret('password', Buffer.from('Entrap_o–peter_long–credit_tun')), // that of RFC 7520 §5.3
  RSA: pair('RSA', 'rsa', { modulusLength: 2048 }),
  'P-256': pair('P-256', 'ec', { namedCurve: 'P-256' }),
  'P-384': pair('P-384', 'ec', { namedCurve: 'P-384' }),
  'P-521': pair('P-521', 'ec', { namedCurve: 'P-521' }),
  X25519: pair('X25519', 'x25519'),
  X448: pair('X448', 'x448'),
}
writeFileSync(file, JSON.stringify(keys, null, 2) + '\n')

function secret(name, octets) {
  return { private: { kty: 'oct', kid: `enc-${name}`, k: octets.toString('base64url') } }
}

function pair(name, type, options) {
  const { privateKey } = generateKeyPairSync(type, options)
  return { private: jwk(name, privateKey), public: jwk(name, createPublicKey(privateKey)) }
}

function jwk(name, key) {
  const { kty, crv, ...rest } = key.export({ format: 'jwk' })
  return JSON.parse(JSON.stringify({ kty, kid: `enc-${name}`, crv, ...rest }))
}
