// What to install is in the README beside this file. Here is how to see that it is there, and what it can do.
import { backend, createJose, jwk, supports } from '@jose/backend-node'

// python-jose looks for a backend when it runs, and takes another one in silence. Here you import one, and a program whose
// backend is not installed does not start: "Cannot find package '@jose/backend-…'".
const missing: string = 'a-backend-that-is-not-installed'
const { code } = await import(missing).catch((error) => error)
console.log(code) // ERR_MODULE_NOT_FOUND

// Not every backend has every algorithm. Ask before you offer one.
const algorithms = ['HS256', 'RS256', 'ES256', 'ES256K', 'EdDSA', 'dir', 'RSA-OAEP-256', 'RSA1_5']
console.log(algorithms.filter((algorithm) => supports(algorithm)).join()) // HS256,RS256,ES256,…

// What it lacks, it says. A backend that lacks everything but HMAC:
const macs = createJose({ ...backend, name: 'macs', supports: ({ name }) => name === 'HMAC' })
try {
  await macs.jwt.encode({ sub: 'alice' }, await (await jwk.generate('ES256')).toJwk({ private: true }))
} catch (error) {
  console.log(error instanceof Error && error.message) // ES256 is not available on the macs backend; the forge backend has …
}
