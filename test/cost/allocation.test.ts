// What calls allocate, in a process where nothing but the calls changes the numbers.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, expect, it } from 'vitest'
import type { Allocated } from './allocation.ts'

const run = promisify(execFile)
const script = fileURLToPath(new URL('allocation.ts', import.meta.url))
const room = ['--min-semi-space-size=128', '--max-semi-space-size=128']
const flags = ['--expose-gc', '--single-threaded', ...room, '--no-warnings']

/** The most that a call may take, a tenth above what it does: more has to be meant. Bytes on the heap, of buffers, promises. */
const budgets: { readonly [name: string]: readonly [bytes: number, outside: number, promises: number] } = {
  'sign HS256, prepared': [2950, 0, 0],
  'encode HS256': [2950, 0, 0],
  'verify HS256, prepared': [3300, 0, 0],
  'decode HS256': [4850, 0, 0],
  'verify, remembered': [400, 0, 0],
  'decode RS256': [5850, 290, 0],
  'decode RS256 with a PEM': [5850, 290, 0],
  'decode RS256 with a JWK': [5850, 290, 0],
  'encode ES256': [4200, 400, 0],
  'decode ES256': [6300, 150, 0],
  'encrypt 1 KiB': [8800, 2400, 0],
  'decrypt 1 KiB': [7350, 3600, 0],
  'encode HS256, async': [3300, 0, 1],
  'decode HS256, async': [5000, 0, 1],
  'verify, remembered, async': [750, 0, 1],
  // The thread pool answers by a callback, and two steps wait for it.
  'encode RS256, async': [4900, 480, 3],
  'decode RS256, async': [5850, 290, 1],
  'encrypt 1 KiB, async': [8000, 2400, 1],
  'decrypt 1 KiB, async': [6900, 3600, 1],
}

let [allocated, again]: (readonly Allocated[])[] = []

beforeAll(async () => {
  ;[allocated, again] = [await measure(), await measure()]
  const line = ({ name, bytes, outside, promises }: Allocated): string =>
    `  ${name}: ${bytes} B on the heap, ${outside} B of buffers, ${promises} promises\n`
  process.stdout.write(`What a call allocates\n${allocated.map(line).join('')}`)
}, 180_000)

it('measures everything that has a budget', () => {
  expect(allocated?.map(({ name }) => name)).toEqual(Object.keys(budgets))
})

it.each(Object.entries(budgets))('%s', (name, [bytes, outside, promises]) => {
  const one = find(allocated, name)
  expect(one.bytes).toBeGreaterThan(0)
  expect(one.bytes).toBeLessThanOrEqual(bytes)
  expect(one.outside).toBeLessThanOrEqual(outside)
  expect(one.promises).toBeLessThanOrEqual(promises)
})

it('measures the same when it measures again', () => {
  for (const { name, bytes } of again ?? []) expect(bytes / find(allocated, name).bytes, name).toBeCloseTo(1, 1)
})

function find(list: readonly Allocated[] | undefined, name: string): Allocated {
  return list?.find((each) => each.name === name) as Allocated
}

async function measure(): Promise<readonly Allocated[]> {
  const { stdout } = await run(process.execPath, [...flags, script])
  return JSON.parse(stdout)
}
