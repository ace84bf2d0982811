// Which algorithms a token may use is for its reader to say.
import { createHmac } from 'node:crypto'
import { base64url, jwk, jwt, type KeySource } from '@jose/backend-node'

const rsa = await jwk.generate('RS256', { kid: 'rsa' })
const ec = await jwk.generate('ES256', { kid: 'ec' })
const publicKeys = { keys: [await rsa.toJwk(), await ec.toJwk()] }
const token = await jwt.encode({ sub: 'alice' }, rsa, { headers: { kid: 'rsa' } })

async function accepts(given: string, key: KeySource, algorithms?: string[]): Promise<string> {
  try {
    const { sub } = await jwt.decode(given, key, algorithms === undefined ? {} : { algorithms })
    return `accepted: ${sub}`
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : 'something else'
  }
}

// Secure: one algorithm, or those of your keys.
console.log(await accepts(token, publicKeys, ['RS256'])) // accepted: alice
console.log(await accepts(token, publicKeys, ['RS256', 'ES256'])) // accepted: alice
console.log(await accepts(token, publicKeys, ['ES256'])) // JWTError: The specified alg value is not allowed

// Insecure, and refused: no algorithms for a key that names none, none for a token that should be signed.
const pem = await rsa.toPem()
console.log(await accepts(token, pem)) // TypeError: The option 'algorithms' is required: the names you accept
const unsigned = await jwt.encode({ sub: 'mallory' }, null, { algorithm: 'none' })
console.log(await accepts(unsigned, pem, ['RS256'])) // JWTError: The specified alg value is not allowed
console.log(await accepts(unsigned, pem, ['RS256', 'none'])) // TypeError: 'none' cannot stand beside other algorithms

// The oldest attack on JWTs: sign with the public key, which everybody has, as if it were the secret of an HMAC.
const [, payload] = unsigned.split('.')
const input = `${base64url.encode('{"alg":"HS256","typ":"JWT"}')}.${payload}`
const forged = `${input}.${createHmac('sha256', pem).update(input).digest('base64url')}`
console.log(await accepts(forged, pem, ['HS256']))
// InvalidKeyError: The secret looks like a PEM or another armoured key: …
console.log(await accepts(forged, pem, ['RS256', 'HS256']))
// JWTError: The secret looks like a PEM or another armoured key: …

// For a shared secret HS256. For key pairs ES256 or EdDSA, whose keys and tokens are small; RS256 where a partner wants it.
const { alg, ...anyRsa } = await rsa.toJwk({ private: true }) // a key that names no alg serves all of its kind
const recommended = {
  HMAC: ['HS256', 'HS384', 'HS512'],
  RSA: ['RS256', 'RS384', 'RS512'],
  ECDSA: ['ES256', 'ES384', 'ES512'],
}
for (const [kind, algorithms] of Object.entries(recommended)) {
  for (const algorithm of algorithms) {
    const key = kind === 'RSA' ? anyRsa : await jwk.generate(algorithm)
    const { length } = await jwt.encode({ sub: 'alice' }, key, { algorithm })
    console.log(`${kind}: ${algorithm} makes this a token of ${length} characters`) // …: … makes this a token of …
  }
}
