// A pair of RSA keys: the private half signs, the public half verifies.
import { jwk, jwt } from '@jose/backend-node'

const privateKey = await jwk.generate('RS256', { size: 2048 })
const publicKey = await privateKey.publicKey()

const token = await jwt.encode({ user: 'alice', role: 'admin' }, privateKey, { algorithm: 'RS256' })
console.log(await jwt.decode(token, publicKey, { algorithms: ['RS256'] })) // { user: 'alice', role: 'admin' }

// To keep them or hand the public one on, as JWK or PEM. Nothing private leaves a key unless it is asked for by name.
console.log(Object.keys(await publicKey.toJwk()).join()) // kty,n,e,alg,kid
const pem = await privateKey.toPem({ private: true, passphrase: process.env.KEY_PASSPHRASE ?? 'correct horse' })
const [firstLine] = pem.split('\n')
console.log(firstLine) // -----BEGIN ENCRYPTED PRIVATE KEY-----
const again = await jwk.construct(pem, 'RS256', { passphrase: process.env.KEY_PASSPHRASE ?? 'correct horse' })
console.log(again.type, again.bits) // private 2048

try {
  await jwt.encode({ user: 'mallory' }, publicKey, { algorithm: 'RS256' })
} catch (error) {
  if (!(error instanceof jwt.InvalidKeyError)) throw error
  console.log(error.message) // Signing needs a private key
}
