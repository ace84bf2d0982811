// Secrets that take turns: the current one signs, under its name (kid), the previous one still verifies.
import { jwk, jwt } from '@jose/backend-node'

const {
  JWT_SECRET_CURRENT = 'this quarter’s secret, of 32 bytes and more',
  JWT_SECRET_PREVIOUS = 'last quarter’s secret, of 32 bytes and more',
} = process.env

const ring = await jwk.createKeyRing({
  algorithm: 'HS256',
  current: { key: JWT_SECRET_CURRENT, kid: '2026-Q4' },
  previous: [{ key: JWT_SECRET_PREVIOUS, kid: '2026-Q3' }],
  retireAfter: 24 * 3600, // seconds that a secret verifies after it has stopped to sign: what its tokens live
})

const token = await jwt.encode({ sub: 'alice' }, ring)
console.log(jwt.getUnverifiedHeader(token).kid) // 2026-Q4
console.log(await jwt.decode(token, ring)) // { sub: 'alice' }

// Tokens of last quarter are good, with a kid and without.
const old = await jwt.encode({ sub: 'bob' }, JWT_SECRET_PREVIOUS, { headers: { kid: '2026-Q3' } })
const nameless = await jwt.encode({ sub: 'carol' }, JWT_SECRET_PREVIOUS)
console.log(await jwt.decode(old, ring), await jwt.decode(nameless, ring)) // { sub: 'bob' } { sub: 'carol' }

// The next quarter. No restart, and no token falls.
await ring.rotate({ key: 'next quarter’s secret, of 32 bytes and more', kid: '2027-Q1' })
console.log(jwt.getUnverifiedHeader(await jwt.encode({ sub: 'alice' }, ring)).kid) // 2027-Q1
console.log(await jwt.decode(token, ring)) // { sub: 'alice' }

// A secret that has leaked goes at once.
ring.retire('2026-Q3')
try {
  await jwt.decode(old, ring)
} catch (error) {
  if (!(error instanceof jwt.JWTError)) throw error
  console.log(error.code, '-', error.message) // ERR_KEY_NOT_FOUND - No key was found for the token
}
