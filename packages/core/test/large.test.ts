import { nodeBackend } from '@jose/backend-node'
import type { SyncBackend } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { aloneLarge, concatLarge, decodeLarge, encodeLarge } from '../src/encoding/large.ts'
import { createEngines } from '../src/engine.ts'

/** Octets of a part of base64url, and those that are copied at once. */
const [part, copied] = [3 * 2 ** 19, 2 ** 22]

let turns = 0
const turn = async (): Promise<void> => {
  turns++
}

/** The answer, and how often the event loop turned before it; −1 for one that is there at once. */
async function turned<T>(call: () => T | PromiseLike<T>): Promise<[T, number]> {
  turns = 0
  const answer = call()
  if (typeof (answer as PromiseLike<T> | undefined)?.then !== 'function') return [answer as T, -1]
  return [await answer, turns]
}

function octetsOf(length: number): Uint8Array {
  const octets = new Uint8Array(length)
  for (let index = 0; index < length; index++) octets[index] = (index * 89) ^ (index >> 8)
  return octets
}

function same(one: Uint8Array | undefined, other: Uint8Array): boolean {
  return one !== undefined && Buffer.compare(one, other) === 0
}

const { codec, ...rest } = nodeBackend()
const backends: readonly (readonly [string, SyncBackend])[] = [
  ['the runtime’s codec', { ...rest, ...(codec && { codec }), turn }],
  ['the language’s codec', { ...rest, turn }],
]

describe.each(backends)('large octets, by %s', (_, backend) => {
  const { async: engine, sync } = createEngines(backend)
  const tail = Uint8Array.of(1, 2, 3)

  it('the event loop turns after each part that is encoded, and around each that is decoded', async () => {
    for (const [length, parts] of [
      [part, 0],
      [part + 1, 2],
      [2 * part, 2],
      [2 * part + 2, 3],
    ] as const) {
      const octets = octetsOf(length)
      const text = Buffer.from(octets).toString('base64url')
      const [encoded, encodedIn] = await turned(() => encodeLarge(engine, octets))
      expect([encoded === text, encodedIn]).toEqual([true, parts || -1])
      const [decoded, decodedIn] = await turned(() => decodeLarge(engine, text, tail))
      expect([same(decoded?.octets, octets), decoded?.tail, decodedIn]).toEqual([true, tail, parts ? parts + 1 : -1])
    }
  })

  it('nothing turns in sync mode, nor where the platform has no turns', async () => {
    const octets = octetsOf(part + 1)
    const text = Buffer.from(octets).toString('base64url')
    const { turn: _none, ...without } = backend
    for (const each of [sync, createEngines(without).async]) {
      expect((await turned(() => encodeLarge(each, octets)))[1]).toBe(-1)
      const [decoded, decodedIn] = await turned(() => decodeLarge(each, text, tail))
      expect([same(decoded?.octets, octets), decoded?.tail, decodedIn]).toEqual([true, tail, -1])
      expect((await turned(() => concatLarge(each, octetsOf(copied + 1))))[1]).toBe(-1)
    }
  })

  it('a character that is none is found in every part', async () => {
    const text = Buffer.from(octetsOf(part + 3)).toString('base64url')
    for (const at of [0, text.length - 1]) {
      const wrong = `${text.slice(0, at)}=${text.slice(at + 1)}`
      expect(await decodeLarge(engine, wrong, tail)).toBe(undefined)
      expect(decodeLarge(sync, wrong, tail)).toBe(undefined)
    }
    expect(decodeLarge(engine, '=AAA', tail)).toBe(undefined)
  })
})

describe('large octets', () => {
  const { async: engine } = createEngines(backends[0]?.[1] as SyncBackend)

  it('are put together in parts, with turns within a piece', async () => {
    for (const [lengths, parts] of [
      [[copied, copied], -1],
      [[copied + 1, 5], 1],
      [[5, 2 * copied + 1], 2],
    ] as const) {
      const pieces = lengths.map(octetsOf)
      const [whole, turnedIn] = await turned(() => concatLarge(engine, ...pieces))
      expect([same(whole, Buffer.concat(pieces)), turnedIn]).toEqual([true, parts])
    }
  })

  it('are copied where they are a part of a larger buffer', async () => {
    const whole = octetsOf(copied + 2)
    expect((await aloneLarge(engine, whole)).buffer === whole.buffer).toBe(true)
    const [copy, turnedIn] = await turned(() => aloneLarge(engine, whole.subarray(1)))
    expect([same(copy, whole.subarray(1)), copy.buffer.byteLength, turnedIn]).toEqual([true, copied + 1, 1])
    const [short, shortIn] = await turned(() => aloneLarge(engine, whole.subarray(2)))
    expect([same(short, whole.subarray(2)), short.buffer.byteLength, shortIn]).toEqual([true, copied, -1])
  })

  it('lie before their tail in one buffer from 16,384 characters on', () => {
    const tail = Uint8Array.of(1, 2, 3)
    for (const [characters, adjoining] of [
      [2 ** 14 - 4, false],
      [2 ** 14, true],
    ] as const) {
      const decoded = decodeLarge(engine, 'A'.repeat(characters), tail) as { octets: Uint8Array; tail: Uint8Array }
      expect(decoded.octets.length).toBe((characters / 4) * 3)
      expect(decoded.octets.buffer === decoded.tail.buffer).toBe(adjoining)
      expect(decoded.tail).toEqual(tail)
    }
  })
})
