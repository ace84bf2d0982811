// 100 MB through encryption and decryption in processes of their own: what it takes of memory, and of the event loop.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { Measured } from './measure.ts'

const run = promisify(execFile)
const script = fileURLToPath(new URL('measure.ts', import.meta.url))
const bytes = 100_000_000

describe.each(['A256GCM', 'A128CBC-HS256', 'A256CBC-HS512'])('100 MB by %s on node', (enc) => {
  it('take at most four times their memory, and no more than 50 ms of the event loop at a time', async () => {
    const { encrypting, decrypting } = await leastOf(3, enc)
    expect(encrypting.memory).toBeLessThan(4)
    expect(decrypting.memory).toBeLessThan(4)
    // The call itself makes the one room that there must be and copies the input.
    expect(encrypting.block).toBeLessThan(50)
    expect(decrypting.block).toBeLessThan(50)
  }, 120_000)
})

/** Other work of the machine only ever makes a turn longer: it is the best of some runs that shows what the library needs. */
async function leastOf(runs: number, enc: string): Promise<Measured> {
  let least: Measured | undefined
  for (let count = 0; count < runs; count++) {
    const measured = await measure('node', enc)
    if (least === undefined || worst(measured) < worst(least)) least = measured
    if (worst(least) < 40) break
  }
  return least as Measured
}

function worst({ encrypting, decrypting }: Measured): number {
  return Math.max(encrypting.block, decrypting.block)
}

async function measure(backend: string, enc: string): Promise<Measured> {
  const { stdout } = await run(process.execPath, ['--expose-gc', script, backend, enc, String(bytes)])
  process.stdout.write(`100 MB, ${backend}, ${enc}: ${stdout}\n`)
  return JSON.parse(stdout)
}
