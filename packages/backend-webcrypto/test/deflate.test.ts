import { randomBytes } from 'node:crypto'
import { constants, deflateRawSync, inflateRawSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { canCompress } from '../src/deflate.ts'
import { UnsupportedAlgorithmError, webcryptoBackend } from '../src/index.ts'

const { deflate, inflate } = webcryptoBackend().async

const { Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE, Z_DEFAULT_STRATEGY } = constants
const texts = [
  Buffer.alloc(0),
  Buffer.from('a'),
  Buffer.alloc(70_000),
  randomBytes(70_000),
  Buffer.from(JSON.stringify(Array.from({ length: 3000 }, (_, index) => ({ index, square: index * index })))),
]
const streams = texts.flatMap((text) =>
  [Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE, Z_DEFAULT_STRATEGY].map((strategy) => ({
    text,
    deflated: new Uint8Array(deflateRawSync(text, { strategy })),
  })),
)

afterEach(() => {
  vi.unstubAllGlobals()
})

it('inflates whatever zlib deflates, to the octet of its limit', async () => {
  for (const { text, deflated } of streams) {
    expect(Buffer.from((await inflate(deflated, text.length)) as Uint8Array).equals(text)).toBe(true)
    if (text.length > 0) expect(await inflate(deflated, text.length - 1)).toBe('too large')
  }
})

it('deflates what zlib inflates', async () => {
  for (const text of texts) expect(inflateRawSync(await deflate(text)).equals(text)).toBe(true)
})

it('refuses what is cut short or followed by anything', async () => {
  for (const { text, deflated } of streams) {
    for (const end of [0, 1, deflated.length >> 1, deflated.length - 1])
      if (end < deflated.length) expect(await inflate(deflated.subarray(0, end), text.length)).toBe(undefined)
    for (const more of [1, 5000]) {
      const longer = new Uint8Array(deflated.length + more)
      longer.set(deflated)
      expect(await inflate(longer, text.length)).toBe(undefined)
    }
  }
})

it('reads the octets before it returns', async () => {
  const deflated = new Uint8Array(deflateRawSync('hello'))
  const inflating = inflate(deflated, 5)
  deflated.fill(0)
  expect(Buffer.from((await inflating) as Uint8Array).toString()).toBe('hello')
})

it('stops soon behind the limit', async () => {
  let made = 0
  const count = {
    transform(chunk: Uint8Array, controller: TransformStreamDefaultController) {
      made += chunk.length
      controller.enqueue(chunk)
    },
  }
  const Real = DecompressionStream
  class Counting {
    constructor(format: 'deflate-raw') {
      const { writable, readable } = new Real(format)
      Object.assign(this, { writable, readable: readable.pipeThrough(new TransformStream(count)) })
    }
  }
  vi.stubGlobal('DecompressionStream', Counting)
  expect(await inflate(new Uint8Array(deflateRawSync(Buffer.alloc(100_000_000))), 100_000)).toBe('too large')
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(made).toBeLessThan(5_000_000)
})

it('tells the stream that it has enough, whatever comes of that', async () => {
  let cancelled = 0
  const cancel = async (): Promise<void> => {
    cancelled++
    throw new TypeError('closed already')
  }
  const Real = DecompressionStream
  class Cancelled {
    constructor(format: 'deflate-raw') {
      const { writable, readable } = new Real(format)
      const reader = readable.getReader()
      Object.assign(this, { writable, readable: { getReader: () => ({ read: () => reader.read(), cancel }) } })
    }
  }
  vi.stubGlobal('DecompressionStream', Cancelled)
  expect(await inflate(new Uint8Array(deflateRawSync(Buffer.alloc(1000))), 999)).toBe('too large')
  expect(cancelled).toBe(1)
})

/** A stream that makes of all its input what `change` does. */
function streamOf(change: (octets: Buffer) => Uint8Array): unknown {
  return class {
    constructor() {
      const parts: Uint8Array[] = []
      const transformer = {
        transform: (chunk: Uint8Array) => void parts.push(chunk),
        flush: (controller: TransformStreamDefaultController) => controller.enqueue(change(Buffer.concat(parts))),
      }
      Object.assign(this, pick(new TransformStream(transformer)))
    }
  }
}

function pick({ readable, writable }: TransformStream): object {
  return { readable, writable }
}

function inflateExactly(octets: Buffer): Buffer {
  const { buffer, engine } = inflateRawSync(octets, { info: true }) as never as {
    readonly buffer: Buffer
    readonly engine: { readonly bytesWritten: number }
  }
  if (engine.bytesWritten !== octets.length) throw new TypeError('junk')
  return buffer
}

class Unsupported {
  constructor() {
    throw new TypeError('Unsupported format')
  }
}

const { CompressionStream, DecompressionStream } = globalThis
const inflating = (change: (octets: Buffer) => Uint8Array): object => ({ DecompressionStream: streamOf(change) })
const cutShort = (octets: Buffer): Buffer => inflateRawSync(octets, { finishFlush: constants.Z_SYNC_FLUSH })

const runtimes: readonly (readonly [what: string, streams: object, good: boolean])[] = [
  ['exact', inflating(inflateExactly), true],
  ['that pass over what follows', inflating((octets) => inflateRawSync(octets)), false],
  [
    'that take what is cut short',
    inflating((octets) => (octets.length > 0 ? cutShort(octets) : inflateExactly(octets))),
    false,
  ],
  ['that take nothing at all', inflating((octets) => (octets.length > 0 ? inflateExactly(octets) : octets)), false],
  ['that make something else', inflating((octets) => Buffer.concat([inflateExactly(octets), Buffer.from('b')])), false],
  ['without the raw format', { DecompressionStream: Unsupported }, false],
  ['without the raw format to deflate to', { CompressionStream: Unsupported }, false],
  ['that only inflate', { CompressionStream: undefined }, false],
  ['that only deflate', { DecompressionStream: undefined }, false],
  ['that are not there', { CompressionStream: undefined, DecompressionStream: undefined }, false],
]

describe.each(runtimes)('streams %s', (_, streams, good) => {
  beforeEach(() => {
    // Of its own, so that it was not tried before.
    const fresh = { DecompressionStream: class extends DecompressionStream {}, CompressionStream }
    for (const [name, stream] of Object.entries({ ...fresh, ...streams })) vi.stubGlobal(name, stream)
  })

  it(good ? 'serve' : 'are found out', async () => {
    const backend = webcryptoBackend()
    // Until they are tried, it is enough that they are there.
    const isThere = Object.values(streams).every((stream) => stream !== undefined)
    expect([canCompress(), backend.supports({ name: 'DEFLATE' })]).toEqual([isThere, isThere])
    const use = [() => backend.async.deflate(Buffer.from('x')), () => backend.async.inflate(deflateRawSync('x'), 9)]
    for (const run of use) {
      if (good) expect(await run()).toBeInstanceOf(Uint8Array)
      else await expect((async () => run())()).rejects.toThrow(UnsupportedAlgorithmError)
    }
    await backend.ready()
    expect(backend.supports({ name: 'DEFLATE' })).toBe(good)
  })
})

it('streams that come later are found, one by one', async () => {
  const backend = webcryptoBackend()
  const supported = async (streams: object): Promise<boolean> => {
    for (const [name, stream] of Object.entries(streams)) vi.stubGlobal(name, stream)
    await backend.ready()
    return backend.supports({ name: 'DEFLATE' })
  }
  expect(await supported({ CompressionStream: undefined, DecompressionStream: undefined })).toBe(false)
  expect(await supported({ DecompressionStream })).toBe(false)
  expect(await supported({ CompressionStream })).toBe(true)
  expect(await supported({ DecompressionStream: Unsupported })).toBe(false)
})
