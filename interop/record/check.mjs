/**
 * Checks every value below conformance/vectors before anyone relies on it: with node:crypto, and again with panva/jose
 * where it has the algorithm. What is encrypted is decrypted by panva/jose only.
 *
 * Run with Node 24 or later, after installing interop's dependencies: `node interop/record/check.mjs`.
 */
import * as crypto from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import * as jose from 'jose'

const directory = fileURLToPath(new URL('../../conformance/vectors/', import.meta.url))
const all = readdirSync(directory, { recursive: true })
// The primitives' values come from OpenSSL itself.
const files = all.filter((name) => name.endsWith('.json') && !/keys.json$|^primitives/.test(name))
let failures = 0

for (const file of files.sort()) {
  const { tokens = [], encrypted = [], thumbprints = [], ecdh = [] } = JSON.parse(readFileSync(directory + file, 'utf8'))
  const counts = { tokens: tokens.length, jose: 0, deterministic: 0, others: thumbprints.length + ecdh.length }
  for (const vector of tokens) {
    await expect(file, vector.name, async () => {
      checkToken(vector)
      if (await checkWithJose(vector)) counts.jose += 1
      if (vector.deterministic) counts.deterministic += 1
    })
  }
  for (const vector of thumbprints) await expect(file, vector.name, () => checkThumbprint(vector))
  for (const vector of ecdh) await expect(file, vector.name, () => checkAgreement(vector))
  for (const vector of encrypted) {
    await expect(file, vector.name, async () => {
      if (await decryptsByJose(vector)) counts.jose += 1
    })
  }
  console.log(file, JSON.stringify({ ...counts, encrypted: encrypted.length }))
}
if (failures > 0) throw new Error(`${failures} vectors are wrong`)

async function expect(file, name, work) {
  try {
    await work()
  } catch (error) {
    failures += 1
    console.error(`${file}: ${name}: ${error.message}`)
  }
}

function checkToken(vector) {
  const { algorithm, key, privateKey, deterministic, header, claims, payload, time } = vector
  const { protectedText, unprotected, signed, signature, content } = parts(vector)
  assert(isDeepStrictEqual({ ...JSON.parse(protectedText), ...unprotected }, header), 'the header is another')
  assert(header.alg === algorithm, 'the algorithm is another')
  assert(claims === undefined || isDeepStrictEqual(JSON.parse(content), claims), 'the claims are others')
  assert(payload === undefined || content === payload, 'the payload is another')
  assert(vector.headerText === undefined || vector.headerText === protectedText, 'the header text is another')
  const now = time ?? Date.now() / 1000
  assert(!(claims?.exp <= now || claims?.nbf > now), 'the claims are not valid at that time')
  if (algorithm === 'none') return assert(signature.length === 0 && key === undefined, 'an unsecured JWS is not signed')

  assert(verifies(algorithm, key, signed, signature), 'the signature is wrong')
  signed[0] ^= 1
  assert(!verifies(algorithm, key, signed, signature), 'the signature is right for anything')
  signed[0] ^= 1
  if (privateKey !== undefined) {
    const again = sign(algorithm, privateKey, signed)
    assert(verifies(algorithm, key, signed, again), 'the private key is another')
  }
  if (deterministic) {
    const text = claims === undefined || payload !== undefined ? payload : JSON.stringify(claims)
    const first = base64url(JSON.stringify(JSON.parse(protectedText)))
    const input = `${first}.${header.b64 === false ? text : base64url(text)}`
    assert(sign(algorithm, privateKey ?? key, Buffer.from(input)).equals(signature), 'it is not deterministic')
  }
}

/** The signature by this vector's key, from any serialization. */
function parts({ serialization, token, payload, detached, header }) {
  let { protected: first, payload: middle, signature: last, header: unprotected } = token
  if (serialization === 'compact') [first, middle, last] = token.split('.')
  if (serialization === 'general') {
    const headerOf = (one) => ({ ...decodeJson(one.protected), ...one.header })
    const own = token.signatures.filter((one) => isDeepStrictEqual(headerOf(one), header))
    assert(own.length === 1, `${own.length} signatures have the header`)
    ;({ protected: first, signature: last, header: unprotected } = own[0])
  }
  const protectedText = decode(first)
  const encoded = JSON.parse(protectedText).b64 !== false
  if (detached) {
    assert(middle === '' || middle === undefined, 'the payload is not detached')
    middle = encoded ? base64url(payload) : payload
  }
  const signed = Buffer.from(`${first}.${middle}`)
  const content = encoded ? decode(middle) : middle
  return { protectedText, unprotected, signed, signature: Buffer.from(last, 'base64url'), content }
}

function verifies(algorithm, key, signed, signature) {
  if (algorithm.startsWith('HS')) return sign(algorithm, key, signed).equals(signature)
  const { hash, options } = parameters(algorithm)
  const object = key.pem === undefined ? { key: key.jwk, format: 'jwk' } : { key: key.pem }
  return crypto.verify(hash, signed, { ...object, ...options }, signature)
}

function sign(algorithm, key, signed) {
  const { hash, options } = parameters(algorithm)
  if (algorithm.startsWith('HS')) {
    const secret = key.jwk === undefined ? key.secret : Buffer.from(key.jwk.k, 'base64url')
    return crypto.createHmac(hash, secret).update(signed).digest()
  }
  const object = key.pem === undefined ? { key: key.jwk, format: 'jwk' } : { key: key.pem }
  return crypto.sign(hash, signed, { ...object, ...options })
}

function parameters(algorithm) {
  const hash = `sha${algorithm.slice(2, 5)}`
  if (/^Ed|^ML/.test(algorithm)) return { hash: null, options: {} }
  if (algorithm.startsWith('ES')) return { hash, options: { dsaEncoding: 'ieee-p1363' } }
  if (!algorithm.startsWith('PS')) return { hash, options: {} }
  const { RSA_PKCS1_PSS_PADDING: padding, RSA_PSS_SALTLEN_DIGEST: saltLength } = crypto.constants
  return { hash, options: { padding, saltLength } }
}

/** false where jose has no such algorithm or curve. */
async function checkWithJose({ algorithm, key, token, serialization, payload, claims, detached }) {
  const crv = key?.jwk?.crv ?? (key?.pem && crypto.createPublicKey(key.pem).asymmetricKeyType)
  if (algorithm === 'none' || algorithm === 'ES256K' || /ed448/i.test(crv)) return false
  const object =
    key.secret !== undefined
      ? new TextEncoder().encode(key.secret)
      : key.jwk !== undefined
        ? await jose.importJWK(key.jwk, algorithm)
        : await jose.importSPKI(key.pem, algorithm)
  const options = { algorithms: [algorithm] }
  if (serialization === 'general') {
    await jose.generalVerify(token, object, options)
  } else {
    let flattened = token
    if (serialization === 'compact') {
      const [first, middle, signature] = token.split('.')
      flattened = { protected: first, payload: middle, signature }
    }
    if (detached) flattened.payload = decodeJson(flattened.protected).b64 === false ? payload : base64url(payload)
    const { payload: bytes } = await jose.flattenedVerify(flattened, object, options)
    assert(claims !== undefined || new TextDecoder().decode(bytes) === payload, 'jose reads another payload')
  }
  return true
}

/** false where jose has no such algorithm or curve. What is to be refused it must refuse. */
async function decryptsByJose({ algorithm, encryption, token, key, payload, header, aad, refused }) {
  if (algorithm === 'RSA1_5' || header.epk?.crv === 'X448' || key.jwk === undefined) return false
  // latchset jose writes an empty key where there is none, which jose refuses.
  if (token.encrypted_key === '') return false
  const object = await jose.importJWK(key.jwk, algorithm)
  const options = { keyManagementAlgorithms: [algorithm], maxPBES2Count: 50_000 }
  const form = typeof token === 'string' ? 'compact' : token.recipients === undefined ? 'flattened' : 'general'
  const result = await jose[`${form}Decrypt`](token, object, options).catch((error) => error)
  if (refused !== undefined) return assert(result instanceof Error, 'jose does not refuse it') ?? true
  if (result instanceof Error) throw result
  assert(new TextDecoder().decode(result.plaintext) === payload, 'jose reads another plaintext')
  assert(header.alg === algorithm && header.enc === encryption, 'the header is another')
  const additional = result.additionalAuthenticatedData
  assert(aad === undefined || new TextDecoder().decode(additional) === aad, 'jose reads other additional data')
  return true
}

function checkThumbprint({ jwk, thumbprint, hash }) {
  const members = { RSA: ['e', 'kty', 'n'], OKP: ['crv', 'kty', 'x'], AKP: ['alg', 'kty', 'pub'] }
  const text = JSON.stringify(Object.fromEntries(members[jwk.kty].map((name) => [name, jwk[name]])))
  assert(crypto.createHash(hash.replace('-', '')).update(text).digest('base64url') === thumbprint, 'another thumbprint')
}

function checkAgreement({ ephemeral, private: recipient, public: recipientPublic, sharedSecret, header }) {
  const from = (own, other) => {
    const privateKey = crypto.createPrivateKey({ key: own, format: 'jwk' })
    return crypto.diffieHellman({ privateKey, publicKey: crypto.createPublicKey({ key: other, format: 'jwk' }) })
  }
  assert(from(ephemeral, recipientPublic).toString('hex') === sharedSecret, 'the sender has another secret')
  assert(from(recipient, header.epk).toString('hex') === sharedSecret, 'the recipient has another secret')
}

function assert(condition, message) {
  if (!condition) throw new Error(message)
}

function base64url(text) {
  return Buffer.from(text).toString('base64url')
}

function decode(text) {
  return Buffer.from(text, 'base64url').toString()
}

function decodeJson(text) {
  return JSON.parse(decode(text))
}
