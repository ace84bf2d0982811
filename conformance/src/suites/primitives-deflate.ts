import type { Bytes, CompressionPrimitive } from '@jose/core'
import file from '../../vectors/primitives/deflate.json' with { type: 'json' }
import { equal, ok } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { utf8 } from './craft.ts'
import { fromHex, joined } from './der.ts'
import { noise, primitiveCases, primitivesOf, same } from './primitives-calls.ts'

const primitive: CompressionPrimitive = { name: 'DEFLATE' }
const enough = 1_000_000

/** Raw DEFLATE (RFC 1951). */
export const primitivesDeflate: Suite = (o, it) => {
  const when = primitiveCases(o, it)

  for (const { name, source, ...octets } of file.streams) {
    when([primitive], `inflate: ${source} ${name}`, async (p) => {
      const [deflated, inflated] = [fromHex(octets.deflated), fromHex(octets.inflated)]
      const { length } = inflated
      for (const limit of [length, length + 1, enough]) {
        equal(await p.inflate(deflated, limit), inflated, `limit ${limit}`)
      }
      if (length > 0) equal(await p.inflate(deflated, length - 1), 'too large')
      if (length > 0) equal(await p.inflate(deflated, 0), 'too large')
      for (const more of [[0], [1], Array.from(deflated)]) {
        equal(await p.inflate(joined(deflated, more), enough), undefined, `${more.length} octets behind the end`)
      }
      const step = Math.ceil(deflated.length / 100)
      for (let cut = 0; cut < deflated.length; cut += step) {
        equal(await p.inflate(deflated.slice(0, cut), enough), undefined, `${cut} of ${deflated.length} octets`)
      }
    })
  }
  for (const { name, deflated } of file.broken) {
    when([primitive], `inflate: no stream: ${name}`, async (p) => {
      equal(await p.inflate(fromHex(deflated), enough), undefined)
    })
  }
  when([primitive], 'inflate: what is broken in any way is none, or another, and never an error', async (p) => {
    for (const { deflated } of file.streams) {
      const octets = fromHex(deflated)
      for (let at = 0; at < Math.min(octets.length, 40); at++) {
        const changed = Uint8Array.from(octets)
        changed[at] = (changed[at] as number) ^ 0x55
        const answer = await p.inflate(changed, enough)
        ok(answer === undefined || answer === 'too large' || answer instanceof Uint8Array, 'an answer')
      }
    }
  })

  when([primitive], 'deflate: what was deflated inflates to the same, at exactly its size', async (p) => {
    const long = noise(100_000)
    for (const octets of [utf8(''), utf8('x'), utf8('abc'.repeat(1000)), noise(1000), long, new Uint8Array(300_000)]) {
      const deflated = await p.deflate(octets)
      ok(deflated.length <= octets.length + 100, 'little more than it was')
      equal(same(await p.inflate(deflated, octets.length), octets), true, `${octets.length} octets`)
      if (octets.length > 0) equal(await p.inflate(deflated, octets.length - 1), 'too large')
      equal(await p.inflate(joined(deflated, [0]), enough), undefined, 'with an octet behind it')
    }
    ok((await p.deflate(utf8('abc'.repeat(1000)))).length < 100, 'less than it was')
  })

  when([primitive], 'inflate: a bomb is found out at its limit', async (p) => {
    const { least, more } = file.bomb
    for (const zeros of [0, 1, 100]) {
      const size = least + zeros * more
      const inflated = await p.inflate(bomb(zeros), size)
      equal([(inflated as Bytes).length, (inflated as Bytes).every((octet) => octet === 0)], [size, true])
      equal(await p.inflate(bomb(zeros), size - 1), 'too large')
    }
    // 97 kB for 100 MB, and 4 MB for 4 GB, which would take seconds.
    for (const zeros of [97_000, 4_000_000]) {
      const deflated = bomb(zeros)
      const start = Date.now()
      equal(await primitivesOf(o).inflate(deflated, 256_000), 'too large', `${zeros} octets`)
      ok(Date.now() - start < 2000, `an answer at the limit, not after ${Date.now() - start} ms`)
    }
  })
}

/** One block of zeros: a copy of 258 octets takes two bits. */
function bomb(zeros: number): Bytes {
  const start = fromHex(file.bomb.start)
  const deflated = new Uint8Array(start.length + zeros + 1)
  deflated.set(start)
  deflated.set(fromHex(file.bomb.end), start.length + zeros)
  return deflated
}
