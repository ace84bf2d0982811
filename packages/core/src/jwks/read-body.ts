import type { Bytes, Codec } from '../backend.ts'
import { isBytes } from '../encoding/bytes.ts'
import type { JWKSError } from '../errors.ts'
import type { FetchResponse } from './platform.ts'
import { refuse } from './read-set.ts'

/** What may come: bytes, and the pieces of none that a stream may have among them. */
interface Most {
  readonly bytes: number
  readonly codec: Codec
}

/** A stream that goes on without octets keeps the runtime from everything else, its timers too. */
const mostEmptyPieces = 1000

/** The body, no more of it than may be. What `content-length` says is not believed. Throws `JWKSError`. */
export async function textOf(response: FetchResponse, most: Most, isOver: () => boolean): Promise<string> {
  const read = readerOf(response.body)
  if (read === undefined) {
    const text = await response.text()
    if (typeof text !== 'string' || text.length > most.bytes) throw tooLarge()
    return text
  }
  try {
    const text = most.codec.utf8Decode(await octetsOf(read, most.bytes, isOver))
    if (text === undefined) throw refuse('is not UTF-8')
    return text
  } catch (error) {
    read.cancel()
    throw error
  }
}

/** In memory that grows with what has come, however small the pieces are. */
async function octetsOf(read: Reader, most: number, isOver: () => boolean): Promise<Bytes> {
  let octets = new Uint8Array(Math.min(most, 16_384))
  let length = 0
  for (let empty = 0; ; ) {
    const { done, value } = await read.next()
    if (done === true) return octets.subarray(0, length)
    if (!isBytes(value)) throw refuse('did not come as octets')
    if (length + value.length > most) throw tooLarge()
    if (isOver()) throw refuse('came too late')
    if (value.length === 0 && ++empty > mostEmptyPieces) throw refuse('came in too many pieces')
    if (length + value.length > octets.length) octets = grown(octets, Math.min(most, 2 * (length + value.length)))
    octets.set(value, length)
    length += value.length
  }
}

function grown(octets: Bytes, size: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(size)
  larger.set(octets)
  return larger
}

interface Reader {
  next(): PromiseLike<{ readonly done?: boolean; readonly value?: unknown }>
  /** Give the rest up, whatever that answers. */
  cancel(): void
}

/** A reader of a web stream, or of a stream of Node; none where the runtime hands a body out only as a whole. */
function readerOf(body: unknown): Reader | undefined {
  if (typeof body !== 'object' || body === null) return undefined
  const { getReader, [Symbol.asyncIterator]: iterate } = body as {
    getReader?: () => { read: Reader['next']; cancel(): PromiseLike<unknown> | undefined }
    [Symbol.asyncIterator]?: () => { next: Reader['next']; return?(): PromiseLike<unknown> | undefined }
  }
  if (typeof getReader === 'function') {
    const reader = getReader.call(body)
    return { next: () => reader.read(), cancel: () => ignore(() => reader.cancel()) }
  }
  if (typeof iterate !== 'function') return undefined
  const iterator = iterate.call(body)
  return { next: () => iterator.next(), cancel: () => ignore(() => iterator.return?.()) }
}

function ignore(call: () => PromiseLike<unknown> | undefined): void {
  const nothing = (): void => {}
  try {
    call()?.then(nothing, nothing)
  } catch {
    // What is left of it is nobody's concern any more.
  }
}

function tooLarge(): JWKSError {
  return refuse('is over the limit of bytes', 'ERR_LIMIT')
}
