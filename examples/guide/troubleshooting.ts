// The guide's common issues and some more: each made on purpose, with the message that says what to do.
import { backend, base64url, createJose, jwe, jwk, jwt } from '@jose/backend-node'

const secret = 'your-secret-key-of-at-least-32-bytes'

async function messageOf(attempt: () => Promise<unknown>): Promise<string> {
  try {
    await attempt()
    return 'no error'
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : 'something else'
  }
}

console.log('1. Invalid keys')

// A short secret works, as it does in python-jose, with one notice to whoever wants it. The policy 'strict' refuses it.
let notice = 'none'
const attentive = createJose(backend, {
  onWarning: ({ message }) => {
    notice = message
  },
})
await attentive.jwt.encode({ test: true }, 'short')
console.log(notice) // A secret for HS256 should have at least 256 bits (RFC 7518 §3.2); this one has 40
const strict = createJose(backend, { policy: 'strict' })
console.log(await messageOf(() => strict.jwt.encode({ test: true }, 'short')))
// InvalidKeyError: The policy 'strict' wants secrets of at least 256 bits for HS256
const secureKey = base64url.encode(backend.random(32))
console.log(await messageOf(() => strict.jwt.encode({ test: true }, secureKey))) // no error

// A secret from an environment that has none.
const { NO_SUCH_SECRET = '' } = process.env
console.log(await messageOf(() => jwt.encode({ test: true }, NO_SUCH_SECRET))) // InvalidKeyError: The secret is empty

// A secret where a key pair belongs, and the public half where the private one belongs.
console.log(await messageOf(() => jwt.encode({ test: true }, secret, { algorithm: 'RS256' })))
// InvalidKeyError: The key is a text, but neither PEM, an OpenSSH public key nor the JSON of a JWK
const key = await jwk.generate('ES256')
const publicKey = await key.publicKey()
console.log(await messageOf(() => jwt.encode({ test: true }, publicKey)))
// InvalidKeyError: Signing needs a private key

// A PEM whose line breaks became \n on their way through an environment variable.
const pem = (await key.toPem({ private: true })).replaceAll('\n', '\\n')
console.log(await messageOf(() => jwk.construct(pem, 'ES256')))
// InvalidKeyError: The PEM is not well-formed base64: it has the characters \ and n where line breaks belong
console.log(await messageOf(() => jwk.construct(pem.replaceAll('\\n', '\n'), 'ES256'))) // no error

// A256GCM takes exactly 32 bytes. base64url text is more than the bytes it stands for: decode it.
const key256 = base64url.encode(backend.random(32))
console.log(await messageOf(() => jwe.encrypt('text', key256)))
// InvalidKeyError: A256GCM needs a key of 256 bits; this one has 344
console.log(await messageOf(() => jwe.encrypt('text', base64url.decode(key256)))) // no error

console.log('2. Algorithm mismatch')
const token = await jwt.encode({ sub: 'alice' }, secret, { algorithm: 'HS256' })
console.log(await messageOf(() => jwt.decode(token, secret, { algorithms: ['HS512'] })))
// JWTError: The specified alg value is not allowed
console.log(await messageOf(() => jwt.decode(token, secret, { algorithms: ['HS265'] })))
// TypeError: The option 'algorithms' takes names out of HS256, HS384, …
console.log(await messageOf(() => jwt.decode(token, secret)))
// TypeError: The option 'algorithms' is required: the names you accept
console.log(await messageOf(() => jwt.decode(token, secret, { algorithms: ['HS256'] }))) // no error

console.log('3. Times')

// A Date is a moment, the same in every time zone, and is written as seconds. A number is seconds; Date.now() is not.
console.log(await messageOf(() => jwt.encode({ exp: Date.now() + 3_600_000 }, secret)))
// JWTClaimsError: The claim 'exp' is in milliseconds: give seconds, or a Date
const { nbf } = jwt.getUnverifiedClaims(await jwt.encode({ nbf: new Date('2026-01-01T01:00:00+01:00') }, secret))
console.log(nbf) // 1767225600

// Clocks of two machines differ by some seconds.
const soon = await jwt.encode({ nbf: new Date(Date.now() + 5000) }, secret)
console.log(await messageOf(() => jwt.decode(soon, secret, { algorithms: ['HS256'] })))
// JWTClaimsError: The token is not yet valid (nbf)
console.log(await messageOf(() => jwt.decode(soon, secret, { algorithms: ['HS256'], leeway: 30 }))) // no error

console.log('4. Tokens')

// The whole Authorization header instead of the token in it.
console.log(await messageOf(() => jwt.decode(`Bearer ${token}`, secret, { algorithms: ['HS256'] })))
// InvalidTokenError: The header has white space in it: give the token alone, without 'Bearer' or line ends
console.log(await messageOf(() => jwt.decode('', secret, { algorithms: ['HS256'] })))
// InvalidTokenError: Not enough segments
const encrypted = await jwe.encrypt('text', base64url.decode(key256))
console.log(await messageOf(() => jwt.decode(encrypted, secret, { algorithms: ['HS256'] })))
// InvalidTokenError: The token is encrypted (JWE), not signed
const forApi = await jwt.encode({ aud: 'api' }, secret)
console.log(await messageOf(() => jwt.decode(forApi, secret, { algorithms: ['HS256'] })))
// InvalidAudienceError: Invalid audience: the token names one, and no 'audience' is given
