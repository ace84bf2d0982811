// node --expose-gc measure.ts BACKEND ENC BYTES: encrypts and decrypts so much in a process of its own, and prints as
// JSON how much memory that took and how long the event loop stood still.
import { setImmediate } from 'node:timers'
import { createJose } from '@jose/core'

const [name, enc, bytes] = process.argv.slice(2) as [string, string, string]
const length = Number(bytes)
const backend = await backendOf(name)
const { jwe } = createJose(backend, { limits: { jwe: 2 * length } })
const key = new Uint8Array(enc === 'A128CBC-HS256' || enc === 'A256GCM' ? 32 : 64).fill(1)

// Apart, so that what encrypting needs is gone when decrypting starts.
const encrypted = async (): Promise<Watched<string>> => {
  const plaintext = new Uint8Array(length).fill(65)
  return watched(length, () => jwe.encrypt(plaintext, key, { encryption: enc }))
}
const { result: token, ...encrypting } = await encrypted()
// Whoever reads a token makes the engine put its text together, once.
token.indexOf('!')
const { result, ...decrypting } = await watched(token.length, () => jwe.decrypt(token, key))
const { plaintext } = result
if (plaintext.length !== length || plaintext[length - 1] !== 65) throw new Error('What came out is not what went in')

process.stdout.write(JSON.stringify({ encrypting, decrypting } satisfies Measured))

/** What this prints. */
export interface Measured {
  readonly encrypting: Figures
  readonly decrypting: Figures
}

interface Figures {
  /** Milliseconds until the call gave a promise: this is where room is made for what it needs, and the input copied. */
  readonly called: number
  /** Milliseconds of the longest time without a turn of the event loop after that. */
  readonly block: number
  readonly time: number
  /** Memory at most, the input included, as a multiple of the plaintext. */
  readonly memory: number
}

interface Watched<T> extends Figures {
  readonly result: T
}

async function watched<T>(input: number, work: () => Promise<T>): Promise<Watched<T>> {
  gc()
  const before = process.memoryUsage.rss() - input
  const begun = performance.now()
  const working = work()
  const called = Math.round(performance.now() - begun)
  let [block, peak, isOver] = [0, 0, false]
  let last = performance.now()
  const look = (): void => {
    block = Math.max(block, performance.now() - last)
    peak = Math.max(peak, process.memoryUsage.rss() - before)
    // Looking takes time too, which is not the library's.
    last = performance.now()
    if (!isOver) setImmediate(look)
  }
  setImmediate(look)
  const result = await working
  block = Math.max(block, performance.now() - last)
  isOver = true
  return {
    result,
    called,
    block: Math.round(block),
    time: Math.round(performance.now() - begun),
    memory: Math.round((peak / length) * 100) / 100,
  }
}

function gc(): void {
  ;(globalThis as { gc?: () => void }).gc?.()
}

async function backendOf(of: string) {
  if (of === 'node') return (await import('@jose/backend-node')).nodeBackend()
  if (of === 'webcrypto') return (await import('@jose/backend-webcrypto')).webcryptoBackend()
  return (await import('@jose/backend-forge')).forgeBackend()
}
