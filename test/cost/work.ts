// node work.ts: how much code of the library runs for growing tokens and growing sets of keys, as the engine counts it: how
// often each block was entered, so that loops count by their rounds. Prints JSON: a list of `Worked`.
import { generateKeyPairSync } from 'node:crypto'
import { Session } from 'node:inspector/promises'
import { nodeBackend } from '@jose/backend-node'
import { createJose, type JWKS, type LocalKeySet } from '@jose/core'
import { counting } from './counting.ts'

/** One operation on growing subjects. */
export interface Worked {
  readonly name: string
  readonly works: readonly Work[]
}

export interface Work {
  /** Bytes of content, or number of keys. */
  readonly size: number
  /** Blocks of the library that were entered. */
  readonly blocks: number
  /** Octets and characters that the codec and JSON went over. */
  readonly length: number
}

const session = new Session()
session.connect()
await session.post('Profiler.enable')
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })

const mebibyte = 1024 * 1024
const bytes = [1024, 32 * 1024, mebibyte, 10 * mebibyte]
const numbers = [1, 10, 1000]

const { backend, during } = counting(nodeBackend())
const most = 20 * mebibyte
const { jwt, jws, jwe, jwks } = createJose(backend, { limits: { jwt: most, jws: most, jwe: most } })
const secret = 'a secret of at least thirty-two bytes'
const key = new Uint8Array(32).fill(1)
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const publicJwk = rsa.publicKey.export({ format: 'jwk' })
const hs = { algorithms: ['HS256'] }
const rs = { algorithms: ['RS256'] }

const worked: readonly Worked[] = [
  await grow('encode a long claim', bytes, longClaim, (claims) => jwt.encodeSync(claims, secret)),
  await grow('encode many claims', bytes, manyClaims, (claims) => jwt.encodeSync(claims, secret)),
  await grow('decode a long claim', bytes, signed(longClaim), (token) => jwt.decodeSync(token, secret, hs)),
  await grow('decode many claims', bytes, signed(manyClaims), (token) => jwt.decodeSync(token, secret, hs)),
  await grow('decode many claims, async', bytes.slice(0, 3), signed(manyClaims), (token) =>
    jwt.decode(token, secret, hs),
  ),
  await grow('jws.sign', bytes, octets, (payload) => jws.signSync(payload, secret)),
  await grow('jws.verify', bytes, payload, (token) => jws.verifySync(token, secret, hs)),
  await grow('jwe.encrypt', bytes, octets, (plaintext) => jwe.encryptSync(plaintext, key)),
  await grow('jwe.decrypt', bytes, content, (token) => jwe.decryptSync(token, key)),
  await grow('jwe.encrypt, async', bytes, octets, (plaintext) => jwe.encrypt(plaintext, key)),
  await grow('jwe.decrypt, async', bytes, content, (token) => jwe.decrypt(token, key)),
  await grow('jwks.local', numbers, ofSet, ({ local, token }) => jwt.decodeSync(token, local, rs)),
  await grow('a set as plain data', numbers, ofSet, ({ set, token }) => jwt.decodeSync(token, set, rs)),
  await grow('jwks.local, a kid of nobody', numbers, ofSet, ({ local, strange }) => {
    try {
      jwt.decodeSync(strange, local, rs)
    } catch {
      return
    }
    throw new Error('was taken for good')
  }),
]
process.stdout.write(JSON.stringify(worked))

async function grow<T>(
  name: string,
  sizes: readonly number[],
  subjectOf: (size: number) => T,
  run: (subject: T) => unknown,
): Promise<Worked> {
  const works: Work[] = []
  for (const size of sizes) {
    const subject = subjectOf(size)
    // What is looked at once is looked at now.
    await run(subject)
    await blocksSince()
    const { length } = await during(() => run(subject))
    works.push({ size, length, blocks: await blocksSince() })
  }
  return { name, works }
}

/** Blocks of the library that were entered since somebody last asked. */
async function blocksSince(): Promise<number> {
  const { result } = await session.post('Profiler.takePreciseCoverage')
  let sum = 0
  for (const { url, functions } of result) {
    if (!/\/(core|backend-node)\/dist\//.test(url)) continue
    for (const { ranges } of functions) for (const { count } of ranges) sum += count
  }
  return sum
}

function longClaim(size: number): object {
  return { text: 'x'.repeat(size) }
}

/** Each of 16 characters. */
function manyClaims(size: number): object {
  return Object.fromEntries(Array.from({ length: size / 16 }, (_, index) => [`claim${`${index}`.padStart(6, '0')}`, 1]))
}

function signed(claims: (size: number) => object): (size: number) => string {
  return (size) => jwt.encodeSync(claims(size), secret)
}

function octets(size: number): Uint8Array {
  return new Uint8Array(size).fill(65)
}

function payload(size: number): string {
  return jws.signSync(octets(size), secret)
}

function content(size: number): string {
  return jwe.encryptSync(octets(size), key)
}

interface OfSet {
  readonly set: JWKS
  readonly local: LocalKeySet
  /** By the last key of the set. */
  readonly token: string
  /** By a key that the set does not have. */
  readonly strange: string
}

function ofSet(size: number): OfSet {
  const by = (kid: string): string =>
    jwt.encodeSync({ sub: 'alice' }, rsa.privateKey, { algorithm: 'RS256', headers: { kid } })
  const keys = Array.from({ length: size }, (_, index) => ({ ...publicJwk, kty: 'RSA', kid: `${index}`, alg: 'RS256' }))
  return { set: { keys }, local: jwks.local({ keys }), token: by(`${size - 1}`), strange: by('nobody') }
}
