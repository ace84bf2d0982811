// Every operation has a twin that answers at once, on backends that can: node and forge. WebCrypto has promises only: with
// '@jose/backend-webcrypto' this file does not compile.
import { jwe, jwk, jws, jwt } from '@jose/backend-node'

const secret = 'your-secret-key-of-at-least-32-bytes'

const token = jwt.encodeSync({ key: 'value', user_id: 123 }, secret, { algorithm: 'HS256' })
console.log(jwt.decodeSync(token, secret, { algorithms: ['HS256'] })) // { key: 'value', user_id: 123 }

const signed = jws.signSync({ a: 'b' }, secret, { algorithm: 'HS256' })
console.log(jws.verifySync(signed, secret, { algorithms: ['HS256'] }).json()) // { a: 'b' }

const encrypted = jwe.encryptSync('This is sensitive information', 'asecret128bitkey', { encryption: 'A128GCM' })
console.log(jwe.decryptSync(encrypted, 'asecret128bitkey').text()) // This is sensitive information

const key = jwk.generateSync('ES256')
console.log(key.publicKeySync().verifySync('message', key.signSync('message'))) // true

// For many tokens: key and options are looked at once.
const sign = jwt.createSignerSync(secret)
const verify = jwt.createVerifierSync<{ user: string }>(secret, { algorithms: ['HS256'] })
console.log(verify(sign({ user: 'alice' })).user) // alice

try {
  jwt.decodeSync(jwt.encodeSync({ exp: new Date(0) }, secret), secret, { algorithms: ['HS256'] })
} catch (error) {
  console.log(error instanceof jwt.ExpiredSignatureError) // true
}
