// Cost grows as the token does, up to 10 MiB, and not with the number of keys: counted by the engine, so that no clock is asked.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, expect, it } from 'vitest'
import type { Worked } from './work.ts'

const run = promisify(execFile)
const script = fileURLToPath(new URL('work.ts', import.meta.url))

/** A little above what is: more has to be meant. */
interface Budget {
  /** Blocks of the library that any call enters. */
  readonly blocks: number
  /** And for each KiB of content, or each key. */
  readonly more?: number
  /** Passes over each byte: base64url makes four characters of three. */
  readonly passes?: number
}

const budgets: { readonly [name: string]: Budget } = {
  'encode a long claim': { blocks: 110, passes: 1.01 },
  'encode many claims': { blocks: 110, more: 0.1, passes: 1.1 },
  'decode a long claim': { blocks: 160, passes: 2.34 },
  // Each of the 64 members in a KiB is counted twice: in the text and in the value.
  'decode many claims': { blocks: 160, more: 200, passes: 2.34 },
  'decode many claims, async': { blocks: 170, more: 200, passes: 2.34 },
  'jws.sign': { blocks: 120, passes: 1.01 },
  'jws.verify': { blocks: 100, passes: 1.34 },
  'jwe.encrypt': { blocks: 240, passes: 1.01 },
  // Large content goes in pieces, and in async mode in parts of a mebibyte or more.
  'jwe.decrypt': { blocks: 220, more: 0.05, passes: 1.34 },
  'jwe.encrypt, async': { blocks: 240, more: 0.02, passes: 1.01 },
  'jwe.decrypt, async': { blocks: 220, more: 0.06, passes: 1.34 },
  'jwks.local': { blocks: 180 },
  'a set as plain data': { blocks: 220 },
  'jwks.local, a kid of nobody': { blocks: 110 },
}

/** Octets and characters of what does not grow: a header, an IV, a tag. */
const fixed = 400

let worked: readonly Worked[] = []

beforeAll(async () => {
  const { stdout } = await run(process.execPath, [script], { maxBuffer: 2 ** 20 })
  worked = JSON.parse(stdout)
  const line = ({ name, works }: Worked): string =>
    `  ${name}: ${works.map(({ size, blocks, length }) => `${size}: ${blocks}, ${length}`).join('; ')}\n`
  process.stdout.write(`Size: blocks entered, octets and characters read\n${worked.map(line).join('')}`)
}, 180_000)

it('measures everything that has a budget', () => {
  expect(worked.map(({ name }) => name).sort()).toEqual(Object.keys(budgets).sort())
})

it.each(Object.entries(budgets))('%s', (name, { blocks, more = 0, passes }) => {
  const { works } = worked.find((each) => each.name === name) as Worked
  expect(works.length).toBeGreaterThan(2)
  for (const work of works) {
    expect(work.blocks, `blocks at ${work.size}`).toBeGreaterThan(0)
    const units = passes === undefined ? work.size : work.size / 1024
    expect(work.blocks, `blocks at ${work.size}`).toBeLessThanOrEqual(blocks + more * units)
    expect(work.length, `passes at ${work.size}`).toBeLessThanOrEqual(fixed + (passes ?? 0) * work.size)
  }
})
