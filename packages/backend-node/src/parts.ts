// Long content goes through a cipher in parts: one output is written piece by piece, not put together from pieces of
// its own size, and in async mode the event loop turns between two parts.
import type { Bytes } from '@jose/core'

/** Of a cipher or decipher of node's, what is used here. */
interface Transform {
  update(part: Bytes): Bytes
}

/** Bytes; what AES of OpenSSL needs less than a millisecond for. A multiple of AES's block. */
export const partLength: number = 1024 * 1024

/** Answers how many bytes it has written. `input` may be the memory of `output`: no part comes out longer than it went in. */
export function fill(transform: Transform, input: Bytes, output: Bytes): number {
  if (input.length <= partLength) return write(transform.update(input), output, 0)
  let written = 0
  for (let from = 0; from < input.length; from += partLength)
    written = write(transform.update(input.subarray(from, from + partLength)), output, written)
  return written
}

/** Lets the event loop turn. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}

export async function fillInTurns(transform: Transform, input: Bytes, output: Bytes): Promise<number> {
  let written = 0
  await inTurns(input, (part) => {
    written = write(transform.update(part), output, written)
  })
  return written
}

/** Each part in a turn of its own. */
export async function inTurns(input: Bytes, take: (part: Bytes) => unknown): Promise<void> {
  for (let from = 0; from < input.length; from += partLength) {
    await turn()
    take(input.subarray(from, from + partLength))
  }
}

function write(part: Bytes, output: Bytes, at: number): number {
  output.set(part, at)
  return at + part.length
}
