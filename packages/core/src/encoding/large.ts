import type { Bytes, Codec } from '../backend.ts'
import type { Engine } from '../engine.ts'
import type { Maybe } from '../maybe.ts'
import { alone, concat } from './bytes.ts'

/** Octets of a part: one takes a runtime some milliseconds. Divisible by 3, so that parts stand side by side in base64url. */
const part = 3 * 2 ** 19
/** Octets of a piece, whose text the processor still has at hand when it is looked at again: checking costs half as much then. */
const piece = 3 * 2 ** 17
/** Octets that take about a millisecond to copy. */
const copied = 2 ** 22
/** Characters; copying what is shorter costs less than making room for it. */
const short = 2 ** 14

/** base64url; of large octets in parts, between which the event loop turns. */
export function encodeLarge(engine: Engine, bytes: Bytes): Maybe<string> {
  const { turn } = engine.backend
  if (bytes.length <= part || engine.mode === 'sync' || turn === undefined) return engine.codec.base64urlEncode(bytes)
  return encodeInParts(engine, bytes, turn)
}

/** Octets, and others that lie right behind them. */
export interface Adjoining {
  readonly octets: Bytes
  readonly tail: Bytes
}

/** Decodes likewise, into memory where there is room for `tail` behind; `undefined` for what is not canonical. */
export function decodeLarge(engine: Engine, text: string, tail: Bytes): Maybe<Adjoining | undefined> {
  const { turn } = engine.backend
  const long = text.length > charactersOf(part)
  if (long && engine.mode === 'async' && turn !== undefined) return decodeInParts(engine, text, tail, turn)
  if (text.length < short || engine.codec.base64urlDecodeInto === undefined) {
    const octets = engine.codec.base64urlDecode(text)
    return octets && { octets, tail }
  }
  const bytes = roomFor(engine, text, tail)
  return decodeInto(engine, text, bytes) ? beforeTail(bytes, tail) : undefined
}

/** The octets one behind the other; large ones are copied in parts, between which the event loop turns. */
export function concatLarge(engine: Engine, ...pieces: readonly Bytes[]): Maybe<Bytes> {
  const { turn } = engine.backend
  const isSmall = pieces.every(({ length }) => length <= copied)
  return isSmall || engine.mode === 'sync' || turn === undefined ? concat(...pieces) : concatInParts(pieces, turn)
}

/** As `alone`; large octets are copied in parts. */
export function aloneLarge(engine: Engine, octets: Bytes): Maybe<Bytes> {
  return octets.length <= copied || octets.byteLength === octets.buffer.byteLength
    ? alone(octets)
    : concatLarge(engine, octets)
}

async function concatInParts(pieces: readonly Bytes[], turn: () => PromiseLike<void>): Promise<Bytes> {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0))
  let offset = 0
  for (const piece of pieces) {
    for (let start = 0; start < piece.length; start += copied) {
      if (start > 0) await turn()
      whole.set(piece.subarray(start, start + copied), offset + start)
    }
    offset += piece.length
  }
  return whole
}

async function encodeInParts(engine: Engine, bytes: Bytes, turn: () => PromiseLike<void>): Promise<string> {
  // Put together by `+`, which copies nothing until somebody reads the text.
  let text = ''
  for (let start = 0; start < bytes.length; start += part) {
    text += engine.codec.base64urlEncode(bytes.subarray(start, start + part))
    await turn()
  }
  return text
}

async function decodeInParts(
  engine: Engine,
  text: string,
  tail: Bytes,
  turn: () => PromiseLike<void>,
): Promise<Adjoining | undefined> {
  const bytes = roomFor(engine, text, tail)
  const characters = charactersOf(part)
  for (let start = 0, offset = 0; start < text.length; start += characters, offset += part) {
    await turn()
    if (!decodeInto(engine, text.slice(start, start + characters), bytes.subarray(offset))) return undefined
  }
  await turn()
  return beforeTail(bytes, tail)
}

/** Memory for the octets and the tail. Where one of the pieces is not canonical, nobody gets to see it. */
function roomFor({ codec }: Engine, text: string, tail: Bytes): Bytes {
  const length = lengthOf(text) + tail.length
  return codec.allocate === undefined ? new Uint8Array(length) : codec.allocate(length)
}

function decodeInto({ codec }: Engine, text: string, target: Bytes): boolean {
  const characters = charactersOf(piece)
  for (let start = 0, offset = 0; start < text.length; start += characters, offset += piece) {
    if (!decodePieceInto(codec, text.slice(start, start + characters), target.subarray(offset))) return false
  }
  return true
}

function decodePieceInto(codec: Codec, text: string, target: Bytes): boolean {
  if (codec.base64urlDecodeInto !== undefined) return codec.base64urlDecodeInto(text, target)
  const octets = codec.base64urlDecode(text)
  if (octets === undefined) return false
  target.set(octets)
  return true
}

function beforeTail(bytes: Bytes, tail: Bytes): Adjoining {
  const end = bytes.length - tail.length
  bytes.set(tail, end)
  return { octets: bytes.subarray(0, end), tail: bytes.subarray(end) }
}

/** Of so many octets, which are divisible by 3. */
function charactersOf(octets: number): number {
  return (octets * 4) / 3
}

/** How many octets the text stands for. */
function lengthOf(text: string): number {
  return (text.length * 3) >> 2
}
