import { randomBytes } from 'node:crypto'
import { constants, deflateRawSync, inflateRawSync } from 'node:zlib'
import { afterEach, describe, expect, it, vi } from 'vitest'
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

const runtimes: readonly (readonly [what: string, stream: unknown, good: boolean])[] = [
  ['exact', streamOf(inflateExactly), true],
  ['that pass over what follows', streamOf((octets) => inflateRawSync(octets)), false],
  [
    'that take what is cut short',
    streamOf((octets) => inflateRawSync(octets, { finishFlush: constants.Z_SYNC_FLUSH })),
    false,
  ],
  [
    'without the raw format',
    class {
      constructor() {
        throw new TypeError('Unsupported format')
      }
    },
    false,
  ],
  ['that are not there', undefined, false],
]

describe.each(runtimes)('streams %s', (_, stream, good) => {
  it(good ? 'serve' : 'are found out', async () => {
    vi.stubGlobal('DecompressionStream', stream)
    const backend = webcryptoBackend()
    const use = [() => backend.async.deflate(Buffer.from('x')), () => backend.async.inflate(deflateRawSync('x'), 9)]
    for (const run of use) {
      if (good) expect(await run()).toBeInstanceOf(Uint8Array)
      else await expect((async () => run())()).rejects.toThrow(UnsupportedAlgorithmError)
    }
    await backend.ready()
    expect(backend.supports({ name: 'DEFLATE' })).toBe(good)
  })
})
