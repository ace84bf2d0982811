import { type Bytes, type Primitives, UnsupportedAlgorithmError } from '@jose/core'
import { backendName } from './failure.ts'

/** Raw DEFLATE (RFC 1951) by the streams of the Compression Standard, where the runtime's are as strict as that asks. */
export const compression: Pick<Primitives<'async'>, 'deflate' | 'inflate'> = {
  deflate: (octets) =>
    passStrictly('CompressionStream', Uint8Array.from(octets), Number.POSITIVE_INFINITY) as Promise<Bytes>,

  inflate: (deflated, limit) =>
    passStrictly('DecompressionStream', Uint8Array.from(deflated), limit).catch((error: unknown) => {
      if (error instanceof UnsupportedAlgorithmError) throw error
      return undefined
    }),
}

/** Whether the runtime deflates, as far as is known: before it was tried, whether it has the streams. Begins the trying. */
export function canCompress(): boolean {
  void tryCompression()
  return trial().passed ?? true
}

/**
 * Whether the runtime's streams do what they should. Some that have them lack the raw format, some take a stream that is
 * cut short or followed by anything.
 */
export function tryCompression(): Promise<boolean> {
  const made = trial()
  made.running ??= isStrict(made.types).then((passed) => {
    made.passed = passed
    return passed
  })
  return made.running
}

type StreamName = 'CompressionStream' | 'DecompressionStream'

/** A stream of the Compression Standard, by shape. */
type TransformType = new (
  format: 'deflate-raw',
) => {
  readonly writable: { getWriter(): Writer }
  readonly readable: { getReader(): Reader }
}

interface Writer {
  write(chunk: Bytes): Promise<void>
  close(): Promise<void>
}

interface Reader {
  read(): Promise<{ readonly value?: Bytes }>
  cancel(): Promise<void>
}

type Types = { readonly [name in StreamName]?: TransformType }

interface Trial {
  readonly types: Types
  running?: Promise<boolean>
  passed?: boolean
}

let latest: Trial = { types: {}, passed: false }

/** The trial of the streams that the runtime has now: a polyfill may come after this package. */
function trial(): Trial {
  const { CompressionStream, DecompressionStream } = globalThis as Types
  const { types } = latest
  if (types.CompressionStream !== CompressionStream || types.DecompressionStream !== DecompressionStream) {
    latest = { types: { CompressionStream, DecompressionStream } as Types }
    if (CompressionStream === undefined || DecompressionStream === undefined) latest.passed = false
  }
  return latest
}

/** The letter a, deflated. */
const example = [0x4b, 0x04, 0x00] as const

async function isStrict({ CompressionStream, DecompressionStream }: Types): Promise<boolean> {
  const inflated = (...deflated: readonly number[]): Promise<Bytes | undefined> =>
    pass(DecompressionStream, Uint8Array.from(deflated), 16).then(
      (octets) => octets as Bytes,
      () => undefined,
    )
  const wrong = [[], example.slice(0, 2), [...example, 0]]
  const [right, deflated, ...refused] = await Promise.all([
    inflated(...example),
    pass(CompressionStream, Uint8Array.of(0x61), 16).catch(() => undefined),
    ...wrong.map((octets) => inflated(...octets)),
  ])
  return right?.join() === '97' && deflated !== undefined && refused.every((octets) => octets === undefined)
}

async function passStrictly(name: StreamName, octets: Bytes, limit: number): Promise<Bytes | 'too large'> {
  const { types } = trial()
  if (!(await tryCompression())) throw new UnsupportedAlgorithmError('DEFLATE', backendName)
  return pass(types[name], octets, limit)
}

/** Octets that are written at once: a stream may inflate all of them, to a thousand times as many, before it is stopped. */
const pieceLength = 4096

/** All that the stream makes of the octets; `'too large'` beyond `limit` bytes. Rejects as the stream does, or as there is none. */
async function pass(type: TransformType | undefined, octets: Bytes, limit: number): Promise<Bytes | 'too large'> {
  const { writable, readable } = new (type as TransformType)('deflate-raw')
  const reader = readable.getReader()
  // Writing waits for reading, so it runs beside it; why it fails shows on the reader too.
  write(writable.getWriter(), octets).catch(() => {})
  const parts: Bytes[] = []
  let length = 0
  for (;;) {
    const { value } = await reader.read()
    if (value === undefined) return joined(parts, length)
    length += value.length
    if (length > limit) {
      reader.cancel().catch(() => {})
      return 'too large'
    }
    parts.push(value)
  }
}

async function write(writer: Writer, octets: Bytes): Promise<void> {
  for (let start = 0; start < octets.length; start += pieceLength)
    await writer.write(octets.slice(start, start + pieceLength))
  await writer.close()
}

function joined(parts: readonly Bytes[], length: number): Bytes {
  const whole = new Uint8Array(length)
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}
