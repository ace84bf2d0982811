// A secret as a JWK, and the signature of RFC 7520 §4.4 by it.
import { base64url, jwk, jws } from '@jose/backend-node'

const key = await jwk.construct({
  kty: 'oct',
  kid: '018c0ae5-4d9b-471b-bfd6-eef314bc7037',
  use: 'sig',
  alg: 'HS256',
  k: 'hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJG-Onbc6mxCcYg',
})

const token =
  'eyJhbGciOiJIUzI1NiIsImtpZCI6IjAxOGMwYWU1LTRkOWItNDcxYi1iZmQ2LWVlZjMxNGJjNzAzNyJ9.SXTigJlzIGEgZGFuZ2Vyb3VzIGJ1c2luZXNzLCBGcm9kbywgZ29pbmcgb3V0IHlvdXIgZG9vci4gWW91IHN0ZXAgb250byB0aGUgcm9hZCwgYW5kIGlmIHlvdSBkb24ndCBrZWVwIHlvdXIgZmVldCwgdGhlcmXigJlzIG5vIGtub3dpbmcgd2hlcmUgeW91IG1pZ2h0IGJlIHN3ZXB0IG9mZiB0by4.s0h6KThzkfBBBkLspW1h84VsJZFTsPPqMDA7g1Md7p0'
const end = token.lastIndexOf('.')
const message = token.slice(0, end)
const signature = base64url.decode(token.slice(end + 1))
console.log(await key.verify(message, signature)) // true
console.log(await key.verify(`${message}!`, signature)) // false

// The same in one call. The key says what it is for, so `algorithms` may be left out.
console.log((await jws.verify(token, key)).text()) // It’s a dangerous business, Frodo, going out your door. …
