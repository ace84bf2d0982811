// Signed data that is no JWT.
import { jws } from '@jose/backend-node'

const secret = 'secret-key-of-at-least-thirty-two-bytes'

const signed = await jws.sign({ a: 'b', data: 'sensitive information' }, secret, { algorithm: 'HS256' })
console.log(signed) // eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhIjoiYiIsImRhdGEiOiJzZW5zaXRpdmUgaW5mb3JtYXRpb24ifQ.…

// python-jose gives the bytes of the payload; here they come with the header and the key: payload, text(), json().
const verified = await jws.verify(signed, secret, { algorithms: ['HS256'] })
console.log('Signature verified:', verified.json()) // Signature verified: { a: 'b', data: 'sensitive information' }

try {
  await jws.verify(signed, 'another-key-of-at-least-thirty-two-bytes', { algorithms: ['HS256'] })
} catch (error) {
  if (!(error instanceof jws.JWSError)) throw error
  console.log(`Signature verification failed: ${error.code}`) // Signature verification failed: ERR_JWS_SIGNATURE
}

// Text and bytes are signed as they are.
const text = await jws.sign('It’s a dangerous business, Frodo', secret, { algorithm: 'HS256' })
console.log((await jws.verify(text, secret, { algorithms: ['HS256'] })).text()) // It’s a dangerous business, Frodo
