// Whether refusing a token takes as long wherever it is wrong, by the method of dudect (Reparaz, Balasch, Verbauwhede 2017):
// two classes of tokens in random order, and Welch's t of the times.
//
// JOSE_TIMING_SAMPLES is how many tokens of each class are measured of what is quick; of RSA, a tenth or a hundredth of it.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Measured } from './measure.ts'
import { isLeak, threshold } from './welch.ts'

const run = promisify(execFile)
const script = fileURLToPath(new URL('measure.ts', import.meta.url))
const samples = Number(process.env.JOSE_TIMING_SAMPLES ?? 8000)
const timeout = 180_000 + 100 * samples

describe.each(['node', 'webcrypto', 'forge'])('the time that the backend %s takes to refuse a token', (backend) => {
  let measured: readonly Measured[] = []

  beforeAll(async () => {
    const { stdout } = await run(process.execPath, ['--expose-gc', script, backend, String(samples)])
    measured = JSON.parse(stdout)
    process.stdout.write(`\nTimes of ${backend}, ns\n${measured.map(lineOf).join('')}`)
  }, timeout)

  it('tells nothing of where it is wrong', () => {
    const judged = measured.filter(({ control, toldOnly }) => !control && toldOnly === undefined)
    expect(judged.length).toBeGreaterThanOrEqual(backend === 'forge' ? 8 : 9)
    expect(judged.filter(({ differences }) => isLeak(differences)).map(lineOf)).toEqual([])
  })

  it('would be seen to tell it, if MACs were compared until the first difference', () => {
    const controls = measured.filter(({ control }) => control)
    expect(controls).toHaveLength(2)
    for (const { differences } of controls) expect(Math.abs(differences.at(-1)?.t ?? 0)).toBeGreaterThan(2 * threshold)
  })
})

function lineOf({ name, samples, differences, control, toldOnly }: Measured): string {
  const figures = differences.map(({ t, effect, resolution }) => {
    return `t ${t.toFixed(2)}, effect ${effect.toFixed(1)}, would see ${resolution.toFixed(1)}`
  })
  const why = control ? ' (a leak made for the test)' : toldOnly === undefined ? '' : ` (told only: ${toldOnly})`
  return `  ${name}: ${figures.join('; again: ')}; 2 × ${samples}${why}\n`
}
