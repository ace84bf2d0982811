// The guide's performance tips, measured. Times are those of your machine and backend; counts are the same everywhere.
import { backend, createJose } from '@jose/backend-node'

// The backend again, counting what it is asked for.
const asked = { keysRead: 0, signaturesVerified: 0 }
const { jwk, jwt } = createJose({
  ...backend,
  async: {
    ...backend.async,
    importKey: (material) => {
      asked.keysRead++
      return backend.async.importKey(material)
    },
    verify: (...verifying) => {
      asked.signaturesVerified++
      return backend.async.verify(...verifying)
    },
  },
})

/** What so many calls ask of the backend, and microseconds for one. */
async function measure(rounds: number, call: (round: number) => Promise<unknown>) {
  const before = { ...asked }
  const start = performance.now()
  for (let round = 0; round < rounds; round++) await call(round)
  const microseconds = Math.round(((performance.now() - start) / rounds) * 1000)
  const keysRead = asked.keysRead - before.keysRead
  return { keysRead, signaturesVerified: asked.signaturesVerified - before.signaturesVerified, microseconds }
}

const rsa = await jwk.generate('RS256')
const pem = await rsa.toPem()
const secret = 'your-secret-key-of-at-least-32-bytes'
const claims = { sub: 'alice', iss: 'your-app', aud: 'api', exp: new Date(Date.now() + 3_600_000) }
const rsaToken = await jwt.encode(claims, rsa)
const token = await jwt.encode(claims, secret, { algorithm: 'HS256' })
const expected = { audience: 'api', issuer: 'your-app' }

// The first calls are slower: the engine is still compiling.
await measure(200, () => jwt.decode(rsaToken, rsa, { algorithms: ['RS256'], ...expected }))
await measure(1000, () => jwt.decode(token, secret, { algorithms: ['HS256'], ...expected }))

console.log('1. Key reuse')
const checks = { algorithms: ['RS256'], ...expected }
const remembered = await measure(200, () => jwt.decode(rsaToken, pem, checks))
const constructed = await measure(200, async () => jwt.decode(rsaToken, await jwk.construct(pem, 'RS256'), checks))
const asJwk = await rsa.toJwk()
const copied = await measure(200, () => jwt.decode(rsaToken, { ...asJwk }, checks))
const publicKey = await rsa.publicKey()
const prepared = await measure(200, () => jwt.decode(rsaToken, publicKey, checks))
console.log(`one PEM, 200 tokens: ${remembered.keysRead} key read, ${remembered.microseconds} µs each`)
// one PEM, 200 tokens: 1 key read, … µs each
console.log(`constructed of it each time: ${constructed.keysRead} keys read, ${constructed.microseconds} µs each`)
// constructed of it each time: 0 keys read, … µs each
console.log(`a new object of a JWK each time: ${copied.keysRead} keys read, ${copied.microseconds} µs each`)
// a new object of a JWK each time: 200 keys read, … µs each
console.log(`constructed once before: ${prepared.keysRead} keys read, ${prepared.microseconds} µs each`)
// constructed once before: 0 keys read, … µs each

console.log('2. Algorithm choice')
for (const algorithm of ['HS256', 'RS256', 'ES256', 'EdDSA']) {
  const key = algorithm === 'RS256' ? rsa : await jwk.generate(algorithm)
  const half = key.type === 'secret' ? key : await key.publicKey()
  const signed = await jwt.encode(claims, key)
  const signing = await measure(20, () => jwt.encode(claims, key))
  const verifying = await measure(20, () => jwt.decode(signed, half, { algorithms: [algorithm], ...expected }))
  console.log(`${algorithm}: ${signing.microseconds} µs to sign, ${verifying.microseconds} µs to verify`)
}
// …: … µs to sign, … µs to verify

console.log('3. Claim validation')

// The guide says to validate only what you need. It saves next to nothing: leave it on.
const off = {
  verifyExp: false,
  verifyNbf: false,
  verifyIat: false,
  verifyAud: false,
  verifyIss: false,
  verifySub: false,
}
const verifyAll = jwt.createVerifier(secret, { algorithms: ['HS256'], ...expected })
const verifyNone = jwt.createVerifier(secret, { algorithms: ['HS256'], options: off })
const all = await measure(1000, () => verifyAll(token))
const none = await measure(1000, () => verifyNone(token))
console.log(`all claims: ${all.microseconds} µs each, none: ${none.microseconds} µs each`)
// all claims: … µs each, none: … µs each

console.log('4. Token caching')

// The times of a remembered token are checked again at each call, so that a cache keeps none alive.
const verify = jwt.createVerifier(pem, { algorithms: ['RS256'], ...expected, cache: { max: 1000, ttl: 600 } })
const cached = await measure(200, () => verify(rsaToken))
console.log(`200 times the same token: ${cached.signaturesVerified} signature verified, ${cached.microseconds} µs each`)
// 200 times the same token: 1 signature verified, … µs each
