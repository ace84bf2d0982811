import { randomBytes } from 'node:crypto'
import { deflateRawSync, inflateRawSync, constants as zlib } from 'node:zlib'
import type { Bytes } from '@jose/core'
import { describe, expect, it } from 'vitest'
import { deflate, deflateAsync, inflate, inflateAsync } from '../src/deflate.ts'
import { partLength } from '../src/parts.ts'

const MiB = 1024 * 1024
const modes = [
  ['sync', deflate, inflate],
  ['async', deflateAsync, inflateAsync],
] as const
const contents = [
  Buffer.alloc(0),
  Buffer.from('text'),
  randomBytes(100),
  randomBytes(200_000),
  Buffer.alloc(65535),
  Buffer.alloc(65536),
  Buffer.alloc(65537),
  Buffer.alloc(MiB, 'text'),
]

describe.each(modes)('DEFLATE of forge, %s', (_mode, deflating, inflating) => {
  it('is read by zlib, and reads what zlib writes, within the limit', async () => {
    for (const octets of contents) {
      const given = Buffer.from(octets)
      const making = deflating(given)
      given.fill(1)
      expect(inflateRawSync(await making).equals(octets)).toBe(true)
      const streams = [deflateRawSync(octets), deflateRawSync(octets, { level: 0 })]
      streams.push(deflateRawSync(octets, { strategy: zlib.Z_FIXED }), deflateRawSync(octets, { windowBits: 9 }))
      for (const deflated of streams) {
        for (const limit of [octets.length, octets.length + 1, 100 * MiB]) {
          expect(octets.equals((await inflating(deflated, limit)) as Bytes), `${octets.length} ${limit}`).toBe(true)
          for (const behind of [[0], [3, 0], [0, 0, 0, 0]]) {
            expect(await inflating(Buffer.concat([deflated, Buffer.from(behind)]), limit)).toBe(undefined)
          }
          expect(await inflating(deflated.subarray(0, -1), limit)).toBe(undefined)
        }
        if (octets.length > 0) expect(await inflating(deflated, octets.length - 1)).toBe('too large')
      }
    }
  })

  it('answers undefined for what is no stream', async () => {
    const streams = [
      '',
      '07',
      '03',
      '78da030000000001',
      // A stored block whose length and its complement differ (RFC 1951 §3.2.4).
      '010400ffff74657874',
      // A distance that reaches behind the start, in a block of fixed codes.
      '4b040a00',
    ]
    for (const stream of streams) {
      const octets = Buffer.from(stream, 'hex')
      expect(() => inflateRawSync(octets, { finishFlush: zlib.Z_FINISH }), stream).toThrow()
      expect(await inflating(octets, MiB), stream).toBe(undefined)
    }
    for (let round = 0; round < 2000; round++) {
      const octets = randomBytes(1 + (round % 60))
      expect(await inflating(octets, MiB)).toEqual(byZlib(octets))
    }
  })

  it('stops inflating at the limit', async () => {
    const bomb = deflateRawSync(Buffer.alloc(256 * MiB))
    for (const limit of [1, 1000, 256_000, MiB]) {
      const start = performance.now()
      expect(await inflating(bomb, limit), `${limit}`).toBe('too large')
      // All of it would take seconds.
      expect(performance.now() - start).toBeLessThan(200)
    }
  })
})

describe('DEFLATE of forge, async', () => {
  it('answers at once for a part, and with a promise for more', () => {
    for (const [length, isLong] of [
      [partLength, false],
      [partLength + 1, true],
    ] as const) {
      expect(deflateAsync(Buffer.alloc(length)) instanceof Promise).toBe(isLong)
      // What it may become counts, not what it is.
      expect(inflateAsync(deflateRawSync('text'), 4 * length) instanceof Promise).toBe(isLong)
    }
  })
  it('lets the event loop turn', async () => {
    const content = randomBytes(4 * MiB)
    let turns = 0
    const counting = setInterval(() => turns++, 1)
    const deflated = await deflateAsync(content)
    expect(turns).toBeGreaterThan(2)
    const afterDeflating = turns
    expect(content.equals((await inflateAsync(deflated, 4 * MiB)) as Bytes)).toBe(true)
    expect(turns).toBeGreaterThan(afterDeflating)
    clearInterval(counting)
  })
})

/** Random octets are a stream now and then; whether one, zlib says. */
function byZlib(octets: Buffer): Bytes | undefined {
  try {
    const { buffer, engine } = inflateRawSync(octets, { info: true }) as never as {
      buffer: Buffer
      engine: { bytesWritten: number }
    }
    return engine.bytesWritten === octets.length ? Uint8Array.from(buffer) : undefined
  } catch {
    return undefined
  }
}
