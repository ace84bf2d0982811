// pako is zlib in JavaScript: it checks a stream as zlib does, and says how much of its input it used. (fflate, which is
// smaller, tells neither where a stream ended nor that its stored blocks or codes contradict themselves.)
import { type Bytes, concat } from '@jose/core'
import { Deflate, Z_OK, Z_STREAM_END, ZStream, zlibInflate, zlibInflateInit2 } from 'pako'
import { partLength } from './parts.ts'
import { finished, inTurns } from './turns.ts'

/** Raw DEFLATE (RFC 1951). */
export function deflate(octets: Bytes): Bytes {
  return finished(deflateInParts(octets))
}

export function deflateAsync(octets: Bytes): Bytes | Promise<Bytes> {
  return octets.length <= partLength ? deflate(octets) : inTurns(deflateInParts(Uint8Array.from(octets)))
}

/** The whole of one stream; `'too large'` as soon as it has more than `limit` bytes; `undefined` for one that is broken, cut short or followed by anything. */
export function inflate(deflated: Bytes, limit: number): Bytes | 'too large' | undefined {
  return finished(inflateInParts(deflated, limit))
}

export function inflateAsync(
  deflated: Bytes,
  limit: number,
): Bytes | 'too large' | undefined | Promise<Bytes | 'too large' | undefined> {
  return limit <= 4 * partLength ? inflate(deflated, limit) : inTurns(inflateInParts(Uint8Array.from(deflated), limit))
}

function* deflateInParts(octets: Bytes): Generator<void, Bytes> {
  const stream = new Deflate({ raw: true })
  for (let from = 0; ; from += partLength) {
    const isLast = from + partLength >= octets.length
    stream.push(octets.subarray(from, from + partLength), isLast)
    if (isLast) return stream.result
    yield
  }
}

/** The window of 32 KiB that RFC 1951 has; pako takes it negative for a stream without zlib's header. */
const windowBits = -15

function* inflateInParts(deflated: Bytes, limit: number): Generator<void, Bytes | 'too large' | undefined> {
  const stream = new ZStream()
  zlibInflateInit2(stream, windowBits)
  Object.assign(stream, { input: deflated, next_in: 0, avail_in: deflated.length })
  const parts: Bytes[] = []
  for (;;) {
    // One byte more than the limit shows that there is more.
    const output = new Uint8Array(Math.min(partLength, limit - stream.total_out + 1))
    Object.assign(stream, { output, next_out: 0, avail_out: output.length })
    const status = zlibInflate(stream, 0)
    parts.push(output.subarray(0, stream.next_out))
    if (stream.total_out > limit) return 'too large'
    if (status === Z_STREAM_END) return stream.avail_in === 0 ? concat(...parts) : undefined
    // It stopped for want of input, or of a stream.
    if (status !== Z_OK) return undefined
    yield
  }
}
