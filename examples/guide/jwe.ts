// Encrypted data.
import { jwe } from '@jose/backend-node'

const key = 'asecret128bitkey' // A128GCM takes a key of 16 bytes, no more and no less

const encrypted = await jwe.encrypt('This is sensitive information', key, { algorithm: 'dir', encryption: 'A128GCM' })
console.log(encrypted) // eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..….….…

// python-jose gives the bytes; here they come with the header and the key: plaintext, text(), json().
const decrypted = await jwe.decrypt(encrypted, key)
console.log('Decrypted:', decrypted.text()) // Decrypted: This is sensitive information

async function whyNot(token: string, secret: string): Promise<string> {
  try {
    return (await jwe.decrypt(token, secret)).text()
  } catch (error) {
    if (error instanceof jwe.JWEError) return `Decryption failed: ${error.message}`
    throw error
  }
}

// Why a decryption failed is nobody's business: a wrong key and a changed token look alike.
console.log(await whyNot(encrypted, 'another128bitkey')) // Decryption failed: Decryption failed
const [, , , , otherTag] = (await jwe.encrypt('Another text', key, { encryption: 'A128GCM' })).split('.')
console.log(await whyNot(encrypted.replace(/[^.]*$/, `${otherTag}`), key)) // Decryption failed: Decryption failed

// The token that the guide prints. python-jose up to 3.3 wrote an IV of 16 bytes, which is not A128GCM (RFC 7518 §5.3).
const printed =
  'eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..McILMB3dYsNJSuhcDzQshA.OfX9H_mcUpHDeRM4IA.CcnTWqaqxNsjT4eCaUABSg'
console.log(await whyNot(printed, key))
// Decryption failed: The initialization vector must have 12 bytes (RFC 7518 §5); it has 16
