// node --expose-gc --single-threaded --min-semi-space-size=128 --max-semi-space-size=128 allocation.ts: what a call allocates
// and how many promises it makes. Nothing is collected between two looks at the heap, as the room for new objects is large
// enough for all of them, and nothing compiles or collects beside it, so that the numbers are the same each time. Prints JSON:
// a list of `Allocated`.
import { createHook } from 'node:async_hooks'
import { generateKeyPairSync } from 'node:crypto'
import { getHeapStatistics } from 'node:v8'
import { jwe, jwk, jwt } from '@jose/backend-node'

export interface Allocated {
  readonly name: string
  /** Bytes of a call, on the heap. */
  readonly bytes: number
  /** Bytes of a call, of buffers outside of it. */
  readonly outside: number
  /** Promises of a call, that of the caller's `await` left out. */
  readonly promises: number
}

const claims = {
  iss: 'https://issuer.example',
  sub: 'user-8f14e45fceea167a',
  aud: 'https://api.example',
  exp: Math.floor(Date.now() / 1000) + 86_400,
  iat: Math.floor(Date.now() / 1000),
  nbf: Math.floor(Date.now() / 1000),
  jti: 'c9f0f895-fb98-4b91-ad3f-2e1d5b1a7c3e',
}
const secret = 'a secret of at least thirty-two bytes'
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const keys = {
  RS256: jwk.constructSync(rsa.privateKey, 'RS256'),
  ES256: jwk.constructSync(ec.privateKey, 'ES256'),
  pem: rsa.publicKey.export({ format: 'pem', type: 'spki' }) as string,
  jwk: rsa.publicKey.export({ format: 'jwk' }),
  content: jwk.constructSync(new Uint8Array(32), 'dir'),
}
const tokens = {
  HS256: jwt.encodeSync(claims, secret),
  RS256: jwt.encodeSync(claims, keys.RS256),
  ES256: jwt.encodeSync(claims, keys.ES256),
}
const checks = { audience: claims.aud, issuer: claims.iss }
const by = (algorithm: string) => ({ algorithms: [algorithm], ...checks })
const signer = jwt.createSignerSync(secret, { algorithm: 'HS256' })
const verifier = jwt.createVerifierSync(secret, by('HS256'))
const cached = jwt.createVerifierSync(keys.RS256, { ...checks, cache: true })
const cachedAsync = jwt.createVerifier(keys.RS256, { ...checks, cache: true })
const plaintext = new Uint8Array(1024)
const encryption = { algorithm: 'dir', encryption: 'A256GCM' } as const
const decryption = { algorithms: ['dir'], encryptions: ['A256GCM'] } as const
const encrypted = jwe.encryptSync(plaintext, keys.content, encryption)

const operations: { readonly [name: string]: () => unknown } = {
  'sign HS256, prepared': () => signer(claims),
  'encode HS256': () => jwt.encodeSync(claims, secret, { algorithm: 'HS256' }),
  'verify HS256, prepared': () => verifier(tokens.HS256),
  'decode HS256': () => jwt.decodeSync(tokens.HS256, secret, by('HS256')),
  'verify, remembered': () => cached(tokens.RS256),
  'decode RS256': () => jwt.decodeSync(tokens.RS256, keys.RS256, by('RS256')),
  'decode RS256 with a PEM': () => jwt.decodeSync(tokens.RS256, keys.pem, by('RS256')),
  'decode RS256 with a JWK': () => jwt.decodeSync(tokens.RS256, keys.jwk, by('RS256')),
  'encode ES256': () => jwt.encodeSync(claims, keys.ES256),
  'decode ES256': () => jwt.decodeSync(tokens.ES256, keys.ES256, by('ES256')),
  'encrypt 1 KiB': () => jwe.encryptSync(plaintext, keys.content, encryption),
  'decrypt 1 KiB': () => jwe.decryptSync(encrypted, keys.content, decryption),
  'encode HS256, async': () => jwt.encode(claims, secret, { algorithm: 'HS256' }),
  'decode HS256, async': () => jwt.decode(tokens.HS256, secret, by('HS256')),
  'verify, remembered, async': () => cachedAsync(tokens.RS256),
  'encode RS256, async': () => jwt.encode(claims, keys.RS256),
  'decode RS256, async': () => jwt.decode(tokens.RS256, keys.RS256, by('RS256')),
  'encrypt 1 KiB, async': () => jwe.encrypt(plaintext, keys.content, encryption),
  'decrypt 1 KiB, async': () => jwe.decrypt(encrypted, keys.content, decryption),
}

const allocated: Allocated[] = []
for (const [name, run] of Object.entries(operations)) {
  const isAsync = run() instanceof Promise
  // Signing with RSA takes a millisecond.
  const calls = name.startsWith('encode RS256') ? 300 : 2000
  const many = isAsync ? manyAwaited : manyCalled
  // The engine compiles what it will.
  await many(run, calls)
  await many(run, calls)
  collect()
  const before = inUse()
  await many(run, calls)
  const after = inUse()
  // The rest of them are the measurement's.
  const promises = (await promisesOf(() => many(run, 20))) - (await promisesOf(() => many(run, 10)))
  allocated.push({
    name,
    bytes: Math.round((after.bytes - before.bytes) / calls),
    outside: Math.round((after.outside - before.outside) / calls),
    promises: promises / 10 - (isAsync ? 1 : 0),
  })
}
process.stdout.write(JSON.stringify(allocated))

function manyCalled(run: () => unknown, calls: number): void {
  for (let count = 0; count < calls; count++) run()
}

async function manyAwaited(run: () => unknown, calls: number): Promise<void> {
  for (let count = 0; count < calls; count++) await run()
}

function inUse(): { readonly bytes: number; readonly outside: number } {
  return { bytes: getHeapStatistics().used_heap_size, outside: process.memoryUsage().arrayBuffers }
}

async function promisesOf(run: () => unknown): Promise<number> {
  let promises = 0
  const hook = createHook({
    init(_id, type) {
      if (type === 'PROMISE') promises++
    },
  })
  hook.enable()
  const running = run()
  if (running !== undefined) await running
  hook.disable()
  return promises
}

function collect(): void {
  ;(globalThis as { gc?: () => void }).gc?.()
}
