import { deflateRaw, deflateRawSync, type InputType, inflateRaw, inflateRawSync, type ZlibOptions } from 'node:zlib'
import type { Bytes } from '@jose/core'

/** Bytes that are deflated, or inflated, in less than a millisecond or two: the way to another thread costs more than it saves. */
const quickDeflate = 32 * 1024
const quickInflate = 512 * 1024
/** DEFLATE makes at most 1,032 bytes of one. */
const greatestRatio = 1032

/** Raw DEFLATE (RFC 1951). */
export function deflate(octets: Bytes): Bytes {
  return deflateRawSync(octets)
}

/** On libuv's thread pool, where there is much. */
export function deflateAsync(octets: Bytes): Bytes | Promise<Bytes> {
  if (octets.length <= quickDeflate) return deflate(octets)
  return new Promise((resolve, reject) => {
    // A copy, because zlib reads the octets over there, in its own time.
    deflateRaw(Uint8Array.from(octets), (error, deflated) => (error ? reject(error) : resolve(deflated)))
  })
}

export function inflate(deflated: Bytes, limit: number): Bytes | 'too large' | undefined {
  try {
    const answer: unknown = inflateRawSync(deflated, options(limit))
    return whole(answer as Inflated, deflated, limit)
  } catch (error) {
    return refusal(error)
  }
}

export function inflateAsync(
  deflated: Bytes,
  limit: number,
): Bytes | 'too large' | undefined | Promise<Bytes | 'too large' | undefined> {
  if (Math.min(limit, deflated.length * greatestRatio) <= quickInflate) return inflate(deflated, limit)
  return new Promise((resolve) => {
    const copy = Uint8Array.from(deflated)
    inflateRawWithInfo(copy, options(limit), (error, answer) =>
      resolve(error ? refusal(error) : whole(answer, copy, limit)),
    )
  })
}

/** What zlib answers with `info`: the octets, and the stream it read them from. */
interface Inflated {
  readonly buffer: Buffer
  readonly engine: { readonly bytesWritten: number }
}

const inflateRawWithInfo: (
  octets: InputType,
  options: ZlibOptions,
  callback: (error: Error | null, answer: Inflated) => void,
) => void = inflateRaw as never

/** Zlib stops inflating as soon as it has more than the limit. It takes no limit of 0. */
function options(limit: number): ZlibOptions {
  return { info: true, maxOutputLength: Math.max(limit, 1) }
}

/** The octets, if the stream was all there was: zlib passes over what stands behind its end. */
function whole({ buffer, engine }: Inflated, deflated: Bytes, limit: number): Bytes | 'too large' | undefined {
  if (buffer.length > limit) return 'too large'
  if (engine.bytesWritten !== deflated.length) return undefined
  // A short answer lies in memory of 16 KiB that zlib was lent, with whatever else is there: it may go out to the application.
  return buffer.length === buffer.buffer.byteLength ? buffer : Uint8Array.from(buffer)
}

function refusal(error: unknown): 'too large' | undefined {
  return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too large' : undefined
}
